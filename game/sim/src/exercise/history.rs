//! History: an incident played again by what was decided in it. What of it can be held against the record: `course.rs`.
//!
//! Everything here stands outside the world: it gives orders and reads, as people do, and reading changes nothing. Times
//! count from the detonation, since every seed strikes at a slightly different minute.
//!
//! The history of a region is decided in all its hospitals. A hospital that stopped its own attack is not followed into the
//! next one: nothing was published about that.

use std::sync::Arc;

use codedark_protocol::{Command, Seat};
use codedark_scenario::{CalibrationPoint, HistoricDecision, Moment, Role, Scenario, TargetKind};

use crate::base::numbers::Numbers;
use crate::base::time::{DAY, HOUR, Minute};
use crate::exercise::course::{Course, Day};
use crate::exercise::record::{Act, HospitalSetup, RegionSetup, Skill};
use crate::exercise::{Exercise, StandIns, region_of};
use crate::orders::targets;

/// How long an order that cannot be taken yet is given again, in minutes.
const PATIENCE: Minute = 5 * DAY;
/// Why an order is refused that was given already.
const DONE: &str = "refused-done";
/// The hospital of a history.
const HERE: &str = "h1";

/// Plays the history of a scenario as far as its published points need, with these numbers of the model.
pub fn relive(scenario: &Arc<Scenario>, seed: u64, numbers: &Arc<Numbers>) -> Course {
    let region = match &scenario.region {
        Some(_) => region_of(scenario, &[], Skill::Idle),
        None => {
            let here = HospitalSetup { id: HERE.to_owned(), luck: 1, team: None, stand_in: Skill::Idle };
            RegionSetup { linked: false, hospitals: vec![here] }
        }
    };
    let hospitals: Vec<String> = region.hospitals.iter().map(|hospital| hospital.id.clone()).collect();
    let decided = |decision| (0..hospitals.len()).map(move |hospital| (hospital, decision));
    let history = &scenario.history;
    let skill = history.others;
    let mut telling = Telling {
        exercise: Exercise::build_with(scenario.clone(), seed, &region, numbers),
        players: StandIns::new(scenario, seed, &region, |_| skill),
        plays: skill != Skill::Idle,
        waiting: history.decisions.iter().flat_map(decided).collect(),
        days: scenario.calibration.iter().map(CalibrationPoint::days_needed).max().unwrap_or_default(),
        course: Course::new(scenario),
        read_min: None,
        hospitals: hospitals.clone(),
    };
    for phase in 0..scenario.phases.len() as u32 {
        let now = telling.exercise.now();
        let _ = telling.exercise.submit(now, &Act::Phase(phase));
        if telling.phase(scenario, phase as usize + 1 == scenario.phases.len()) {
            break;
        }
    }
    // What was to be decided later than anything was published about is not missing.
    let now = telling.exercise.now();
    let due = |decision: &HistoricDecision| telling.when(decision.at).is_some_and(|at| at <= now);
    let left = telling.waiting.iter().filter(|(_, decision)| due(decision)).map(|(_, decision)| decision.id.clone());
    let left: Vec<String> = left.collect();
    telling.course.refused.extend(left);
    telling.course.refused.sort_unstable();
    telling.course.refused.dedup();
    telling.course
}

/// A history on its way.
struct Telling<'a> {
    exercise: Exercise,
    players: StandIns,
    plays: bool,
    /// Ids of the hospitals.
    hospitals: Vec<String>,
    /// Decisions to take, each with the position of its hospital.
    waiting: Vec<(usize, &'a HistoricDecision)>,
    days: u32,
    course: Course,
    /// When it was read last.
    read_min: Option<Minute>,
}

impl Telling<'_> {
    /// Runs the phase to its end, the last one on until all days that are needed were read; tells whether they were.
    fn phase(&mut self, scenario: &Scenario, last: bool) -> bool {
        loop {
            let now = self.exercise.now();
            self.read();
            if self.course.has_seen(self.days) || (self.course.is_stopped() && self.hospitals.len() == 1) {
                return true;
            }
            self.decide(now);
            let others = self.when(scenario.history.others_from).filter(|_| self.plays);
            let playing = others.is_some_and(|from| from <= now);
            if playing {
                self.players.look(&mut self.exercise, |_| true);
            }
            let over = self.exercise.phase_done();
            if over && !(last && self.course.is_struck()) {
                return false;
            }
            let happens = self.players.next_at(&self.exercise, |_| playing);
            let read = self.course.read_next();
            let order = self.next_order(now);
            let begins = others.filter(|from| *from > now);
            let next = [happens, read, order, begins].into_iter().flatten().min();
            match next.filter(|_| over) {
                Some(next) => self.exercise.advance(next),
                None => {
                    self.exercise.advance_in_phase(next.unwrap_or(u64::MAX));
                }
            }
        }
    }

    fn when(&self, moment: Moment) -> Option<Minute> {
        match moment {
            Moment::Minute(minute) => Some(minute),
            Moment::Strike(after) => self.course.strike().map(|strike| strike + after),
        }
    }

    /// When an order is given next, or given again.
    fn next_order(&self, now: Minute) -> Option<Minute> {
        let given = |(_, decision): &(usize, &HistoricDecision)| {
            self.when(decision.at).map(|at| if at > now { at } else { now + HOUR })
        };
        self.waiting.iter().filter_map(given).min()
    }

    /// Gives the orders whose time has come. What is proposed by them is agreed: it happened.
    fn decide(&mut self, now: Minute) {
        for (hospital, decision) in std::mem::take(&mut self.waiting) {
            let due = self.when(decision.at).filter(|at| *at <= now);
            let taken = due.is_some() && self.order(now, hospital, decision);
            match due {
                Some(at) if !taken && now >= at + PATIENCE => self.course.refused.push(decision.id.clone()),
                _ if !taken => self.waiting.push((hospital, decision)),
                _ => {}
            }
        }
    }

    /// Gives an order, and tells whether it was taken: now, or by a stand-in who thought of it earlier.
    fn order(&mut self, now: Minute, hospital: usize, decision: &HistoricDecision) -> bool {
        let targets = self.targets(hospital, decision);
        let seat = Seat { hospital: self.hospitals[hospital].clone(), role: decision.role };
        let mut taken = 0;
        for target in &targets {
            let command = Command::Act { action: decision.action.clone(), target: target.clone() };
            let act = Act::Order { seat: seat.clone(), command };
            let answer = self.exercise.submit(now, &act);
            taken += usize::from(answer.is_ok() || answer.is_err_and(|why| why.id == DONE));
            self.agree(now, hospital);
        }
        taken == targets.len() && taken > 0
    }

    /// What a decision is done to: what it names, or all that is possible.
    fn targets(&self, hospital: usize, decision: &HistoricDecision) -> Vec<Option<String>> {
        if let Some(target) = &decision.target {
            return vec![Some(target.clone())];
        }
        let at = self.exercise.read(hospital);
        let scenario = at.scenario();
        let action = scenario.action(&decision.action);
        match action.filter(|action| scenario.actions[*action].target != TargetKind::Hospital) {
            Some(action) => {
                targets::targets(&at, action, |_| true).into_iter().map(|id| Some(id.into_owned())).collect()
            }
            None => vec![None],
        }
    }

    fn agree(&mut self, now: Minute, hospital: usize) {
        for role in Role::EIGHT {
            let seat = Seat { hospital: self.hospitals[hospital].clone(), role };
            let at = self.exercise.read(hospital);
            let asked = at.defence.open_proposals().filter(|(_, proposal)| proposal.asked == role);
            let open: Vec<u32> = asked.map(|(number, _)| number as u32).collect();
            for proposal in open {
                let command = Command::Agree { proposal };
                let _ = self.exercise.submit(now, &Act::Order { seat: seat.clone(), command });
            }
        }
    }

    /// Reads what happened up to now; in a region, once an hour and whenever a day ends.
    fn read(&mut self) {
        let now = self.exercise.now();
        let again = self.read_min.is_some_and(|read| read / HOUR == now / HOUR) && self.hospitals.len() > 1;
        if again && self.course.read_next().is_none_or(|next| next > now) {
            return;
        }
        self.read_min = Some(now);
        for place in 0..self.hospitals.len() {
            self.course.read(&self.exercise.read(place));
        }
        if self.course.read_next().is_some_and(|next| next <= now) {
            let scenario = self.exercise.scenario().clone();
            let mut day = Day::new(&scenario);
            (0..self.hospitals.len()).for_each(|place| day.add(&scenario, &self.exercise.read(place)));
            self.course.ends_day(now, day);
        }
    }
}
