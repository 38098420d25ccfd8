//! Calibration: what was published about a real incident, and what was decided in it.
//!
//! A scenario built on an incident carries both. `codedark calibrate` plays the decisions over many seeds and holds the
//! model's figures against the published ones. Neither changes an exercise: no class ever plays the history. In a scenario
//! with a region, the figures are the sum or the mean of all its hospitals, and every hospital decides what is told.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Role, Skill, limits};

/// A published figure, and the range the model's must lie in.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CalibrationPoint {
    /// Kebab-case id.
    pub id: String,
    /// What was measured.
    pub measure: CalibrationMeasure,
    /// When, counted from the detonation.
    #[serde(default)]
    pub at: MeasuredAt,
    /// Lower end of what was published. A single number is given 10 % to either side, a share 5 points.
    #[schemars(range(min = -limits::FIGURE_MAX, max = limits::FIGURE_MAX))]
    pub low: f64,
    /// Upper end.
    #[schemars(range(min = -limits::FIGURE_MAX, max = limits::FIGURE_MAX))]
    pub high: f64,
    /// Whether the figure is one incident's, or a statistic over many.
    #[serde(default)]
    pub of: Population,
    /// Who published it.
    pub source: String,
    /// How sure it is. What somebody only remembers has no mark, and does not count.
    pub mark: Mark,
    /// Entered after the model's numbers were last chosen, so that none of them can be owed to it: counted apart.
    #[serde(default)]
    pub unseen: bool,
}

/// What can be held against the published record. Shares run from 0 to 1.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub enum CalibrationMeasure {
    /// Share of the servers ever encrypted that work again on the day.
    ServersRestored,
    /// Share of the other devices ever encrypted that work again on the day.
    DevicesRestored,
    /// A service's share of its normal activity on the day.
    Activity(String),
    /// The same of its planned patients alone; one who was put off counts when the new appointment is kept.
    Planned(String),
    /// The same of its other patients alone.
    Urgent(String),
    /// Share of the normal activity of these services, from the detonation to the day.
    MeanActivity(#[schemars(length(max = limits::NAMES_MAX))] Vec<String>),
    /// Time until a result of this service, on the day, as a multiple of the normal.
    Turnaround(String),
    /// Planned patients cancelled during the day.
    Cancelled,
    /// Planned patients of this service cancelled during the day.
    CancelledIn(String),
    /// Planned patients cancelled from the detonation to the day.
    CancelledUntil,
    /// Ambulances that came to the neighbours from the strike to the day, as a multiple of the normal.
    NeighboursAmbulances,
    /// Days until nine tenths of a group of devices work and can be reached again.
    GroupBack(String),
    /// Days until a service can do nine tenths of its normal work again.
    ServiceBack(String),
    /// Days until every zone that the attack was in is checked and declared clean.
    DeclaredClean,
    /// Share of the computers that could be encrypted that were.
    EncryptedShare,
    /// 1 when at least this share of those computers was encrypted, else 0.
    EncryptedAtLeast(#[schemars(range(min = 0, max = 1))] f64),
    /// Share of the data on the house's devices that was encrypted.
    StorageEncrypted,
    /// Devices of these groups that were encrypted.
    DevicesLost(#[schemars(length(max = limits::NAMES_MAX))] Vec<String>),
    /// Minutes from the detonation until the house knows what it is.
    RecognitionMin,
    /// Data taken, in gigabytes.
    StolenGb,
    /// Money spent or lost until the day, in millions of euro.
    CostMillion,
    /// Days from the first foothold to the detonation.
    DwellDays,
    /// Hours from the first foothold to control of the domain.
    HoursToDomain,
    /// Hours from the first foothold until data was taken.
    HoursToTheft,
    /// 1 when it was set off outside working hours, else 0.
    OffHours,
    /// 1 when it was set off on a Friday or a Saturday, else 0.
    FridayOrSaturday,
    /// 1 when an intrusion ended in encryption, else 0.
    Encrypted,
    /// 1 when the backups were lost, else 0.
    BackupsLost,
    /// Share of the region's hospitals in which the attack was set off within a day.
    HospitalsStruck,
}

/// When something was measured, counted from the detonation.
///
/// Of a day, a week or a month, what was done or cancelled is counted over all of it, a time until a result is the mean of
/// its days, and all else is read at its end. What a measure counts *from the detonation to the day* begins with the
/// calendar's day, week or month instead.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum MeasuredAt {
    /// At the end of so many times 24 hours: `Day(1)` ends 24 hours after the detonation, whatever its hour.
    Day(#[schemars(range(min = 0, max = limits::DAYS_MAX))] u32),
    /// A day of the calendar, from midnight to midnight: 0 is the rest of the day of the detonation, 1 the day after it.
    CalendarDay(#[schemars(range(min = 0, max = limits::DAYS_MAX))] u32),
    /// Seven times 24 hours: `Week(1)` begins with the detonation.
    Week(#[schemars(range(min = 1, max = limits::WEEKS_MAX))] u32),
    /// A month of the calendar: 0 is the rest of the month of the detonation, 1 the month after it.
    Month(#[schemars(range(min = 0, max = limits::MONTHS_MAX))] u32),
    /// Over the whole incident.
    #[default]
    Total,
}

/// What a published figure is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Population {
    /// One incident: every seed is a way it could have gone.
    #[default]
    Incident,
    /// The mean over many incidents, or a share of them: every seed is one of them.
    Mean,
    /// The median over many incidents.
    Median,
}

/// How sure a published figure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Mark {
    /// Official or primary text, or a journal's abstract.
    P,
    /// Press or secondary report.
    Two,
    /// Read in a public repository or data file.
    R,
    /// Arithmetic on cited numbers.
    Derived,
}

/// What was decided in the incident, and who plays the rest.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct History {
    /// Who plays what is not told here.
    #[serde(default)]
    pub others: Skill,
    /// From when on they play; before, nobody does what is not told.
    #[serde(default)]
    pub others_from: Moment,
    /// What was decided. An order that cannot be taken yet is given again every hour, for some days.
    #[serde(default)]
    #[schemars(length(max = limits::DECISIONS_MAX))]
    pub decisions: Vec<HistoricDecision>,
}

/// One decision that was taken, in the shape of a policy file's.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HistoricDecision {
    /// Kebab-case id, for a scenario that draws on another's history.
    pub id: String,
    /// When.
    pub at: Moment,
    /// Who.
    pub role: Role,
    /// Action.
    pub action: String,
    /// On what; without it, an action that needs a target is done to each one possible.
    #[serde(default)]
    pub target: Option<String>,
}

/// A moment of an incident. Every seed strikes at a slightly different minute, so most are told from the strike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Moment {
    /// Minutes after the scenario's start.
    Minute(#[schemars(range(min = 0, max = limits::MINUTES_MAX))] u64),
    /// Minutes after the detonation.
    Strike(#[schemars(range(min = 0, max = limits::MINUTES_MAX))] u64),
}

impl Default for Moment {
    fn default() -> Moment {
        Moment::Minute(0)
    }
}

impl CalibrationMeasure {
    /// Whether it is read on a day; otherwise it is a figure of the whole incident.
    pub fn is_daily(&self) -> bool {
        matches!(
            self,
            CalibrationMeasure::ServersRestored
                | CalibrationMeasure::DevicesRestored
                | CalibrationMeasure::Activity(_)
                | CalibrationMeasure::Planned(_)
                | CalibrationMeasure::Urgent(_)
                | CalibrationMeasure::MeanActivity(_)
                | CalibrationMeasure::Turnaround(_)
                | CalibrationMeasure::Cancelled
                | CalibrationMeasure::CancelledIn(_)
                | CalibrationMeasure::CancelledUntil
                | CalibrationMeasure::NeighboursAmbulances
                | CalibrationMeasure::CostMillion
        )
    }
}

impl CalibrationPoint {
    /// Days after the detonation that a run must reach to tell the figure. What comes back late is followed until it is
    /// plainly too late.
    pub fn days_needed(&self) -> u32 {
        match (&self.measure, self.at) {
            (_, MeasuredAt::Day(day)) => day,
            (_, MeasuredAt::CalendarDay(day)) => day + 1,
            (_, MeasuredAt::Week(week)) => week * 7,
            (_, MeasuredAt::Month(month)) => (month + 1) * MONTH_DAYS,
            (
                CalibrationMeasure::GroupBack(_)
                | CalibrationMeasure::ServiceBack(_)
                | CalibrationMeasure::DeclaredClean,
                _,
            ) => (self.high * BACK_FOLLOWED) as u32 + 1,
            _ => 1,
        }
    }
}

/// Days of the longest month.
const MONTH_DAYS: u32 = 31;
/// How far beyond the published range a return is followed, as a multiple of its upper end.
const BACK_FOLLOWED: f64 = 2.0;
