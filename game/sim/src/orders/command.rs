//! What a seat says, and the items that its orders left behind.
//!
//! An order is checked by `allowed` and `targets`, paid and worked by `work`, and does what `effects` says when its work is
//! done. What needs another role's word first goes through `proposals`; answers to injects through `injects`. Until somebody
//! answers, or its work begins, `withdrawal` takes it back.

use codedark_protocol::{Command, Msg};
use codedark_scenario::Role;

use crate::hospital::agenda::OrderItem;
use crate::orders::OrderSite;
use crate::orders::allowed::check;
use crate::orders::targets::check_target;
use crate::orders::work::{finish, read_off, start};
use crate::orders::{asking, injects, proposals, withdrawal};

/// Works an item that is due.
pub fn work(at: &mut OrderSite, item: &OrderItem) {
    match item {
        OrderItem::WorkDone(task) => finish(at, *task),
        OrderItem::ReadOff(reading) => read_off(at, *reading as usize),
        OrderItem::ProposalSilent(index) => proposals::silence(at, *index as usize),
    }
}

/// Takes a seat's command, or says why not. A refusal changes nothing.
pub fn command(at: &mut OrderSite, role: Role, command: &Command, phase: &str) -> Result<(), Msg> {
    match command {
        Command::Act { action, target } => act(at, role, action, target.as_deref(), phase),
        Command::Agree { proposal } => proposals::agree(at, role, *proposal, phase),
        Command::Amend { proposal, target } => proposals::amend(at, role, *proposal, target, phase),
        Command::Refuse { proposal, reason } => proposals::refuse(at, role, *proposal, *reason),
        Command::Escalate { proposal } => proposals::escalate(at, role, *proposal, phase),
        Command::Override { proposal } => proposals::overrule(at, role, *proposal, phase),
        Command::Answer { inject, option } => injects::reply(at, role, inject, option),
        Command::Skip { inject } => injects::skip(at, role, inject),
        Command::Withdraw { action, target } => withdrawal::withdraw(at, role, action, target.as_deref()),
    }
}

fn act(at: &mut OrderSite, role: Role, id: &str, target: Option<&str>, phase: &str) -> Result<(), Msg> {
    let scenario = at.scenario();
    let index = scenario.action(id);
    let index = index.ok_or_else(|| Msg::new("refused-unknown-action").word("action", id))?;
    let action = &scenario.actions[index];
    check(&at.read(), role, index, phase)?;
    check_target(&at.read(), role, index, target)?;
    match asking::asks(&at.read(), role, action).map_err(Msg::new)? {
        Some((asked, state)) => proposals::propose(at, role, index, target, asked, state),
        None => {
            start(at, index, target);
            withdrawal::note(at, role);
        }
    }
    Ok(())
}
