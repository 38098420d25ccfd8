//! Words and cards: a text is sent once, before the row that first shows it, and a card when its phase begins.
//!
//! Nobody is sent a text that no row of theirs shows, but for who sees the truth: facilitators and observers have all of it at once.

use std::collections::BTreeSet;

use codedark_protocol::{Role, ServerMsg, Stage, keys_of_cards, keys_of_warm_up};
use codedark_sim::exercise::{cards, words};

use super::people::Sent;
use super::{LANGUAGE, Session};

impl Session {
    /// How many phases have begun.
    pub(super) fn phases_begun(&self) -> usize {
        match self.stage {
            Stage::Lobby | Stage::Briefing => 0,
            Stage::Play | Stage::Debrief => self.phase as usize + 1,
        }
    }

    /// Words for these keys, of those that the page does not have.
    pub(super) fn tell_texts(
        &self,
        keys: impl IntoIterator<Item = String>,
        sent: &mut Sent,
        frames: &mut Vec<ServerMsg>,
    ) {
        let new: BTreeSet<String> = keys.into_iter().filter(|key| !sent.texts.contains(key)).collect();
        let texts = words(&self.scenario, LANGUAGE, new);
        if !texts.is_empty() {
            sent.texts.extend(texts.iter().map(|(key, _)| key.clone()));
            frames.push(ServerMsg::Texts(texts));
        }
    }

    /// Cards of phases that began since the page was told; for who sees the truth all cards and words there are.
    pub(super) fn tell_cards(&self, sees_all: bool, sent: &mut Sent, frames: &mut Vec<ServerMsg>) {
        if sees_all && sent.texts.len() < self.scenario.texts.len() {
            self.tell_texts(self.scenario.texts.keys().cloned(), sent, frames);
        }
        let begun = if sees_all { self.scenario.phases.len() } else { self.phases_begun() };
        if begun > sent.phases {
            let cards = cards(&self.scenario, sent.phases..begun);
            sent.phases = begun;
            self.tell_texts(keys_of_cards(&cards), sent, frames);
            frames.push(ServerMsg::Cards(cards));
        }
    }

    /// Words of the warm-ups of these seats.
    pub(super) fn tell_warm_ups(&self, roles: &[Role], sent: &mut Sent, frames: &mut Vec<ServerMsg>) {
        let mine = self.scenario.warm_up.iter().filter(|warm_up| roles.contains(&warm_up.role));
        let keys = mine.flat_map(|warm_up| keys_of_warm_up(warm_up.role, warm_up.options.iter().map(String::as_str)));
        self.tell_texts(keys, sent, frames);
    }
}
