//! The workshop: what lies on the author's bench, and what is done with it.

use std::rc::Rc;

use codedark_scenario::edit::Refused;
use codedark_scenario::{Find, SourceFile};

use crate::draft::Draft;
use crate::keep;
use crate::outside::{Answer, Outside};
use crate::page::Page;
use crate::texts::Texts;
use crate::trial::Trial;

/// Longest text that is opened on the screen. The longest shipped file has an eighth of it.
const TEXT_BYTES_MAX: usize = 1 << 20;

/// What lies on the author's bench.
pub struct Workshop {
    /// The page that all of it lies in.
    pub page: Rc<dyn Page>,
    /// The shipped texts.
    pub texts: Rc<Texts>,
    /// The scenario that is being written.
    pub draft: Option<Draft>,
    /// Names of all drafts that are kept here, sorted.
    pub kept: Vec<String>,
    /// The trial run of the draft.
    pub trial: Option<Trial>,
    /// Where files and the server's library are.
    pub outside: Outside,
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
    pub fn open(page: Rc<dyn Page>, texts: Texts) -> Workshop {
        let mut workshop = Workshop {
            texts: Rc::new(texts),
            draft: None,
            kept: keep::names(&*page),
            trial: None,
            outside: Outside::at(page.clone()),
            refused: None,
            kept_revision: None,
            page,
        };
        if let Some(name) = keep::last_open(&*workshop.page) {
            workshop.take_up(&name);
        }
        workshop
    }

    /// Opens a shipped scenario, or what was made of it here.
    pub fn take_up(&mut self, name: &str) {
        let kept = keep::read(&*self.page, name);
        let draft = kept.map(|(text, past)| self.drafted(name, text, past));
        let shipped = || self.texts.file(name).map(|file| self.drafted(name, file.text, Vec::new()));
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
        match keep::read(&*self.page, name) {
            Some((before, past)) => {
                let mut draft = self.drafted(name, before, past);
                draft.write(text);
                self.put_up(draft);
            }
            None => self.put_up(self.drafted(name, text, Vec::new())),
        }
    }

    fn drafted(&self, name: &str, text: String, past: Vec<String>) -> Draft {
        Draft::new(name, text, past, self.texts.clone())
    }

    fn put_up(&mut self, draft: Draft) {
        keep::set_last_open(&*self.page, Some(&draft.name));
        self.trial = None;
        self.refused = None;
        self.kept_revision = None;
        self.draft = Some(draft);
        self.keep();
    }

    /// Back to the list. The draft stays kept.
    pub fn close(&mut self) {
        self.keep();
        keep::set_last_open(&*self.page, None);
        self.draft = None;
        self.trial = None;
        self.refused = None;
        self.kept = keep::names(&*self.page);
    }

    /// Keeps the draft, if it has changed.
    pub fn keep(&mut self) {
        let Some(draft) = &self.draft else { return };
        if self.kept_revision == Some(draft.revision()) {
            return;
        }
        self.kept_revision = Some(draft.revision());
        if !keep::write(&*self.page, &draft.name, draft.text(), draft.past()) {
            self.refused = Some(Trouble::Word("workshop-not-kept"));
        }
    }

    /// Changes one place of the draft's text, or notes why not.
    pub fn change(&mut self, edit: impl FnOnce(&SourceFile, Find) -> Result<String, Refused>) -> bool {
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

    /// What goes on between two pictures: answers arrive, a trial plays on. Whether there is more to do at once.
    pub fn work(&mut self) -> bool {
        if let Some(trial) = self.trial.as_mut().filter(|trial| trial.is_running()) {
            trial.turn();
        }
        for answer in self.outside.answers() {
            match answer {
                Answer::File { name, text } => self.open_text(&name, text),
                Answer::Trouble(sentence) => self.refused = Some(Trouble::Said(sentence)),
                Answer::Library(names) => self.outside.library = names,
                Answer::Saved => self.outside.saved = self.draft.as_ref().map(|draft| draft.name.clone()),
                Answer::Class(token) => self.page.enter_class(&token),
            }
        }
        self.trial.as_ref().is_some_and(Trial::is_running)
    }
}
