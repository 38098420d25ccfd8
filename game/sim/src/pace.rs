//! The pace of one region's clock through a phase: fast while nothing waits for people, a crawl while they talk.
//!
//! A cut gives a phase its class minutes and its stops (budget rounds, operational periods, decision days). Between stops
//! the clock runs just fast enough to reach the phase's end in time; at a stop, and whenever something new waits for a
//! decision, it crawls until the team is ready or the huddle is over. When the class minutes are used up, the phase is cut:
//! what is left of it is lived through at once. Without a cut the clock runs at the phase's own pace.

use codedark_protocol::Pace;
use codedark_scenario::{CutPhase, Phase, Stop};

/// Class milliseconds of a huddle in which at most one simulated minute passes: nobody is hurried while talking.
const CRAWL_MS_PER_MIN: u64 = 10_000;
/// Fastest run, in simulated minutes a second of class time: the 64 days of a detection phase in under a minute.
const RUN_MIN_PER_S_MAX: u64 = 2_000;
/// Share of a phase's class time outside stops that is kept for unplanned huddles, in percent; what they do not take
/// passes on to the next phase. Assumption: tried with players who read 200 words a minute.
const PAUSE_SHARE_PERCENT: u64 = 30;
/// Longest huddle for something unplanned, in milliseconds: more talk than that belongs to a stop.
const PAUSE_MS_MAX: u64 = 150_000;
/// Class time without anything to decide after which the clock runs at twice its pace, then three times, and so on.
const QUIET_MS: u64 = 45_000;
/// Class time that a team may still take when another one waits for it at the end of the phase, in milliseconds.
const WAITED_FOR_MS: u64 = 120_000;
/// Thousandths of a millisecond's pace in one minute.
const CARRY_PER_MINUTE: u64 = 1_000_000;

/// What a region's clock has before it in a phase.
pub struct Pacer {
    phase_begun_min: u64,
    plan: Option<Plan>,
    pace_milli: u64,
    carry: u64,
}

/// A phase as a cut has it.
struct Plan {
    budget_ms: u64,
    used_ms: u64,
    pause_ms: u64,
    planned_rate: u64,
    /// Class time since something waited for a decision, or a huddle.
    quiet_ms: u64,
    stops: Vec<Stop>,
    huddle: Option<Huddle>,
}

/// The clock crawls.
struct Huddle {
    /// Stop id; none when something unplanned waits.
    stop: Option<String>,
    left_ms: u64,
    /// There is something to talk about even when no decision waits: a stop, or a fact that was learned.
    talk: bool,
}

/// What the pacer is told at each step.
pub struct Now {
    /// Class time since the last step, in milliseconds.
    pub elapsed_ms: u64,
    /// The region's clock.
    pub minute: u64,
    /// Latest minute of the phase.
    pub ends_min: u64,
    /// Something new waits for a person's decision.
    pub news: bool,
    /// Decisions that wait for the person who has most of them.
    pub open: u64,
    /// Everybody in the team said that they are ready.
    pub ready: bool,
    /// Another team waits at the end of the phase.
    pub waited_for: bool,
}

impl Pacer {
    /// A phase that begins now, with this much class time if the class has a cut. Stops before `minute` are over.
    pub fn new(phase: &Phase, part: Option<(&CutPhase, u64)>, begun_min: u64, minute: u64, used_ms: u64) -> Pacer {
        let plan = part.map(|(part, budget_ms)| Plan {
            budget_ms,
            used_ms,
            pause_ms: u64::from(part.pause_s) * 1000,
            planned_rate: planned_rate(phase, part, budget_ms),
            quiet_ms: 0,
            stops: part.stops.iter().filter(|stop| begun_min + stop.at_min >= minute).rev().cloned().collect(),
            huddle: None,
        });
        Pacer { phase_begun_min: begun_min, plan, pace_milli: phase.pace_milli, carry: 0 }
    }

    /// Takes class time away, so that the phase has at most this much left.
    pub fn shorten(&mut self, left_ms: u64) {
        if let Some(plan) = &mut self.plan {
            plan.budget_ms = plan.budget_ms.min(plan.used_ms + left_ms);
        }
    }

    /// How the clock goes now.
    pub fn pace(&self) -> Pace {
        match self.plan.as_ref().and_then(|plan| plan.huddle.as_ref()) {
            None => Pace::Run,
            Some(huddle) => Pace::Huddle { stop: huddle.stop.clone(), left_s: huddle.left_ms.div_ceil(1000) as u32 },
        }
    }

    /// The minute that the clock may reach in this step.
    pub fn target(&mut self, now: &Now) -> u64 {
        let Some(plan) = &mut self.plan else {
            return self.advance(now.minute, now.elapsed_ms * self.pace_milli);
        };
        plan.used_ms += now.elapsed_ms;
        if now.waited_for {
            plan.budget_ms = plan.budget_ms.min(plan.used_ms + WAITED_FOR_MS);
        }
        if plan.used_ms >= plan.budget_ms {
            plan.huddle = None;
            return now.ends_min;
        }
        plan.hold(now);
        plan.gather(now, self.phase_begun_min);
        if plan.huddle.is_some() {
            return self.advance(now.minute, now.elapsed_ms * CARRY_PER_MINUTE / CRAWL_MS_PER_MIN);
        }
        let next_stop = plan.stops.last().map(|stop| self.phase_begun_min + stop.at_min);
        let rate = plan.run_rate(now);
        let target = self.advance(now.minute, now.elapsed_ms * rate);
        next_stop.map_or(target, |stop| target.min(stop.max(now.minute)))
    }

    /// Adds a pace in millionths of a minute, and takes out whole minutes.
    fn advance(&mut self, minute: u64, pace: u64) -> u64 {
        self.carry += pace;
        let minutes = self.carry / CARRY_PER_MINUTE;
        self.carry %= CARRY_PER_MINUTE;
        minute + minutes
    }
}

impl Plan {
    /// Lets a running huddle go on, or end.
    fn hold(&mut self, now: &Now) {
        let Some(huddle) = &mut self.huddle else { return };
        let planned = huddle.stop.is_some();
        huddle.left_ms = huddle.left_ms.saturating_sub(now.elapsed_ms);
        if now.news {
            huddle.left_ms = huddle.left_ms.max(pause_ms(self.pause_ms, now));
        }
        let over = huddle.left_ms == 0 || now.ready || (!planned && !huddle.talk && now.open == 0);
        if over {
            self.huddle = None;
        }
    }

    /// Calls a huddle: at a stop that is reached, or when something new waits and there is time for it.
    fn gather(&mut self, now: &Now, begun_min: u64) {
        if let Some(stop) = self.stops.pop_if(|stop| begun_min + stop.at_min <= now.minute) {
            self.huddle = Some(Huddle { stop: Some(stop.id), left_ms: u64::from(stop.huddle_s) * 1000, talk: true });
        } else if self.huddle.is_none() && now.news && self.free_ms() > minutes_ms(now, RUN_MIN_PER_S_MAX) {
            self.huddle = Some(Huddle { stop: None, left_ms: pause_ms(self.pause_ms, now), talk: now.open == 0 });
        }
        let busy = self.huddle.is_some() || now.open > 0;
        self.quiet_ms = if busy { 0 } else { self.quiet_ms + now.elapsed_ms };
    }

    /// Class time left outside the stops to come.
    fn free_ms(&self) -> u64 {
        let stops: u64 = self.stops.iter().map(|stop| u64::from(stop.huddle_s) * 1000).sum();
        self.budget_ms.saturating_sub(self.used_ms + stops)
    }

    /// How fast to run, in millionths of a minute a millisecond: as planned; faster when huddles took more than was kept
    /// for them, and when nobody has had anything to do for a while.
    fn run_rate(&self, now: &Now) -> u64 {
        let needed = now.ends_min.saturating_sub(now.minute) * CARRY_PER_MINUTE / self.free_ms().max(1);
        (self.planned_rate * (1 + self.quiet_ms / QUIET_MS))
            .max(needed)
            .min(RUN_MIN_PER_S_MAX * CARRY_PER_MINUTE / 1000)
    }
}

/// How long a huddle for something unplanned is: whoever has several things to decide gets time for each.
fn pause_ms(each_ms: u64, now: &Now) -> u64 {
    (each_ms * now.open.max(1)).min(PAUSE_MS_MAX)
}

/// The run's rate when unplanned huddles take the share of time that is kept for them.
fn planned_rate(phase: &Phase, part: &CutPhase, budget_ms: u64) -> u64 {
    let stops: u64 = part.stops.iter().map(|stop| u64::from(stop.huddle_s) * 1000).sum();
    let run_ms = budget_ms.saturating_sub(stops) * (100 - PAUSE_SHARE_PERCENT) / 100;
    phase.length_min * CARRY_PER_MINUTE / run_ms.max(1)
}

/// Class milliseconds that the rest of the phase takes at so many minutes a second.
fn minutes_ms(now: &Now, min_per_s: u64) -> u64 {
    now.ends_min.saturating_sub(now.minute) * 1000 / min_per_s
}
