//! Forks: one hospital taken out of its class and run on differently.
//!
//! A fork is built anew and given the hospital's own entries up to a point, so it needs nothing but the record. From there
//! stand-ins play every seat. Neighbours are left out: unlinked hospitals do not touch each other.

use std::sync::Arc;

use codedark_protocol::Seat;
use codedark_scenario::{Measure, Scenario};

use crate::base::time::Minute;
use crate::exercise::record::{Act, Entry, HospitalSetup, RegionSetup, Skill};
use crate::exercise::score::Values;
use crate::exercise::{Exercise, StandIns};

/// A hospital of a class, and what was done in it.
pub struct Course<'a> {
    /// What it plays.
    pub scenario: &'a Arc<Scenario>,
    /// Seed of the class.
    pub seed: u64,
    /// The hospital.
    pub hospital: &'a HospitalSetup,
    /// Its acts and those on the whole class, in order: minute, participant, act.
    pub acts: Vec<(Minute, u32, &'a Act)>,
}

impl<'a> Course<'a> {
    /// What the entries of a class hold for one hospital.
    pub fn of(
        scenario: &'a Arc<Scenario>,
        seed: u64,
        region: u32,
        hospital: &'a HospitalSetup,
        entries: &'a [Entry],
    ) -> Course<'a> {
        let here = |entry: &&Entry| match &entry.act {
            Act::Order { seat: Seat { hospital: id, .. }, .. } | Act::Hold { hospital: id, .. } => *id == hospital.id,
            Act::Inject { hospital: id, .. } => id.as_ref().is_none_or(|id| *id == hospital.id),
            _ => true,
        };
        let mine = entries.iter().filter(|entry| entry.region.is_none_or(|index| index == region)).filter(here);
        let minute = |entry: &Entry| match entry.region {
            None => entry.minutes.get(region as usize).or(entry.minutes.first()).copied(),
            Some(_) => entry.minutes.first().copied(),
        };
        let acts = mine.filter_map(|entry| Some((minute(entry)?, entry.participant, &entry.act))).collect();
        Course { scenario, seed, hospital, acts }
    }

    /// The hospital alone, as it was when a phase had just begun, or at its end; none when it never came that far.
    pub fn replay(&self, phase: Option<u32>) -> Option<Exercise> {
        let last = |act: &Act| match phase {
            Some(phase) => *act == Act::Phase(phase),
            None => *act == Act::End,
        };
        let count = self.acts.iter().position(|(_, _, act)| last(act))? + 1;
        let mut exercise = Exercise::build(self.scenario.clone(), self.seed, &alone(self.hospital));
        for (minute, participant, act) in &self.acts[..count] {
            // What was accepted in the class is accepted again.
            let _ = exercise.submit_by(*minute, *participant, act);
        }
        Some(exercise)
    }

    /// When a phase began; none when it never came.
    pub fn begun_min(&self, phase: u32) -> Option<Minute> {
        self.acts.iter().find(|(_, _, act)| **act == Act::Phase(phase)).map(|(minute, ..)| *minute)
    }
}

/// A region with one hospital.
pub fn alone(hospital: &HospitalSetup) -> RegionSetup {
    RegionSetup { linked: false, hospitals: vec![hospital.clone()] }
}

/// Lets stand-ins play all seats until the running phase is over, or until a minute.
pub fn live(exercise: &mut Exercise, players: &mut StandIns, skill: Skill, until: Minute) {
    players.play_to(exercise, |_| skill != Skill::Idle, until);
}

/// Stand-ins of one skill on all seats of a hospital.
pub fn stand_ins(exercise: &Exercise, seed: u64, hospital: &HospitalSetup, skill: Skill) -> StandIns {
    StandIns::new(exercise.scenario(), seed, &alone(hospital), |_| skill)
}

/// A measure at the end of a phase, and what it grew by.
pub fn level_and_growth((begun, ended): (&Values, &Values), measure: Measure) -> (i64, i64) {
    (ended[&measure], ended[&measure] - begun[&measure])
}
