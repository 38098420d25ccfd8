//! The directory: which classes there are, what opens them, and how they stand. Classes keep their own card in it up to
//! date, and whoever asks for the list reads it without stopping any of them.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use codedark_protocol::{Msg, Stage};

use crate::secrets;
use crate::session::{Session, TooQuick};
use crate::store::StoredClass;

/// Milliseconds of a day.
const DAY_MS: u64 = 24 * 60 * 60 * 1000;

/// How far a class is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClassState {
    /// It has not begun.
    Prepared,
    /// It is being played.
    Running,
    /// It is over: its debrief is open.
    Ended,
}

impl ClassState {
    /// The word that programs read.
    pub fn name(self) -> &'static str {
        match self {
            ClassState::Prepared => "prepared",
            ClassState::Running => "running",
            ClassState::Ended => "ended",
        }
    }
}

/// A class as the list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// What the store says of it.
    pub stored: StoredClass,
    /// How far it is.
    pub state: ClassState,
    /// People who joined.
    pub people: usize,
    /// Those of them whose page is connected.
    pub here: usize,
    /// How often each kind was refused because somebody was too quick.
    pub too_quick: TooQuick,
    /// Whether this program can play it on.
    pub playable: bool,
    /// What could not be read back.
    pub missing: Vec<Msg>,
}

impl Card {
    /// The card of a class that is not taken up.
    pub fn resting(stored: StoredClass, people: usize) -> Card {
        let state = if stored.ended_ms.is_some() { ClassState::Ended } else { ClassState::Prepared };
        let missing = stored.missing.clone();
        Card { stored, state, people, here: 0, too_quick: TooQuick::new(), playable: true, missing }
    }

    /// The card of a class that was taken up.
    pub fn of(session: &Session) -> Card {
        let state = match session.stage() {
            Stage::Lobby => ClassState::Prepared,
            Stage::Briefing | Stage::Play => ClassState::Running,
            Stage::Debrief => ClassState::Ended,
        };
        Card {
            stored: session.stored().clone(),
            state,
            people: session.people_count(),
            here: session.here_count(),
            too_quick: session.refused_too_quick().clone(),
            playable: session.is_playable(),
            missing: session.missing().to_vec(),
        }
    }

    /// Until when the class is kept, in milliseconds since 1970; none before it has ended.
    pub fn keep_until_ms(&self) -> Option<u64> {
        self.stored.ended_ms.map(|ended| ended + u64::from(self.stored.keep_days) * DAY_MS)
    }
}

/// The classes of a server. Clones are the same directory.
#[derive(Clone, Default)]
pub struct Directory(Arc<Mutex<Listed>>);

#[derive(Default)]
struct Listed {
    cards: BTreeMap<i64, Card>,
    tokens: HashMap<String, i64>,
}

impl Directory {
    /// Sets a class's card.
    pub fn note(&self, card: Card) {
        self.listed().cards.insert(card.stored.id, card);
    }

    /// Adds tokens that open a class.
    pub fn add_tokens(&self, class: i64, tokens: impl IntoIterator<Item = String>) {
        self.listed().tokens.extend(tokens.into_iter().map(|token| (token, class)));
    }

    /// Forgets tokens that are worth nothing any more.
    pub fn remove_tokens(&self, tokens: &[String]) {
        let mut listed = self.listed();
        tokens.iter().for_each(|token| _ = listed.tokens.remove(token));
    }

    /// Takes a class off the list.
    pub fn remove(&self, class: i64) {
        let mut listed = self.listed();
        listed.cards.remove(&class);
        listed.tokens.retain(|_, opens| *opens != class);
    }

    /// The class that this code opens.
    pub fn by_code(&self, code: &str) -> Option<i64> {
        let code = secrets::normal(code);
        let listed = self.listed();
        let found = listed.cards.values().find(|card| secrets::normal(&card.stored.code) == code);
        found.map(|card| card.stored.id)
    }

    /// The class that this token opens.
    pub fn by_token(&self, token: &str) -> Option<i64> {
        self.listed().tokens.get(token).copied()
    }

    /// All cards, the newest class last.
    pub fn cards(&self) -> Vec<Card> {
        self.listed().cards.values().cloned().collect()
    }

    /// A class's card.
    pub fn card(&self, class: i64) -> Option<Card> {
        self.listed().cards.get(&class).cloned()
    }

    fn listed(&self) -> MutexGuard<'_, Listed> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
