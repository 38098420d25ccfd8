//! Advance: items that are due are worked, one after the other, and phases end.

use codedark_protocol::CurvePoint;
use codedark_scenario::Measure;

use crate::base::time::{DAY, HOUR, Minute};
use crate::exercise::Exercise;
use crate::exercise::workload::Worked;
use crate::hospital::agenda::{Agenda, CareItem};
use crate::reading::{condition, measure};
use crate::region;

impl Exercise {
    /// Steps of the model that were worked so far.
    pub fn worked(&self) -> Worked {
        let mut worked = Worked { items: self.events, orders: self.orders, ..Worked::default() };
        for place in 0..self.places.len() {
            let at = self.read(place);
            worked.device_changes += at.network.device_changes();
            worked.service_hours += at.care.settled_min / HOUR * at.care.services.len() as u64;
        }
        worked
    }

    /// Minute of the next item on any hospital's agenda.
    pub fn next_due(&self) -> Option<Minute> {
        self.earliest().map(|(minute, _)| minute)
    }

    fn earliest(&self) -> Option<(Minute, usize)> {
        let mut first: Option<(Minute, usize)> = None;
        for (index, next) in self.ahead.iter().enumerate().filter_map(|(index, ahead)| Some((index, ahead.next_min?))) {
            if first.is_none_or(|(minute, _)| next < minute) {
                first = Some((next, index));
            }
        }
        first
    }

    /// Works all items due at or before the minute.
    pub fn advance(&mut self, minute: Minute) {
        while self.step(minute).is_some() {}
        self.now = self.now.max(minute);
    }

    /// Works the next item if it is due by then; tells when it was due.
    fn step(&mut self, until: Minute) -> Option<Minute> {
        let (minute, index) = self.earliest().filter(|(minute, _)| *minute <= until)?;
        let entity = self.places[index].entity;
        let (_, due) = self.world.get_mut::<Agenda>(entity)?.pop()?;
        self.now = minute;
        let sample = due == CareItem::BlockEnds.into() && minute / DAY >= self.places[index].curves.len() as u64;
        self.with(index, |at| region::work(at, &due));
        self.events += 1;
        if sample {
            let at = self.read(index);
            let point = CurvePoint {
                at_min: at.minute,
                capacity_milli: measure::value(&at, Measure::CapacityMilli),
                devices_down: measure::value(&at, Measure::DevicesDown),
                devices_compromised: measure::value(&at, Measure::DevicesCompromised),
            };
            self.places[index].curves.push(point);
        }
        Some(minute)
    }

    /// Like [`Exercise::advance`], but stops where the running phase ends. Returns the clock's minute.
    pub fn advance_in_phase(&mut self, minute: Minute) -> Minute {
        if !self.condition_met() {
            self.advance_in_running_phase(minute);
        }
        self.now()
    }

    /// The same for a phase that is known not to be over.
    pub(super) fn advance_in_running_phase(&mut self, minute: Minute) {
        let until = minute.min(self.phase_ends_by());
        while self.step(until).is_some() {
            if self.condition_met() {
                return;
            }
        }
        self.now = self.now.max(until);
    }

    /// Index of the running phase; none before the first.
    pub fn phase(&self) -> Option<u32> {
        self.phase
    }

    /// Latest minute of the running phase.
    pub fn phase_ends_by(&self) -> Minute {
        match self.phase {
            Some(phase) => self.phase_begun + self.scenario.phases[phase as usize].length_min,
            None => self.now(),
        }
    }

    /// Whether the running phase is over here, by time or by its condition in every hospital that is played.
    pub fn phase_done(&self) -> bool {
        self.phase.is_some() && (self.now() >= self.phase_ends_by() || self.condition_met())
    }

    fn condition_met(&self) -> bool {
        let Some(phase) = self.phase.map(|phase| phase as usize) else { return false };
        if self.scenario.phases[phase].ends.is_none() {
            return false;
        }
        let peopled = self.places.iter().any(|place| place.plays);
        (0..self.places.len()).all(|index| {
            let counts = if peopled { self.places[index].plays } else { index == 0 };
            !counts || {
                let at = self.read(index);
                at.rules.clauses.ends[phase].as_ref().is_some_and(|ends| condition::holds(&at, ends))
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::exercise::workload::{FOUR_WEEKS, hospital, squeezed};
    use crate::exercise::{Act, Exercise, Skill, StandIns};
    use crate::hospital::clauses::Awaited;
    use crate::reading::condition::holds;

    /// Whether a condition holds that was to be acted on as soon as it did.
    fn is_overlooked(exercise: &Exercise) -> bool {
        let at = exercise.read(0);
        let clauses = &at.rules.clauses;
        let came = |list: &Vec<Awaited>| list.iter().any(|awaited| holds(&at, &awaited.clause));
        let mut injects = clauses.injects.lists().iter().zip(&at.story.injects);
        let mut starts = clauses.starts.lists().iter().zip(&at.duties.clocks);
        let mut reasons = clauses.reasons.lists().iter().zip(&at.story.reasons);
        let mut caps = clauses.caps.lists().iter().zip(&at.story.caps);
        injects.any(|(when, state)| state.is_fresh() && came(when))
            || starts.any(|(starts, clock)| !clock.booked && came(starts))
            || reasons.any(|(reason, since)| since.is_none() && came(reason))
            || caps.any(|(caps, since)| since.is_none() && came(caps))
    }

    /// Conditions are looked at where something that they are read from was touched: so none that holds is left.
    #[test]
    fn no_condition_comes_true_unnoticed() {
        for name in ["conti-friday", "results-altered", "worm-friday-2017", "hacktivist-wave"] {
            let scenario = codedark_shipped::load_built_in(name).expect("a shipped scenario loads").scenario;
            let scenario = Arc::new(squeezed(&scenario, FOUR_WEEKS));
            let seed = 7;
            let mut exercise = Exercise::build(scenario.clone(), seed, &hospital());
            let mut players = StandIns::new(&scenario, seed, &hospital(), |_| Skill::Competent);
            for phase in 0..scenario.phases.len() {
                exercise.submit(exercise.now(), &Act::Phase(phase as u32)).expect("phases follow each other");
                while !exercise.phase_done() {
                    players.look(&mut exercise, |_| true);
                    let ends = exercise.phase_ends_by();
                    let next = players.next_at(&exercise, |_| true).map_or(ends, |next| next.min(ends));
                    while exercise.step(next).is_some() {
                        assert!(!is_overlooked(&exercise), "{name}, seed {seed}, minute {}", exercise.now());
                    }
                    exercise.now = exercise.now.max(next);
                }
            }
        }
    }
}
