//! People and word: who knows what, who believes whom, and what that changes.
//!
//! A role knows facts and acts on them, not on what is true. An audience outside the crisis team was told, has heard
//! rumours, or does not know; word about a quiet time says nothing about a strike, so that everybody must be told anew.
//! Staff who were not told go on using infected machines, dispatch that was not told goes on sending, partners who were not
//! told close their side. [`word`] says how word travels, [`shifts`] who is there at night and what a handover loses.
//!
//! Reads: network, the attack's rights.

pub mod shifts;
pub mod word;

use codedark_protocol::{Msg, TimelineKind};
use codedark_scenario::{Audience, Fact, Role};

use crate::base::roles::DESK;
use crate::hospital::agenda::PeopleItem;
use crate::hospital::knowledge::TRUST_FULL;
use crate::hospital::may_change::PeopleRules;
use crate::hospital::site::HospitalMut;

/// A hospital in the hands of those who spread word.
pub type PeopleSite<'a> = HospitalMut<'a, PeopleRules>;

/// Works an item that is due.
pub fn work(at: &mut PeopleSite, item: &PeopleItem) {
    match item {
        PeopleItem::WordArrives(index) => word::arrive(at, *index as usize),
        PeopleItem::Rumours => spread_rumours(at),
        PeopleItem::PartnersDecide => partners_decide(at),
        PeopleItem::Handover(role) => shifts::go_home(at, Role::EIGHT[*role as usize]),
    }
}

/// The desk's roles learn that somebody is in the network.
pub fn learn_intrusion(at: &mut PeopleSite) {
    at.people.learn(&DESK, Fact::Intrusion, at.minute);
    if at.attack.stolen_gb > 0 {
        at.people.learn(&DESK, Fact::DataTheft, at.minute);
        at.people.learn(&[Role::CommunicationsLegal], Fact::DataTheft, at.minute);
    }
}

/// Everybody sees it: dead screens and notes. What was told before says nothing about it.
pub fn learn_ransomware(at: &mut PeopleSite) {
    let everybody: Vec<Role> = Role::EIGHT.into_iter().chain([Role::SocAnalyst]).collect();
    if at.people.has_learned(Role::IncidentCommander, Fact::Ransomware) {
        return;
    }
    at.people.learn(&everybody, Fact::Ransomware, at.minute);
    at.people.learn(&everybody, Fact::Intrusion, at.minute);
    if at.attack.stolen_gb > 0 {
        at.people.learn(&everybody, Fact::DataTheft, at.minute);
    }
    if at.network.backups_lost() {
        at.people.learn(&DESK, Fact::BackupsLost, at.minute);
    }
    at.people.beliefs.values_mut().for_each(|belief| belief.reached_milli = 0);
    at.book(at.minute + at.rules.numbers.people.rumour_after, PeopleItem::Rumours);
    at.book(at.minute + at.rules.numbers.people.partners_wait, PeopleItem::PartnersDecide);
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
fn spread_rumours(at: &mut PeopleSite) {
    for audience in [Audience::Patients, Audience::Press, Audience::Neighbours] {
        if at.people.knows(audience, &at.rules.numbers) {
            continue;
        }
        at.people.beliefs.entry(audience).or_default().rumour_min = Some(at.minute);
        if audience != Audience::Neighbours {
            at.people.lose_trust(audience, at.rules.numbers.people.trust_rumour);
        }
        at.tell(
            &[Role::CommunicationsLegal, Role::IncidentCommander],
            Msg::new("log-rumour").word("who", audience.id()),
        );
    }
}

/// Partners close their side when nobody assured them, and open it again when somebody has.
fn partners_decide(at: &mut PeopleSite) {
    let assured = at.people.knows(Audience::Suppliers, &at.rules.numbers);
    if assured != at.network.partners_gone() {
        return;
    }
    let (told, noted) = if assured {
        at.network.regain_partners();
        ("log-partners-back", "history-partners-back")
    } else {
        at.network.lose_partners();
        ("log-partners-gone", "history-partners-gone")
    };
    at.tell(&[], Msg::new(told));
    at.note(TimelineKind::Event, Msg::new(noted));
}

/// Word reached partners who had closed their side: they ask their questions, the longer the less they trust.
fn assure(at: &mut PeopleSite) {
    if at.network.partners_gone() {
        let doubt = (TRUST_FULL - at.people.trust_milli(Audience::Suppliers)) as u64;
        at.book(
            at.minute + at.rules.numbers.people.partners_assured * (1000 + doubt) / 1000,
            PeopleItem::PartnersDecide,
        );
    }
}
