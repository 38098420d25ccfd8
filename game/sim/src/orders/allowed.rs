//! Whether an order may be given: role, phase, hands, money, and what it requires.

use codedark_protocol::Msg;
use codedark_scenario::{Action, Role, TargetKind};

use crate::hospital::site::HospitalRef;
use crate::orders::proposals;
use crate::reading::condition::holds;
use crate::rules::duty;

/// Whether a role may order an action now, whatever the target.
pub fn check(at: &HospitalRef, role: Role, action: &Action, phase: &str) -> Result<(), Msg> {
    if !is_there_for(at, action) {
        return Err(Msg::new("refused-larger-hospital"));
    }
    let analyst = role == Role::SocAnalyst && action.role == Role::SecurityLead;
    if action.role != role && !analyst {
        return Err(Msg::new("refused-other-role").text("role", format!("role.{}", action.role.id())));
    }
    if !action.phases.iter().any(|offered| offered == phase) {
        return Err(Msg::new("refused-other-phase"));
    }
    // A budget round looks at the money when it funds, and what it funds brings its own hands.
    let tabled = proposals::is_tabled(role, action);
    if !tabled && action.cost_cents > 0 && at.defence.budget_cents < action.cost_cents {
        return Err(Msg::new("refused-no-money"));
    }
    if !action.requires.as_ref().is_none_or(|condition| holds(at, condition)) {
        return Err(Msg::new("refused-not-yet"));
    }
    let crew = at.rules.scenario.hospital.crews.iter().find(|crew| crew.role == action.role);
    let busy = at.defence.tasks.values().filter(|task| at.rules.scenario.actions[task.action].role == action.role);
    if !tabled && crew.is_some_and(|crew| busy.count() >= crew.tasks_max as usize) {
        return Err(Msg::new("refused-no-hands"));
    }
    if action.target == TargetKind::Hospital && !free(at, action, None) {
        return Err(Msg::new("refused-done"));
    }
    proposals::asks(at, role, action).map(drop)
}

/// Whether a hospital of this size can have it at all.
pub fn is_there_for(at: &HospitalRef, action: &Action) -> bool {
    action.beds_max.is_none_or(|most| at.rules.scenario.hospital.beds <= most)
}

/// Whether an action is neither done (unless it may be repeated) nor under way nor proposed on a target.
pub fn free(at: &HospitalRef, action: &Action, target: Option<&str>) -> bool {
    !taken(at, action).any(|on| on.as_deref() == target)
}

/// What an action was done to (unless it may be repeated, or sends the rest of a report), is being done to, or is proposed on.
pub fn taken<'t>(at: &'t HospitalRef<'t>, action: &'t Action) -> impl Iterator<Item = &'t Option<String>> {
    let same = |index: usize| std::ptr::eq(&at.rules.scenario.actions[index], action);
    let once = !action.repeat && !duty::sends_the_rest(at, action);
    let done = at.defence.done.get(&action.id).filter(|_| once);
    let under_way = at.defence.tasks.values().filter(move |task| same(task.action)).map(|task| &task.target);
    let proposed = at.defence.open_proposals().filter(move |(_, open)| same(open.action)).map(|(_, open)| &open.target);
    done.into_iter().flatten().map(|(_, on)| on).chain(under_way).chain(proposed)
}
