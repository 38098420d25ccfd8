//! Who knows what, and who believes whom.

use std::collections::{BTreeMap, BTreeSet};

use bevy_ecs::component::Component;
use codedark_scenario::{Audience, Channel, Fact, Role};
use serde::Serialize;

use crate::base::numbers::Numbers;
use crate::base::time::Minute;

/// Trust of an audience that has no reason to doubt, in thousandths.
pub const TRUST_FULL: i64 = 1000;

/// Who knows what in one hospital.
#[derive(Component, Clone, Debug, Default, Serialize)]
pub struct People {
    /// What audiences heard; who is not listed heard nothing.
    pub beliefs: BTreeMap<Audience, Belief>,
    /// Word on its way, in the order it was sent.
    pub words: Vec<Word>,
    /// What seats know, since when.
    pub facts: BTreeMap<(Role, Fact), Minute>,
    /// Roles whose people were called in: from when, until when.
    pub called_in: BTreeMap<Role, (Minute, Minute)>,
    /// Roles whose people were given rest: from when, until when.
    pub rested: BTreeMap<Role, (Minute, Minute)>,
    /// Roles with deputies for the nights.
    pub deputies: BTreeSet<Role>,
    /// When the long days of leads began: each ends with sleep, and then the next one begins.
    pub day_began: BTreeMap<Role, Minute>,
    /// When a situation report was last written.
    pub reported_min: Option<Minute>,
    /// Trust that audiences lost, in thousandths; who is not listed trusts the hospital fully.
    pub trust_lost: BTreeMap<Audience, i64>,
}

/// What an audience heard.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Belief {
    /// When word of the hospital first reached it.
    pub told_min: Option<Minute>,
    /// Share of it that word of the hospital about how things stand now has reached, in thousandths.
    pub reached_milli: i64,
    /// When it heard of the strike from elsewhere.
    pub rumour_min: Option<Minute>,
}

impl People {
    /// Share of an audience that the hospital's word has reached, in thousandths.
    pub fn reached_milli(&self, audience: Audience) -> i64 {
        self.beliefs.get(&audience).map_or(0, |belief| belief.reached_milli)
    }

    /// Whether an audience knows how things stand: enough of it was told.
    pub fn knows(&self, audience: Audience, numbers: &Numbers) -> bool {
        self.reached_milli(audience) >= numbers.people.knows_from
    }

    /// Audiences that were ever told anything.
    pub fn told(&self) -> usize {
        self.beliefs.values().filter(|belief| belief.told_min.is_some()).count()
    }

    /// Roles learn a fact; who knows it already has known it since then.
    pub fn learn(&mut self, roles: &[Role], fact: Fact, minute: Minute) {
        for role in roles {
            self.facts.entry((*role, fact)).or_insert(minute);
        }
    }

    /// Whether a role knows a fact.
    pub fn has_learned(&self, role: Role, fact: Fact) -> bool {
        self.facts.contains_key(&(role, fact))
    }

    /// A role gets deputies for the nights.
    pub fn name_deputies(&mut self, role: Role) {
        self.deputies.insert(role);
    }

    /// An audience trusts the hospital less.
    pub fn lose_trust(&mut self, audience: Audience, milli: i64) {
        let lost = self.trust_lost.entry(audience).or_default();
        *lost = (*lost + milli).min(TRUST_FULL);
    }

    /// How far an audience trusts the hospital, in thousandths.
    pub fn trust_milli(&self, audience: Audience) -> i64 {
        TRUST_FULL - self.trust_lost.get(&audience).copied().unwrap_or_default()
    }

    /// The mean over all audiences, in thousandths.
    pub fn mean_trust_milli(&self) -> i64 {
        Audience::ALL.iter().map(|audience| self.trust_milli(*audience)).sum::<i64>() / Audience::ALL.len() as i64
    }
}

/// Word on its way.
#[derive(Clone, Debug, Serialize)]
pub struct Word {
    /// To whom.
    pub audience: Audience,
    /// By which channel.
    pub channel: Channel,
    /// Share of the audience it will reach, in thousandths.
    pub reaches_milli: i64,
}
