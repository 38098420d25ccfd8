//! A hospital: its network, its devices, its clinical services, its people.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Role, limits};

/// A hospital as it stands on a normal day.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Hospital {
    /// Kebab-case id of the library entry.
    pub id: String,
    /// Inpatient beds.
    #[schemars(range(min = 1, max = 5000))]
    pub beds: u32,
    /// Network zones, drawn on the map.
    #[schemars(length(max = limits::ZONES_MAX))]
    pub zones: Vec<Zone>,
    /// Which zone may open connections to which.
    #[schemars(length(max = limits::FLOWS_MAX))]
    pub flows: Vec<Flow>,
    /// Devices, in groups of like ones.
    #[schemars(length(max = limits::GROUPS_MAX))]
    pub groups: Vec<AssetGroup>,
    /// What watches the network.
    #[schemars(length(max = limits::SENSORS_MAX))]
    pub sensors: Vec<Sensor>,
    /// Clinical and supporting services.
    #[schemars(length(max = limits::SERVICES_MAX))]
    pub services: Vec<Service>,
    /// How a day's demand is spread over its hours; services name one.
    #[schemars(length(max = limits::PROFILES_MAX))]
    pub profiles: Vec<DayProfile>,
    /// Emergency departments nearby, where patients go whom the hospital cannot treat.
    #[serde(default)]
    pub neighbours: Neighbours,
    /// The hands each role commands.
    #[schemars(length(max = limits::ROLES_MAX))]
    pub crews: Vec<Crew>,
    /// Money free for the exercise, in euro cents.
    #[schemars(range(min = 0, max = limits::CENTS_MAX))]
    pub budget_cents: i64,
    /// Terms of the insurance against attacks, for a house that buys it.
    #[serde(default)]
    pub insurance: Insurance,
    /// Controls the hospital already has when the exercise starts.
    #[serde(default)]
    #[schemars(length(max = limits::CONTROLS_MAX))]
    pub controls: Vec<String>,
    /// What the backup system can write back in an hour, in gigabytes.
    #[schemars(range(min = 1, max = 100000))]
    pub restore_gb_per_hour: u32,
    /// Copies of the data that are kept; without it, one that is reached over the network.
    #[serde(default = "backups")]
    #[schemars(length(max = limits::KINDS_MAX))]
    pub backups: Vec<Backup>,
    /// Its line to the internet, in megabits a second. Assumption where none is written: half a gigabit for 300 beds.
    #[serde(default = "line_mbit")]
    #[schemars(range(min = 1, max = 100000))]
    pub line_mbit: u32,
    /// Where the numbers come from: a citation, or the word assumption and a reason.
    pub source: String,
}

fn backups() -> Vec<Backup> {
    vec![Backup { kind: BackupKind::Reachable, age_days: 1 }]
}

/// A copy of the hospital's data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Backup {
    /// Who can get at it.
    pub kind: BackupKind,
    /// How old it is, in days: what was entered since is typed in again.
    #[schemars(range(min = 0, max = 365))]
    pub age_days: u32,
}

/// Who can get at a copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum BackupKind {
    /// Whoever has a way to the backup servers can destroy it.
    Reachable,
    /// Reached over the network, and kept so that nobody can change or delete it.
    Unchangeable,
    /// On no network.
    Offline,
}

fn line_mbit() -> u32 {
    500
}

/// Terms of an insurance against attacks.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Insurance {
    /// What it pays at most, in euro cents.
    #[schemars(range(min = 0, max = limits::CENTS_MAX))]
    pub limit_cents: i64,
    /// What the house carries itself, in euro cents.
    #[schemars(range(min = 0, max = limits::CENTS_MAX))]
    pub deductible_cents: i64,
    /// Minutes from recognising the attack within which the insurer must be told.
    #[schemars(range(min = 0, max = 1000000))]
    pub told_within_min: u64,
    /// Where the terms come from: a citation, or the word assumption and a reason.
    pub source: String,
}

/// A network zone: a part of the network that can be cut off as one.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Zone {
    /// Kebab-case id; its name is the text `zone.ID`.
    pub id: String,
    /// What kind of zone it is.
    pub kind: ZoneKind,
    /// Centre on the map, from 0 (left) to 1000 (right).
    #[schemars(range(min = 0, max = 1000))]
    pub x: u32,
    /// Centre on the map, from 0 (top) to 1000 (bottom).
    #[schemars(range(min = 0, max = 1000))]
    pub y: u32,
}

/// What a zone is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub enum ZoneKind {
    /// Faces the internet.
    Dmz,
    /// Directory, certificates, deployment: everything trusts it.
    Identity,
    /// Clinical application servers.
    Servers,
    /// Backup servers and their store.
    Backup,
    /// Offices: mail, files, payroll.
    Office,
    /// Ward workstations.
    Wards,
    /// Scanners and image archive.
    Imaging,
    /// Laboratory analysers and their system.
    Lab,
    /// Pumps, monitors, central stations.
    Bedside,
    /// Heating, theatre ventilation, doors.
    Building,
    /// Telephones and pagers.
    Voice,
    /// Remote access of suppliers.
    Supplier,
}

/// A permitted connection between two zones.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Flow {
    /// Zone that opens the connection.
    pub from: String,
    /// Zone that is reached.
    pub to: String,
    /// What is spoken on it.
    pub service: FlowService,
}

/// What is spoken on a flow. The attacker moves over [`FlowService::Admin`] and [`FlowService::Files`] only; what services need
/// of other zones comes, in either direction, over all but [`FlowService::Admin`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub enum FlowService {
    /// Remote administration (RDP, WMI, SSH).
    Admin,
    /// File shares and software deployment (SMB).
    Files,
    /// Web and application traffic.
    Web,
    /// Orders, results and images (HL7, DICOM).
    Clinical,
    /// Sign-in and name service.
    SignIn,
}

/// A group of like devices in one zone. Each device is modelled; the group is what people see.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AssetGroup {
    /// Kebab-case id; its name is the text `group.ID`.
    pub id: String,
    /// Zone the devices sit in.
    pub zone: String,
    /// How many devices.
    #[schemars(range(min = 1, max = limits::GROUP_DEVICES_MAX))]
    pub count: u32,
    /// What they run.
    pub platform: Platform,
    /// Days since they were last patched when the exercise starts.
    #[schemars(range(min = 0, max = limits::PATCH_AGE_DAYS_MAX))]
    pub patch_age_days: u32,
    /// Whether the group counts as servers: rebuilt first, holds data.
    #[serde(default)]
    pub server: bool,
    /// Whether administrators leave credentials in memory here, for an intruder to find.
    #[serde(default)]
    pub admin_cached: bool,
    /// Data on one device, in gigabytes: what can be stolen, and what a restore must write back.
    #[serde(default)]
    #[schemars(range(min = 0, max = limits::DATA_GB_MAX))]
    pub data_gb: u32,
    /// Files on one device, in thousands: how long its encryption takes.
    #[serde(default = "files_thousand")]
    #[schemars(range(min = 1, max = 1000000))]
    pub files_thousand: u32,
    /// Hands needed to rebuild one device, in staff-minutes.
    #[schemars(range(min = 1, max = 10000))]
    pub rebuild_staff_min: u32,
    /// Share of the devices that are the house's own makes: old, changed or alone of their kind, so that they come back
    /// only when somebody comes who knows them, 0 to 1.
    #[serde(default)]
    #[schemars(range(min = 0.0, max = 1.0))]
    pub own_makes: f64,
    /// Groups that must work before this one can be brought back.
    #[serde(default)]
    #[schemars(length(max = limits::NAMES_MAX))]
    pub needs: Vec<String>,
    /// Groups on which this one runs: virtualisation hosts, shared storage. It works as far as the scarcest of them does;
    /// each of its devices sits on one device of each, and is encrypted with it.
    #[serde(default)]
    #[schemars(length(max = limits::NAMES_MAX))]
    pub stands_on: Vec<String>,
    /// The role that answers for the devices.
    pub owner: Role,
}

/// As many as on the ordinary computers on which encryption was timed (Splunk 2022: 98,561).
fn files_thousand() -> u32 {
    100
}

/// What a device runs, which decides how it can be attacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub enum Platform {
    /// Windows within support.
    Windows,
    /// Windows out of support, as on many medical devices.
    WindowsLegacy,
    /// Linux servers and appliances.
    Linux,
    /// Closed devices: pumps, monitors, telephones. Not encrypted by ransomware, but lost with their servers.
    Embedded,
}

/// Something that notices: a product, a log, or people.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sensor {
    /// Kebab-case id; its name is the text `sensor.ID`.
    pub id: String,
    /// What it listens to: techniques name this in their noise.
    pub kind: SensorKind,
    /// Zones it covers.
    #[schemars(length(max = limits::ZONES_MAX))]
    pub zones: Vec<String>,
    /// Platforms it runs on or understands; empty for all. An intruder on other devices is not heard.
    #[serde(default)]
    #[schemars(length(max = limits::KINDS_MAX))]
    pub platforms: Vec<Platform>,
    /// Share of the noise in its zones that it turns into an alert, 0 to 1.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub sensitivity: f64,
    /// False alarms a day, over all its zones.
    #[schemars(range(min = 0.0, max = 1000.0))]
    pub false_alarms_per_day: f64,
    /// Controls that sharpen it: control id and the factor on its sensitivity, which never exceeds 1.
    #[serde(default)]
    #[schemars(length(max = limits::CONTROLS_MAX))]
    pub controls: Vec<(String, f64)>,
}

/// Kinds of sensor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SensorKind {
    /// Mail gateway.
    Mail,
    /// Antivirus and endpoint detection.
    Endpoint,
    /// Firewalls, proxies, flow records.
    Network,
    /// Sign-in logs of the directory.
    Identity,
    /// The backup system's own console.
    Backup,
    /// Staff who call the help desk.
    Staff,
    /// Warnings from outside: the national CSIRT, other hospitals.
    EarlyWarning,
}

/// A clinical or supporting service: what it depends on, who comes to it, what remains on paper.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// Kebab-case id; its name is the text `service.ID`.
    pub id: String,
    /// Zone in which its people work. What it needs there is at hand even while the zone is cut off, what it needs elsewhere
    /// comes over a flow. Without it, the zone of the first computers that it needs.
    #[serde(default)]
    pub zone: String,
    /// What it needs to work digitally.
    pub needs: Expr,
    /// What remains when it goes to paper.
    pub paper: Paper,
    /// Urgent patients or orders a day.
    #[schemars(range(min = 0.0, max = 100000.0))]
    pub urgent_per_day: f64,
    /// Planned patients or orders a day.
    #[schemars(range(min = 0.0, max = 100000.0))]
    pub planned_per_day: f64,
    /// Share of urgent patients who cannot wait: they are treated first, and leave first. 0 to 1.
    #[serde(default)]
    #[schemars(range(min = 0.0, max = 1.0))]
    pub immediate_share: f64,
    /// How urgent demand is spread over the day.
    pub profile: String,
    /// How planned demand is spread over the day; without it, as urgent demand is.
    #[serde(default)]
    pub planned_profile: String,
    /// Minutes an urgent patient or order takes on a normal day, until treated or reported.
    #[serde(default = "normal_min")]
    #[schemars(range(min = 1, max = 10080))]
    pub normal_min: u32,
    /// Minutes of waiting after which urgent patients leave, and orders are done without.
    #[serde(default = "patience_min")]
    #[schemars(range(min = 1, max = 10080))]
    pub patience_min: u32,
    /// What a minute that an urgent patient or order waits counts, 0 to 1: 1 for a patient, less for an order made for a
    /// patient who is cared for meanwhile.
    #[serde(default = "urgent_weight")]
    #[schemars(range(min = 0.0, max = 1.0))]
    pub urgent_weight: f64,
    /// What a minute that a planned patient waits counts against one of an urgent patient, 0 to 1: how urgent planned care is
    /// here. Without it, [`PLANNED_WEIGHT`].
    #[serde(default = "planned_weight")]
    #[schemars(range(min = 0.0, max = 1.0))]
    pub planned_weight: f64,
    /// Days until it works with its computers as before, once they are back after at least as long; after a shorter time it
    /// takes as long as that.
    #[serde(default = "reopens_days")]
    #[schemars(range(min = 0, max = 180))]
    pub reopens_days: u32,
    /// What it can serve when all works, as a multiple of its demand.
    #[schemars(range(min = 1.0, max = 5.0))]
    pub headroom: f64,
    /// Unsafe events per 1,000 patients served while the service is fully degraded.
    #[schemars(range(min = 0.0, max = 1000.0))]
    pub unsafe_per_1000: f64,
    /// Whether its urgent patients can be sent to another hospital.
    #[serde(default)]
    pub can_divert: bool,
    /// Share of urgent patients who come by ambulance or are referred, and so can be sent elsewhere; the others walk in.
    #[serde(default = "sent_for_share")]
    #[schemars(range(min = 0.0, max = 1.0))]
    pub sent_for_share: f64,
    /// Minutes a diverted patient loses on the way.
    #[serde(default)]
    #[schemars(range(min = 0, max = 1440))]
    pub divert_delay_min: u32,
    /// The role that answers for it.
    pub owner: Role,
    /// Where the numbers come from, or the word assumption and a reason.
    pub source: String,
}

/// What a minute that a planned patient waits counts against one of an urgent patient, where a service does not say.
/// Assumption: a day of theirs counts a quarter of an hour.
pub const PLANNED_WEIGHT: f64 = 0.01;

fn planned_weight() -> f64 {
    PLANNED_WEIGHT
}

/// Assumption after UMMC 2026, whose clinics opened three days after they could.
fn reopens_days() -> u32 {
    3
}

fn urgent_weight() -> f64 {
    1.0
}

fn sent_for_share() -> f64 {
    1.0
}

fn normal_min() -> u32 {
    60
}

fn patience_min() -> u32 {
    480
}

/// How a day's demand is spread over its hours.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DayProfile {
    /// Kebab-case id.
    pub id: String,
    /// Share of a day's demand in each hour, from midnight. Twenty-four numbers that sum to 1.
    #[schemars(length(max = limits::DAY_HOURS), inner(range(min = 0, max = 1)))]
    pub by_hour: Vec<f64>,
    /// Demand of a Saturday or Sunday against a weekday's.
    #[schemars(range(min = 0.0, max = 2.0))]
    pub weekend: f64,
    /// Where the numbers come from, or the word assumption and a reason.
    pub source: String,
}

/// Emergency departments nearby, as one.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Neighbours {
    /// Visits a day when nobody sends them more.
    #[schemars(range(min = 1.0, max = 100000.0))]
    pub visits_per_day: f64,
    /// Ambulances a day among them.
    #[schemars(range(min = 1.0, max = 100000.0))]
    pub ambulances_per_day: f64,
    /// Where the numbers come from, or the word assumption and a reason.
    pub source: String,
}

impl Default for Neighbours {
    fn default() -> Neighbours {
        let source = "Dameff 2023: two departments beside a struck hospital saw 218.4 patients a day before, and 1,741 ambulances in four weeks.";
        Neighbours { visits_per_day: 218.4, ambulances_per_day: 62.2, source: source.to_owned() }
    }
}

/// The paper fallback of a service: partial, learned, and tiring. Its numbers are shares of a normal day's demand.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Paper {
    /// Capacity in the first hours, 0 to 1.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub first: f64,
    /// Capacity once learned, 0 to 1.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub learned: f64,
    /// Capacity when people are exhausted, 0 to 1.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub tired: f64,
    /// What work on paper hangs on, as in the service's `needs`, where a service counts by what it can do itself, on computers or
    /// on paper. The levels are those with all of it; without this, nothing is needed.
    #[serde(default)]
    pub needs: Option<Expr>,
}

/// What a service depends on. Each leaf is an availability from 0 to 1.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub enum Expr {
    /// The share of this asset group that works and can be reached.
    Asset(String),
    /// The digital availability of another service.
    Service(String),
    /// The minimum: all are needed.
    All(#[schemars(length(max = limits::PARTS_MAX))] Vec<Expr>),
    /// The maximum: any one suffices.
    Any(#[schemars(length(max = limits::PARTS_MAX))] Vec<Expr>),
    /// The k-th largest: k of them are needed.
    KOf(
        #[schemars(range(min = 0, max = limits::PARTS_MAX))] u32,
        #[schemars(length(max = limits::PARTS_MAX))] Vec<Expr>,
    ),
    /// The weighted mean.
    Weighted(#[schemars(length(max = limits::PARTS_MAX))] Vec<(f64, Expr)>),
    /// Something without which this much of the service remains: it degrades, and does not stop.
    AtLeast(f64, Box<Expr>),
}

impl Expr {
    /// The groups that it names, with all its parts.
    pub fn groups(&self) -> Vec<&str> {
        let own = match self {
            Expr::Asset(id) => Some(id.as_str()),
            _ => None,
        };
        own.into_iter().chain(self.parts().flat_map(Expr::groups)).collect()
    }

    /// The expressions that it joins or weighs; none where it names a group or a service.
    pub fn parts(&self) -> impl Iterator<Item = &Expr> {
        let (joined, weighed, one): (&[Expr], &[(f64, Expr)], Option<&Expr>) = match self {
            Expr::Asset(_) | Expr::Service(_) => (&[], &[], None),
            Expr::All(parts) | Expr::Any(parts) | Expr::KOf(_, parts) => (parts, &[], None),
            Expr::Weighted(parts) => (&[], parts, None),
            Expr::AtLeast(_, part) => (&[], &[], Some(part)),
        };
        joined.iter().chain(weighed.iter().map(|(_, part)| part)).chain(one)
    }
}

/// The hands a role commands.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Crew {
    /// Whose hands.
    pub role: Role,
    /// People at work on a weekday.
    #[schemars(range(min = 0, max = 5000))]
    pub by_day: u32,
    /// People at work at night and at weekends.
    #[schemars(range(min = 0, max = 5000))]
    pub by_night: u32,
    /// Tasks the role can have under way at once.
    #[schemars(range(min = 1, max = 20))]
    pub tasks_max: u32,
}
