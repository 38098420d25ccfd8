//! The end of a round: one commit for all that it heard, then the answers, then what is shown.
//!
//! When the store refuses, nothing of the round has happened: the class is taken up anew from what is kept, its clocks
//! stand, every page says why, nothing is accepted, and it tries again by itself.

use std::panic::{AssertUnwindSafe, catch_unwind};

use codedark_protocol::{Msg, ServerMsg, Stage};

use super::outline::Out;
use super::{Session, StoreError};

/// Time between two attempts to write, in milliseconds.
const RETRY_EVERY_MS: u64 = 1_000;

impl Session {
    /// Ends a round. `shows` says whether people are shown what changed. False when what was heard could not be written.
    pub fn end_round(&mut self, shows: bool, out: &mut Vec<Out>) -> bool {
        if self.unwritten.is_some() {
            self.try_again();
        } else {
            self.note_clock(shows);
        }
        let written = self.book.commit();
        if let Err(error) = &written {
            self.fall_back(error);
        } else if self.unwritten.is_some() && !self.stale && self.tried_at_ms == self.wall_ms {
            self.unwritten = None;
        }
        self.answer(written.is_ok(), out);
        if written.is_ok() {
            self.part(out);
        }
        self.welcome_moved(out);
        if shows {
            self.hand_back(out);
            self.publish(out);
        }
        written.is_ok()
    }

    /// Refuses while nothing can be written.
    pub(super) fn check_writing(&self) -> Result<(), Msg> {
        match &self.unwritten {
            Some(_) => Err(Msg::new("refused-not-written")),
            None => Ok(()),
        }
    }

    fn answer(&mut self, written: bool, out: &mut Vec<Out>) {
        for (person, number, refused) in std::mem::take(&mut self.heard) {
            let refused = if written { refused } else { Some(Msg::new("refused-not-written")) };
            if let (Some(one), None) = (self.people.get_mut(&person), &refused) {
                one.done.insert(number);
            }
            self.tell(person, &ServerMsg::Answer { number, refused }, out);
        }
    }

    /// The store refused: back to what is kept.
    fn fall_back(&mut self, error: &StoreError) {
        eprintln!("class {}: cannot write: {error}", self.stored.id);
        self.unwritten = Some(error.msg());
        self.tried_at_ms = self.wall_ms;
        self.stale = true;
        self.take_up_anew();
    }

    /// A round failed on the way: nothing of it has happened.
    pub fn fail(&mut self) {
        self.unwritten = Some(Msg::new("class-failed"));
        self.tried_at_ms = self.wall_ms;
        self.stale = true;
        self.book.forget_waiting();
        if catch_unwind(AssertUnwindSafe(|| self.take_up_anew())).is_err() {
            eprintln!("class {}: could not be taken up anew; it is tried again", self.stored.id);
        }
    }

    /// Takes the class up from the store, with the pages that are open. What cannot be read now, is later.
    fn take_up_anew(&mut self) {
        let Ok(mut kept) = Session::take_up(self.book.writer().clone(), self.stored.id) else { return };
        for (id, before) in std::mem::take(&mut self.people) {
            if let Some(person) = kept.people.get_mut(&id) {
                person.inherit(before);
            }
        }
        if let Some(hook) = self.hook.clone() {
            kept.set_step_hook(hook);
        }
        kept.round_hook = self.round_hook.clone();
        kept.room.ready = std::mem::take(&mut self.room.ready);
        kept.last_person = kept.last_person.max(self.last_person);
        kept.joins = std::mem::take(&mut self.joins);
        kept.too_quick = std::mem::take(&mut self.too_quick);
        kept.forks = self.forks;
        kept.rating = self.rating.take();
        kept.unwritten = self.unwritten.take();
        kept.heard = std::mem::take(&mut self.heard);
        kept.tried_at_ms = self.tried_at_ms;
        (kept.wall_ms, kept.stepped_at_ms, kept.welcomes) = (self.wall_ms, self.stepped_at_ms, self.welcomes);
        kept.beaten_at_ms = self.beaten_at_ms;
        *self = kept;
        self.share_seats();
    }

    /// Tries to write again, from time to time: a line that tells where the clocks stand.
    fn try_again(&mut self) {
        if self.wall_ms.saturating_sub(self.tried_at_ms) < RETRY_EVERY_MS {
            return;
        }
        self.tried_at_ms = self.wall_ms;
        if self.stale {
            self.take_up_anew();
        }
        if !self.stale && self.stage != Stage::Debrief {
            let clock = self.clock_line();
            self.book.write(&[clock]);
        }
    }
}
