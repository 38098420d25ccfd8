//! Chat: lines to a team, kept beside the record, where they can be erased.

use codedark_protocol::{CHAT_CHARS_MAX, Msg};

use super::{By, Session};
use crate::store::{Change, StoredChat};

/// Most lines of chat in a class.
const CHAT_TOTAL_MAX: usize = 20_000;

impl Session {
    /// Somebody writes to their team; a facilitator to the team they name.
    pub(super) fn say(&mut self, by: By, team: &str, text: &str) -> Result<(), Msg> {
        let text = text.trim();
        if text.is_empty() || text.chars().count() > CHAT_CHARS_MAX || text.chars().any(char::is_control) {
            return Err(Msg::new("refused-chat").number("most", CHAT_CHARS_MAX as i64));
        }
        let person = self.people.get(&by.participant).ok_or_else(|| Msg::new("bye-unknown-token"))?;
        let may = person.is_facilitator() || person.team().is_some_and(|own| own == team);
        if !may || !self.teams.iter().any(|known| known.id == team) {
            return Err(Msg::new("refused-no-team"));
        }
        if self.chat.len() >= CHAT_TOTAL_MAX {
            return Err(Msg::new("refused-chat-full"));
        }
        let line = StoredChat {
            id: self.chat.last().map_or(1, |line| line.id + 1),
            team: team.to_owned(),
            person: by.participant,
            act: by.number,
            text: text.to_owned(),
        };
        self.book.put(Change::Chat { class: self.stored.id, chat: line.clone() });
        self.chat.push(line);
        Ok(())
    }
}
