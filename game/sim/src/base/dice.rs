//! Dice: every draw has a name, and its value depends on nothing else.
//!
//! A draw is a function of (seed, luck, purpose, subject, attempt), and in a fork of its number too, so that one decision never shifts the luck of an
//! unrelated event, and two runs that differ in one decision can be compared.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::base::time::Minute;

/// The dice of one hospital.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Dice {
    /// Seed of the exercise.
    pub seed: u64,
    /// Luck of the hospital: equal for teams that are compared.
    pub luck: u64,
    /// In a fork: its number, from 1 on, and the minute at which it began.
    pub fork: Option<(u64, Minute)>,
}

impl Dice {
    /// Dice of the exercise itself.
    pub fn new(seed: u64, luck: u64) -> Dice {
        Dice { seed, luck, fork: None }
    }

    /// For what is so about a hospital from the beginning, in every fork alike: which ways are shut, where accounts lie.
    pub fn of_the_house(&self) -> Dice {
        Dice { fork: None, ..*self }
    }

    /// For what was settled at a minute and is asked again later: a fork that began after it changes nothing of it.
    pub fn settled_at(&self, minute: Minute) -> Dice {
        Dice { fork: self.fork.filter(|(_, began)| *began <= minute), ..*self }
    }

    /// 64 random bits with this name.
    pub fn bits(&self, purpose: &str, subject: &str, attempt: u64) -> u64 {
        let mut name = Sha256::new();
        name.update(self.seed.to_le_bytes());
        name.update(self.luck.to_le_bytes());
        if let Some((fork, _)) = self.fork {
            name.update(fork.to_le_bytes());
        }
        for part in [purpose, subject] {
            name.update((part.len() as u64).to_le_bytes());
            name.update(part.as_bytes());
        }
        name.update(attempt.to_le_bytes());
        ChaCha8Rng::from_seed(name.finalize().into()).next_u64()
    }

    /// A number from 0 up to, not including, 1.
    pub fn share(&self, purpose: &str, subject: &str, attempt: u64) -> f64 {
        (self.bits(purpose, subject, attempt) >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Whether something with this chance happens.
    pub fn chance(&self, odds: f64, purpose: &str, subject: &str, attempt: u64) -> bool {
        // What is certain is not drawn.
        odds > 0.0 && (odds >= 1.0 || self.share(purpose, subject, attempt) < odds)
    }

    /// A whole number from `low` to `high`, both included.
    pub fn between(&self, low: u64, high: u64, purpose: &str, subject: &str, attempt: u64) -> u64 {
        if high <= low {
            return low;
        }
        let span = high - low + 1;
        low + (self.share(purpose, subject, attempt) * span as f64) as u64
    }
}
