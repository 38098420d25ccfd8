//! The state of recovery: its stage, its jobs, its hours, and the key.

use bevy_ecs::component::Component;
use serde::Serialize;

use crate::base::time::Minute;

/// Rebuild and restore work of a hospital.
#[derive(Component, Clone, Debug, Default, Serialize)]
pub struct Recovery {
    /// Jobs in the order they are worked.
    pub jobs: Vec<Job>,
    /// How far the work before the first host is.
    pub stage: Stage,
    /// Zones to be declared clean, and the staff-minutes that takes yet.
    pub checks: Vec<(usize, i64)>,
    /// Devices restored and infected again.
    pub reinfected: i64,
    /// Whether the hourly item is booked.
    pub ticking: bool,
    /// Responders from outside work here from this minute on.
    pub responders_from: Option<Minute>,
    /// When the people began to work on it, for their exhaustion.
    pub begun_min: Option<Minute>,
    /// Staff-minutes, by what became of them.
    pub hours: Hours,
    /// Staff-minutes until somebody knows which copy of what is where; none before something is to be restored.
    pub catalogue_min: Option<i64>,
    /// A bought or given key.
    pub key: Option<Key>,
    /// Groups whose lost days of data were given to their services to type in again.
    pub retyped: std::collections::BTreeSet<usize>,
}

impl Recovery {
    /// A restored device was infected again.
    pub fn count_reinfected(&mut self) {
        self.reinfected += 1;
    }

    /// Responders were found who come at that minute; who was found first comes.
    pub fn expect_responders(&mut self, from: Minute) {
        self.responders_from.get_or_insert(from);
    }

    /// The region sends a team of responders.
    pub fn send_responders(&mut self, from: Minute) {
        self.responders_from = Some(from);
    }
}

/// What must be done before the first host.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub enum Stage {
    /// Nobody has begun.
    #[default]
    Waiting,
    /// Finding the scope and copying evidence: staff-minutes left.
    Scope(i64),
    /// Setting up a clean sign-in and network: staff-minutes left.
    Base(i64),
    /// Hosts are worked on.
    Hosts,
}

/// How a group's hosts come back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum How {
    /// From clean media, with empty or collected data.
    Rebuild,
    /// From backup.
    Restore,
}

/// Bringing one group back.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Job {
    /// When it was ordered; 0 for all that was ordered before the first host: they are one plan.
    pub ordered_min: Minute,
    /// Whether others wait for it: backup servers.
    pub first: bool,
    /// Group index: a plan follows the hospital's own order of restarting.
    pub group: usize,
    /// How.
    pub how: How,
    /// Staff-minutes spent on the host under way.
    pub work_min: i64,
    /// Megabytes written ahead of the hosts.
    pub written_mb: i64,
}

/// Staff-minutes of recovery, by what became of them: what was given is what was spent and what nobody could use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Hours {
    /// Given by the people who were there.
    pub given_min: i64,
    /// Spent on the work.
    pub spent_min: i64,
    /// Lost behind something that was missing.
    pub idle_min: i64,
}

impl Hours {
    /// Spends hands on something; tells what is left of both.
    pub fn spend(&mut self, need: i64, hands: i64) -> (i64, i64) {
        let used = need.min(hands).max(0);
        self.spent_min += used;
        (need - used, hands - used)
    }
}

/// A key, bought or given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Key {
    /// When it can be used.
    pub usable_min: Minute,
    /// Staff-minutes spent on the host under way.
    pub work_min: i64,
}
