//! Word: how it travels from the crisis team to those who must know, and who reads it on the way.
//!
//! A channel works as far as the part of the network it runs on. It takes its time and reaches a part of an audience. Who
//! orders "tell them" gets the channel that reaches most; an action may name one. Email is read by a crew that holds the
//! domain, and what the hospital has noticed stands in it.

use codedark_protocol::Msg;
use codedark_scenario::{Audience, Channel, Control, Fact, Role, ZoneKind};
use serde::Serialize;

use super::{assure, learn};
use crate::parameter::parameters;
use crate::region::At;
use crate::time::{Due, HOUR, Minute};
use crate::{attack, care};

parameters! {
    /// Time until an email was read by most.
    MAIL_MIN: Minute = HOUR, "minutes", "assumption: ward staff look at it between patients";
    /// Time of a round of telephone calls.
    PHONES_MIN: Minute = 45, "minutes", "assumption: a list of thirty numbers, two people";
    /// Time until a text on pagers was read.
    PAGERS_MIN: Minute = 10, "minutes", "assumption: they are carried, and short";
    /// Time of runners who go to every ward, or of a car that goes to a partner.
    RUNNERS_MIN: Minute = 2 * HOUR, "minutes", "assumption: several buildings, shift after shift";
    /// Time of an announcement over loudspeakers.
    LOUDSPEAKERS_MIN: Minute = 5, "minutes", "Brno 2020 announced it so; the time is assumption";
    /// Time until those looked for it who find it on the website.
    WEB_MIN: Minute = 2 * HOUR, "minutes", "assumption";
    /// Time of a round on phones and a chat that do not depend on the network.
    APART_MIN: Minute = 20, "minutes", "assumption: the groups were made beforehand";
    /// Share of an audience that a channel made for it reaches.
    REACHES: f64 = 0.9, "share", "assumption: somebody is always off duty or does not look";
    /// Share that a channel reaches which was made for something else.
    REACHES_SOME: f64 = 0.6, "share", "assumption: the rest hears it at the next shift";
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

/// Share of an audience that a channel reaches when it works.
fn reach(channel: Channel, audience: Audience) -> f64 {
    use Audience::{Patients, Press, Staff};
    match (channel, audience) {
        (Channel::Mail, Staff) | (Channel::WebPage, Patients | Press) => REACHES,
        (Channel::Loudspeakers, Staff | Patients) => REACHES,
        (Channel::Phones | Channel::Pagers, Staff) | (Channel::Loudspeakers, Press) => REACHES_SOME,
        (Channel::Apart | Channel::Phones | Channel::Mail, Patients) | (Channel::Apart, Press) => 0.0,
        (Channel::Loudspeakers | Channel::WebPage | Channel::Pagers, _) => 0.0,
        (Channel::Apart | Channel::Phones, _) => REACHES,
        (Channel::Mail | Channel::Runners, _) => REACHES_SOME,
    }
}

/// How long a channel takes.
fn takes(channel: Channel) -> Minute {
    match channel {
        Channel::Apart => APART_MIN,
        Channel::Mail => MAIL_MIN,
        Channel::Phones => PHONES_MIN,
        Channel::Pagers => PAGERS_MIN,
        Channel::Runners => RUNNERS_MIN,
        Channel::Loudspeakers => LOUDSPEAKERS_MIN,
        Channel::WebPage => WEB_MIN,
    }
}

/// How far a channel works now, 0 to 1.
pub fn works(at: &At, channel: Channel) -> f64 {
    let zones = |kinds: &[ZoneKind]| kinds.iter().map(|kind| zone_works(at, *kind)).fold(1.0, f64::min);
    match channel {
        Channel::Mail => zones(&[ZoneKind::Identity, ZoneKind::Office]),
        Channel::Phones => zones(&[ZoneKind::Voice, ZoneKind::Servers]),
        Channel::Pagers => zones(&[ZoneKind::Voice]),
        Channel::WebPage => zones(&[ZoneKind::Dmz]),
        Channel::Apart => f64::from(u8::from(at.network.controls.contains(Control::OutOfBandChannel.id()))),
        Channel::Runners | Channel::Loudspeakers => 1.0,
    }
}

/// How far what stands in the zones of a kind works, servers where there are some. A house without such a zone buys it
/// elsewhere, and it works.
fn zone_works(at: &At, kind: ZoneKind) -> f64 {
    let hospital = &at.rules.scenario.hospital;
    let here = |group: &usize| hospital.zones[at.network.groups[*group].zone].kind == kind;
    let mut groups: Vec<usize> = (0..hospital.groups.len()).filter(here).collect();
    if groups.iter().any(|group| hospital.groups[*group].server) {
        groups.retain(|group| hospital.groups[*group].server);
    }
    let devices: u32 = groups.iter().map(|group| hospital.groups[*group].count).sum();
    let working =
        |group: &usize| at.network.availability(&at.rules.scenario, *group) * f64::from(hospital.groups[*group].count);
    if devices == 0 { 1.0 } else { groups.iter().map(working).sum::<f64>() / f64::from(devices) }
}

/// The channel that reaches most of an audience now, the quickest of equal ones. Nobody runs through a loudspeaker by
/// accident: it is used when somebody says so.
fn best(at: &At, audience: Audience) -> Channel {
    let reaches = |channel: Channel| (reach(channel, audience) * works(at, channel) * 1000.0) as i64;
    let open = Channel::ALL.into_iter().filter(|channel| *channel != Channel::Loudspeakers);
    let best = open.max_by_key(|channel| (reaches(*channel), std::cmp::Reverse(takes(*channel))));
    best.expect("there are channels")
}

/// Sends word to an audience, by a named channel or by the best one.
pub fn send(at: &mut At, audience: Audience, channel: Option<Channel>) {
    let channel = channel.unwrap_or_else(|| best(at, audience));
    let reaches_milli = libm::round(reach(channel, audience) * works(at, channel) * 1000.0) as i64;
    at.people.words.push(Word { audience, channel, reaches_milli });
    let index = at.people.words.len() as u32 - 1;
    at.book(at.minute + takes(channel), Due::WordArrives(index));
    let noticed = at.people.facts.contains_key(&(Role::SecurityLead, Fact::Intrusion));
    if channel == Channel::Mail && noticed && at.attack.domain_admin {
        attack::provoke(at);
    }
}

/// Word arrives.
pub fn arrive(at: &mut At, index: usize) {
    care::look(at);
    let Word { audience, channel, reaches_milli } = at.people.words[index].clone();
    let minute = at.minute;
    let belief = at.people.beliefs.entry(audience).or_default();
    belief.told_min.get_or_insert(minute);
    belief.reached_milli = 1000 - (1000 - belief.reached_milli) * (1000 - reaches_milli) / 1000;
    care::look(at);
    match audience {
        Audience::Staff if at.people.facts.contains_key(&(Role::SecurityLead, Fact::Intrusion)) => {
            learn(at, &Role::EIGHT, Fact::Intrusion);
        }
        Audience::Suppliers => assure(at),
        _ => {}
    }
    let told = Msg::new("log-word").word("who", audience.id()).word("how", channel.id());
    at.tell(&[Role::CommunicationsLegal], told.number("reached", reaches_milli / 10));
}
