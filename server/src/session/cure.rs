//! Cure: what is done about a region whose simulation fails again and again.
//!
//! Once, it is built anew from the record and goes on. When it fails at the same place three times in a row, the act that
//! does it is looked for, set aside on record, and the region goes on without it. When there is none, the region is given
//! up: its teams get the debrief of what stood last, and the others play on.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

use codedark_protocol::{Debrief, Msg};
use codedark_sim::exercise::{Act, Entry, Exercise, PROGRAM, standing};

use super::failures::Place;
use super::region::{Doing, Region};
use super::{By, Session};

/// How often a region may fail in one class before it is given up: a fault that comes back at once, stays.
const FAILURES_MAX: u32 = 20;
/// Acts of people that are tried as the cause, the newest first.
const SUSPECTS_MAX: usize = 8;
/// Minutes past its failure that a region must live through without an act for that to be the cause.
const PROVEN_MIN: u64 = 60;

impl Region {
    /// Builds it anew from entries up to where it stood. The place where that fails is the error.
    fn built(&self, entries: &[Entry], until: Option<u64>) -> Result<Exercise, Place> {
        let taking = Cell::new(None);
        let built = catch_unwind(AssertUnwindSafe(|| {
            let mut exercise = Exercise::build(self.scenario.clone(), self.seed, &self.setup);
            for entry in entries {
                taking.set(Some(entry.sequence));
                if let Some(hook) = &self.hook {
                    hook(self.index, &Doing::Take(entry));
                }
                // What was accepted is accepted again: a refusal could only come from a changed program.
                let _ = exercise.take_again(self.index as usize, entry);
            }
            taking.set(None);
            if let Some(until) = until {
                exercise.advance(until);
            }
            exercise
        }));
        built.map_err(|_| taking.get().map_or(Place::Minute(self.minute), Place::Entry))
    }

    /// Builds a stopped simulation anew. Gives the sequence of the act that has to be set aside first, if there is one.
    fn rebuild(&mut self, entries: &[Entry]) -> Option<u64> {
        if !self.is_to_rebuild() {
            return None;
        }
        let entries = standing(entries);
        if let Some(place) = self.failures.stubborn() {
            let cause = self.cause(place, &entries);
            if cause.is_some() {
                self.failures.last = None;
            } else {
                self.give_up(&entries);
            }
            return cause;
        }
        match self.built(&entries, Some(self.minute)) {
            Ok(exercise) => self.go_on_with(exercise),
            Err(place) => self.failures.count(place),
        }
        if self.failures.total > FAILURES_MAX {
            self.give_up(&entries);
        }
        None
    }

    /// The act without which the region lives through the place where it fails.
    fn cause(&self, place: Place, entries: &[Entry]) -> Option<u64> {
        let ours = |entry: &&Entry| {
            entry.region == Some(self.index) && matches!(entry.act, Act::Order { .. } | Act::Inject { .. })
        };
        let suspects: Vec<u64> = match place {
            Place::Entry(sequence) => vec![sequence],
            Place::Minute(_) => {
                let people = entries.iter().rev().filter(ours).filter(|entry| entry.participant != PROGRAM);
                people.take(SUSPECTS_MAX).map(|entry| entry.sequence).collect()
            }
        };
        suspects.into_iter().find(|suspect| {
            let without: Vec<Entry> = entries.iter().filter(|entry| entry.sequence != *suspect).cloned().collect();
            let until = self.minute + PROVEN_MIN;
            let lives = |mut exercise: Exercise| {
                catch_unwind(AssertUnwindSafe(|| {
                    if let Some(hook) = &self.hook {
                        hook(self.index, &Doing::Reach(until));
                    }
                    exercise.advance_in_phase(until);
                }))
                .is_ok()
            };
            self.built(&without, Some(self.minute)).is_ok_and(lives)
        })
    }

    /// Gives it up, with the debrief of the longest part of the record that still stands.
    fn give_up(&mut self, entries: &[Entry]) {
        self.failures.lost = true;
        let mut parts = vec![(entries.len(), Some(self.minute)), (entries.len(), None)];
        let halves = std::iter::successors(Some(entries.len()), |length| (*length > 0).then(|| length / 2));
        parts.extend(halves.skip(1).map(|length| (length, None)));
        let hospitals = self.setup.hospitals.clone();
        for (length, until) in parts {
            let Ok(exercise) = self.built(&entries[..length], until) else { continue };
            let told = catch_unwind(AssertUnwindSafe(|| {
                let of = |hospital: &codedark_sim::exercise::HospitalSetup| {
                    Some(exercise.debrief(&hospital.id, hospital.team.as_deref()?))
                };
                hospitals.iter().filter_map(of).collect::<Vec<Debrief>>()
            }));
            if let Ok(told) = told {
                self.failures.farewells = told;
                return;
            }
        }
    }
}

impl Session {
    /// Builds regions anew that stopped; sets acts aside and gives regions up where that does not help.
    pub(super) fn rebuild_regions(&mut self) {
        for index in 0..self.regions.len() {
            let lost = self.regions[index].is_lost();
            let cause = self.regions[index].rebuild(self.book.entries());
            let team = self.teams.iter().find(|team| team.region == index);
            let team = team.map_or(String::new(), |team| team.id.clone());
            if let Some(sequence) = cause {
                let minutes = vec![self.regions[index].now()];
                self.missing
                    .push(Msg::new("act-set-aside").word("team", team.as_str()).number("entry", sequence as i64));
                self.note(Some(index), minutes, By::PROGRAM, Act::SetAside { sequence });
            }
            if !lost && self.regions[index].is_lost() {
                self.missing.push(Msg::new("region-given-up").word("team", team));
                self.debriefs = self.debriefs_now();
                self.people.values_mut().for_each(|person| person.sent.debrief = false);
            }
        }
    }
}
