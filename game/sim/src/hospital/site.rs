//! A whole hospital at one minute, as rules, orders and projections get it.

use std::collections::VecDeque;
use std::sync::Arc;

use bevy_ecs::prelude::*;
use bevy_ecs::query::ROQueryItem;
use codedark_protocol::{Msg, TimelineKind, TimelineRow};
use codedark_scenario::{Role, Scenario};

use crate::base::dice::Dice;
use crate::base::time::Minute;
use crate::hospital::agenda::{Agenda, Due};
use crate::hospital::clocks::Duties;
use crate::hospital::crew::Attack;
use crate::hospital::desk::Desk;
use crate::hospital::knowledge::People;
use crate::hospital::link::Link;
use crate::hospital::log::{Line, Log, Revision};
use crate::hospital::network::Network;
use crate::hospital::news::News;
use crate::hospital::orders::Defence;
use crate::hospital::questions::Story;
use crate::hospital::recovery::Recovery;
use crate::hospital::services::Care;
use crate::hospital::{Hospital, Rules};

/// One hospital at one minute, as a domain's handler gets it.
pub struct HospitalMut<'a> {
    /// What never changes.
    pub rules: &'a Rules,
    /// Now.
    pub minute: Minute,
    /// Who.
    pub hospital: &'a Hospital,
    /// What is booked.
    pub agenda: &'a mut Agenda,
    /// Zones, groups, device counts, controls.
    pub network: &'a mut Network,
    /// The attacker's position and knowledge.
    pub attack: &'a mut Attack,
    /// Cases.
    pub desk: &'a mut Desk,
    /// Orders, proposals, money.
    pub defence: &'a mut Defence,
    /// Rebuild and restore jobs.
    pub recovery: &'a mut Recovery,
    /// Services and patients.
    pub care: &'a mut Care,
    /// Who knows what.
    pub people: &'a mut People,
    /// Legal clocks.
    pub duties: &'a mut Duties,
    /// Injects.
    pub story: &'a mut Story,
    /// What happened.
    pub log: &'a mut Log,
    /// When to look again.
    pub revision: &'a mut Revision,
    /// Its side of the exchange with other hospitals; none in an unlinked region.
    pub link: Option<Mut<'a, Link>>,
    /// What was told and is not answered yet.
    pub news: VecDeque<News>,
}

impl<'a> HospitalMut<'a> {
    /// The same, to be read.
    pub fn read(&self) -> HospitalRef<'_> {
        HospitalRef {
            rules: self.rules,
            minute: self.minute,
            hospital: self.hospital,
            network: self.network,
            attack: self.attack,
            desk: self.desk,
            defence: self.defence,
            recovery: self.recovery,
            care: self.care,
            people: self.people,
            duties: self.duties,
            story: self.story,
            log: self.log,
            link: self.link.as_deref(),
        }
    }

    /// The scenario.
    pub fn scenario(&self) -> &'a Scenario {
        &self.rules.scenario
    }

    /// This hospital's dice.
    pub fn dice(&self) -> Dice {
        self.hospital.dice
    }

    /// Books an item, one minute from now at the earliest.
    pub fn book(&mut self, minute: Minute, due: impl Into<Due>) {
        self.agenda.book(minute.max(self.minute + 1), due);
    }

    /// Tells the other domains what happened: they answer once the running item is done.
    pub fn report(&mut self, news: News) {
        self.news.push_back(news);
    }

    /// Tells seats something: these roles, or everybody.
    pub fn tell(&mut self, roles: &[Role], what: Msg) {
        self.log.lines.push(Arc::new(Line { at_min: self.minute, roles: roles.to_vec(), what }));
        self.revision.0 += 1;
    }

    /// Notes the truth for the debrief.
    pub fn note(&mut self, kind: TimelineKind, what: Msg) {
        self.log.history.push(TimelineRow { at_min: self.minute, kind, role: None, what, result: None });
    }
}

/// One hospital at one minute, to be read.
#[derive(Clone, Copy)]
pub struct HospitalRef<'a> {
    /// What never changes.
    pub rules: &'a Rules,
    /// Now.
    pub minute: Minute,
    /// Who.
    pub hospital: &'a Hospital,
    /// Zones, groups, device counts, controls.
    pub network: &'a Network,
    /// The attacker's position and knowledge.
    pub attack: &'a Attack,
    /// Cases.
    pub desk: &'a Desk,
    /// Orders, proposals, money.
    pub defence: &'a Defence,
    /// Rebuild and restore jobs.
    pub recovery: &'a Recovery,
    /// Services and patients.
    pub care: &'a Care,
    /// Who knows what.
    pub people: &'a People,
    /// Legal clocks.
    pub duties: &'a Duties,
    /// Injects.
    pub story: &'a Story,
    /// What happened.
    pub log: &'a Log,
    /// Its side of the exchange with other hospitals; none in an unlinked region.
    pub link: Option<&'a Link>,
}

impl<'a> HospitalRef<'a> {
    /// A queried site, to be read.
    pub fn of(minute: Minute, site: ROQueryItem<'a, '_, Site>) -> HospitalRef<'a> {
        let (rules, hospital, _, network, attack, desk, defence, recovery, care, people, duties, story, log, _, link) =
            site;
        HospitalRef {
            rules,
            minute,
            hospital,
            network,
            attack,
            desk,
            defence,
            recovery,
            care,
            people,
            duties,
            story,
            log,
            link,
        }
    }

    /// The scenario.
    pub fn scenario(&self) -> &'a Scenario {
        &self.rules.scenario
    }

    /// This hospital's dice.
    pub fn dice(&self) -> Dice {
        self.hospital.dice
    }
}

/// All components of a hospital, as handlers and projections query them.
pub type Site = (
    &'static Rules,
    &'static Hospital,
    &'static mut Agenda,
    &'static mut Network,
    &'static mut Attack,
    &'static mut Desk,
    &'static mut Defence,
    &'static mut Recovery,
    &'static mut Care,
    &'static mut People,
    &'static mut Duties,
    &'static mut Story,
    &'static mut Log,
    &'static mut Revision,
    Option<&'static mut Link>,
);

/// A queried site as [`HospitalMut`].
pub fn at<'a>(minute: Minute, site: <Site as bevy_ecs::query::QueryData>::Item<'a, '_>) -> HospitalMut<'a> {
    let (
        rules,
        hospital,
        agenda,
        network,
        attack,
        desk,
        defence,
        recovery,
        care,
        people,
        duties,
        story,
        log,
        revision,
        link,
    ) = site;
    HospitalMut {
        rules,
        minute,
        hospital,
        agenda: agenda.into_inner(),
        network: network.into_inner(),
        attack: attack.into_inner(),
        desk: desk.into_inner(),
        defence: defence.into_inner(),
        recovery: recovery.into_inner(),
        care: care.into_inner(),
        people: people.into_inner(),
        duties: duties.into_inner(),
        story: story.into_inner(),
        log: log.into_inner(),
        revision: revision.into_inner(),
        link,
        news: VecDeque::new(),
    }
}
