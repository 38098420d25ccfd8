//! The attacker's position: what it holds, knows and plans.

use std::collections::BTreeSet;

use bevy_ecs::component::Component;
use codedark_scenario::SensorKind;
use serde::Serialize;

use crate::base::time::Minute;
use crate::hospital::encryption_draws::EncryptionDraws;

/// The attacker's position and knowledge in one hospital.
#[derive(Component, Clone, Debug, Default, Serialize)]
pub struct Attack {
    /// Number of the move that the crew has ahead of it; items of earlier moves are ignored.
    pub generation: u32,
    /// For each step: tries, and whether it succeeded.
    pub steps: Vec<(u32, bool)>,
    /// Minute of the first foothold.
    pub entered_min: Option<Minute>,
    /// Stay that the crew plans, in minutes.
    pub dwell_min: Minute,
    /// Time that it gives itself to take its place, in minutes.
    pub settles_min: Minute,
    /// When a step last worked.
    pub progress_min: Option<Minute>,
    /// Administrator of the devices held.
    pub local_admin: bool,
    /// Administrator of the domain.
    pub domain_admin: bool,
    /// Holds a ticket of its own making: it stays administrator of the domain when secrets are changed for the first time.
    pub ticket: bool,
    /// Ways in that it gave up.
    pub ways_tried: u32,
    /// Holds a privileged account.
    pub privileged: bool,
    /// Zones that it knows of.
    pub known: BTreeSet<u32>,
    /// Has a way back in.
    pub persistence: bool,
    /// Gigabytes taken.
    pub stolen_gb: i64,
    /// Gigabytes on their way out.
    pub sending_gb: i64,
    /// Kinds of sensor that fell silent, and where.
    pub blinded: BTreeSet<(SensorKind, u32)>,
    /// Minute ransomware was set off.
    pub detonated_min: Option<Minute>,
    /// Minute the next hospital was struck, for a team that stopped its own attack; then `detonated_min` is that strike.
    pub next_hospital_min: Option<Minute>,
    /// Dead screens that people met, in thousandths of a minute before all of them.
    pub met_milli: i64,
    /// Minute of the first alert that the attack caused.
    pub evidence_min: Option<Minute>,
    /// Times the failed steps were started over.
    pub rounds: u32,
    /// Times it noticed the defenders.
    pub noticed: u32,
    /// Whether it knows that somebody is after it, and is quiet.
    pub wary: bool,
    /// Whether it strikes as soon as it can.
    pub hurried: bool,
    /// Whether it left for good.
    pub gone: bool,
    /// What the dice say of encryption, once a wave has asked for it. Derived from the dice alone.
    #[serde(skip)]
    pub draws: EncryptionDraws,
}

impl Attack {
    /// A crew that has not begun.
    pub fn new(steps: usize) -> Attack {
        Attack { steps: vec![(0, false); steps], ..Attack::default() }
    }

    /// Something of the attack can be seen: the first such minute counts.
    pub fn leave_evidence(&mut self, minute: Minute) {
        self.evidence_min.get_or_insert(minute);
    }

    /// Accounts that it had stolen are disabled.
    pub fn lose_accounts(&mut self) {
        (self.local_admin, self.privileged) = (false, false);
    }

    /// All privileged secrets are changed: neither the sign-in nor the way back is its own any more, unless a ticket
    /// outlives the change. It outlives no second one.
    pub fn lose_secrets(&mut self) {
        self.domain_admin &= std::mem::take(&mut self.ticket);
        (self.privileged, self.persistence) = (false, false);
    }

    /// What a step gave is gone: it must succeed again.
    pub fn lose_step(&mut self, step: usize) {
        self.steps[step].1 = false;
    }

    /// Whether a step has succeeded.
    pub fn done(&self, step: usize) -> bool {
        self.steps[step].1
    }
}
