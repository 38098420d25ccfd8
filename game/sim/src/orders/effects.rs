//! Effects: the closed set of what an order can change in the model, each handed to the domain that owns it.

use codedark_protocol::Msg;
use codedark_scenario::{Control, Effect, Measure};

use crate::base::roles::DESK;
use crate::base::time::HOUR;
use crate::hospital::aim::Aim;
use crate::hospital::news::News;
use crate::hospital::recovery::How;
use crate::hospital::site::{HospitalMut, HospitalRef};
use crate::rules::{care, detection, duty, eu_services, insurance, people, recovery};

/// Zones an effect is about: its aim, the zone of its case or group, or all.
fn zones(at: &HospitalRef, aim: Option<Aim>) -> Vec<usize> {
    match aim {
        Some(Aim::Zone(zone)) => vec![zone],
        Some(Aim::Case(case)) => vec![at.desk.cases[case].zone],
        Some(Aim::Group(group)) => vec![at.network.groups[group].zone],
        _ => (0..at.network.zones.len()).collect(),
    }
}

/// Groups an effect is about.
fn groups(at: &HospitalRef, aim: Option<Aim>) -> Vec<usize> {
    match aim {
        Some(Aim::Group(group)) => vec![group],
        _ => {
            let zones = zones(at, aim);
            (0..at.network.groups.len()).filter(|group| zones.contains(&at.network.groups[*group].zone)).collect()
        }
    }
}

/// Services an effect is about.
fn services(at: &HospitalRef, aim: Option<Aim>) -> Vec<usize> {
    match aim {
        Some(Aim::Service(service)) => vec![service],
        _ => (0..at.care.services.len()).collect(),
    }
}

/// Changes the model.
pub fn apply(at: &mut HospitalMut, effect: &Effect, aim: Option<Aim>) {
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
        Effect::ReadGuidance => eu_services::read_guidance(at),
        Effect::AssessRisks => eu_services::assess_risks(at),
        Effect::CheckDecryptor => eu_services::look_for_decryptor(at),
        Effect::CallIn(role) => people::shifts::call_in(at, *role),
        Effect::Rest(role) => people::shifts::rest(at, *role),
        Effect::Deputies(role) => {
            at.people.deputies.insert(*role);
        }
        Effect::Fund(cents) => at.defence.receive(*cents),
        Effect::RequestResponders => {
            let after = responders_after(&at.read());
            let from = at.minute + after;
            match at.link.as_deref_mut() {
                None => {
                    at.recovery.responders_from.get_or_insert(from);
                    at.tell(&DESK, Msg::new("log-responders-come").number("hours", (after / HOUR) as i64));
                }
                Some(link) if link.responders_until.is_none() => at.report(News::RespondersAsked(from)),
                Some(_) => {}
            }
        }
        Effect::PayRansom => insurance::pay_ransom(at),
        Effect::ClaimInsurance => insurance::claim(at),
        Effect::RefuseRansom => at.defence.facts.ransom_paid = Some(false),
        Effect::ShareIndicators => {
            at.defence.facts.shared = true;
            at.report(News::IndicatorsShared);
        }
        Effect::Divert(_)
        | Effect::StopDivert
        | Effect::CancelPlanned(_)
        | Effect::ResumePlanned
        | Effect::SwitchToPaper
        | Effect::BackToDigital
        | Effect::SecondCheck
        | Effect::EndSecondCheck
        | Effect::ShortList(_)
        | Effect::Outside(_)
        | Effect::Transfer(_)
        | Effect::Drill
        | Effect::BackLoad => care::order(at, effect, services(&at.read(), aim)),
    }
    at.revision.0 += 1;
}

/// From a request to responders at work: a warning in time speeds it, lost trust slows it.
fn responders_after(at: &HospitalRef) -> u64 {
    let duties = at.rules.scenario.duties.iter().zip(&at.duties.clocks);
    let warned = duties.filter(|(duty, _)| duty.brings_help).any(|(_, clock)| clock.state().is_kept());
    let doubt = 1000 - at.people.trust_milli(codedark_scenario::Audience::Authority);
    let base =
        if warned { at.rules.numbers.effects.responders_warned } else { at.rules.numbers.effects.responders_after };
    base + at.rules.numbers.effects.responders_distrusted * doubt as u64 / 1000
}

fn on_groups(at: &mut HospitalMut, effect: &Effect, aim: Option<Aim>) {
    for group in groups(&at.read(), aim) {
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

fn on_zones(at: &mut HospitalMut, effect: &Effect, aim: Option<Aim>) {
    match effect {
        Effect::CutInternet => at.network.offline = true,
        Effect::OpenInternet => at.network.offline = false,
        Effect::BlockZone(id) => {
            let zone = at.rules.scenario.hospital.zone(id);
            at.network.cut_off(zone.expect("checked reference"));
        }
        _ => {
            for zone in zones(&at.read(), aim) {
                match effect {
                    Effect::Isolate => at.network.cut_off(zone),
                    Effect::Reconnect => {
                        at.defence.facts.unchecked_reconnects += u32::from(at.network.reconnect(zone));
                    }
                    Effect::SignOff => recovery::check_zone(at, zone),
                    _ => {}
                }
            }
        }
    }
    if matches!(effect, Effect::Isolate | Effect::CutInternet | Effect::BlockZone(_)) {
        at.report(News::DefendersActed);
    }
}

/// Undoes the success of every step that gave this.
fn undo(at: &mut HospitalMut, gives: &codedark_scenario::Gain) {
    let scenario = at.scenario();
    for (index, step) in scenario.adversary.steps.iter().enumerate() {
        if step.gives == *gives {
            at.attack.steps[index].1 = false;
        }
    }
}

fn on_intruder(at: &mut HospitalMut, effect: &Effect, aim: Option<Aim>) {
    match effect {
        Effect::DisableAccounts => {
            at.defence.facts.accounts_disabled_min = Some(at.minute);
            at.attack.local_admin = false;
            at.attack.privileged = false;
            undo(at, &codedark_scenario::Gain::LocalAdmin);
            at.report(News::DefendersActed);
        }
        Effect::ResetCredentials => {
            at.defence.facts.reset_min = Some(at.minute);
            at.attack.domain_admin = false;
            at.attack.privileged = false;
            at.attack.persistence = false;
            undo(at, &codedark_scenario::Gain::DomainAdmin);
            undo(at, &codedark_scenario::Gain::Persistence);
            at.report(News::DefendersActed);
        }
        Effect::Evict => {
            for zone in zones(&at.read(), aim) {
                at.network.clean(zone, true);
                at.network.zones[zone].signed_off = false;
            }
            at.defence.facts.evictions += 1;
            at.report(News::DefendersActed);
        }
        Effect::Investigate => {
            if let Some(Aim::Case(case)) = aim {
                detection::investigate(at, case);
            }
        }
        Effect::Hunt => {
            for zone in zones(&at.read(), aim) {
                detection::hunt(at, zone);
            }
        }
        Effect::PreserveEvidence => at.defence.facts.evidence_kept += 1,
        _ => {}
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
        Effect::SecondCheck | Effect::EndSecondCheck | Effect::Drill | Effect::ShortList(_) => {
            Measure::UnsafeEventsMilli
        }
        _ => Measure::CapacityMilli,
    }
}

/// The message that tells seats of a finished order.
pub fn done_message(action: &str, target: Option<(&str, &str)>) -> Msg {
    order_message(["log-done", "log-done-on"], action, target)
}

/// A message about an order: the first id for one on the whole hospital, the second for one on a target.
pub fn order_message([alone, on]: [&str; 2], action: &str, target: Option<(&str, &str)>) -> Msg {
    let message = Msg::new(if target.is_some() { on } else { alone });
    let message = message.text("action", format!("action.{action}"));
    match target {
        Some(("case", id)) => message.word("target", id),
        Some((kind, id)) => message.text("target", format!("{kind}.{id}")),
        None => message,
    }
}
