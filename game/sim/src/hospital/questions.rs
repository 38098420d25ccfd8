//! Injects: what was asked, and what was answered.

use bevy_ecs::component::Component;
use serde::Serialize;

use crate::base::time::Minute;

/// Injects of a hospital and when objectives' reasons were first there.
#[derive(Component, Clone, Debug, Default, Serialize)]
pub struct Story {
    /// One for each inject of the scenario.
    pub injects: Vec<InjectState>,
    /// For each objective with a reason to wait for: the first minute it held.
    pub reasons: Vec<Option<Minute>>,
    /// For each objective: the first minute an unsafe shortcut capped it.
    pub caps: Vec<Option<Minute>>,
}

/// An inject's state.
#[derive(Clone, Debug, Default, Serialize)]
pub struct InjectState {
    /// Whether it is on its way, or arrived.
    pub booked: bool,
    /// Since when it waits for its role to have room.
    pub held_since: Option<Minute>,
    /// When it arrived.
    pub fired_min: Option<Minute>,
    /// Index of the option chosen.
    pub answer: Option<usize>,
    /// Whether silence chose it.
    pub silent: bool,
    /// Whether it was left unanswered on purpose: nobody is rated for it.
    pub skipped: bool,
}

impl InjectState {
    /// Whether it was neither seen coming nor handed out.
    pub fn is_fresh(&self) -> bool {
        !self.booked && self.held_since.is_none()
    }

    /// Whether it arrived and was not answered.
    pub fn waits(&self) -> bool {
        self.fired_min.is_some() && self.answer.is_none()
    }
}
