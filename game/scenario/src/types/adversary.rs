//! Adversaries: what they can do, how fast, and what they want.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Platform, SensorKind, ZoneKind, limits};

/// A crew and its way of working.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Adversary {
    /// Kebab-case id of the library entry.
    pub id: String,
    /// What kind of crime it is; hidden until the debrief.
    pub family: Family,
    /// First minute of the first attempt.
    #[schemars(range(min = 0, max = limits::MINUTES_MAX))]
    pub begins_min: u64,
    /// Tempo classes, one of which is drawn.
    #[schemars(length(min = 1, max = limits::TEMPOS_MAX))]
    pub tempos: Vec<Tempo>,
    /// Share of detonations outside working hours, 0 to 1.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub off_hours: f64,
    /// Chance that the crew notices an eviction or a cut-off zone, 0 to 1.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub watchful: f64,
    /// Chance that a crew that lost all access finds a way in again, 0 to 1.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub returns: f64,
    /// Odds that a key for this strain is known to those who collect them, 0 to 1.
    #[serde(default)]
    #[schemars(range(min = 0, max = 1))]
    pub decryptor_odds: f64,
    /// What it asks for, in euro cents.
    #[schemars(range(min = 0, max = limits::CENTS_MAX))]
    pub ransom_cents: i64,
    /// Minute of the strike where history knows it; 0 where the tempo decides.
    #[serde(default)]
    #[schemars(range(min = 0, max = limits::MINUTES_MAX))]
    pub strikes_min: u64,
    /// Strikes at `strikes_min` to the minute, if it is ready by then and nobody hurries it: `off_hours`, `weekend` and the
    /// duration of the step have no say. Else encryption waits from there on for an hour that suits the crew.
    #[serde(default)]
    pub strikes_exactly: bool,
    /// Chance that a strike at night waits for a Friday or Saturday, 0 to 1.
    #[serde(default)]
    #[schemars(range(min = 0.0, max = 1.0))]
    pub weekend: f64,
    /// When its people are at the keyboard; the whole day for those who work in shifts.
    #[serde(default = "around_the_clock")]
    pub hands_on: HandsOn,
    /// How long it goes on without any success before it leaves for another victim, in minutes.
    #[serde(default = "patience")]
    #[schemars(range(min = 0, max = limits::MINUTES_MAX))]
    pub patience_min: u64,
    /// Share of the Windows devices within reach that its roll-out hits: the lowest and the highest.
    #[serde(default = "encrypts")]
    pub encrypts: (f64, f64),
    /// Minutes that its program needs for 100,000 files: the fastest, the median and the slowest.
    #[serde(default = "strain_min")]
    pub strain_min: (f64, f64, f64),
    /// Share of the hospital's line that it dares to use for taking data, 0 to 1: who wants to stay unseen takes little.
    #[serde(default = "line_share")]
    #[schemars(range(min = 0.0, max = 1.0))]
    pub line_share: f64,
    /// Minutes after which something outside the hospital stops its worm; 0 for never.
    #[serde(default)]
    #[schemars(range(min = 0, max = limits::MINUTES_MAX))]
    pub kill_switch_min: u64,
    /// Ways in, of which a crew comes with one: it is drawn for each hospital by weight. Who finds it closed may have another
    /// one at hand. Without any, the crew tries every entry of its playbook.
    #[serde(default)]
    #[schemars(length(max = limits::WAYS_MAX))]
    pub ways: Vec<Way>,
    /// The steps of the playbook, in the order the crew prefers.
    #[schemars(length(max = limits::STEPS_MAX))]
    pub steps: Vec<Step>,
    /// Where the numbers come from, or the word assumption and a reason.
    pub source: String,
}

/// A working day: the minute of the day at which it begins, and its length in minutes.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
pub struct HandsOn(#[schemars(range(min = 0, max = 1439))] pub u64, #[schemars(range(min = 1, max = 1440))] pub u64);

fn around_the_clock() -> HandsOn {
    HandsOn(0, 1440)
}

fn patience() -> u64 {
    21 * 1440
}

fn encrypts() -> (f64, f64) {
    (0.85, 0.85)
}

/// Assumption: a ninth of the line, which nobody misses at night. The 700 GB of HSE then leave a regional house in 28 hours.
fn line_share() -> f64 {
    0.11
}

/// Splunk 2022, 98,561 files: LockBit 5:50, the median of ten families 42:52, the slowest about three and a half hours.
fn strain_min() -> (f64, f64, f64) {
    (5.8, 43.0, 210.0)
}

/// Families of attack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Family {
    /// People at a keyboard who end with encryption.
    HumanOperatedRansomware,
    /// A program that spreads by itself.
    Worm,
    /// Data is taken and money asked for; nothing is encrypted.
    DataTheftExtortion,
    /// The crew comes through a supplier, or the supplier is lost.
    SupplierCompromise,
    /// Outward-facing services are flooded.
    DenialOfService,
    /// Somebody with a valid account of the hospital.
    Insider,
    /// Devices at the bedside show, sound or do something else than they should.
    MedicalDeviceTampering,
}

/// How long a crew takes, as a class.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tempo {
    /// Relative weight among the classes.
    #[schemars(range(min = 1, max = 1000))]
    pub weight: u32,
    /// Shortest stay before detonation, in minutes.
    #[schemars(range(min = 0, max = limits::MINUTES_MAX))]
    pub dwell_min: u64,
    /// Longest stay before detonation, in minutes.
    #[schemars(range(min = 0, max = limits::MINUTES_MAX))]
    pub dwell_max_min: u64,
    /// Shortest time in which the crew takes its place, the sign-in of the whole hospital included; see `Step::at`.
    #[serde(default)]
    #[schemars(range(min = 0, max = limits::MINUTES_MAX))]
    pub settles_min: u64,
    /// The longest; 0 for a crew that spreads its steps evenly over its stay.
    #[serde(default)]
    #[schemars(range(min = 0, max = limits::MINUTES_MAX))]
    pub settles_max_min: u64,
}

/// A way in: how crews of this family come into a hospital, and how often.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Way {
    /// Kebab-case id; steps name it.
    pub id: String,
    /// Relative weight among the ways.
    #[schemars(range(min = 1, max = 1000))]
    pub weight: u32,
    /// Where the weight comes from: a citation, or the word assumption and a reason.
    pub source: String,
}

/// One step: a technique, what it needs, how well it works, how loud it is, and what it does.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Kebab-case id; its name is the text `step.ID`, what sensors report is `step.ID.alert`.
    pub id: String,
    /// ATT&CK technique, such as `T1566.001`.
    pub technique: String,
    /// The technique's name in ATT&CK.
    #[serde(default)]
    pub technique_name: String,
    /// What the crew must hold to try it.
    #[serde(default)]
    #[schemars(length(max = limits::NEEDS_MAX))]
    pub needs: Vec<Need>,
    /// Shortest time at the keyboard, in minutes.
    #[schemars(range(min = 1, max = 100000))]
    pub duration_min: u64,
    /// Longest time at the keyboard, in minutes.
    #[schemars(range(min = 1, max = 100000))]
    pub duration_max_min: u64,
    /// Where in the stay it is done: share of the dwell that has passed before the first try, 0 to 1. A crew whose tempo
    /// says how fast it settles does what lies up to 0.7 in that time, and spreads the rest over what is left.
    #[serde(default)]
    #[schemars(range(min = 0.0, max = 1.0))]
    pub at: f64,
    /// The way in that it belongs to: it is tried by a crew that comes this way. Empty for a step of every crew.
    #[serde(default)]
    pub way: String,
    /// Chance of success without any control, 0 to 1.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub odds: f64,
    /// How often it is tried before the crew gives up on it.
    #[schemars(range(min = 1, max = 100))]
    pub tries: u32,
    /// Controls that lower the odds: control id and the factor that remains.
    #[serde(default)]
    #[schemars(length(max = limits::CONTROLS_MAX))]
    pub controls: Vec<(String, f64)>,
    /// How loud it is to each kind of sensor: chance of an alert at full sensitivity.
    #[serde(default)]
    #[schemars(length(max = limits::KINDS_MAX))]
    pub noise: Vec<(SensorKind, f64)>,
    /// Sensors that reported it in the incident which the scenario is taken from: where it succeeds, they do so again.
    #[serde(default)]
    #[schemars(length(max = limits::KINDS_MAX))]
    pub surely: Vec<SensorKind>,
    /// Whether it waits for somebody of the staff to do something, and so ends while they are at work.
    #[serde(default)]
    pub by_staff: bool,
    /// Whether its success is the strike of a crew that encrypts nothing: from then on everybody sees that this is an attack.
    /// Where values are altered, that is when staff notice. The crew goes on with what is left of its playbook.
    #[serde(default)]
    pub strikes: bool,
    /// What success gives.
    pub gives: Gain,
}

/// What a step needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Need {
    /// A device in the network.
    Foothold,
    /// Administrator of one device.
    LocalAdmin,
    /// Administrator of the domain.
    DomainAdmin,
    /// A device in a zone of this kind.
    In(ZoneKind),
    /// A privileged account, found on a device where an administrator had signed in.
    PrivilegedAccount,
    /// Success of another step.
    Step(String),
    /// A device with this platform whose patches are older than so many days, within reach.
    Unpatched(Platform, #[schemars(range(min = 0, max = limits::PATCH_AGE_DAYS_MAX))] u32),
    /// A way out to the internet.
    Internet,
}

/// What a step gives its crew.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub enum Gain {
    /// A first device in a zone of this kind.
    Foothold(ZoneKind),
    /// A way to return after eviction.
    Persistence,
    /// Administrator of the devices held.
    LocalAdmin,
    /// Administrator of the domain.
    DomainAdmin,
    /// A ticket of its own making to the sign-in: it outlives one change of all privileged secrets.
    Ticket,
    /// Knowledge of zones and shares: lets the crew choose where to go.
    Map,
    /// Devices in a further zone that is known and within reach: at most so many.
    Spread(#[schemars(range(min = 0, max = limits::GROUP_DEVICES_MAX))] u32),
    /// Devices in the zone of this kind, if it is known and within reach, and otherwise as `Spread`.
    SpreadTo(ZoneKind, #[schemars(range(min = 0, max = limits::GROUP_DEVICES_MAX))] u32),
    /// So many gigabytes begin to flow out, as fast as the line allows.
    Steal(#[schemars(range(min = 0, max = limits::DATA_GB_MAX))] u32),
    /// Sensors of this kind fall silent in the zones whose console the crew holds.
    Blind(SensorKind),
    /// Backups within reach are destroyed.
    DestroyBackups,
    /// Ransomware set off wherever the crew reaches.
    Detonate,
    /// The devices held are encrypted, and no other.
    EncryptHeld,
    /// A worm let loose on Windows devices whose patches are older than so many days.
    Worm(#[schemars(range(min = 0, max = limits::PATCH_AGE_DAYS_MAX))] u32),
    /// What zones of this kind offer is out of service for so many hours; the devices stay intact.
    Disrupt(ZoneKind, #[schemars(range(min = 0, max = limits::HOURS_MAX))] u32),
    /// What zones of this kind show, sound or store is altered, until somebody notices and it is checked.
    Alter(ZoneKind),
}
