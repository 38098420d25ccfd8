//! Word: how it travels from the crisis team to those who must know, and who reads it on the way.
//!
//! A channel works as far as the part of the network it runs on. It takes its time and reaches a part of an audience. Who
//! orders "tell them" gets the channel that reaches most; an action may name one. Email is read by a crew that holds the
//! domain, and what the hospital has noticed stands in it.

use codedark_protocol::Msg;
use codedark_scenario::{Audience, Channel, Control, Fact, Role, ZoneKind};

use crate::base::numbers::Word as Numbers;
use crate::base::time::Minute;
use crate::hospital::agenda::PeopleItem;
use crate::hospital::knowledge::Word;
use crate::hospital::news::News;
use crate::hospital::site::HospitalRef;
use crate::rules::people::{PeopleSite, assure};

/// Share of an audience that a channel reaches when it works.
fn reach(channel: Channel, audience: Audience, numbers: &Numbers) -> f64 {
    use Audience::{Patients, Press, Staff};
    match (channel, audience) {
        (Channel::Mail, Staff) | (Channel::WebPage, Patients | Press) => numbers.reaches,
        (Channel::Loudspeakers, Staff | Patients) => numbers.reaches,
        (Channel::Phones | Channel::Pagers, Staff) | (Channel::Loudspeakers, Press) => numbers.reaches_some,
        (Channel::Apart | Channel::Phones | Channel::Mail, Patients) | (Channel::Apart, Press) => 0.0,
        (Channel::Loudspeakers | Channel::WebPage | Channel::Pagers, _) => 0.0,
        (Channel::Apart | Channel::Phones, _) => numbers.reaches,
        (Channel::Mail | Channel::Runners, _) => numbers.reaches_some,
    }
}

/// How long a channel takes.
fn takes(channel: Channel, numbers: &Numbers) -> Minute {
    match channel {
        Channel::Apart => numbers.apart_min,
        Channel::Mail => numbers.mail_min,
        Channel::Phones => numbers.phones_min,
        Channel::Pagers => numbers.pagers_min,
        Channel::Runners => numbers.runners_min,
        Channel::Loudspeakers => numbers.loudspeakers_min,
        Channel::WebPage => numbers.web_min,
    }
}

/// How far a channel works now, 0 to 1.
pub fn works(at: &HospitalRef, channel: Channel) -> f64 {
    let zones = |kinds: &[ZoneKind]| kinds.iter().map(|kind| zone_works(at, *kind)).fold(1.0, f64::min);
    match channel {
        Channel::Mail => zones(&[ZoneKind::Identity, ZoneKind::Office]),
        Channel::Phones => zones(&[ZoneKind::Voice, ZoneKind::Servers]),
        Channel::Pagers => zones(&[ZoneKind::Voice]),
        Channel::WebPage => zones(&[ZoneKind::Dmz]),
        Channel::Apart => f64::from(u8::from(at.network.has(Control::OutOfBandChannel.id()))),
        Channel::Runners | Channel::Loudspeakers => 1.0,
    }
}

/// How far what stands in the zones of a kind works, servers where there are some. A house without such a zone buys it
/// elsewhere, and it works.
fn zone_works(at: &HospitalRef, kind: ZoneKind) -> f64 {
    let hospital = &at.rules.scenario.hospital;
    let here = |group: &usize| hospital.zones[at.network.group(*group).zone].kind == kind;
    let mut groups: Vec<usize> = (0..hospital.groups.len()).filter(here).collect();
    if groups.iter().any(|group| hospital.groups[*group].server) {
        groups.retain(|group| hospital.groups[*group].server);
    }
    let devices: u32 = groups.iter().map(|group| hospital.groups[*group].count).sum();
    let working = |group: &usize| at.network.availability(at.rules, *group) * f64::from(hospital.groups[*group].count);
    if devices == 0 { 1.0 } else { groups.iter().map(working).sum::<f64>() / f64::from(devices) }
}

/// The channel that reaches most of an audience now, the quickest of equal ones. Nobody runs through a loudspeaker by
/// accident: it is used when somebody says so.
fn best(at: &HospitalRef, audience: Audience) -> Channel {
    let numbers = &at.rules.numbers.word;
    let reaches = |channel: Channel| (reach(channel, audience, numbers) * works(at, channel) * 1000.0) as i64;
    let open = Channel::ALL.into_iter().filter(|channel| *channel != Channel::Loudspeakers);
    let best = open.max_by_key(|channel| (reaches(*channel), std::cmp::Reverse(takes(*channel, numbers))));
    best.expect("there are channels")
}

/// Sends word to an audience, by a named channel or by the best one.
pub fn send(at: &mut PeopleSite, audience: Audience, channel: Option<Channel>) {
    let channel = channel.unwrap_or_else(|| best(&at.read(), audience));
    let numbers = &at.rules.numbers.word;
    let reaches_milli = libm::round(reach(channel, audience, numbers) * works(&at.read(), channel) * 1000.0) as i64;
    at.people.words.push(Word { audience, channel, reaches_milli });
    let index = at.people.words.len() as u32 - 1;
    at.book(at.minute + takes(channel, numbers), PeopleItem::WordArrives(index));
    let noticed = at.people.has_learned(Role::SecurityLead, Fact::Intrusion);
    if channel == Channel::Mail && noticed && at.attack.domain_admin {
        at.report(News::DefendersActed);
    }
}

/// Word arrives.
pub fn arrive(at: &mut PeopleSite, index: usize) {
    let Word { audience, channel, reaches_milli } = at.people.words[index].clone();
    let minute = at.minute;
    let belief = at.people.beliefs.entry(audience).or_default();
    belief.told_min.get_or_insert(minute);
    belief.reached_milli = 1000 - (1000 - belief.reached_milli) * (1000 - reaches_milli) / 1000;
    match audience {
        Audience::Staff if at.people.has_learned(Role::SecurityLead, Fact::Intrusion) => {
            at.people.learn(&Role::EIGHT, Fact::Intrusion, at.minute);
        }
        Audience::Suppliers => assure(at),
        _ => {}
    }
    let told = Msg::new("log-word").word("who", audience.id()).word("how", channel.id());
    at.tell(&[Role::CommunicationsLegal], told.number("reached", reaches_milli / 10));
}
