//! People and word: who knows what, who believes whom, and what that changes.
//!
//! A role knows facts and acts on them, not on what is true. An audience outside the crisis team was told, has heard
//! rumours, or does not know; word about a quiet time says nothing about a strike, so that everybody must be told anew.
//! Staff who were not told go on using infected machines, dispatch that was not told goes on sending, partners who were not
//! told close their side. [`word`] says how word travels, [`shifts`] who is there at night and what a handover loses.
//!
//! Changes: [`People`], and of the network whether partners keep their links. Reads: network, the attack's rights.

pub mod shifts;
pub mod word;

use std::collections::{BTreeMap, BTreeSet};

use bevy_ecs::component::Component;
use codedark_protocol::{Msg, TimelineKind};
use codedark_scenario::{AssetGroup, Audience, Fact, Role};
use serde::Serialize;

use crate::attack::DESK;
use crate::base::numbers::Numbers;
use crate::care;
use crate::region::{At, RegionSetup};
use crate::time::{Domain, Due, Minute};

/// Trust of an audience that has no reason to doubt, in thousandths.
const TRUST_FULL: i64 = 1000;

/// Who knows what in one hospital.
#[derive(Component, Clone, Debug, Default, Serialize)]
pub struct People {
    /// What audiences heard; who is not listed heard nothing.
    pub beliefs: BTreeMap<Audience, Belief>,
    /// Word on its way, in the order it was sent.
    pub words: Vec<word::Word>,
    /// What seats know, since when.
    pub facts: BTreeMap<(Role, Fact), Minute>,
    /// Roles whose people were called in: from when, until when.
    pub called_in: BTreeMap<Role, (Minute, Minute)>,
    /// Roles whose people were given rest, until when.
    pub rested: BTreeMap<Role, Minute>,
    /// Roles with deputies for the nights.
    pub deputies: BTreeSet<Role>,
    /// Since when roles work without a break.
    pub awake_since: BTreeMap<Role, Minute>,
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

/// Registers what people know.
pub fn plugin(region: &mut RegionSetup) {
    region.hashed::<People>();
    region.on(Domain::People, work);
}

fn work(at: &mut At, due: &Due) {
    match due {
        Due::WordArrives(index) => word::arrive(at, *index as usize),
        Due::Rumours => spread_rumours(at),
        Due::PartnersDecide => partners_decide(at),
        Due::Handover(role) => shifts::go_home(at, Role::EIGHT[*role as usize]),
        _ => {}
    }
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

    /// How far an audience trusts the hospital, in thousandths.
    pub fn trust_milli(&self, audience: Audience) -> i64 {
        TRUST_FULL - self.trust_lost.get(&audience).copied().unwrap_or_default()
    }

    /// The mean over all audiences, in thousandths.
    pub fn mean_trust_milli(&self) -> i64 {
        Audience::ALL.iter().map(|audience| self.trust_milli(*audience)).sum::<i64>() / Audience::ALL.len() as i64
    }
}

/// An audience trusts the hospital less.
pub fn lose_trust(at: &mut At, audience: Audience, milli: i64) {
    let lost = at.people.trust_lost.entry(audience).or_default();
    *lost = (*lost + milli).min(TRUST_FULL);
}

fn learn(at: &mut At, roles: &[Role], fact: Fact) {
    for role in roles {
        at.people.facts.entry((*role, fact)).or_insert(at.minute);
    }
}

/// The desk's roles learn that somebody is in the network.
pub fn learn_intrusion(at: &mut At) {
    learn(at, &DESK, Fact::Intrusion);
    if at.attack.stolen_gb > 0 {
        learn(at, &DESK, Fact::DataTheft);
        learn(at, &[Role::CommunicationsLegal], Fact::DataTheft);
    }
}

/// Everybody sees it: dead screens and notes. What was told before says nothing about it.
pub fn learn_ransomware(at: &mut At) {
    let everybody: Vec<Role> = Role::EIGHT.into_iter().chain([Role::SocAnalyst]).collect();
    if at.people.facts.contains_key(&(Role::IncidentCommander, Fact::Ransomware)) {
        return;
    }
    learn(at, &everybody, Fact::Ransomware);
    learn(at, &everybody, Fact::Intrusion);
    if at.attack.stolen_gb > 0 {
        learn(at, &everybody, Fact::DataTheft);
    }
    if at.network.backups_lost {
        learn(at, &DESK, Fact::BackupsLost);
    }
    if at.desk.detected_min.is_none() {
        at.desk.detected_min = Some(at.minute);
    }
    at.people.beliefs.values_mut().for_each(|belief| belief.reached_milli = 0);
    at.book(at.minute + at.rules.numbers.people.rumour_after, Due::Rumours);
    at.book(at.minute + at.rules.numbers.people.partners_wait, Due::PartnersDecide);
    shifts::begin(at);
    let encrypts = !at.rules.scenario.adversary.steps.iter().any(|step| step.strikes);
    let (told, noted) = match encrypts {
        true => ("log-ransomware-seen", "history-ransomware-seen"),
        false => ("log-attack-seen", "history-attack-seen"),
    };
    at.tell(&[], Msg::new(told));
    at.note(TimelineKind::Event, Msg::new(noted));
}

/// Who was not told has it from elsewhere by now.
fn spread_rumours(at: &mut At) {
    for audience in [Audience::Patients, Audience::Press, Audience::Neighbours] {
        if at.people.knows(audience, &at.rules.numbers) {
            continue;
        }
        at.people.beliefs.entry(audience).or_default().rumour_min = Some(at.minute);
        if audience != Audience::Neighbours {
            lose_trust(at, audience, at.rules.numbers.people.trust_rumour);
        }
        at.tell(
            &[Role::CommunicationsLegal, Role::IncidentCommander],
            Msg::new("log-rumour").word("who", audience.id()),
        );
    }
}

/// Partners close their side when nobody assured them, and open it again when somebody has.
fn partners_decide(at: &mut At) {
    let assured = at.people.knows(Audience::Suppliers, &at.rules.numbers);
    if assured != at.network.partners_gone {
        return;
    }
    care::look(at);
    at.network.partners_gone = !assured;
    care::look(at);
    let (told, noted) = match assured {
        true => ("log-partners-back", "history-partners-back"),
        false => ("log-partners-gone", "history-partners-gone"),
    };
    at.tell(&[], Msg::new(told));
    at.note(TimelineKind::Event, Msg::new(noted));
}

/// Word reached partners who had closed their side: they ask their questions, the longer the less they trust.
fn assure(at: &mut At) {
    if at.network.partners_gone {
        let doubt = (TRUST_FULL - at.people.trust_milli(Audience::Suppliers)) as u64;
        at.book(at.minute + at.rules.numbers.people.partners_assured * (1000 + doubt) / 1000, Due::PartnersDecide);
    }
}

/// Share of a group's computers that people still have switched on while the attack runs.
pub fn still_on(at: &At, facts: &AssetGroup) -> f64 {
    if facts.server {
        1.0
    } else {
        1.0 - at.rules.numbers.people.switched_off * at.people.reached_milli(Audience::Staff) as f64 / 1000.0
    }
}
