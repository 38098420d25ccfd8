//! How often somebody may try: wrong guesses and joining, counted by network and in all.
//!
//! A right code always opens, since a whole class sits behind one address. Only what is wrong draws on the budget of guesses,
//! and what is wrong beyond it waits for its answer, as far as there is room to wait.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::Semaphore;

use crate::gateway::Network;

/// Wrong guesses from one network in a minute before it is slowed down.
const WRONG_MAX: u32 = 20;
/// Wrong guesses from everywhere in a minute before each network that guessed wrong is slowed down.
const WRONG_MAX_OF_ALL: u32 = 300;
const MINUTE: Duration = Duration::from_secs(60);
/// How long a wrong guess above that waits for its answer.
const WRONG_WAIT: Duration = Duration::from_secs(2);
/// How many may wait at once.
const WAITING_MAX: usize = 200;
/// People who join from one network within [`JOINS_EVERY`]: a class of 70, and who types the name again.
const JOINS_MAX: u32 = 100;
/// So that a class can join behind an address from which somebody else joined a thousand times, this is short.
const JOINS_EVERY: Duration = Duration::from_secs(20);
/// Networks that are counted one by one; further ones share a count.
const NETWORKS_MAX: usize = 10_000;

/// Counts by network that begin anew from time to time.
struct Counts {
    every: Duration,
    now: Mutex<Window>,
}

struct Window {
    since: Instant,
    all: u32,
    by: HashMap<Option<Network>, u32>,
}

impl Counts {
    fn new(every: Duration) -> Counts {
        Counts { every, now: Mutex::new(Window { since: Instant::now(), all: 0, by: HashMap::new() }) }
    }

    /// Adds this many; gives the counts of the network and of all.
    fn add(&self, from: Network, more: u32) -> (u32, u32) {
        let mut now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        if now.since.elapsed() >= self.every {
            *now = Window { since: Instant::now(), all: 0, by: HashMap::new() };
        }
        let single = now.by.contains_key(&Some(from)) || now.by.len() < NETWORKS_MAX;
        let own = if more == 0 {
            now.by.get(&single.then_some(from)).copied().unwrap_or(0)
        } else {
            let own = now.by.entry(single.then_some(from)).or_default();
            *own = own.saturating_add(more);
            *own
        };
        now.all = now.all.saturating_add(more);
        (own, now.all)
    }
}

/// The limits of a server.
pub struct Limits {
    wrong: Counts,
    joins: Counts,
    renewals: Counts,
    waiting: Semaphore,
}

impl Limits {
    /// Nobody has tried anything.
    pub fn new() -> Limits {
        Limits {
            wrong: Counts::new(MINUTE),
            joins: Counts::new(JOINS_EVERY),
            renewals: Counts::new(JOINS_EVERY),
            waiting: Semaphore::new(WAITING_MAX),
        }
    }

    /// Whether a guess from there may still be looked at, where looking costs something.
    pub fn may_guess(&self, from: Network) -> bool {
        let (own, all) = self.wrong.add(from, 0);
        own < WRONG_MAX && (all < WRONG_MAX_OF_ALL || own == 0)
    }

    /// A guess from there was wrong. True when it was one too many, and has waited for that as long as there was room to.
    pub async fn guessed_wrong(&self, from: Network) -> bool {
        let (own, all) = self.wrong.add(from, 1);
        let too_many = own > WRONG_MAX || (all > WRONG_MAX_OF_ALL && own > 1);
        if too_many && let Ok(_room) = self.waiting.try_acquire() {
            tokio::time::sleep(WRONG_WAIT).await;
        }
        too_many
    }

    /// Whether one more may join from there now.
    pub fn may_join(&self, from: Network) -> bool {
        self.joins.add(from, 1).0 <= JOINS_MAX
    }

    /// Whether one more token may be renewed from there now.
    pub fn may_renew(&self, from: Network) -> bool {
        self.renewals.add(from, 1).0 <= JOINS_MAX
    }
}
