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
    let analyst = role == Role::SocAnalyst && action.role == Role::SecurityLead;
    if action.role != role && !analyst {
        return Err(Msg::new("refused-other-role").text("role", format!("role.{}", action.role.id())));
    }
    // A budget round looks at the money when it funds.
    could_start(at, role, action, Some(phase), !asking::is_tabled(role, action))?;
    if action.target == TargetKind::Hospital && !free(at, index, None) {
        return Err(Msg::new("refused-done"));
    }
    asking::asks(at, role, action).map(drop)
}

/// Whether a proposal could still be ordered, now that somebody's word would start it. What nobody answered starts in no
/// phase's name: the model never reads the phase.
pub fn check_again(at: &HospitalRef, number: usize, phase: Option<&str>) -> Result<(), Msg> {
    let proposal = &at.defence.proposals[number];
    could_start(at, proposal.by, &at.rules.scenario.actions[proposal.action], phase, true)?;
    let mut others = taken_by(at, proposal.action, Some(number));
    if others.any(|on| *on == proposal.target) { Err(Msg::new("refused-done")) } else { Ok(()) }
}

/// Whether work that this role orders could start: phase, money, what it requires, hands.
fn could_start(at: &HospitalRef, by: Role, action: &Action, phase: Option<&str>, pays: bool) -> Result<(), Msg> {
    if phase.is_some_and(|phase| !action.phases.iter().any(|offered| offered == phase)) {
        return Err(Msg::new("refused-other-phase"));
    }
    if pays && action.cost_cents > 0 && at.defence.budget_cents < action.cost_cents {
        return Err(Msg::new("refused-no-money"));
    }
    if !action.requires.as_ref().is_none_or(|condition| holds(at, condition)) {
        return Err(Msg::new("refused-not-yet"));
    }
    // What a budget round funds brings its own hands.
    let crew = at.rules.scenario.hospital.crew(action.role);
    let busy = at.defence.tasks.values().filter(|task| at.rules.scenario.actions[task.action].role == action.role);
    if !asking::is_tabled(by, action) && crew.is_some_and(|crew| busy.count() >= crew.tasks_max as usize) {
        return Err(Msg::new("refused-no-hands"));
    }
    Ok(())
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
    let done = at.defence.done.get(&action.id).filter(|_| once);
    let under_way = at.defence.tasks.values().filter(move |task| task.action == index).map(|task| &task.target);
    let proposed =
        at.defence.open_proposals().filter(move |(number, open)| open.action == index && Some(*number) != but);
    done.into_iter().flatten().map(|(_, on)| on).chain(under_way).chain(proposed.map(|(_, open)| &open.target))
}
