//! A region in a class: its simulation, its stand-ins, and the wall between it and the others.
//!
//! Every call into the simulation goes through [`Region::guarded`]. One that panics costs this region its world, which
//! is built anew from the record; nobody else notices. How it is cured when the panic returns, is in `cure`.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use codedark_protocol::{Debrief, Msg, Pace, Seat, View};
use codedark_scenario::Scenario;
use codedark_sim::exercise::{Act, Entry, Exercise, RegionSetup, Setup, Skill, StandIns, Waiting};
use codedark_sim::pace::{Now, Pacer};

use super::failures::{Failures, Place};

/// What a region is about to do.
pub enum Doing<'a> {
    /// Go on to this minute.
    Reach(u64),
    /// Take this entry of its record again.
    Take(&'a Entry),
}

/// Called before a region does something, with its index. Tests let it panic.
pub type StepHook = Arc<dyn Fn(u32, &Doing) + Send + Sync>;

/// One region.
pub struct Region {
    pub(super) index: u32,
    pub(super) scenario: Arc<Scenario>,
    pub(super) seed: u64,
    pub(super) setup: RegionSetup,
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
    pub(super) minute: u64,
    views: BTreeMap<Seat, ((u64, u64), View)>,
    pub(super) failures: Failures,
    failure_shown: bool,
    pub(super) hook: Option<StepHook>,
}

impl Region {
    /// A region around a simulation that stands where its record ends; without one, it is built anew up to this minute.
    pub fn new(
        scenario: Arc<Scenario>,
        setup: &Setup,
        index: usize,
        exercise: Option<Exercise>,
        minute: u64,
    ) -> Region {
        let region = &setup.regions[index];
        Region {
            index: index as u32,
            stand_ins: stand_ins(&scenario, setup.seed, region),
            scenario,
            seed: setup.seed,
            setup: region.clone(),
            minute: exercise.as_ref().map_or(minute, Exercise::now),
            exercise,
            held: BTreeSet::new(),
            held_by: Vec::new(),
            pacer: None,
            waiting: Default::default(),
            news: false,
            views: BTreeMap::new(),
            failures: Failures::default(),
            failure_shown: true,
            hook: None,
        }
    }

    /// Sets what is called before it does something.
    pub fn set_hook(&mut self, hook: Option<StepHook>) {
        self.hook = hook;
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
        self.failures.lost
    }

    /// Whether it reached the end of the phase.
    pub fn is_phase_done(&mut self) -> bool {
        self.guarded(|exercise| exercise.phase_done()).unwrap_or(false)
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

    /// The debrief of a team of its; once it was given up, what was found then.
    pub fn debrief(&mut self, hospital: &str, team: &str) -> Option<Debrief> {
        match self.failures.farewell(team) {
            Some(debrief) => Some(debrief),
            None => self.guarded(|exercise| exercise.debrief(hospital, team)),
        }
    }

    /// Runs to a minute, or to the end of the phase. Gives the stand-ins' orders with their minutes.
    pub fn run(&mut self, target: u64) -> Vec<(u64, Act)> {
        let Some(mut exercise) = self.exercise.take() else { return Vec::new() };
        let done = catch_unwind(AssertUnwindSafe(|| {
            if let Some(hook) = &self.hook {
                hook(self.index, &Doing::Reach(target));
            }
            let orders = self.stand_ins.play_to(&mut exercise, |seat| !self.held.contains(seat), target);
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
        self.failures.count(Place::Minute(self.minute));
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

    /// Whether it may be built anew: it stands, the class was told, and it was not given up.
    pub(super) fn is_to_rebuild(&self) -> bool {
        self.exercise.is_none() && self.failure_shown && !self.is_lost()
    }

    /// Goes on with a simulation that was built anew.
    pub(super) fn go_on_with(&mut self, exercise: Exercise) {
        self.stand_ins = stand_ins(&self.scenario, self.seed, &self.setup);
        self.minute = exercise.now();
        self.exercise = Some(exercise);
    }
}

fn stand_ins(scenario: &Arc<Scenario>, seed: u64, region: &RegionSetup) -> StandIns {
    let skill =
        |id: &str| region.hospitals.iter().find(|hospital| hospital.id == id).map_or(Skill::Idle, |h| h.stand_in);
    StandIns::new(scenario, seed, region, skill)
}
