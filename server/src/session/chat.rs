//! Chat: lines to a team, kept beside the record, where they can be erased.
//!
//! It is never shut. Of each team the newest lines can be read back, and of these so many of one person: who writes without
//! end pushes out what they wrote themselves.

use std::collections::{BTreeMap, VecDeque};

use codedark_protocol::{CHAT_CHARS_MAX, CHAT_LINES_MAX, ChatRow, Msg};

use super::people::Person;
use super::{By, Session};
use crate::store::{Change, StoredChat};

/// Lines of one person that a team can read back.
const PERSON_LINES_MAX: usize = CHAT_LINES_MAX / 2;

/// The lines that can be read back.
#[derive(Default)]
pub struct Chat {
    teams: BTreeMap<String, VecDeque<StoredChat>>,
    last: u32,
}

impl Chat {
    /// Number of the newest line; 0 before the first.
    pub fn last(&self) -> u32 {
        self.last
    }

    /// Adds the newest line.
    pub fn add(&mut self, line: StoredChat) {
        self.last = self.last.max(line.id);
        let lines = self.teams.entry(line.team.clone()).or_default();
        let theirs = |one: &StoredChat| one.person == line.person;
        if lines.iter().filter(|one| theirs(one)).count() >= PERSON_LINES_MAX {
            let oldest = lines.iter().position(theirs);
            oldest.into_iter().for_each(|oldest| _ = lines.remove(oldest));
        }
        lines.push_back(line);
        if lines.len() > CHAT_LINES_MAX {
            lines.pop_front();
        }
    }

    /// What somebody may read: all teams' lines, or their own team's since they joined it.
    pub fn read_by(&self, person: &Person) -> Vec<ChatRow> {
        let mine = |team: &String| person.sees_all() || person.team() == Some(team);
        let after = if person.sees_all() { 0 } else { person.standing.reads_after };
        let lines = self.teams.iter().filter(|(team, _)| mine(team)).flat_map(|(_, lines)| lines);
        let row = |line: &StoredChat| ChatRow {
            id: line.id,
            team: line.team.clone(),
            person: line.person,
            text: line.text.clone(),
        };
        let mut rows: Vec<ChatRow> = lines.filter(|line| line.id > after).map(row).collect();
        rows.sort_by_key(|row| row.id);
        rows
    }
}

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
        let line = StoredChat {
            id: self.chat.last() + 1,
            team: team.to_owned(),
            person: by.participant,
            act: by.number,
            text: text.to_owned(),
        };
        self.book.put(Change::Chat { class: self.stored.id, chat: line.clone() });
        self.chat.add(line);
        Ok(())
    }
}
