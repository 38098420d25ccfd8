//! Hands: whether people or stand-ins decided.
//!
//! Kept outside the world, because the model does not care who speaks for a seat. A hospital that nobody ever sat in (an
//! exercise by stand-ins or by a policy file) credits every decision; in one that people play, what no person had a hand in
//! is marked.

use std::collections::{BTreeMap, BTreeSet};

use codedark_protocol::Command;
use codedark_scenario::Role;

use crate::hospital::site::HospitalRef;

/// Who decided what in one hospital.
#[derive(Clone, Debug, Default)]
pub struct Hands {
    /// Whether people ever took a seat here.
    pub peopled: bool,
    /// Numbers of the orders that no person had a hand in.
    orders: BTreeSet<u32>,
    /// Proposals that a person made.
    proposals: BTreeSet<usize>,
    /// Injects that a stand-in answered.
    answers: BTreeSet<String>,
}

/// How often a seat spoke in a phase.
#[derive(Clone, Copy, Debug, Default)]
pub struct Spoke {
    /// Orders of people.
    pub people: u32,
    /// Orders of stand-ins.
    pub stand_ins: u32,
}

/// Who spoke in a phase, by role.
pub type Voices = BTreeMap<Role, Spoke>;

/// How far a hospital's orders and proposals are counted: taken before a command, to see what it started.
#[derive(Clone, Copy, Debug)]
pub struct Counted {
    tasks: u32,
    proposals: usize,
}

impl Counted {
    /// The numbers as they stand.
    pub fn now(at: &HospitalRef) -> Counted {
        Counted { tasks: at.defence.next_task, proposals: at.defence.proposals.len() }
    }
}

/// The proposal that a command is about.
pub fn proposal_of(command: &mut Command) -> Option<&mut u32> {
    match command {
        Command::Agree { proposal }
        | Command::Amend { proposal, .. }
        | Command::Refuse { proposal, .. }
        | Command::Escalate { proposal }
        | Command::Override { proposal } => Some(proposal),
        Command::Act { .. } | Command::Answer { .. } | Command::Skip { .. } | Command::Withdraw { .. } => None,
    }
}

impl Hands {
    /// Notes a command that was taken, and what it started.
    pub fn note(&mut self, at: &HospitalRef, before: Counted, command: &Command, person: bool) {
        if person {
            self.proposals.extend(before.proposals..at.defence.proposals.len());
        }
        let about = proposal_of(&mut command.clone()).copied();
        let proposed = about.is_some_and(|proposal| self.proposals.contains(&(proposal as usize)));
        if person || proposed {
            return;
        }
        self.orders.extend(at.defence.tasks.range(before.tasks..).map(|(number, _)| *number));
        if let Command::Answer { inject, .. } = command {
            self.answers.insert(inject.clone());
        }
    }

    /// Whether a completed order counts as a stand-in's.
    pub fn ordered_by_stand_in(&self, number: u32) -> bool {
        self.peopled && self.orders.contains(&number)
    }

    /// Whether an inject's answer counts as a stand-in's.
    pub fn answered_by_stand_in(&self, inject: &str) -> bool {
        self.peopled && self.answers.contains(inject)
    }

    /// Whether stand-ins alone spoke for a seat in a phase; for the whole house without a role.
    pub fn left_to_stand_ins(&self, voices: &Voices, role: Option<Role>) -> bool {
        let heard = voices.iter().filter(|(seat, _)| role.is_none_or(|role| role == **seat));
        let (people, stand_ins) =
            heard.fold((0, 0), |(people, stand_ins), (_, spoke)| (people + spoke.people, stand_ins + spoke.stand_ins));
        self.peopled && people == 0 && stand_ins > 0
    }
}
