//! Adversaries: what they can do, how fast, and what they want.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Platform, SensorKind, ZoneKind};

/// A crew and its way of working.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Adversary {
    /// Kebab-case id of the library entry.
    pub id: String,
    /// What kind of crime it is; hidden until the debrief.
    pub family: Family,
    /// First minute of the first attempt.
    pub begins_min: u64,
    /// Tempo classes, one of which is drawn.
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
    #[schemars(range(min = 0))]
    pub ransom_cents: i64,
    /// Minutes after which something outside the hospital stops its worm; 0 for never.
    #[serde(default)]
    pub kill_switch_min: u64,
    /// The steps of the playbook, in the order the crew prefers.
    pub steps: Vec<Step>,
    /// Where the numbers come from, or the word assumption and a reason.
    pub source: String,
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
    pub dwell_min: u64,
    /// Longest stay before detonation, in minutes.
    pub dwell_max_min: u64,
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
    pub needs: Vec<Need>,
    /// Shortest time at the keyboard, in minutes.
    #[schemars(range(min = 1, max = 100000))]
    pub duration_min: u64,
    /// Longest time at the keyboard, in minutes.
    #[schemars(range(min = 1, max = 100000))]
    pub duration_max_min: u64,
    /// Where in the stay it is done: share of the dwell that has passed before the first try, 0 to 1.
    #[serde(default)]
    #[schemars(range(min = 0.0, max = 1.0))]
    pub at: f64,
    /// Chance of success without any control, 0 to 1.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub odds: f64,
    /// How often it is tried before the crew gives up on it.
    #[schemars(range(min = 1, max = 100))]
    pub tries: u32,
    /// Controls that lower the odds: control id and the factor that remains.
    #[serde(default)]
    pub controls: Vec<(String, f64)>,
    /// How loud it is to each kind of sensor: chance of an alert at full sensitivity.
    #[serde(default)]
    pub noise: Vec<(SensorKind, f64)>,
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
    /// Success of another step.
    Step(String),
    /// A device with this platform whose patches are older than so many days, within reach.
    Unpatched(Platform, u32),
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
    /// Knowledge of zones and shares: lets the crew choose where to go.
    Map,
    /// Devices in a further zone that is within reach: at most so many.
    Spread(u32),
    /// Data taken, in gigabytes, over the duration.
    Steal(u32),
    /// Sensors of this kind fall silent where the crew is.
    Blind(SensorKind),
    /// Backups within reach are destroyed.
    DestroyBackups,
    /// Ransomware set off wherever the crew reaches.
    Detonate,
    /// A worm let loose on Windows devices whose patches are older than so many days.
    Worm(u32),
    /// What zones of this kind offer is out of service for so many hours; the devices stay intact.
    Disrupt(ZoneKind, u32),
    /// What zones of this kind show, sound or store is altered, until somebody notices and it is checked.
    Alter(ZoneKind),
}
