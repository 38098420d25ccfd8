//! The workshop: where an author writes a scenario, sees what is wrong with it, and tries it.
//!
//! Everything happens here, without a server: the checker and the simulation are part of this program. A server is asked
//! only to keep a scenario in its library and to open a class with it. Each change is kept by the browser (or in a file)
//! at once, so that a reload loses nothing.

pub mod draft;
mod keep;
mod office;
pub mod trial;

use bevy::prelude::*;
use codedark_scenario::edit::Refused;
use codedark_scenario::{built_in, built_in_names};

pub use draft::Draft;
pub use keep::{leave, wanted};
pub use office::{Answer, Office};
use trial::Trial;

use crate::net::Waker;

/// Longest text that is opened on the screen. The longest shipped file has an eighth of it.
const TEXT_BYTES_MAX: usize = 1 << 20;

/// What lies on the author's bench. Stays on the thread of the window, as the page's own things must.
#[derive(Default)]
pub struct Workshop {
    /// The scenario that is being written.
    pub draft: Option<Draft>,
    /// Names of all drafts that are kept here, sorted.
    pub kept: Vec<String>,
    /// The trial run of the draft.
    pub trial: Option<Trial>,
    /// Where files and the server's library are.
    pub office: Office,
    /// What went wrong last, until it is closed.
    pub refused: Option<Trouble>,
    /// The revision that was kept last.
    kept_revision: Option<u64>,
}

/// What an author must be told.
#[derive(Clone, Debug, PartialEq)]
pub enum Trouble {
    /// An edit was refused.
    Edit(Refused),
    /// The server's or the page's own sentence.
    Said(String),
    /// A word of the client.
    Word(&'static str),
}

impl Workshop {
    /// The workshop as it was left.
    fn open() -> Workshop {
        let mut workshop = Workshop { kept: keep::names(), ..Workshop::default() };
        if let Some(name) = keep::last_open() {
            workshop.take_up(&name);
        }
        workshop
    }

    /// Names of the shipped scenarios, each with what its file says of it first.
    pub fn shipped() -> Vec<(&'static str, String)> {
        let about = |name: &str| built_in(name).map(|file| first_sentence(&file.text)).unwrap_or_default();
        built_in_names().into_iter().map(|name| (name, about(name))).collect()
    }

    /// Opens a shipped scenario, or what was made of it here.
    pub fn take_up(&mut self, name: &str) {
        let kept = keep::read(name);
        let draft = kept.map(|(text, past)| Draft::new(name, text, past));
        let shipped = || built_in(name).map(|file| Draft::new(name, file.text, Vec::new()));
        if let Some(draft) = draft.or_else(shipped) {
            self.put_up(draft);
        }
    }

    /// Opens a file's text. What was kept under its name is one step of undo away.
    pub fn open_text(&mut self, name: &str, text: String) {
        if text.len() > TEXT_BYTES_MAX {
            self.refused = Some(Trouble::Word("workshop-too-long"));
            return;
        }
        match keep::read(name) {
            Some((before, past)) => {
                let mut draft = Draft::new(name, before, past);
                draft.write(text);
                self.put_up(draft);
            }
            None => self.put_up(Draft::new(name, text, Vec::new())),
        }
    }

    fn put_up(&mut self, draft: Draft) {
        keep::set_last_open(Some(&draft.name));
        self.trial = None;
        self.refused = None;
        self.kept_revision = None;
        self.draft = Some(draft);
        self.keep();
    }

    /// Back to the list. The draft stays kept.
    pub fn close(&mut self) {
        self.keep();
        keep::set_last_open(None);
        self.draft = None;
        self.trial = None;
        self.refused = None;
        self.kept = keep::names();
    }

    /// Keeps the draft, if it has changed.
    pub fn keep(&mut self) {
        let Some(draft) = &self.draft else { return };
        if self.kept_revision == Some(draft.revision()) {
            return;
        }
        self.kept_revision = Some(draft.revision());
        if !keep::write(&draft.name, draft.text(), draft.past()) {
            self.refused = Some(Trouble::Word("workshop-not-kept"));
        }
    }

    /// Changes one place of the draft's text, or notes why not.
    pub fn change(&mut self, edit: impl FnOnce(&codedark_scenario::SourceFile) -> Result<String, Refused>) -> bool {
        let Some(draft) = &mut self.draft else { return false };
        match draft.change(edit) {
            Ok(()) => {
                self.refused = None;
                true
            }
            Err(reason) => {
                self.refused = Some(Trouble::Edit(reason));
                false
            }
        }
    }

    /// Begins a trial run of the last text that could be played.
    pub fn try_it(&mut self) {
        let Some(draft) = &self.draft else { return };
        self.trial = draft.scenario().map(|scenario| Trial::new(scenario.clone(), draft.revision()));
    }
}

/// The first sentence of the comment that a file begins with.
fn first_sentence(text: &str) -> String {
    let comment = text.lines().map_while(|line| line.strip_prefix("//")).map(str::trim);
    let all = comment.collect::<Vec<_>>().join(" ");
    all.find(". ").map_or(all.clone(), |end| all[..=end].to_owned())
}

/// Adds the workshop to the app.
pub fn plugin(app: &mut App) {
    app.insert_non_send(Workshop::open()).add_systems(PreUpdate, work);
}

/// What goes on between two pictures: answers arrive, a trial plays on.
fn work(mut workshop: NonSendMut<Workshop>, waker: Res<Waker>) {
    let workshop = &mut *workshop;
    workshop.office.set_waker(&waker);
    if let Some(trial) = workshop.trial.as_mut().filter(|trial| trial.is_running()) {
        trial.turn();
        waker.wake();
    }
    for answer in workshop.office.answers() {
        match answer {
            Answer::File { name, text } => workshop.open_text(&name, text),
            Answer::Trouble(sentence) => workshop.refused = Some(Trouble::Said(sentence)),
            Answer::Library(names) => workshop.office.library = names,
            Answer::Saved => workshop.office.saved = workshop.draft.as_ref().map(|draft| draft.name.clone()),
            Answer::Class(token) => keep::enter_class(&token),
        }
    }
}
