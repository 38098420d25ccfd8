//! The class's clock: what one round is worth, how the regions live through it, and the lines that tell it.

use codedark_protocol::{Pace, Stage};
use codedark_sim::exercise::{Act, Entry, PROGRAM, RecordLine};

use super::region::Region;
use super::{By, Session};

/// Most time that one round is worth, in milliseconds: a computer that slept, a clock that was set and a program that stood
/// still cost the class nothing.
const ROUND_MS_MAX: u64 = 2_000;
/// Wall time between two hash marks of a running class, in milliseconds.
const MARK_EVERY_MS: u64 = 30_000;
/// How far the class's hour may go on without a line that tells it, in milliseconds: so much is given back by a restart.
const HOUR_STEP_MS: u64 = 1_000;

impl Session {
    /// Lets the class go on to this time, in milliseconds since any beginning.
    pub fn step(&mut self, wall_ms: u64) {
        let elapsed_ms = wall_ms.saturating_sub(self.stepped_at_ms.unwrap_or(wall_ms)).min(ROUND_MS_MAX);
        self.stepped_at_ms = Some(wall_ms);
        self.wall_ms = self.wall_ms.max(wall_ms);
        self.round_hook.iter().for_each(|hook| hook());
        self.pass_presence(elapsed_ms);
        if self.unwritten.is_some() {
            return;
        }
        self.pass_wants();
        self.rebuild_regions();
        self.take_rating();
        self.pass_alarm(elapsed_ms);
        if self.minutes_pass() {
            self.room.elapse(elapsed_ms);
        }
        if self.stage != Stage::Play || !self.clocks_run() {
            return;
        }
        let orders = self.run_regions(elapsed_ms);
        self.note_orders(&orders);
        let met = self.regions.iter_mut().all(|region| region.is_lost() || region.is_phase_done());
        if met && self.regions.iter().any(|region| !region.is_lost()) {
            // A refusal can only come from regions that are being rebuilt: the next round tries again.
            let _ = self.next_phase(By::PROGRAM);
        } else if self.regions.iter().all(Region::is_lost) {
            let _ = self.end(By::PROGRAM);
        } else if wall_ms.saturating_sub(self.marked_at_ms) >= MARK_EVERY_MS {
            self.mark_state();
        }
    }

    /// Whether the clocks of the hospitals may run.
    pub(super) fn clocks_run(&self) -> bool {
        !self.paused && !self.is_halted()
    }

    /// Whether the minutes of the class pass.
    fn minutes_pass(&self) -> bool {
        matches!(self.stage, Stage::Briefing | Stage::Play) && !self.adjourned && !self.is_halted()
    }

    /// Steps the regions by this much time on the wall.
    fn run_regions(&mut self, elapsed_ms: u64) -> Vec<Vec<(u64, Act)>> {
        let class_ms = self.room.pass(elapsed_ms, self.speed_milli);
        if let Some(left_ms) = self.room.hour.left_ms {
            self.regions.iter_mut().for_each(|region| region.shorten(left_ms));
        }
        let waits = self.regions.iter_mut().any(Region::is_phase_done);
        let ready: Vec<bool> = (0..self.regions.len()).map(|region| self.is_ready(region)).collect();
        let talked: Vec<bool> = self.regions.iter().map(|region| region.pace() != Pace::Run).collect();
        let orders = self.run_each(|region| region.target(class_ms, ready[region.index()], waits));
        for (region, talked) in talked.into_iter().enumerate() {
            let went_on = talked && self.regions[region].pace() == Pace::Run;
            if went_on || self.regions[region].has_news() {
                self.forget_ready(region);
            }
        }
        orders
    }

    /// Lets every region live through what is left of the phase: nothing that is due in it is skipped.
    pub(super) fn finish_phase(&mut self) {
        let orders = self.run_each(|region| region.phase_ends_by());
        self.note_orders(&orders);
        let clock = self.clock_line();
        self.book.write(&[clock]);
    }

    /// Runs the regions, each to its target. Gives the stand-ins' orders, region by region.
    ///
    /// Those that have far to go run side by side; for a step of some minutes a thread costs more than it saves.
    fn run_each(&mut self, target: impl Fn(&mut Region) -> u64) -> Vec<Vec<(u64, Act)>> {
        /// Minutes from which a region gets a thread of its own.
        const FAR_MIN: u64 = 240;
        let targets: Vec<u64> = self.regions.iter_mut().map(target).collect();
        let far = |(region, target): &(&mut Region, u64)| target.saturating_sub(region.now()) >= FAR_MIN;
        let run = |(region, target): (&mut Region, u64)| {
            if target > region.now() { region.run(target) } else { Vec::new() }
        };
        std::thread::scope(|scope| {
            let jobs: Vec<_> = self.regions.iter_mut().zip(targets).collect();
            let side_by_side = jobs.iter().filter(|job| far(job)).count() > 1;
            let begun: Vec<_> = jobs
                .into_iter()
                .map(|job| match side_by_side && far(&job) {
                    true => Err(scope.spawn(move || run(job))),
                    false => Ok(run(job)),
                })
                .collect();
            let ended = begun.into_iter();
            ended.map(|one| one.unwrap_or_else(|thread| thread.join().unwrap_or_default())).collect()
        })
    }

    /// Notes what the stand-ins ordered.
    fn note_orders(&mut self, orders: &[Vec<(u64, Act)>]) {
        let mut lines = Vec::new();
        for (region, orders) in orders.iter().enumerate() {
            for (minute, act) in orders {
                let sequence = self.book.entries().len() as u64 + lines.len() as u64;
                lines.push(RecordLine::Entry(Entry {
                    sequence,
                    region: Some(region as u32),
                    minutes: vec![*minute],
                    participant: PROGRAM,
                    act: act.clone(),
                    wall_ms: self.wall_ms,
                    number: None,
                }));
            }
        }
        if !lines.is_empty() {
            self.book.write(&lines);
        }
        self.regions.iter_mut().for_each(Region::note_minute);
    }

    /// Where the clocks and the class's hour stand.
    pub(super) fn clock_line(&self) -> RecordLine {
        RecordLine::Clock { minutes: self.minutes(), hour: Some(self.room.hour) }
    }

    /// Notes where the clocks stand, when that is to be shown or when something else is written.
    ///
    /// The results are a record's last line: the clocks stand after them.
    pub(super) fn note_clock(&mut self, shows: bool) {
        if self.stage == Stage::Debrief || !(shows || self.book.is_waiting()) {
            return;
        }
        let (told, hour) = (self.book.hour(), self.room.hour);
        let passed_ms = told.left_ms.unwrap_or_default().abs_diff(hour.left_ms.unwrap_or_default());
        let moved = self.minutes() != self.book.marked()
            || passed_ms >= HOUR_STEP_MS
            || (self.book.is_waiting() && told != hour);
        if moved {
            let clock = self.clock_line();
            self.book.write(&[clock]);
        }
        self.regions.iter_mut().for_each(Region::note_minute);
    }
}
