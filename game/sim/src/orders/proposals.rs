//! Joint actions: proposed by one role, settled by another.
//!
//! Where an order hurts care a second role agrees, agrees to another target, or refuses with a reason. Silence passes
//! the question to the commander, whose silence lapses it; a proposal of the commander's own goes ahead instead. The
//! proposer may take a refusal to the commander, who overrides it or stands by it, on record. A tabled action waits for
//! the commander's budget round: it is funded or left, and the commander's word replaces that of a second role.
//!
//! Nobody is asked more than [`codedark_protocol::OPEN_DECISIONS_MAX`] things at once: what a full seat cannot take goes
//! to the commander.
//!
//! What goes ahead is started by [`work::start`].

use codedark_protocol::{Msg, ProposalState, RefusalReason, TimelineKind, TimelineRow};
use codedark_scenario::Role;

use crate::hospital::agenda::OrderItem;
use crate::hospital::orders::Proposal;
use crate::hospital::site::HospitalRef;
use crate::orders::OrderSite;
use crate::orders::asking::{COMMANDER, is_tabled};
use crate::orders::targets::check_target;
use crate::orders::work::target_word;
use crate::orders::{allowed, work};
use crate::reading::open_decisions::has_room;

/// Asks.
pub fn propose(at: &mut OrderSite, by: Role, action: usize, target: Option<&str>, asked: Role, state: ProposalState) {
    let patience = if state == ProposalState::Tabled {
        at.rules.numbers.joint.round_min
    } else {
        at.rules.numbers.joint.proposal_min
    };
    let (proposed_min, deadline_min) = (at.minute, at.minute + patience);
    let target = target.map(str::to_owned);
    let (refusal, settled) = (None, None);
    at.defence.proposals.push(Proposal {
        action,
        target,
        by,
        asked,
        proposed_min,
        deadline_min,
        state,
        refusal,
        settled,
    });
    let index = at.defence.proposals.len() - 1;
    move_to(at, index, state);
    at.book(deadline_min, OrderItem::ProposalSilent(index as u32));
    if state.waits() {
        tell(
            at,
            index,
            message(&at.read(), "log-proposed", index).text("by", role_key(by)).text("asked", role_key(asked)),
        );
    }
    at.renew_views();
}

/// The role that is asked, or the commander where it was passed on, agrees.
pub fn agree(at: &mut OrderSite, role: Role, number: u32, phase: &str) -> Result<(), Msg> {
    let index = asked(&at.read(), role, number)?;
    let was = at.defence.proposals[index].clone();
    go_ahead(at, index, role, Some(phase))?;
    let (id, on_record) = match was.state {
        ProposalState::Tabled => ("log-proposal-funded", false),
        _ if was.refusal.is_some() => ("log-proposal-overridden", true),
        _ => ("log-proposal-agreed", false),
    };
    conclude(at, index, role, id, on_record);
    Ok(())
}

/// Agrees, but to another target.
pub fn amend(at: &mut OrderSite, role: Role, number: u32, target: &str, phase: &str) -> Result<(), Msg> {
    let index = asked(&at.read(), role, number)?;
    let action = at.defence.proposals[index].action;
    check_target(&at.read(), role, action, Some(target))?;
    let before = at.defence.proposals[index].target.replace(target.to_owned());
    if let Err(refused) = go_ahead(at, index, role, Some(phase)) {
        at.defence.proposals[index].target = before;
        return Err(refused);
    }
    let what = message(&at.read(), "log-proposal-amended", index);
    let what = match target_word(at.scenario().actions[action].target) {
        "case" => what.word("target", target),
        kind => what.text("target", format!("{kind}.{target}")),
    };
    record(at, index, role, what, true);
    Ok(())
}

/// Refuses, with a reason.
pub fn refuse(at: &mut OrderSite, role: Role, number: u32, reason: RefusalReason) -> Result<(), Msg> {
    let index = asked(&at.read(), role, number)?;
    let was = at.defence.proposals[index].clone();
    settle(at, index, ProposalState::Refused(reason), Some(role));
    if was.state == ProposalState::Tabled {
        conclude(at, index, role, "log-proposal-not-funded", false);
    } else {
        let id = if was.refusal.is_some() { "log-refusal-confirmed" } else { "log-proposal-refused" };
        let what = message(&at.read(), id, index).text("reason", reason_key(reason));
        record(at, index, role, what, true);
    }
    Ok(())
}

/// The proposer takes a refusal to the commander.
pub fn escalate(at: &mut OrderSite, role: Role, number: u32, phase: &str) -> Result<(), Msg> {
    let index = refused(&at.read(), number)?;
    let proposal = at.defence.proposals[index].clone();
    if proposal.by != role {
        return Err(Msg::new("refused-other-role").text("role", role_key(proposal.by)));
    }
    let (ProposalState::Refused(reason), Some((_, Some(refuser)))) = (proposal.state, proposal.settled) else {
        return Err(Msg::new("refused-not-refused"));
    };
    if refuser == COMMANDER {
        return Err(settled(&proposal));
    }
    allowed::check_again(&at.read(), index, Some(phase))?;
    if !has_room(&at.read(), COMMANDER) {
        return Err(Msg::new("refused-all-busy"));
    }
    pass_on(at, index);
    at.defence.proposals[index].refusal = Some((refuser, reason));
    at.defence.proposals[index].settled = None;
    conclude(at, index, role, "log-proposal-escalated", true);
    Ok(())
}

/// The commander lets what was refused, or what nobody answered, go ahead.
pub fn overrule(at: &mut OrderSite, role: Role, number: u32, phase: &str) -> Result<(), Msg> {
    if role != COMMANDER {
        return Err(Msg::new("refused-other-role").text("role", role_key(COMMANDER)));
    }
    let open =
        known(&at.read(), number).ok().filter(|index| at.defence.proposals[*index].state == ProposalState::Escalated);
    let index = open.map_or_else(|| refused(&at.read(), number), Ok)?;
    let proposal = at.defence.proposals[index].clone();
    if open.is_none() && proposal.settled.is_some_and(|(_, by)| by == Some(COMMANDER)) {
        return Err(settled(&proposal));
    }
    if let (ProposalState::Refused(reason), Some((_, Some(refuser)))) = (proposal.state, proposal.settled) {
        at.defence.proposals[index].refusal = Some((refuser, reason));
    }
    if let Err(no) = go_ahead(at, index, role, Some(phase)) {
        at.defence.proposals[index] = proposal;
        return Err(no);
    }
    let against = at.defence.proposals[index].refusal.is_some();
    conclude(at, index, role, if against { "log-proposal-overridden" } else { "log-proposal-agreed" }, true);
    Ok(())
}

/// The proposer takes back what nobody has answered, in a budget round too: as if it had never been asked, but for the log
/// and the debrief.
pub fn withdraw(at: &mut OrderSite, index: usize) {
    let proposal = at.defence.proposals[index].clone();
    settle(at, index, ProposalState::Withdrawn, Some(proposal.by));
    at.cancel(OrderItem::ProposalSilent(index as u32));
}

/// The time to answer is over.
pub fn silence(at: &mut OrderSite, index: usize) {
    let proposal = at.defence.proposals[index].clone();
    if at.minute < proposal.deadline_min || !proposal.state.is_open() {
        return;
    }
    let own = proposal.by == COMMANDER && proposal.refusal.is_none();
    if own && proposal.state.waits() && go_ahead(at, index, COMMANDER, None).is_ok() {
        conclude(at, index, COMMANDER, "log-proposal-unanswered", true);
    } else if !own && proposal.state == ProposalState::Waiting && proposal.asked != COMMANDER {
        // A commander who is full is not asked a fourth thing: the second role keeps the question as long again.
        if has_room(&at.read(), COMMANDER) {
            pass_on(at, index);
            tell(at, index, message(&at.read(), "log-proposal-escalated", index));
        } else {
            wait_on(at, index);
        }
    } else {
        settle(at, index, ProposalState::Lapsed, None);
        let tabled = proposal.state == ProposalState::Tabled;
        tell(
            at,
            index,
            message(&at.read(), if tabled { "log-proposal-not-funded" } else { "log-proposal-lapsed" }, index),
        );
    }
}

/// Asks the commander from now on.
fn pass_on(at: &mut OrderSite, index: usize) {
    move_to(at, index, ProposalState::Escalated);
    at.defence.proposals[index].asked = COMMANDER;
    wait_on(at, index);
}

/// Gives whoever is asked the time to answer once more.
fn wait_on(at: &mut OrderSite, index: usize) {
    let deadline_min = at.minute + at.rules.numbers.joint.proposal_min;
    at.defence.proposals[index].deadline_min = deadline_min;
    at.book(deadline_min, OrderItem::ProposalSilent(index as u32));
    at.renew_views();
}

/// Starts what was proposed, if it could still be ordered.
fn go_ahead(at: &mut OrderSite, index: usize, by: Role, phase: Option<&str>) -> Result<(), Msg> {
    allowed::check_again(&at.read(), index, phase)?;
    let Proposal { action, target, .. } = at.defence.proposals[index].clone();
    settle(at, index, ProposalState::Agreed, Some(by));
    work::start(at, action, target.as_deref());
    Ok(())
}

fn settle(at: &mut OrderSite, index: usize, state: ProposalState, by: Option<Role>) {
    let minute = at.minute;
    move_to(at, index, state);
    at.defence.proposals[index].settled = Some((minute, by));
    at.renew_views();
}

/// Moves a proposal to a state, in or out of the open ones.
fn move_to(at: &mut OrderSite, index: usize, state: ProposalState) {
    let defence = &mut *at.defence;
    defence.proposals[index].state = state;
    defence.open.retain(|open| *open != index);
    if state.is_open() {
        defence.open.push(index);
        defence.open.sort_unstable();
    }
}

/// The proposal of this number.
fn known(at: &HospitalRef, number: u32) -> Result<usize, Msg> {
    let index = number as usize;
    if index < at.defence.proposals.len() { Ok(index) } else { Err(Msg::new("refused-no-proposal")) }
}

/// The open proposal of this number, if it is this role that is asked.
fn asked(at: &HospitalRef, role: Role, number: u32) -> Result<usize, Msg> {
    let index = known(at, number)?;
    let proposal = &at.defence.proposals[index];
    match proposal.state.is_open() {
        false => Err(settled(proposal)),
        true if proposal.asked != role => Err(Msg::new("refused-other-role").text("role", role_key(proposal.asked))),
        true => Ok(index),
    }
}

/// The refused proposal of this number.
fn refused(at: &HospitalRef, number: u32) -> Result<usize, Msg> {
    let index = known(at, number)?;
    let proposal = &at.defence.proposals[index];
    match proposal.state {
        ProposalState::Refused(_) => Ok(index),
        state if state.is_open() => Err(Msg::new("refused-not-refused")),
        _ => Err(settled(proposal)),
    }
}

/// Why nothing can be said to a settled proposal any more: of several people on one role, the first settles it.
pub fn settled(proposal: &Proposal) -> Msg {
    match proposal.settled {
        Some((_, Some(by))) => Msg::new("refused-settled").text("role", role_key(by)),
        _ => Msg::new("refused-lapsed"),
    }
}

pub fn role_key(role: Role) -> String {
    format!("role.{}", role.id())
}

fn reason_key(reason: RefusalReason) -> &'static str {
    match reason {
        RefusalReason::PatientSafety => "reason.patient-safety",
        RefusalReason::NotNow => "reason.not-now",
        RefusalReason::Unclear => "reason.unclear",
        RefusalReason::TooDear => "reason.too-dear",
    }
}

fn message(at: &HospitalRef, id: &str, index: usize) -> Msg {
    let action = &at.rules.scenario.actions[at.defence.proposals[index].action];
    Msg::new(id).text("action", format!("action.{}", action.id))
}

/// Tells everybody concerned: who proposed it, who was or is asked, and the commander where it came to that. Of a budget
/// round each proposer hears about what is theirs alone: the commander knows the round, and would read dozens of lines.
fn tell(at: &mut OrderSite, index: usize, what: Msg) {
    let proposal = &at.defence.proposals[index];
    let action = &at.rules.scenario.actions[proposal.action];
    let mut roles = vec![proposal.by];
    if !is_tabled(proposal.by, action) {
        roles.push(proposal.asked);
        roles.extend(action.second);
        roles.extend(proposal.settled.and_then(|(_, by)| by));
        roles.sort_unstable();
        roles.dedup();
    }
    at.tell(&roles, what);
}

/// Tells who is concerned what a role decided; on record, the debrief's timeline has it too.
fn conclude(at: &mut OrderSite, index: usize, role: Role, id: &str, on_record: bool) {
    let what = message(&at.read(), id, index);
    record(at, index, role, what, on_record);
}

fn record(at: &mut OrderSite, index: usize, role: Role, what: Msg, on_record: bool) {
    let what = what.text("role", role_key(role));
    if on_record {
        let (at_min, kind, role) = (at.minute, TimelineKind::Decision, Some(role));
        at.log.history.push(TimelineRow { at_min, kind, role, what: what.clone(), result: None });
    }
    tell(at, index, what);
}
