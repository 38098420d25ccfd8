//! Who is at work: called in, rested, relieved, tired.

use codedark_scenario::Role;

use crate::base::numbers::Shifts;
use crate::base::time::Minute;
use crate::hospital::knowledge::People;

impl People {
    /// Whether a role's people are called in and at work at this minute.
    pub fn is_called_in(&self, role: Role, minute: Minute) -> bool {
        self.called_in.get(&role).is_some_and(|(from, until)| *from <= minute && *until > minute)
    }

    /// Whether a role's people work to a rota with rest at this minute.
    pub fn is_rested(&self, role: Role, minute: Minute) -> bool {
        self.rested.get(&role).is_some_and(|(from, until)| *from <= minute && *until > minute)
    }

    /// Whether somebody of the role is at work at night too: called in, on a rota, or a deputy.
    pub fn covers_nights(&self, role: Role, minute: Minute) -> bool {
        self.is_called_in(role, minute) || self.is_relieved(role, minute)
    }

    /// Whether somebody else takes over from the role's lead: a deputy, or the next shift.
    pub fn is_relieved(&self, role: Role, minute: Minute) -> bool {
        self.is_rested(role, minute) || self.deputies.contains(&role)
    }

    /// Whether a role's lead sleeps, whom nobody relieved, and somebody stands in.
    pub fn is_asleep(&self, role: Role, minute: Minute, numbers: &Shifts) -> bool {
        let day = self.day_began.get(&role).filter(|began| **began <= minute);
        let tired = |began: &Minute| (minute - began) % (numbers.tired_after + numbers.sleep) >= numbers.tired_after;
        day.is_some_and(tired) && !self.is_relieved(role, minute)
    }

    /// When a role's lead next goes home or comes back after a minute, unless somebody relieves them.
    pub fn next_sleep(&self, role: Role, minute: Minute, numbers: &Shifts) -> Option<Minute> {
        let began = *self.day_began.get(&role)?;
        let whole = numbers.tired_after + numbers.sleep;
        let day = began + minute.saturating_sub(began) / whole * whole;
        [day + numbers.tired_after, day + whole].into_iter().find(|change| *change > minute)
    }

    /// Factor on the length of a role's work: its lead sleeps.
    pub fn tired(&self, role: Role, minute: Minute, numbers: &Shifts) -> f64 {
        if self.is_asleep(role, minute, numbers) { numbers.tired } else { 1.0 }
    }
}
