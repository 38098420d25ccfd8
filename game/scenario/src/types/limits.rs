//! Limits: how much of everything a scenario may hold, and how large its numbers may be. One table.
//!
//! They keep a file from stopping the program: what is read here is added, multiplied and walked through later, and nothing
//! there looks again. Each lies well above what a real hospital, region or exercise needs (the shipped ones use a tenth of
//! most), so that who meets one has most often typed a digit twice.

/// Largest time, in minutes: ten years.
pub const MINUTES_MAX: u64 = 10 * 365 * 1440;
/// Largest time, in hours: ten years.
pub const HOURS_MAX: u32 = 10 * 365 * 24;
/// Largest time, in days: ten years.
pub const DAYS_MAX: u32 = 10 * 365;
/// Weeks and months of the same ten years.
pub const WEEKS_MAX: u32 = 10 * 52;
/// See [`WEEKS_MAX`].
pub const MONTHS_MAX: u32 = 10 * 12;
/// Most money, in euro cents: a hundred thousand million euro, more than the health service of most countries spends a year.
pub const CENTS_MAX: i64 = 10_000_000_000_000;
/// Most work of one action, in staff-minutes: a hundred people for a year.
pub const STAFF_MIN_MAX: u32 = 10_000_000;
/// Most data of one device, or taken in one step, in gigabytes: a thousand terabytes.
pub const DATA_GB_MAX: u32 = 1_000_000;
/// Days without a patch that can be told apart: some twenty-seven years.
pub const PATCH_AGE_DAYS_MAX: u32 = 10_000;
/// Largest share of a normal day, in percent: what a service with the most headroom can do.
pub const DAY_PERCENT_MAX: u32 = 500;
/// Largest value that a measure is compared with, in the unit of the measure: that of money.
pub const MEASURE_MAX: i64 = CENTS_MAX;
/// Largest published figure, in whatever it is counted.
pub const FIGURE_MAX: f64 = 1e9;
/// Largest weight of a part of a dependency, and largest factor on a sensor's sensitivity.
pub const WEIGHT_MAX: f64 = 1000.0;

/// Devices of one group.
pub const GROUP_DEVICES_MAX: u32 = 20_000;
/// Devices of a hospital, or of all hospitals of a region: each is kept, at some ten bytes.
pub const DEVICES_MAX: u64 = 250_000;
/// Hospitals of a region, each counted.
pub const PLACES_MAX: u32 = 60;
/// Suppliers that a region shares.
pub const SUPPLIERS_MAX: u32 = 60;
/// Zones of a hospital.
pub const ZONES_MAX: u32 = 100;
/// Permitted connections between zones.
pub const FLOWS_MAX: u32 = 1000;
/// Groups of devices.
pub const GROUPS_MAX: u32 = 200;
/// Sensors of a hospital.
pub const SENSORS_MAX: u32 = 100;
/// Services of a hospital, and so the longest chain of them.
pub const SERVICES_MAX: u32 = 100;
/// Profiles of a day.
pub const PROFILES_MAX: u32 = 50;
/// Hours of a day, each with its share.
pub const DAY_HOURS: u32 = 24;
/// Roles of a hospital, the separate analyst among them; in lists of roles and of what each role has.
pub const ROLES_MAX: u32 = 9;
/// Controls, in each list of them.
pub const CONTROLS_MAX: u32 = 200;
/// Kinds of sensor and of platform, in each list of them.
pub const KINDS_MAX: u32 = 20;

/// Tempo classes of a crew.
pub const TEMPOS_MAX: u32 = 20;
/// Steps of a playbook.
pub const STEPS_MAX: u32 = 200;
/// Ways in of a crew.
pub const WAYS_MAX: u32 = 20;
/// What one step needs.
pub const NEEDS_MAX: u32 = 20;

/// Actions of an exercise.
pub const ACTIONS_MAX: u32 = 1000;
/// Effects of one action or answer.
pub const EFFECTS_MAX: u32 = 50;
/// Phases, in each list of them. That there are four is said by a check.
pub const PHASES_MAX: u32 = 10;
/// Injects of an exercise.
pub const INJECTS_MAX: u32 = 1000;
/// Answers to one inject, or to a warm-up's question.
pub const OPTIONS_MAX: u32 = 12;
/// Legal clocks.
pub const DUTIES_MAX: u32 = 100;
/// Patients whose course is followed.
pub const PATIENTS_MAX: u32 = 100;
/// Objectives that are rated.
pub const OBJECTIVES_MAX: u32 = 200;
/// Parts of a condition or of a dependency, on each level, and conditions in each list of them.
pub const PARTS_MAX: u32 = 100;
/// Names in a list of them, such as an action's targets.
pub const NAMES_MAX: u32 = 200;
/// Lengths of class.
pub const CUTS_MAX: u32 = 20;
/// Stops of a phase.
pub const STOPS_MAX: u32 = 50;
/// People of one team.
pub const TEAM_PEOPLE_MAX: u32 = 12;
/// Published figures about one incident.
pub const FIGURES_MAX: u32 = 500;
/// Decisions that were taken in an incident.
pub const DECISIONS_MAX: u32 = 2000;
