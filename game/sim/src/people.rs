//! People and word: who knows what, and what that changes.
//!
//! Staff who were not told go on using infected machines, dispatch that was not told goes on sending, and a role acts on
//! what it learned, not on what is true.

use std::collections::{BTreeMap, BTreeSet};

use bevy_ecs::component::Component;
use codedark_protocol::{Msg, TimelineKind};
use codedark_scenario::{Audience, Fact, Role};
use serde::Serialize;

use crate::attack::DESK;
use crate::region::{At, RegionSetup};
use crate::time::Minute;

/// Who knows what in one hospital.
#[derive(Component, Clone, Debug, Default, Serialize)]
pub struct People {
    /// Audiences and the minute they were told.
    pub informed: BTreeMap<Audience, Minute>,
    /// What seats know, since when.
    pub facts: BTreeMap<(Role, Fact), Minute>,
    /// Roles whose people were called in, until when.
    pub called_in: BTreeMap<Role, Minute>,
    /// Roles whose people were given rest, until when.
    pub rested: BTreeMap<Role, Minute>,
    /// Roles with deputies for the nights.
    pub deputies: BTreeSet<Role>,
}

/// Registers what people know.
pub fn plugin(region: &mut RegionSetup) {
    region.hashed::<People>();
}

impl People {
    /// Whether an audience was told.
    pub fn knows(&self, audience: Audience) -> bool {
        self.informed.contains_key(&audience)
    }

    /// Whether a role's people are called in at this minute.
    pub fn is_called_in(&self, role: Role, minute: Minute) -> bool {
        self.called_in.get(&role).is_some_and(|until| *until > minute)
    }

    /// Whether somebody of the role is at work at night too: called in, on a rota, or a deputy.
    pub fn covers_nights(&self, role: Role, minute: Minute) -> bool {
        self.is_called_in(role, minute) || self.is_rested(role, minute) || self.deputies.contains(&role)
    }

    /// Whether a role's people work to a rota with rest at this minute.
    pub fn is_rested(&self, role: Role, minute: Minute) -> bool {
        self.rested.get(&role).is_some_and(|until| *until > minute)
    }
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

/// Everybody sees it: dead screens and notes.
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
    at.tell(&[], Msg::new("log-ransomware-seen"));
    at.note(TimelineKind::Event, Msg::new("history-ransomware-seen"));
}

/// Tells an audience.
pub fn inform(at: &mut At, audience: Audience) {
    at.people.informed.entry(audience).or_insert(at.minute);
    if audience == Audience::Staff && at.people.facts.contains_key(&(Role::SecurityLead, Fact::Intrusion)) {
        learn(at, &Role::EIGHT, Fact::Intrusion);
    }
}
