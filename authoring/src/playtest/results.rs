//! What is to be played, and what was.

use std::collections::BTreeMap;

use codedark_sim::exercise::Skill;

use super::hour::Hour;
use super::trial::Tried;

/// How much is played.
pub struct Size {
    /// Skills.
    pub skills: Vec<Skill>,
    /// Seeds for each skill.
    pub seeds: u64,
    /// Seeds without each action, at most.
    pub pairs: u64,
    /// Seeds for each simple policy, at most.
    pub simple: u64,
    /// Classes for each cut.
    pub hours: u64,
}

/// What was played.
#[derive(Default)]
pub struct Results {
    /// Whole exercises, by index of the skill and seed.
    pub whole: BTreeMap<usize, BTreeMap<u64, Tried>>,
    /// Competent play without an action, by the action and seed.
    pub without: BTreeMap<String, BTreeMap<u64, Tried>>,
    /// Whole exercises by people who follow one rule, by the policy and seed.
    pub simple: BTreeMap<String, BTreeMap<u64, Tried>>,
    /// Classes by cut.
    pub hours: BTreeMap<String, Vec<Hour>>,
}

impl Results {
    /// Whole exercises of all skills.
    pub fn all(&self) -> impl Iterator<Item = &Tried> {
        self.whole.values().flat_map(BTreeMap::values)
    }
}
