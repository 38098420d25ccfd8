//! A region in a class: its simulation, its stand-ins, and the wall between it and the others.
//!
//! Every call into the simulation goes through [`Region::guarded`]. One that panics costs this region its world, which
//! is built anew from the record; nobody else notices.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use codedark_protocol::{Msg, Pace, Seat, View};
use codedark_scenario::Scenario;
use codedark_sim::exercise::{Act, Entry, Exercise, RegionSetup, Setup, Skill, StandIns, Waiting};

use super::pace::{Now, Pacer};

/// Called before a region is stepped, with its index and the minute it is to reach. Tests let it panic.
pub type StepHook = Arc<dyn Fn(u32, u64) + Send + Sync>;

/// How often a region is built anew in one class before it is given up: a fault that comes back at once, stays.
const REBUILDS_MAX: u32 = 20;

/// One region.
pub struct Region {
    index: u32,
    scenario: Arc<Scenario>,
    seed: u64,
    setup: RegionSetup,
    exercise: Option<Exercise>,
    stand_ins: StandIns,
    held: BTreeSet<Seat>,
    held_by: Vec<BTreeSet<Seat>>,
    pacer: Option<Pacer>,
    /// What waited for people when the clock last looked, how much of it for the busiest, and the revisions it looked at.
    waiting: (Vec<u64>, Waiting, u64),
    /// Whether something new waited when the clock last looked.
    news: bool,
    /// Where the clock stood when all it did was in the record.
    minute: u64,
    views: BTreeMap<Seat, ((u64, u64), View)>,
    failures: u32,
    failure_shown: bool,
}

impl Region {
    /// A region around a simulation that stands where its record ends.
    pub fn new(scenario: Arc<Scenario>, setup: &Setup, index: usize, exercise: Exercise) -> Region {
        let region = &setup.regions[index];
        Region {
            index: index as u32,
            stand_ins: stand_ins(&scenario, setup.seed, region),
            scenario,
            seed: setup.seed,
            setup: region.clone(),
            minute: exercise.now(),
            exercise: Some(exercise),
            held: BTreeSet::new(),
            held_by: Vec::new(),
            pacer: None,
            waiting: Default::default(),
            news: false,
            views: BTreeMap::new(),
            failures: 0,
            failure_shown: false,
        }
    }

    /// Its hospitals and teams.
    pub fn setup(&self) -> &RegionSetup {
        &self.setup
    }

    /// The minute its clock stands at; while it is being rebuilt, the one it will reach.
    pub fn now(&self) -> u64 {
        self.exercise.as_ref().map_or(self.minute, Exercise::now)
    }

    /// Remembers that all it did until now is in the record.
    pub fn note_minute(&mut self) {
        self.minute = self.now();
    }

    /// The seats that people hold, person by person: stand-ins keep their hands off them.
    pub fn set_held(&mut self, held_by: Vec<BTreeSet<Seat>>) {
        self.held = held_by.iter().flatten().cloned().collect();
        self.held_by = held_by;
    }

    /// Whether its simulation stopped.
    pub fn is_rebuilding(&self) -> bool {
        self.exercise.is_none()
    }

    /// Whether it was given up.
    pub fn is_lost(&self) -> bool {
        self.exercise.is_none() && self.failures > REBUILDS_MAX
    }

    /// Whether it reached the end of the phase.
    pub fn is_phase_done(&mut self) -> bool {
        self.guarded(Exercise::phase_done).unwrap_or(false)
    }

    /// Latest minute of the running phase.
    pub fn phase_ends_by(&mut self) -> u64 {
        self.guarded(|exercise| exercise.phase_ends_by()).unwrap_or(self.minute)
    }

    /// Works with the simulation; none when it stands, or when this made it fall.
    pub fn guarded<T>(&mut self, work: impl FnOnce(&mut Exercise) -> T) -> Option<T> {
        let exercise = self.exercise.as_mut()?;
        let done = catch_unwind(AssertUnwindSafe(|| work(exercise)));
        if done.is_err() {
            self.stop();
        }
        done.ok()
    }

    /// Does an act now; none when the simulation stands.
    pub fn submit(&mut self, participant: u32, act: &Act) -> Option<Result<(), Msg>> {
        self.guarded(|exercise| exercise.submit_by(exercise.now(), participant, act))
    }

    /// What a seat sees now. Projected again only when something may have changed.
    pub fn view(&mut self, seat: &Seat) -> Option<&View> {
        let at = self.exercise.as_ref().map(|exercise| (exercise.now(), exercise.revision(&seat.hospital)))?;
        if self.views.get(seat).is_none_or(|(seen, _)| *seen != at) {
            let view = self.guarded(|exercise| exercise.view(seat))?;
            self.views.insert(seat.clone(), (at, view));
        }
        self.views.get(seat).map(|(_, view)| view)
    }

    /// The state's hash, once all that is due by now is done, as a replay will find it.
    pub fn hash(&mut self) -> Option<String> {
        self.guarded(|exercise| {
            exercise.advance(exercise.now());
            exercise.hash()
        })
    }

    /// Its place among the regions.
    pub fn index(&self) -> usize {
        self.index as usize
    }

    /// Sets the clock of a phase that begins.
    pub fn set_pacer(&mut self, pacer: Pacer) {
        self.pacer = Some(pacer);
    }

    /// Leaves the phase at most this much class time.
    pub fn shorten(&mut self, left_ms: u64) {
        self.pacer.iter_mut().for_each(|pacer| pacer.shorten(left_ms));
    }

    /// How its clock goes.
    pub fn pace(&self) -> Pace {
        self.pacer.as_ref().map_or(Pace::Run, Pacer::pace)
    }

    /// Whether something new waited for somebody at the last step: who was ready before it, may not be now.
    pub fn has_news(&self) -> bool {
        self.news
    }

    /// The minute its clock reaches in these milliseconds of class time.
    pub fn target(&mut self, elapsed_ms: u64, ready: bool, waited_for: bool) -> u64 {
        let (news, open) = self.look_for_decisions();
        self.news = news;
        let (minute, ends_min) = (self.now(), self.phase_ends_by());
        let now = Now { elapsed_ms, minute, ends_min, news, open, ready, waited_for };
        self.pacer.as_mut().map_or(minute, |pacer| pacer.target(&now))
    }

    /// Whether something new waits for the people at this region's seats, and how many decisions for the busiest of them.
    fn look_for_decisions(&mut self) -> (bool, u64) {
        let revisions: Vec<u64> = match &self.exercise {
            Some(exercise) => self.setup.hospitals.iter().map(|hospital| exercise.revision(&hospital.id)).collect(),
            None => return (false, 0),
        };
        if revisions == self.waiting.0 {
            return (false, self.waiting.2);
        }
        let held_by = self.held_by.clone();
        let found = self.guarded(|exercise| {
            let (mut found, mut most) = (Waiting::default(), 0);
            for seats in held_by {
                let mut own = Waiting::default();
                seats.iter().for_each(|seat| own.join(exercise.waiting(seat)));
                most = most.max(own.decisions.len() as u64);
                found.join(own);
            }
            (found, most)
        });
        let (found, most) = found.unwrap_or_default();
        let news = found.is_news_after(&self.waiting.1);
        self.waiting = (revisions, found, most);
        (news, most)
    }

    /// Runs to a minute, or to the end of the phase. Gives the stand-ins' orders with their minutes.
    pub fn run(&mut self, target: u64, hook: Option<&StepHook>) -> Vec<(u64, Act)> {
        let Some(mut exercise) = self.exercise.take() else { return Vec::new() };
        let done = catch_unwind(AssertUnwindSafe(|| {
            if let Some(hook) = hook {
                hook(self.index, target);
            }
            let orders = run_to(&mut exercise, &mut self.stand_ins, &self.held, target);
            (exercise, orders)
        }));
        match done {
            Ok((exercise, orders)) => {
                self.exercise = Some(exercise);
                orders
            }
            // Orders of this step are not in the record, and the world that took them is gone: nothing was lost.
            Err(_) => {
                self.stop();
                Vec::new()
            }
        }
    }

    fn stop(&mut self) {
        eprintln!("region {}: failed at minute {}, to be rebuilt from its record", self.index + 1, self.minute);
        self.failures += 1;
        self.discard();
    }

    /// Throws the simulation away, to be built anew from the record: what it did last, did not happen.
    pub fn discard(&mut self) {
        self.exercise = None;
        self.views.clear();
        self.failure_shown = false;
    }

    /// Notes that the class was told of the failure: only then it may be mended.
    pub fn show_failure(&mut self) {
        self.failure_shown = true;
    }

    /// Builds a stopped simulation anew from the class's entries.
    pub fn rebuild(&mut self, entries: &[Entry]) {
        if self.exercise.is_some() || !self.failure_shown || self.is_lost() {
            return;
        }
        let done = catch_unwind(AssertUnwindSafe(|| {
            let mut exercise = Exercise::build(self.scenario.clone(), self.seed, &self.setup);
            for entry in entries {
                let minute = match entry.region {
                    None => entry.minutes.get(self.index as usize),
                    Some(region) if region == self.index => entry.minutes.first(),
                    Some(_) => None,
                };
                // What was accepted is accepted again: a refusal could only come from a changed program.
                let _ = minute.map(|minute| exercise.submit_by(*minute, entry.participant, &entry.act));
            }
            exercise.advance(self.minute);
            exercise
        }));
        match done {
            Ok(exercise) => {
                self.stand_ins = stand_ins(&self.scenario, self.seed, &self.setup);
                self.minute = exercise.now();
                self.exercise = Some(exercise);
            }
            Err(_) => self.failures += 1,
        }
    }
}

fn stand_ins(scenario: &Arc<Scenario>, seed: u64, region: &RegionSetup) -> StandIns {
    let skill =
        |id: &str| region.hospitals.iter().find(|hospital| hospital.id == id).map_or(Skill::Idle, |h| h.stand_in);
    StandIns::new(scenario, seed, region, skill)
}

/// Goes from item to item, so that stand-ins answer at the right minute, however far the clock jumps at once.
fn run_to(exercise: &mut Exercise, stand_ins: &mut StandIns, held: &BTreeSet<Seat>, target: u64) -> Vec<(u64, Act)> {
    let plays = |seat: &Seat| !held.contains(seat);
    let mut orders = Vec::new();
    while exercise.now() < target && !exercise.phase_done() {
        let now = exercise.now();
        let taken = stand_ins.look(exercise, plays);
        orders.extend(taken.into_iter().map(|(seat, command)| (now, Act::Order { seat, command })));
        let wake = stand_ins.wakes_at(plays).map(|minute| minute.max(now + 1));
        let next = [exercise.next_due(), wake].into_iter().flatten().min().unwrap_or(target);
        exercise.advance_in_phase(next.min(target));
    }
    orders
}
