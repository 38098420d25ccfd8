//! Effects: the closed set of what an order can change in the model, each handed to the domain that owns it.

use std::borrow::Cow;

use codedark_protocol::{Msg, ServiceMode};
use codedark_scenario::{Control, Effect, Hospital, Measure, TargetKind};

use crate::exchange::Parcel;
use crate::network::{DeviceState, set_state, state_of};
use crate::parameter::parameters;
use crate::recovery::How;
use crate::region::At;
use crate::time::{DAY, HOUR};
use crate::{attack, care, detection, duty, money, people, plan, recovery};

parameters! {
    /// From a request to responders at work: the national CSIRT passes it on, contracts and travel follow.
    RESPONDERS_AFTER: u64 = 3 * DAY, "minutes", "assumption; the route through the CSIRT: ENISA on the EU Cybersecurity Reserve";
    /// The same when the early warning came in time.
    RESPONDERS_WARNED: u64 = DAY, "minutes", "assumption";
    /// How much longer it takes an authority that has lost all trust: it sends its own people to look first.
    RESPONDERS_DISTRUSTED: u64 = 7 * DAY, "minutes", "assumption";
}

/// What an order is done to, resolved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    /// A zone's index.
    Zone(usize),
    /// A case's index.
    Case(usize),
    /// A service's index.
    Service(usize),
    /// A group's index.
    Group(usize),
}

impl Aim {
    /// Its id.
    pub fn id<'h>(&self, hospital: &'h Hospital) -> Cow<'h, str> {
        match *self {
            Aim::Zone(zone) => Cow::Borrowed(&hospital.zones[zone].id),
            Aim::Case(case) => Cow::Owned(detection::case_id(case)),
            Aim::Service(service) => Cow::Borrowed(&hospital.services[service].id),
            Aim::Group(group) => Cow::Borrowed(&hospital.groups[group].id),
        }
    }
}

/// The aim that an id names.
pub fn aim(at: &At, kind: TargetKind, id: &str) -> Option<Aim> {
    let hospital = &at.rules.scenario.hospital;
    match kind {
        TargetKind::Hospital => None,
        TargetKind::Zone => hospital.zones.iter().position(|zone| zone.id == id).map(Aim::Zone),
        TargetKind::Case => detection::case_index(id).filter(|index| *index < at.desk.cases.len()).map(Aim::Case),
        TargetKind::Service => hospital.services.iter().position(|service| service.id == id).map(Aim::Service),
        TargetKind::Group => hospital.groups.iter().position(|group| group.id == id).map(Aim::Group),
    }
}

/// Zones an effect is about: its aim, the zone of its case or group, or all.
fn zones(at: &At, aim: Option<Aim>) -> Vec<usize> {
    match aim {
        Some(Aim::Zone(zone)) => vec![zone],
        Some(Aim::Case(case)) => vec![at.desk.cases[case].zone],
        Some(Aim::Group(group)) => vec![at.network.groups[group].zone],
        _ => (0..at.network.zones.len()).collect(),
    }
}

/// Groups an effect is about.
fn groups(at: &At, aim: Option<Aim>) -> Vec<usize> {
    match aim {
        Some(Aim::Group(group)) => vec![group],
        _ => {
            let zones = zones(at, aim);
            (0..at.network.groups.len()).filter(|group| zones.contains(&at.network.groups[*group].zone)).collect()
        }
    }
}

/// Services an effect is about.
fn services(at: &At, aim: Option<Aim>) -> Vec<usize> {
    match aim {
        Some(Aim::Service(service)) => vec![service],
        _ => (0..at.care.services.len()).collect(),
    }
}

/// Changes the model.
pub fn apply(at: &mut At, effect: &Effect, aim: Option<Aim>) {
    care::look(at);
    match effect {
        Effect::DeployControl(id) => {
            at.network.controls.insert(id.clone());
        }
        Effect::RemoveControl(id) => {
            at.network.controls.remove(id);
        }
        Effect::MoveToCloud
        | Effect::Patch
        | Effect::LocalMode
        | Effect::NetworkMode
        | Effect::Rebuild
        | Effect::Restore => on_groups(at, effect, aim),
        Effect::Isolate
        | Effect::Reconnect
        | Effect::CutInternet
        | Effect::OpenInternet
        | Effect::BlockZone(_)
        | Effect::SignOff => on_zones(at, effect, aim),
        Effect::DisableAccounts
        | Effect::ResetCredentials
        | Effect::Evict
        | Effect::Investigate
        | Effect::Hunt
        | Effect::PreserveEvidence => on_intruder(at, effect, aim),
        Effect::TestRestore => at.network.backups_tested = true,
        Effect::ProtectBackups => {
            at.network.controls.insert(Control::OfflineBackups.id().to_owned());
        }
        Effect::Inform(audience) => people::word::send(at, *audience, None),
        Effect::InformBy(audience, channel) => people::word::send(at, *audience, Some(*channel)),
        Effect::SituationReport => people::shifts::report(at),
        Effect::Notify(id) => duty::report(at, id),
        Effect::Conceal => duty::conceal(at),
        Effect::ReadGuidance => plan::read_guidance(at),
        Effect::AssessRisks => plan::assess_risks(at),
        Effect::CheckDecryptor => plan::look_for_decryptor(at),
        Effect::CallIn(role) => people::shifts::call_in(at, *role),
        Effect::Rest(role) => people::shifts::rest(at, *role),
        Effect::Deputies(role) => {
            at.people.deputies.insert(*role);
        }
        Effect::Fund(cents) => money::receive(at, *cents),
        Effect::RequestResponders => {
            let after = responders_after(at);
            let from = at.minute + after;
            match at.link.as_deref_mut() {
                None => {
                    at.recovery.responders_from.get_or_insert(from);
                    at.tell(&attack::DESK, Msg::new("log-responders-come").number("hours", (after / HOUR) as i64));
                }
                Some(link) if link.responders_until.is_none() => link.outbox.push(Parcel::AskResponders(from)),
                Some(_) => {}
            }
        }
        Effect::PayRansom => money::pay_ransom(at),
        Effect::ClaimInsurance => money::claim(at),
        Effect::RefuseRansom => at.defence.facts.ransom_paid = Some(false),
        Effect::ShareIndicators => {
            at.defence.facts.shared = true;
            at.link.iter_mut().for_each(|link| link.outbox.push(Parcel::Warning));
        }
        Effect::Divert(_)
        | Effect::StopDivert
        | Effect::CancelPlanned(_)
        | Effect::ResumePlanned
        | Effect::SwitchToPaper
        | Effect::BackToDigital
        | Effect::SecondCheck
        | Effect::ShortList(_)
        | Effect::Outside(_)
        | Effect::Transfer(_)
        | Effect::Drill
        | Effect::BackLoad => on_services(at, effect, aim),
    }
    care::look(at);
    at.revision.0 += 1;
}

/// From a request to responders at work: a warning in time speeds it, lost trust slows it.
fn responders_after(at: &At) -> u64 {
    let duties = at.rules.scenario.duties.iter().zip(&at.duties.clocks);
    let warned = duties.filter(|(duty, _)| duty.brings_help).any(|(_, clock)| clock.state().is_kept());
    let doubt = 1000 - at.people.trust_milli(codedark_scenario::Audience::Authority);
    let base = if warned { RESPONDERS_WARNED } else { RESPONDERS_AFTER };
    base + RESPONDERS_DISTRUSTED * doubt as u64 / 1000
}

fn on_groups(at: &mut At, effect: &Effect, aim: Option<Aim>) {
    for group in groups(at, aim) {
        match effect {
            Effect::Patch => at.network.groups[group].patched_min = at.minute as i64,
            Effect::MoveToCloud => at.network.groups[group].cloud = true,
            Effect::LocalMode => at.network.groups[group].local = true,
            Effect::NetworkMode => at.network.groups[group].local = false,
            Effect::Rebuild => recovery::order(at, group, How::Rebuild),
            Effect::Restore => recovery::order(at, group, How::Restore),
            _ => {}
        }
    }
}

fn on_zones(at: &mut At, effect: &Effect, aim: Option<Aim>) {
    match effect {
        Effect::CutInternet => at.network.offline = true,
        Effect::OpenInternet => at.network.offline = false,
        Effect::BlockZone(id) => {
            let zone = at.rules.scenario.hospital.zones.iter().position(|zone| zone.id == *id);
            cut_off(&mut at.network.zones[zone.expect("checked reference")]);
        }
        _ => {
            for zone in zones(at, aim) {
                match effect {
                    Effect::Isolate => cut_off(&mut at.network.zones[zone]),
                    Effect::Reconnect => {
                        let state = &mut at.network.zones[zone];
                        let unchecked = state.isolated && state.tainted && !state.checked;
                        state.isolated = false;
                        at.defence.facts.unchecked_reconnects += u32::from(unchecked);
                    }
                    Effect::SignOff => recovery::check_zone(at, zone),
                    _ => {}
                }
            }
        }
    }
    if matches!(effect, Effect::Isolate | Effect::CutInternet | Effect::BlockZone(_)) {
        attack::provoke(at);
    }
}

/// Cuts a zone off. What was checked before that says nothing any more.
fn cut_off(zone: &mut crate::network::Zone) {
    zone.checked &= zone.isolated;
    zone.isolated = true;
}

/// Every device of the zone is checked: what is held there is found and cleaned.
pub(crate) fn sign_off(at: &mut At, zone: usize) {
    clean(at, zone, false);
    at.network.zones[zone].signed_off = true;
    at.network.zones[zone].checked = true;
    at.network.zones[zone].tainted = false;
    at.network.zones[zone].altered = false;
    at.network.zones[zone].distrusted = false;
    if at.network.held() == 0 {
        at.attack.persistence = false;
    }
}

/// Cleans held devices of a zone: all, or only those known.
fn clean(at: &mut At, zone: usize, known_only: bool) {
    for group in 0..at.network.groups.len() {
        if at.network.groups[group].zone != zone || at.network.groups[group].held == 0 {
            continue;
        }
        for device in 0..at.network.groups[group].devices.len() {
            let state = state_of(at, group, device);
            if state.state == DeviceState::Held && (state.known || !known_only) {
                set_state(at, group, device, DeviceState::Clean, false);
            }
        }
    }
}

/// Undoes the success of every step that gave this.
fn undo(at: &mut At, gives: &codedark_scenario::Gain) {
    let scenario = at.scenario();
    for (index, step) in scenario.adversary.steps.iter().enumerate() {
        if step.gives == *gives {
            at.attack.steps[index].1 = false;
        }
    }
}

fn on_intruder(at: &mut At, effect: &Effect, aim: Option<Aim>) {
    match effect {
        Effect::DisableAccounts => {
            at.defence.facts.accounts_disabled_min = Some(at.minute);
            at.attack.local_admin = false;
            at.attack.privileged = false;
            undo(at, &codedark_scenario::Gain::LocalAdmin);
            attack::provoke(at);
        }
        Effect::ResetCredentials => {
            at.defence.facts.reset_min = Some(at.minute);
            at.attack.domain_admin = false;
            at.attack.privileged = false;
            at.attack.persistence = false;
            undo(at, &codedark_scenario::Gain::DomainAdmin);
            undo(at, &codedark_scenario::Gain::Persistence);
            attack::provoke(at);
        }
        Effect::Evict => {
            for zone in zones(at, aim) {
                clean(at, zone, true);
                at.network.zones[zone].signed_off = false;
            }
            at.defence.facts.evictions += 1;
            attack::provoke(at);
        }
        Effect::Investigate => {
            if let Some(Aim::Case(case)) = aim {
                detection::investigate(at, case);
            }
        }
        Effect::Hunt => {
            for zone in zones(at, aim) {
                detection::hunt(at, zone);
            }
        }
        Effect::PreserveEvidence => at.defence.facts.evidence_kept += 1,
        _ => {}
    }
}

fn on_services(at: &mut At, effect: &Effect, aim: Option<Aim>) {
    let minute = at.minute;
    for index in services(at, aim) {
        let state = &mut at.care.services[index];
        match effect {
            Effect::Divert(percent) => state.divert_percent = *percent,
            Effect::StopDivert => state.divert_percent = 0,
            Effect::CancelPlanned(percent) => state.cancel_percent = *percent,
            Effect::ResumePlanned => state.cancel_percent = 0,
            Effect::SwitchToPaper => {
                state.mode = ServiceMode::Paper;
                state.paper_since.get_or_insert(minute);
            }
            Effect::BackToDigital => {
                let written = state.unwritten_milli > 0;
                state.mode = if written { ServiceMode::BackLoading } else { ServiceMode::Digital };
                state.paper_since = None;
            }
            Effect::BackLoad => state.unwritten_milli /= 4,
            Effect::SecondCheck => state.second_check = !state.second_check,
            Effect::ShortList(percent) => state.turned_down_percent = *percent,
            Effect::Outside(percent) => state.outside = Some((*percent, minute + people::shifts::SHIFT)),
            Effect::Transfer(percent) => care::transfer(at, index, *percent),
            Effect::Drill => state.drilled = true,
            _ => {}
        }
    }
}

/// The measure in which an effect shows, for the timeline.
pub fn shows_in(effect: &Effect) -> Measure {
    match effect {
        Effect::DeployControl(_) | Effect::RemoveControl(_) | Effect::Patch => Measure::PostureMilli,
        Effect::Isolate | Effect::Reconnect | Effect::BlockZone(_) => Measure::ZonesIsolated,
        Effect::Investigate | Effect::Hunt => Measure::Detected,
        Effect::Evict | Effect::DisableAccounts | Effect::ResetCredentials | Effect::SignOff => {
            Measure::DevicesCompromised
        }
        Effect::PreserveEvidence | Effect::ShareIndicators => Measure::EvidenceKept,
        Effect::TestRestore | Effect::ProtectBackups => Measure::BackupsIntactMilli,
        Effect::Rebuild | Effect::Restore | Effect::PayRansom | Effect::RequestResponders => Measure::DevicesDown,
        Effect::Inform(_) | Effect::InformBy(..) => Measure::Informed,
        Effect::Notify(_) | Effect::Conceal => Measure::DutiesMet,
        Effect::Divert(_) | Effect::StopDivert | Effect::Transfer(_) => Measure::Diverted,
        Effect::CancelPlanned(_) | Effect::ResumePlanned => Measure::Cancelled,
        Effect::Fund(_) | Effect::ClaimInsurance | Effect::RefuseRansom => Measure::BudgetCents,
        Effect::SecondCheck | Effect::Drill | Effect::ShortList(_) => Measure::UnsafeEventsMilli,
        _ => Measure::CapacityMilli,
    }
}

/// The message that tells seats of a finished order.
pub fn done_message(action: &str, target: Option<(&str, &str)>) -> Msg {
    let message = Msg::new(if target.is_some() { "log-done-on" } else { "log-done" });
    let message = message.text("action", format!("action.{action}"));
    match target {
        Some(("case", id)) => message.word("target", id),
        Some((kind, id)) => message.text("target", format!("{kind}.{id}")),
        None => message,
    }
}
