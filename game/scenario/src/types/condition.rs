//! Conditions: when something fires, ends, or is allowed.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Role, limits};

/// A statement about one hospital, true or false at a minute. Reads the truth, except in [`Condition::Knows`].
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub enum Condition {
    /// Each of them holds.
    All(#[schemars(length(max = limits::PARTS_MAX))] Vec<Condition>),
    /// At least one holds.
    Any(#[schemars(length(max = limits::PARTS_MAX))] Vec<Condition>),
    /// It does not hold.
    Not(Box<Condition>),
    /// The clock stands at or past this minute.
    After(#[schemars(range(min = 0, max = limits::MINUTES_MAX))] u64),
    /// The clock stands before this minute.
    Within(#[schemars(range(min = 0, max = limits::MINUTES_MAX))] u64),
    /// A measure compares so with a value.
    Measure(Measure, Op, #[schemars(range(min = -limits::MEASURE_MAX, max = limits::MEASURE_MAX))] i64),
    /// The hospital has completed this action.
    Did(String),
    /// The hospital has not completed this action, and the minute is reached.
    NotDidBy(String, #[schemars(range(min = 0, max = limits::MINUTES_MAX))] u64),
    /// This inject has fired.
    Fired(String),
    /// This inject was answered with this option.
    Chose(String, String),
    /// A seat knows a fact.
    Knows(Role, Fact),
    /// Something was sent for this duty, whole or in part, early or late.
    Reported(String),
    /// Something was sent for this duty before its time ran out.
    ReportedInTime(String),
    /// This duty's time ran out before anything was sent.
    Overdue(String),
}

/// How a measure compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Op {
    /// Less than.
    Lt,
    /// At most.
    Le,
    /// Equal.
    Eq,
    /// At least.
    Ge,
    /// More than.
    Gt,
}

/// A number of a hospital that conditions, objectives and reports can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Devices the hospital has.
    DevicesTotal,
    /// Devices the attacker controls now.
    DevicesCompromised,
    /// The most the attacker controlled at any time.
    DevicesCompromisedMax,
    /// Devices that were ever encrypted.
    DevicesEncrypted,
    /// Devices out of use now: encrypted or being rebuilt.
    DevicesDown,
    /// Share of the devices ever lost that work again, in thousandths; 1000 when none was lost.
    RestoredMilli,
    /// Zones cut off now.
    ZonesIsolated,
    /// Share of backup servers that are intact, in thousandths.
    BackupsIntactMilli,
    /// Data taken, in gigabytes.
    DataStolenGb,
    /// 1 when ransomware was set off, else 0.
    Detonated,
    /// Minutes since ransomware was set off; -1 before.
    MinutesSinceStrike,
    /// 1 when an intrusion was confirmed by the hospital or shown by detonation, else 0.
    Detected,
    /// 1 when the attacker holds nothing and cannot return by known ways, else 0.
    Contained,
    /// 1 when all services work digitally after a detonation or a containment, else 0.
    Recovered,
    /// Minutes from first evidence to confirmation; -1 while unconfirmed.
    DetectionDelayMin,
    /// Minutes patients waited beyond the normal.
    CareMinutesDelayed,
    /// Unsafe events, in thousandths.
    UnsafeEventsMilli,
    /// Planned patients cancelled.
    Cancelled,
    /// Urgent patients sent elsewhere.
    Diverted,
    /// Ambulances that come to the neighbours over the last day, in thousandths of a normal day's.
    NeighboursAmbulancesMilli,
    /// Waiting in the neighbours' emergency departments, in thousandths of a normal day's.
    NeighboursWaitsMilli,
    /// People who leave the neighbours' emergency departments unseen, in thousandths of a normal day's.
    NeighboursLeftMilli,
    /// Mean digital capacity of the services now, in thousandths.
    CapacityMilli,
    /// Money left, in cents.
    BudgetCents,
    /// Money spent or lost, fines included, in cents.
    CostCents,
    /// How far the controls cut the attacker's odds over the whole playbook, in thousandths.
    PostureMilli,
    /// Duties met in time.
    DutiesMet,
    /// Duties met late or not at all.
    DutiesLate,
    /// 1 when the ransom was paid, else 0.
    RansomPaid,
    /// How far authorities, patients, staff, press and partners trust the hospital, as the mean of all, in thousandths.
    TrustMilli,
    /// Groups of people who know what they must.
    Informed,
    /// Pieces of evidence kept.
    EvidenceKept,
    /// Restored devices that were infected again.
    Reinfected,
    /// Cases of the security desk that wait for somebody.
    CasesOpen,
    /// Zones connected again without having been checked, since an intruder was in them.
    UncheckedReconnects,
}

/// Something a seat can know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Fact {
    /// Somebody is in the network.
    Intrusion,
    /// Devices are being encrypted.
    Ransomware,
    /// Data has left the house.
    DataTheft,
    /// The backups are damaged.
    BackupsLost,
}

impl Measure {
    /// Whether a team can read the measure off its own house without knowing about the intruder.
    pub fn is_visible(self) -> bool {
        !matches!(
            self,
            Measure::DevicesCompromised
                | Measure::DevicesCompromisedMax
                | Measure::DevicesEncrypted
                | Measure::BackupsIntactMilli
                | Measure::DataStolenGb
                | Measure::Detonated
                | Measure::Contained
                | Measure::DetectionDelayMin
                | Measure::Reinfected
                | Measure::UncheckedReconnects
        )
    }
}

impl Condition {
    /// The conditions that it joins or turns round; none where it says something itself.
    pub fn parts(&self) -> &[Condition] {
        match self {
            Condition::All(parts) | Condition::Any(parts) => parts,
            Condition::Not(part) => std::slice::from_ref(part),
            _ => &[],
        }
    }

    /// Whether it can hold only once the team could see a reason for it: it never rests on hidden truth alone.
    pub fn is_visible(&self) -> bool {
        match self {
            Condition::All(parts) => parts.iter().any(Condition::is_visible),
            Condition::Any(parts) => parts.iter().all(Condition::is_visible),
            Condition::Not(part) => part.is_visible(),
            Condition::Measure(measure, ..) => measure.is_visible(),
            // The clock alone shows nobody anything; what was done, received or learned does.
            Condition::After(_) | Condition::Within(_) | Condition::NotDidBy(..) => false,
            Condition::Did(_) | Condition::Fired(_) | Condition::Chose(..) | Condition::Knows(..) => true,
            Condition::Reported(_) | Condition::ReportedInTime(_) | Condition::Overdue(_) => true,
        }
    }
}
