//! Phases: the four of an exercise, and something to do in each for everyone.

use super::{Check, readable};
use crate::codes;
use crate::{PhaseKind, Role};

/// Ids of the phases, in order.
pub(super) fn ids() -> [&'static str; 4] {
    PhaseKind::ALL.map(PhaseKind::id)
}

impl Check<'_> {
    pub(super) fn phases(&mut self) {
        let written: Vec<&str> = self.scenario.phases.iter().map(|phase| phase.id.as_str()).collect();
        let place = self.root.at("phases");
        let readable = written.iter().all(|id| readable(id)) && (self.clean || self.sound(place));
        if readable && written != ids() && self.root.get("phases").is_some() {
            let message = format!("An exercise has exactly these phases, in this order: {}.", ids().join(", "));
            self.add(place, &codes::PHASES, message);
        }
        self.something_to_do();
    }

    /// A seat without an action in a phase would only watch.
    fn something_to_do(&mut self) {
        if !self.clean {
            return;
        }
        for role in Role::EIGHT {
            let offered = |phase: &&str| {
                let mut own = self.scenario.actions.iter().filter(|action| action.role == role);
                own.any(|action| action.phases.iter().any(|id| id == phase))
            };
            let idle: Vec<&str> = ids().into_iter().filter(|phase| !offered(phase)).collect();
            if !idle.is_empty() {
                let message = format!("The role `{}` has no action in {}; give it one.", role.id(), idle.join(", "));
                self.add(self.root.at("actions"), &codes::IDLE_ROLE, message);
            }
        }
    }
}
