//! Hands: the minutes of people, role by role, and what became of them. One currency for orders and for rebuilding.
//!
//! Minutes are in thousandths, so that a tired person's are whole numbers. What was asked first is worked first; what no order
//! took is free for rebuilding. They are summed when somebody needs to know, over stretches in which the same people are
//! there ([`crate::reading::hands`] tells them).

use serde::Serialize;

use crate::base::time::Minute;

/// A stretch of time in which the same people of a role are there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Where it ends.
    pub until: Minute,
    /// People at work, in thousandths.
    pub people_milli: i64,
    /// Of whom somebody can be asked: people at work, or the lead at home. In thousandths.
    pub asked_milli: i64,
}

/// A role's minutes since the start, in thousandths of a staff-minute.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Book {
    /// Until when they are summed.
    pub settled_min: Minute,
    /// Minutes of the people who were there.
    pub there_milli: i64,
    /// Of those, worked on orders.
    pub ordered_milli: i64,
    /// Of those, worked on rebuilding.
    pub rebuilt_milli: i64,
    /// Of those, left for rebuilding since it was last looked at.
    pub free_milli: i64,
}

impl Book {
    /// Minutes that were worked.
    pub fn worked_milli(&self) -> i64 {
        self.ordered_milli + self.rebuilt_milli
    }
}

/// The work of an order: so many minutes, spread evenly over its length. What fell behind is caught up with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Work {
    /// When it began.
    pub from_min: Minute,
    /// How long it takes where enough hands are there, in minutes.
    pub length_min: Minute,
    /// What it takes, in thousandths of a staff-minute.
    pub takes_milli: i64,
    /// What of that is done.
    pub done_milli: i64,
}

impl Work {
    /// When it would be done with enough hands.
    pub fn end_min(&self) -> Minute {
        self.from_min + self.length_min
    }

    /// What is left of it.
    pub fn left_milli(&self) -> i64 {
        self.takes_milli - self.done_milli
    }

    /// Works on it until a minute with what there is at most. Tells what was worked.
    pub fn spend(&mut self, until: Minute, there: i64) -> i64 {
        let spent = self.wants(until).clamp(0, there);
        self.done_milli += spent;
        spent
    }

    /// What it could use until a minute.
    fn wants(&self, until: Minute) -> i64 {
        let passed = until.saturating_sub(self.from_min).min(self.length_min);
        self.takes_milli * passed as i64 / self.length_min.max(1) as i64 - self.done_milli
    }
}

/// Works on orders, first asked first, over a stretch that begins at a minute. Tells what was there, and what nobody took.
pub fn spend<'w>(works: impl Iterator<Item = &'w mut Work>, from: Minute, stretch: Stretch) -> (i64, i64) {
    let length = (stretch.until - from) as i64;
    let mut asked = stretch.asked_milli * length;
    let mut used = 0;
    for work in works {
        let spent = work.spend(stretch.until, asked);
        (asked, used) = (asked - spent, used + spent);
    }
    let there = (stretch.people_milli * length).max(used);
    (there, there - used)
}
