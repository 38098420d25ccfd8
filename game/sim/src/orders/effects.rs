//! Effects: the closed set of what an order can change in the model, each handed to the domain that owns it.

use codedark_protocol::Msg;
use codedark_scenario::{Control, Effect, Measure};

use crate::base::roles::DESK;
use crate::base::time::HOUR;
use crate::hospital::aim::Aim;
use crate::hospital::news::News;
use crate::hospital::recovery::How;
use crate::hospital::site::HospitalRef;
use crate::orders::{OrderSite, planning};
use crate::rules::{care, detection, duty, eu_services, insurance, people, recovery};

/// Zones an effect is about: its aim, the zone of its case or group, or all.
fn zones(at: &HospitalRef, aim: Option<Aim>) -> Vec<usize> {
    match aim {
        Some(Aim::Zone(zone)) => vec![zone],
        Some(Aim::Case(case)) => vec![at.desk.cases[case].zone],
        Some(Aim::Group(group)) => vec![at.network.group(group).zone],
        _ => (0..at.network.zones().len()).collect(),
    }
}

/// Groups an effect is about.
fn groups(at: &HospitalRef, aim: Option<Aim>) -> Vec<usize> {
    match aim {
        Some(Aim::Group(group)) => vec![group],
        _ => {
            let zones = zones(at, aim);
            (0..at.network.groups().len()).filter(|group| zones.contains(&at.network.group(*group).zone)).collect()
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
pub fn apply(at: &mut OrderSite, effect: &Effect, aim: Option<Aim>) {
    match effect {
        Effect::DeployControl(id) => at.network.deploy(id),
        Effect::RemoveControl(id) => at.network.remove(id),
        Effect::MoveToCloud
        | Effect::Patch
        | Effect::LocalMode
        | Effect::NetworkMode
        | Effect::Rebuild
        | Effect::Restore => on_groups(at, effect, aim),
        Effect::Isolate
        | Effect::PowerOff
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
        Effect::TestRestore => at.network.test_backups(),
        Effect::ProtectBackups => at.network.deploy(Control::OfflineBackups.id()),
        Effect::Inform(audience) => people::word::send(&mut at.hand_on(), *audience, None),
        Effect::InformBy(audience, channel) => people::word::send(&mut at.hand_on(), *audience, Some(*channel)),
        Effect::SituationReport => people::shifts::report(&mut at.hand_on()),
        Effect::Notify(id) => duty::report(&mut at.hand_on(), id),
        Effect::Conceal => duty::conceal(&mut at.hand_on()),
        Effect::ReadGuidance => eu_services::read_guidance(&mut at.hand_on()),
        Effect::AssessRisks => eu_services::assess_risks(&mut at.hand_on()),
        Effect::CheckDecryptor => eu_services::look_for_decryptor(&mut at.hand_on()),
        Effect::CallIn(role) | Effect::Rest(role) => {
            recovery::staffing::settle(at, *role);
            match effect {
                Effect::CallIn(_) => people::shifts::call_in(&mut at.hand_on(), *role),
                _ => people::shifts::rest(&mut at.hand_on(), *role),
            }
            planning::plan_anew(at, *role);
        }
        Effect::Deputies(role) => at.people.name_deputies(*role),
        Effect::Fund(cents) => at.defence.receive(*cents),
        Effect::RequestResponders => {
            let after = responders_after(&at.read());
            let from = at.minute + after;
            match at.link.as_deref() {
                None => {
                    at.recovery.expect_responders(from);
                    at.tell(&DESK, Msg::new("log-responders-come").number("hours", (after / HOUR) as i64));
                }
                Some(link) if link.responders_until.is_none() => at.report(News::RespondersAsked(from)),
                Some(_) => {}
            }
        }
        Effect::BorrowRansom => insurance::borrow_ransom(&mut at.hand_on()),
        Effect::PayRansom => insurance::pay_ransom(&mut at.hand_on()),
        Effect::ClaimInsurance => insurance::claim(&mut at.hand_on()),
        Effect::RefuseRansom => at.defence.settle_ransom(false),
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
        | Effect::Partner(_)
        | Effect::Transfer(_)
        | Effect::Drill
        | Effect::BackLoad => {
            let services = services(&at.read(), aim);
            care::order(&mut at.hand_on(), effect, services);
        }
    }
    at.renew_views();
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

fn on_groups(at: &mut OrderSite, effect: &Effect, aim: Option<Aim>) {
    for group in groups(&at.read(), aim) {
        match effect {
            Effect::Patch => at.network.patch(group, at.minute),
            Effect::MoveToCloud => at.network.move_to_cloud(group),
            Effect::LocalMode => at.network.take_offline(group),
            Effect::NetworkMode => at.network.take_online(group),
            Effect::Rebuild => recovery::order(&mut at.hand_on(), group, How::Rebuild),
            Effect::Restore => recovery::order(&mut at.hand_on(), group, How::Restore),
            _ => {}
        }
    }
}

fn on_zones(at: &mut OrderSite, effect: &Effect, aim: Option<Aim>) {
    match effect {
        Effect::CutInternet => at.network.cut_internet(),
        Effect::OpenInternet => at.network.open_internet(),
        Effect::BlockZone(id) => {
            let zone = at.rules.scenario.hospital.zone(id);
            at.network.cut_off(zone.expect("checked reference"));
        }
        _ => {
            for zone in zones(&at.read(), aim) {
                match effect {
                    Effect::Isolate => at.network.cut_off(zone),
                    Effect::PowerOff => at.network.power_off(zone),
                    Effect::Reconnect => {
                        at.defence.facts.unchecked_reconnects += u32::from(at.network.reconnect(zone));
                    }
                    Effect::SignOff => recovery::check_zone(&mut at.hand_on(), zone),
                    _ => {}
                }
            }
        }
    }
    if matches!(effect, Effect::Isolate | Effect::PowerOff | Effect::CutInternet | Effect::BlockZone(_)) {
        at.report(News::DefendersActed);
    }
}

/// Undoes the success of every step that gave this.
fn undo(at: &mut OrderSite, gives: &codedark_scenario::Gain) {
    let scenario = at.scenario();
    for (index, step) in scenario.adversary.steps.iter().enumerate() {
        if step.gives == *gives {
            at.attack.lose_step(index);
        }
    }
}

fn on_intruder(at: &mut OrderSite, effect: &Effect, aim: Option<Aim>) {
    match effect {
        Effect::DisableAccounts => {
            at.defence.facts.accounts_disabled_min = Some(at.minute);
            at.attack.lose_accounts();
            undo(at, &codedark_scenario::Gain::LocalAdmin);
            at.report(News::DefendersActed);
        }
        Effect::ResetCredentials => {
            at.defence.facts.reset_min = Some(at.minute);
            at.attack.lose_secrets();
            undo(at, &codedark_scenario::Gain::Persistence);
            if !at.attack.domain_admin {
                undo(at, &codedark_scenario::Gain::DomainAdmin);
                undo(at, &codedark_scenario::Gain::Ticket);
            }
            at.report(News::DefendersActed);
        }
        Effect::Evict => {
            for zone in zones(&at.read(), aim) {
                at.network.evict(zone);
            }
            at.defence.facts.evictions += 1;
            at.report(News::DefendersActed);
        }
        Effect::Investigate => {
            if let Some(Aim::Case(case)) = aim {
                detection::investigate(&mut at.hand_on(), case);
            }
        }
        Effect::Hunt => {
            for zone in zones(&at.read(), aim) {
                detection::hunt(&mut at.hand_on(), zone);
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
        Effect::Isolate | Effect::PowerOff | Effect::Reconnect | Effect::BlockZone(_) => Measure::ZonesIsolated,
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
        Effect::BorrowRansom => Measure::CostCents,
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
