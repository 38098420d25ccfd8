//! Ratings of a class that is over: forks of its record, run beside the hub while the class already talks.
//!
//! The debrief opens at once with the quick scores. The ratings take seconds and replace them when they come. They are a
//! pure function of the record, so they are not in it: whoever has the record can work them out again.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError, channel};

use codedark_protocol::Outcome;
use codedark_scenario::Scenario;
use codedark_sim::exercise::{Entry, Forks, Setup, rate};

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
            let progress = |done: usize, all: usize| {
                reached.store((done * 100 / all.max(1)) as u8, Ordering::Relaxed);
            };
            // A class that was closed meanwhile no longer listens.
            let _ = sender.send(rate(&scenario, &setup, &entries, forks, &progress));
        });
        Rating { outcomes, percent }
    }
}

impl Session {
    /// By how many forks outcomes are rated once the class is over. None at first: who builds a session says how many.
    pub fn set_forks(&mut self, forks: Forks) {
        self.forks = Some(forks);
    }

    /// How far the ratings are, in percent; none when none are being worked out.
    pub fn rating_percent(&self) -> Option<u8> {
        self.rating.as_ref().map(|rating| rating.percent.load(Ordering::Relaxed))
    }

    pub(super) fn begin_rating(&mut self) {
        if let Some(forks) = self.forks {
            let entries = self.book.entries().to_vec();
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
                // Both are in the order of regions and hospitals.
                self.debriefs.iter_mut().zip(outcomes).for_each(|(debrief, outcome)| debrief.outcome = outcome);
                self.people.values_mut().for_each(|person| person.sent.debrief = false);
            }
        }
        self.rating = None;
    }
}
