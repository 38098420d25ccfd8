//! Who is asked before an order starts: a second role, the commander, a budget round, or nobody.

use codedark_protocol::ProposalState;
use codedark_scenario::{Action, Role};

use crate::hospital::site::HospitalRef;
use crate::reading::open_decisions::{has_room, has_round};

/// Who settles what others cannot.
pub const COMMANDER: Role = Role::IncidentCommander;

/// Who must be asked before a role's order starts, and how; none when the role decides alone. Else the message that tells why not.
pub fn asks(at: &HospitalRef, role: Role, action: &Action) -> Result<Option<(Role, ProposalState)>, &'static str> {
    let second = action.second.filter(|second| *second != role);
    if is_tabled(role, action) {
        if has_round(at, COMMANDER) || has_room(at, COMMANDER) {
            return Ok(Some((COMMANDER, ProposalState::Tabled)));
        }
    } else {
        match second {
            None => return Ok(None),
            Some(second) if has_room(at, second) => return Ok(Some((second, ProposalState::Waiting))),
            Some(_) if has_room(at, COMMANDER) => return Ok(Some((COMMANDER, ProposalState::Escalated))),
            Some(_) => {}
        }
    }
    Err("refused-all-busy")
}

/// Whether a role's order of an action goes into the budget round: the commander's own start at once.
pub fn is_tabled(role: Role, action: &Action) -> bool {
    action.tabled && role != COMMANDER
}
