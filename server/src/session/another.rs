//! Another class in the place of this one: with another scenario, on the same store and under the same key.

use codedark_protocol::{Msg, Stage};
use codedark_sim::exercise::Skill;

use super::{Session, store_failed};
use crate::content::{Content, class, usual_mode};
use crate::secrets;

impl Session {
    /// Whether this is what the facilitator logs in with.
    ///
    /// # Errors
    /// It is not.
    pub fn check_key(&self, key: &str) -> Result<(), Msg> {
        let right = secrets::normal(key) == secrets::normal(&self.key);
        if right { Ok(()) } else { Err(Msg::new("refused-key")) }
    }

    /// Begins another class, with as many teams. The old one's record stays in the store.
    ///
    /// # Errors
    /// This class is being played, or the store fails: then this class goes on.
    pub fn begin_another(&mut self, content: &Content, wall_ms: u64) -> Result<(), Msg> {
        if matches!(self.stage, Stage::Briefing | Stage::Play) {
            return Err(Msg::new("refused-class-runs"));
        }
        let unused = crate::store::Store::in_memory().map_err(|error| store_failed(&error))?;
        let store = std::mem::replace(&mut self.book.store, unused);
        let teams = self.teams.len() as u32;
        let mode = usual_mode(&content.scenario);
        let setup = class(&content.scenario, mode, teams, secrets::seed(), Skill::Novice);
        let mut next = Session::start(store, content, &setup, Some(self.key.clone()), wall_ms)?;
        next.forks = self.forks;
        next.hook = self.hook.take();
        *self = next;
        Ok(())
    }
}
