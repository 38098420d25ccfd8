//! Ratings of a class that is over: forks of its record, run beside the hub while the class already talks.
//!
//! The debrief opens at once with the quick scores. The ratings take seconds and replace them when they come, and are kept
//! beside the record. They are a pure function of it, so they are not in it: whoever has the record can work them out again.
//! They are worked out with little right to the computer, on all cores but one, so that other classes do not notice.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError, channel};

use codedark_protocol::{Outcome, Stage};
use codedark_scenario::Scenario;
use codedark_sim::exercise::{Entry, Forks, Setup, rate, standing};

use super::Session;

/// Ratings that are being worked out.
pub struct Rating {
    outcomes: Receiver<Vec<Outcome>>,
    percent: Arc<AtomicU8>,
}

impl Rating {
    /// Begins on a thread of its own.
    fn begin(scenario: Arc<Scenario>, setup: Setup, entries: Vec<Entry>, forks: Forks) -> Rating {
        let (sender, outcomes) = channel();
        let percent = Arc::new(AtomicU8::new(0));
        let reached = percent.clone();
        std::thread::spawn(move || {
            yield_to_others();
            let progress = |done: usize, all: usize| {
                reached.store((done * 100 / all.max(1)) as u8, Ordering::Relaxed);
            };
            // A class that was closed meanwhile no longer listens.
            let _ = sender.send(rate(&scenario, &setup, &entries, forks, &progress));
        });
        Rating { outcomes, percent }
    }
}

/// Lets everything else on the computer go first.
fn yield_to_others() {
    #[cfg(target_os = "linux")]
    {
        /// Niceness of a thread that has time: the system's least urgent.
        const NICE: i32 = 19;
        // On Linux this is the calling thread's own, and its children's. Without it a rating is only less polite.
        let _ = rustix::process::setpriority_process(None, NICE);
    }
}

impl Session {
    /// By how many forks outcomes are rated once the class is over. None at first: who builds a session says how many.
    pub fn set_forks(&mut self, forks: Forks) {
        self.forks = Some(forks);
        if self.stage == Stage::Debrief {
            self.begin_rating();
        }
    }

    /// How far the ratings are, in percent; none when none are being worked out.
    pub fn rating_percent(&self) -> Option<u8> {
        self.rating.as_ref().map(|rating| rating.percent.load(Ordering::Relaxed))
    }

    pub(super) fn begin_rating(&mut self) {
        if let Some(forks) = self.forks.filter(|_| !self.rated && self.rating.is_none() && self.is_playable()) {
            let entries = standing(self.book.entries());
            self.rating = Some(Rating::begin(self.scenario.clone(), self.setup.clone(), entries, forks));
        }
    }

    /// Takes ratings that have come, and shows them.
    pub(super) fn take_rating(&mut self) {
        let Some(rating) = &self.rating else { return };
        match rating.outcomes.try_recv() {
            Err(TryRecvError::Empty) => return,
            Err(TryRecvError::Disconnected) => eprintln!("the ratings could not be worked out; the quick scores stay"),
            Ok(outcomes) => {
                // Outcomes come in the order of regions and hospitals; a team whose region was given up may have no debrief.
                let hospitals = self.setup.regions.iter().flat_map(|region| &region.hospitals);
                let teams = hospitals.filter_map(|hospital| hospital.team.clone());
                for (team, outcome) in teams.zip(outcomes) {
                    if let Some(debrief) = self.debriefs.iter_mut().find(|debrief| debrief.team == team) {
                        debrief.outcome = outcome;
                    }
                }
                self.rated = true;
                self.keep_result();
                self.people.values_mut().for_each(|person| person.sent.debrief = false);
            }
        }
        self.rating = None;
    }
}
