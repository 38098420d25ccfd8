//! The EU action plan's services that change how the hospital's own work goes: guidance, the list of exploited gaps,
//! playbooks, a risk assessment, early warning, decryptors, and a recovery subscription.
//!
//! Each is bought or asked for by an action and remembered as a control; MODEL.md lists every row of the plan with the
//! actions, clocks and services that play it.
//!
//! Reads: controls, devices, the crew's plan.

use codedark_protocol::Msg;
use codedark_scenario::{Action, Control, Cue, Effect, Platform, SensorKind, Step, ZoneKind};

use crate::base::roles::DESK;
use crate::base::time::{DAY, Minute};
use crate::hospital::agenda::Due;
use crate::hospital::may_change::EuServices;
use crate::hospital::network::Network;
use crate::hospital::news::News;
use crate::hospital::site::HospitalMut;

/// A hospital in the hands of the plan's services.
pub type EuSite<'a> = HospitalMut<'a, EuServices>;

/// The guidance was read: it says what to do first of what is still to do.
pub fn read_guidance(at: &mut EuSite) {
    at.network.deploy(Control::Guidance.id());
    let to_do = |action: &&Action| {
        let missing = |effect: &Effect| match effect {
            Effect::DeployControl(id) => !at.network.has(id),
            Effect::TestRestore => !at.network.backups_tested(),
            _ => false,
        };
        action.cue == Cue::Prepare && action.effects.iter().any(missing)
    };
    let mut first: Vec<&Action> = at.rules.scenario.actions.iter().filter(to_do).collect();
    first.sort_by_key(|action| (std::cmp::Reverse(action.weight), &action.id));
    let told = first
        .into_iter()
        .take(at.rules.numbers.plan.named as usize)
        .map(|action| format!("action.{}", action.id))
        .collect::<Vec<_>>();
    for (place, action) in told.into_iter().enumerate() {
        at.tell(&DESK, Msg::new("log-guidance").number("place", place as i64 + 1).text("action", action));
    }
}

/// A risk assessment looks where nobody looked: the servers longest without updates, and whether backups can be reached.
pub fn assess_risks(at: &mut EuSite) {
    at.network.assess();
    let hospital = &at.rules.scenario.hospital;
    let since = |network: &Network, group: usize| at.minute as i64 - network.group(group).patched_min;
    let mut oldest: Vec<(i64, usize)> = (0..hospital.groups.len())
        .filter(|group| hospital.groups[*group].server && hospital.groups[*group].platform != Platform::Embedded)
        .map(|group| (-since(&at.network, group), group))
        .collect();
    oldest.sort_unstable();
    let named: Vec<Msg> = oldest
        .into_iter()
        .take(at.rules.numbers.plan.named as usize)
        .map(|(since, group)| {
            let group = format!("group.{}", hospital.groups[group].id);
            Msg::new("log-weak-spot").text("group", group).number("days", -since / DAY as i64)
        })
        .collect();
    named.into_iter().for_each(|what| at.tell(&DESK, what));
    if !at.network.has(Control::OfflineBackups.id()) {
        at.tell(&DESK, Msg::new("log-weak-backups"));
    }
}

/// The crew has settled on an hour for its strike: the early warning service may see it coming.
pub fn foresee(at: &mut EuSite, strike: Minute) {
    if at.defence.facts.foreseen || !at.network.has(Control::EarlyWarningService.id()) {
        return;
    }
    at.defence.try_to_foresee();
    if at.dice().chance(at.rules.numbers.plan.warned, "early-warning", "strike", 0) {
        let before = at.dice().between(
            at.rules.numbers.plan.warned_least,
            at.rules.numbers.plan.warned_most,
            "early-warning",
            "before",
            0,
        );
        at.book(strike.saturating_sub(before), Due::StrikeForeseen);
    }
}

/// Its warning arrives, worded like any other of that sensor.
pub fn warn(at: &mut EuSite) {
    if at.attack.detonated_min.is_some() || at.attack.gone {
        return;
    }
    let scenario = at.scenario();
    let tells = |step: &&Step| step.noise.iter().any(|(kind, _)| *kind == SensorKind::EarlyWarning);
    let Some(step) = scenario.adversary.steps.iter().rposition(|step| tells(&step)) else {
        return;
    };
    let core = scenario.hospital.zones.iter().position(|zone| zone.kind == ZoneKind::Identity).unwrap_or_default();
    at.attack.leave_evidence(at.minute);
    let times = at.rules.numbers.plan.warned_loud;
    at.report(News::Noticed { zone: core, sensor: SensorKind::EarlyWarning, step, times });
}

/// Somebody asks whether a key for this strain is known: cheap, and rarely so.
pub fn look_for_decryptor(at: &mut EuSite) {
    at.defence.ask_for_decryptor();
    let found = at.dice().chance(at.rules.scenario.adversary.decryptor_odds, "decryptor", "strain", 0);
    if found {
        at.report(News::KeyReceived);
    }
    at.tell(&DESK, Msg::new(if found { "log-decryptor-found" } else { "log-decryptor-none" }));
}
