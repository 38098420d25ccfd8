//! Orders taken back by who gave them.
//!
//! A proposal can be withdrawn until somebody answers it: while it waits for the second role, for the commander, or for a
//! budget round. An order that a role gave alone can be withdrawn in the minute it was given: what it causes is due a minute
//! later at the earliest, so until then nobody has begun. What others agreed to is their word, too, and stays.
//!
//! Whoever plays the role that gave the order may take it back. Money, hands and a case are free again, and what was booked
//! is off the agenda: the hospital goes on as if nobody had ordered it. The log of those concerned and the debrief keep
//! one line each. What the scenario did because of the order, such as a question about the money, stays done.

use codedark_protocol::{Msg, ProposalState, TimelineKind, TimelineRow};
use codedark_scenario::{Action, Role};

use crate::hospital::orders::{Proposal, Task};
use crate::hospital::site::HospitalRef;
use crate::orders::OrderSite;
use crate::orders::effects::order_message;
use crate::orders::proposals::{role_key, settled};
use crate::orders::work::target_word;
use crate::orders::{asking, proposals, work};

/// An order that can be withdrawn.
enum Open {
    Proposal(usize),
    Task(u32),
}

/// Notes who gave the order that was started last, so that they can take it back.
pub fn note(at: &mut OrderSite, role: Role) {
    let minute = at.minute;
    if let Some(mut task) = at.defence.tasks.last_entry() {
        task.get_mut().ordered = Some((minute, role));
    }
}

/// Who can withdraw an order under way: its role, in the minute it was given.
pub fn of_task(at: &HospitalRef, task: &Task) -> Option<Role> {
    task.ordered.filter(|(minute, _)| *minute == at.minute).map(|(_, role)| role)
}

/// Who can withdraw a proposal: its role, until it is settled.
pub fn of_proposal(proposal: &Proposal) -> Option<Role> {
    proposal.state.is_open().then_some(proposal.by)
}

/// Takes an order back.
pub fn withdraw(at: &mut OrderSite, role: Role, id: &str, target: Option<&str>) -> Result<(), Msg> {
    let scenario = at.scenario();
    let index = scenario.action(id);
    let index = index.ok_or_else(|| Msg::new("refused-unknown-action").word("action", id))?;
    let (open, by) = find(&at.read(), index, target)?;
    if by != role {
        return Err(Msg::new("refused-not-your-order").text("role", role_key(by)));
    }
    let action = &scenario.actions[index];
    let concerned = match open {
        Open::Proposal(number) => {
            let asked = at.defence.proposals[number].asked;
            proposals::withdraw(at, number);
            [Some(asked), action.second.filter(|_| !asking::is_tabled(by, action))]
        }
        Open::Task(number) => {
            work::take_back(at, number);
            [Some(action.role), None]
        }
    };
    tell(at, by, concerned.into_iter().flatten(), action, target);
    Ok(())
}

/// The order of an action on a target that can be withdrawn, and who can do that.
fn find(at: &HospitalRef, action: usize, target: Option<&str>) -> Result<(Open, Role), Msg> {
    let proposals = at.defence.proposals.iter().enumerate();
    let last = proposals.rev().find(|(_, one)| one.action == action && one.target.as_deref() == target);
    if let Some((number, proposal)) = last
        && let Some(by) = of_proposal(proposal)
    {
        return Ok((Open::Proposal(number), by));
    }
    let task = at.defence.tasks.iter().find(|(_, task)| task.action == action && task.target.as_deref() == target);
    if let Some((number, task)) = task {
        let by = of_task(at, task).ok_or_else(|| Msg::new("refused-begun"))?;
        return Ok((Open::Task(*number), by));
    }
    let done = at.defence.done.get(&at.rules.scenario.actions[action].id);
    Err(match last {
        Some((_, proposal)) if proposal.state != ProposalState::Agreed => settled(proposal),
        _ if done.is_some_and(|done| done.iter().any(|done| done.target.as_deref() == target)) => {
            Msg::new("refused-done")
        }
        _ => Msg::new("refused-no-order"),
    })
}

/// Tells who gave the order and who was asked or was to work; the debrief's timeline has it too.
fn tell(at: &mut OrderSite, by: Role, concerned: impl Iterator<Item = Role>, action: &Action, target: Option<&str>) {
    let mut roles: Vec<Role> = concerned.chain([by]).collect();
    roles.sort_unstable();
    roles.dedup();
    let ids = ["log-withdrawn", "log-withdrawn-on"];
    let what = order_message(ids, &action.id, target.map(|id| (target_word(action.target), id)));
    let what = what.text("role", role_key(by));
    let (at_min, kind, role) = (at.minute, TimelineKind::Decision, Some(by));
    at.log.history.push(TimelineRow { at_min, kind, role, what: what.clone(), result: None });
    at.tell(&roles, what);
}
