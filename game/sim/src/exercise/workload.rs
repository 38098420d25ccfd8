//! Workloads: what `codedark bench` and the criterion benches measure, so that both measure the same.
//!
//! A shipped scenario spends most of its months waiting. Here it is squeezed into four weeks, so that entry, strike,
//! response and the first weeks of recovery all lie inside the run.

use std::sync::Arc;

use codedark_protocol::Command;
use codedark_scenario::{Condition, Scenario};

use crate::base::time::{DAY, HOUR, Minute};
use crate::exercise::Exercise;
use crate::exercise::play::{Played, Policy, play};
use crate::exercise::record::{Act, HospitalSetup, RegionSetup, Skill};

/// Length of the short run.
pub const FOUR_WEEKS: Minute = 28 * DAY;
/// Length of the long run: HSE took about 130 days from strike to the last system.
pub const NINETEEN_WEEKS: Minute = 130 * DAY;
/// When the crew begins, and the longest it stays before it strikes.
const BEGINS: Minute = HOUR;
const STAY: (Minute, Minute) = (DAY, 3 * DAY);
/// A minute at which recovery is under way.
const RECOVERING: Minute = 12 * DAY;
/// Lengths of prevention and, at most, detection; response keeps its own, recovery takes the rest.
const PHASES: [Minute; 2] = [DAY, 6 * DAY];

/// Steps of the model that an exercise worked. Its events are all of them: each changes the state by a rule of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Worked {
    /// Items of agendas.
    pub items: u64,
    /// Orders that were taken.
    pub orders: u64,
    /// Changes of a device's state: taken, encrypted, cleaned, restored.
    pub device_changes: u64,
    /// Full hours of one service in which patients came, were treated, waited or left.
    pub service_hours: u64,
}

impl Worked {
    /// All events.
    pub fn events(&self) -> u64 {
        self.items + self.orders + self.device_changes + self.service_hours
    }
}

/// The scenario with its whole story told in `length` minutes.
pub fn squeezed(scenario: &Scenario, length: Minute) -> Scenario {
    let mut scenario = scenario.clone();
    scenario.adversary.begins_min = BEGINS;
    for tempo in &mut scenario.adversary.tempos {
        (tempo.dwell_min, tempo.dwell_max_min) = STAY;
    }
    for (phase, length) in scenario.phases.iter_mut().zip(PHASES) {
        phase.length_min = length;
    }
    if let Some(last) = scenario.phases.last_mut() {
        (last.length_min, last.ends) = (length, Some(Condition::After(length)));
    }
    scenario
}

/// The scenario with about this many devices in its hospital: every group grows or shrinks alike.
pub fn sized(scenario: &Scenario, devices: u32) -> Scenario {
    let mut scenario = scenario.clone();
    let has: u32 = scenario.hospital.groups.iter().map(|group| group.count).sum();
    for group in &mut scenario.hospital.groups {
        group.count = (u64::from(group.count) * u64::from(devices) / u64::from(has)).max(1) as u32;
    }
    scenario
}

/// One hospital, played by competent stand-ins.
pub fn hospital() -> RegionSetup {
    let hospital =
        HospitalSetup { id: "h1".to_owned(), luck: 1, team: Some("t1".to_owned()), stand_in: Skill::Competent };
    RegionSetup { linked: false, hospitals: vec![hospital] }
}

/// Who plays.
pub fn policy() -> Policy {
    Policy::StandIns(Skill::Competent)
}

/// One hospital of a scenario that is squeezed into four weeks, in the middle of its recovery, as stand-ins brought it there.
pub fn recovering(scenario: &Arc<Scenario>, seed: u64) -> Exercise {
    let played = play(scenario.clone(), seed, &hospital(), &policy());
    let mut exercise = Exercise::build(scenario.clone(), seed, &hospital());
    for entry in played.entries.iter().take_while(|entry| entry.minutes[0] <= RECOVERING) {
        exercise.submit(entry.minutes[0], &entry.act).expect("what was accepted is accepted again");
    }
    exercise.advance(RECOVERING);
    exercise
}

/// Decisions that were taken in a played exercise.
pub fn decisions(played: &Played) -> u64 {
    let decided = |act: &Act| matches!(act, Act::Order { command, .. } if !matches!(command, Command::Skip { .. }));
    played.entries.iter().filter(|entry| decided(&entry.act)).count() as u64
}
