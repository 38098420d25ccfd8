//! Whether an order may be given: role, phase, hands, money, and what it requires. What waited for somebody's word is looked
//! at again when it is given: days may lie between.

use codedark_protocol::Msg;
use codedark_scenario::{Action, Role, TargetKind};

use crate::hospital::site::HospitalRef;
use crate::orders::asking;
use crate::reading::condition::holds;
use crate::rules::duty;

/// Whether a role may order an action now, whatever the target.
pub fn check(at: &HospitalRef, role: Role, index: usize, phase: &str) -> Result<(), Msg> {
    let action = &at.rules.scenario.actions[index];
    if !is_there_for(at, action) {
        return Err(Msg::new("refused-larger-hospital"));
    }
    if !is_of(role, action) {
        return Err(Msg::new("refused-other-role").text("role", format!("role.{}", action.role.id())));
    }
    may_order(at, role, index, Some(phase)).map_err(Msg::new)
}

/// The same in any phase, without the reason.
pub fn is_open(at: &HospitalRef, role: Role, index: usize) -> bool {
    let action = &at.rules.scenario.actions[index];
    is_there_for(at, action) && is_of(role, action) && may_order(at, role, index, None).is_ok()
}

/// Whether a role may order an action of its own, which its hospital can have; else the message that tells why not.
fn may_order(at: &HospitalRef, role: Role, index: usize, phase: Option<&str>) -> Result<(), &'static str> {
    let action = &at.rules.scenario.actions[index];
    // A budget round looks at the money when it funds.
    could_start(at, role, index, phase, !asking::is_tabled(role, action))?;
    if action.target == TargetKind::Hospital && !free(at, index, None) {
        return Err("refused-done");
    }
    asking::asks(at, role, action).map(drop)
}

/// Whether a proposal could still be ordered, now that somebody's word would start it. What nobody answered starts in no
/// phase's name: the model never reads the phase.
pub fn check_again(at: &HospitalRef, number: usize, phase: Option<&str>) -> Result<(), Msg> {
    let proposal = &at.defence.proposals[number];
    could_start(at, proposal.by, proposal.action, phase, true).map_err(Msg::new)?;
    let mut others = taken_by(at, proposal.action, Some(number));
    if others.any(|on| *on == proposal.target) { Err(Msg::new("refused-done")) } else { Ok(()) }
}

/// Whether work that this role orders could start: phase, money, what it requires, hands.
fn could_start(at: &HospitalRef, by: Role, index: usize, phase: Option<&str>, pays: bool) -> Result<(), &'static str> {
    let action = &at.rules.scenario.actions[index];
    if phase.is_some_and(|phase| !action.phases.iter().any(|offered| offered == phase)) {
        return Err("refused-other-phase");
    }
    let price = at.rules.scenario.price_cents(action);
    if pays && price > 0 && at.defence.there_for(action.pays_ransom()) < price {
        return Err("refused-no-money");
    }
    if !at.rules.clauses.requires[index].as_ref().is_none_or(|clause| holds(at, clause)) {
        return Err("refused-not-yet");
    }
    // What a budget round funds brings its own hands.
    if !asking::is_tabled(by, action) && !has_hands(at, action.role) {
        return Err("refused-no-hands");
    }
    Ok(())
}

/// Whether a role's people could work on one order more.
pub fn has_hands(at: &HospitalRef, role: Role) -> bool {
    let actions = &at.rules.scenario.actions;
    let busy = || at.defence.tasks.values().filter(|task| actions[task.action].role == role).count();
    at.rules.scenario.hospital.crew(role).is_none_or(|crew| busy() < crew.tasks_max as usize)
}

/// Whether a role orders an action: the analyst, what the security lead does.
fn is_of(role: Role, action: &Action) -> bool {
    action.role == role || (role == Role::SocAnalyst && action.role == Role::SecurityLead)
}

/// Whether a hospital of this size can have it at all.
pub fn is_there_for(at: &HospitalRef, action: &Action) -> bool {
    action.beds_max.is_none_or(|most| at.rules.scenario.hospital.beds <= most)
}

/// Whether an action is neither done (unless it may be repeated) nor under way nor proposed on a target.
fn free(at: &HospitalRef, index: usize, target: Option<&str>) -> bool {
    !taken(at, index).any(|on| on.as_deref() == target)
}

/// What an action was done to (unless it may be repeated, or sends the rest of a report), is being done to, or is proposed on.
pub fn taken<'t>(at: &'t HospitalRef<'t>, index: usize) -> impl Iterator<Item = &'t Option<String>> {
    taken_by(at, index, None)
}

/// The same without one proposal.
fn taken_by<'t>(at: &'t HospitalRef<'t>, index: usize, but: Option<usize>) -> impl Iterator<Item = &'t Option<String>> {
    let action = &at.rules.scenario.actions[index];
    let once = !action.repeat && !duty::sends_the_rest(at, action);
    let done = (once && at.defence.has_done(index)).then(|| &at.defence.done[&action.id]);
    let under_way = at.defence.tasks.values().filter(move |task| task.action == index).map(|task| &task.target);
    let proposed =
        at.defence.open_proposals().filter(move |(number, open)| open.action == index && Some(*number) != but);
    done.into_iter().flatten().map(|done| &done.target).chain(under_way).chain(proposed.map(|(_, open)| &open.target))
}
