//! One notice: a sentence across the page, with the buttons for it.
//!
//! They lie to the left, under the sentence, where no screen has a button that asks before it acts: the second press of a
//! double press meets nothing.

use codedark_protocol::{Direction, Role};

use super::parts::Weight;
use crate::state::Wish;

/// What a button of a notice does.
#[derive(Clone)]
pub(super) enum Press {
    /// Answers the question.
    Answer(bool),
    /// Directs the exercise.
    Direct(Direction),
    /// Answers a colleague who wants to share a role.
    Share {
        /// Participant id of who asks.
        person: u32,
        /// The role.
        role: Role,
        /// Whether they may.
        yes: bool,
    },
    /// Wants something of the page.
    Wish(Wish),
    /// Has been read.
    PutAway(Read),
}

/// What can be put away.
#[derive(Clone, Copy)]
pub(super) enum Read {
    Refusal,
    Unsent,
    Missing,
    Meanwhile,
}

/// A notice.
pub(super) struct Notice {
    /// What tells it from others.
    pub key: String,
    /// How it is meant.
    pub weight: Weight,
    /// Sentences; the first one is announced.
    pub lines: Vec<String>,
    /// Buttons, and what they do.
    pub presses: Vec<(String, Press)>,
    /// What is read and can be put away.
    pub read: Option<Read>,
}

impl Notice {
    /// A notice without buttons.
    pub(super) fn new(key: &str, weight: Weight, line: String) -> Notice {
        Notice { key: key.to_owned(), weight, lines: vec![line], presses: Vec::new(), read: None }
    }

    /// Adds a button.
    pub(super) fn press(mut self, text: String, press: Press) -> Notice {
        self.presses.push((text, press));
        self
    }

    /// The same, to be put away once it was read.
    pub(super) fn until_read(mut self, read: Read) -> Notice {
        self.read = Some(read);
        self
    }
}
