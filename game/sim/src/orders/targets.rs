//! What an order can be done to, and whether that is of use.

use std::borrow::Cow;

use codedark_protocol::{CaseState, Msg};
use codedark_scenario::{Action, Effect, Fact, Role, TargetKind};

use crate::hospital::aim::Aim;
use crate::hospital::site::HospitalRef;
use crate::orders::allowed::taken;
use crate::reading::aims::aim;

/// Whether a role can order an action on a target, or on the hospital as a whole. What it cannot know of is refused like what
/// is not there: nobody finds out by trying.
pub fn check_target(at: &HospitalRef, role: Role, action: usize, target: Option<&str>) -> Result<(), Msg> {
    match (at.rules.scenario.actions[action].target, target) {
        (TargetKind::Hospital, None) => Ok(()),
        (TargetKind::Hospital, Some(_)) | (_, None) => Err(Msg::new("refused-target")),
        (kind, Some(id)) => {
            let named = aim(at, kind, id);
            let wanted = |aim| Some(aim) == named && is_known(at, role, &at.rules.scenario.actions[action]);
            let possible = targets(at, action, wanted).iter().any(|possible| possible == id);
            if possible { Ok(()) } else { Err(Msg::new("refused-target")) }
        }
    }
}

/// Whether a role can know what an action could be done to: which devices lie encrypted is seen once somebody has said
/// what the dead screens are.
pub fn is_known(at: &HospitalRef, role: Role, action: &Action) -> bool {
    let brings_back = |effect: &Effect| matches!(effect, Effect::Rebuild | Effect::Restore);
    at.people.facts.contains_key(&(role, Fact::Ransomware)) || !action.effects.iter().any(brings_back)
}

/// Ids an action can be done to now, in order, of those wanted. The truth: what a role knows of, [`is_known`] says.
pub fn targets<'t>(at: &HospitalRef<'t>, action: usize, wanted: impl Fn(Aim) -> bool) -> Vec<Cow<'t, str>> {
    let facts = &at.rules.scenario.actions[action];
    // Looked up for the first that fits: mostly there is none.
    let mut known: Option<Vec<&str>> = None;
    let mut is_free = |id: &str| {
        let taken = known.get_or_insert_with(|| taken(at, action).flatten().map(String::as_str).collect());
        !taken.contains(&id)
    };
    let mut targets = Vec::new();
    let mut look = |aim: Aim| {
        if wanted(aim) && useful(at, facts, aim) {
            let id = aim.id(&at.rules.scenario.hospital);
            if is_free(&id) {
                targets.push(id);
            }
        }
    };
    if facts.target == TargetKind::Case {
        let open = |index: &usize| at.desk.cases[*index].state == CaseState::Open;
        (0..at.desk.cases.len()).filter(open).for_each(|case| look(Aim::Case(case)));
        targets.sort_unstable();
    } else {
        at.rules.by_id.aims[action].iter().for_each(|aim| look(*aim));
    }
    targets
}

/// Whether an order could change its target at all: nobody connects what is connected.
pub fn useful(at: &HospitalRef, action: &Action, aim: Aim) -> bool {
    action.effects.iter().any(|effect| match (effect, aim) {
        (Effect::Isolate, Aim::Zone(zone)) => !at.network.zone(zone).isolated,
        (Effect::PowerOff, Aim::Zone(zone)) => !at.network.zone(zone).off,
        (Effect::Reconnect, Aim::Zone(zone)) => at.network.zone(zone).isolated,
        (Effect::Rebuild | Effect::Restore, Aim::Group(group)) => at.network.group(group).encrypted > 0,
        (Effect::Divert(_), Aim::Service(s)) => {
            at.rules.scenario.hospital.services[s].can_divert && at.care.services[s].divert_percent == 0
        }
        (Effect::StopDivert, Aim::Service(s)) => at.care.services[s].divert_percent > 0,
        (Effect::CancelPlanned(_), Aim::Service(s)) => {
            at.rules.scenario.hospital.services[s].planned_per_day > 0.0 && at.care.services[s].cancel_percent == 0
        }
        (Effect::ResumePlanned, Aim::Service(s)) => at.care.services[s].cancel_percent > 0,
        (Effect::SwitchToPaper, Aim::Service(s)) => at.care.services[s].paper_since.is_none(),
        (Effect::BackToDigital, Aim::Service(s)) => at.care.services[s].paper_since.is_some(),
        (Effect::BackLoad, Aim::Service(s)) => at.care.services[s].unwritten_milli > 0,
        (Effect::SecondCheck, Aim::Service(s)) => !at.care.services[s].second_check,
        (Effect::EndSecondCheck, Aim::Service(s)) => at.care.services[s].second_check,
        (Effect::ShortList(percent), Aim::Service(s)) => at.care.services[s].turned_down_percent != *percent,
        (Effect::Outside(_) | Effect::Partner(_), Aim::Service(s)) => at.care.services[s].helped(at.minute).is_none(),
        (Effect::Transfer(_), Aim::Service(s)) => at.care.services[s].moved_percent(at.minute) == 0,
        (Effect::MoveToCloud, Aim::Group(group)) => !at.network.group(group).cloud,
        (Effect::LocalMode, Aim::Group(group)) => !at.network.group(group).local,
        (Effect::NetworkMode, Aim::Group(group)) => at.network.group(group).local,
        _ => true,
    })
}
