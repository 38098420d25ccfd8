//! A draft: a scenario's text as an author changes it, what the checker says about it, and the way back.

use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use codedark_scenario::edit::{self, Refused};
use codedark_scenario::{Checked, Find, Problem, Scenario, SourceFile, check_texts};

use crate::texts::Texts;

/// Texts that undo can go back to.
pub const PAST_MAX: usize = 60;
/// Pause in typing, in seconds, after which the next letter begins a new step of undo, and the text is checked.
pub const PAUSE_S: f64 = 0.6;

/// A scenario being written.
pub struct Draft {
    /// Name of the file, without its ending.
    pub name: String,
    text: String,
    /// What it may draw on.
    texts: Rc<Texts>,
    past: Vec<String>,
    future: Vec<String>,
    /// Counts the texts there were.
    revision: u64,
    checked: Option<u64>,
    typed_at: Option<f64>,
    problems: Vec<Problem>,
    scenario: Option<Arc<Scenario>>,
}

impl Draft {
    /// A draft of a text that may draw on shipped ones, with the texts before it, oldest first.
    pub fn new(name: &str, text: String, past: Vec<String>, texts: Rc<Texts>) -> Draft {
        let mut draft = Draft {
            name: name.to_owned(),
            text,
            texts,
            past,
            future: Vec::new(),
            revision: 1,
            checked: None,
            typed_at: None,
            problems: Vec::new(),
            scenario: None,
        };
        draft.check();
        draft
    }

    /// The text as it stands.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The texts that undo goes back to, oldest first.
    pub fn past(&self) -> &[String] {
        &self.past
    }

    /// A number that is another one for each text.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The text as a file.
    pub fn file(&self) -> SourceFile {
        SourceFile { name: format!("{}.ron", self.name), text: self.text.clone() }
    }

    /// What the file writes at a place, wherever it comes from.
    pub fn written(&self, path: &str) -> Option<String> {
        edit::written(&self.file(), &|name| self.texts.file(name), path)
    }

    /// The bytes of the text that a place of the scenario comes from.
    pub fn place(&self, path: &str) -> Option<Range<usize>> {
        edit::place(&self.file(), &|name| self.texts.file(name), path)
    }

    /// What the checker found in the last text that it saw.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The last text that could be played.
    pub fn scenario(&self) -> Option<&Arc<Scenario>> {
        self.scenario.as_ref()
    }

    /// Whether the checker has seen the text as it stands.
    pub fn is_checked(&self) -> bool {
        self.checked == Some(self.revision)
    }

    /// Whether the text as it stands was checked and can be played.
    pub fn is_sound(&self) -> bool {
        self.is_checked() && !self.problems.iter().any(Problem::is_error)
    }

    /// Takes what was typed. Letters typed without a pause are one step of undo.
    pub fn typed(&mut self, text: String, now_s: f64) {
        let goes_on = self.typed_at.is_some_and(|before| now_s - before < PAUSE_S);
        self.replace(text, !goes_on);
        self.typed_at = Some(now_s);
    }

    /// Changes one place of the text.
    ///
    /// # Errors
    /// Why it was not changed.
    pub fn change(&mut self, edit: impl FnOnce(&SourceFile, Find) -> Result<String, Refused>) -> Result<(), Refused> {
        let text = edit(&self.file(), &|name| self.texts.file(name))?;
        self.write(text);
        Ok(())
    }

    /// Another text, as one step of undo.
    pub fn write(&mut self, text: String) {
        if text != self.text {
            self.replace(text, true);
        }
        self.check();
    }

    fn replace(&mut self, text: String, is_step: bool) {
        let before = std::mem::replace(&mut self.text, text);
        if is_step {
            self.past.push(before);
            let over = self.past.len().saturating_sub(PAST_MAX);
            self.past.drain(..over);
        }
        self.future.clear();
        self.typed_at = None;
        self.revision += 1;
    }

    /// Whether there is a step to undo.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is a step to do again.
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }

    /// Goes back one step.
    pub fn undo(&mut self) {
        let Some(before) = self.past.pop() else { return };
        self.future.push(std::mem::replace(&mut self.text, before));
        self.moved();
    }

    /// Does again what was undone last.
    pub fn redo(&mut self) {
        let Some(after) = self.future.pop() else { return };
        self.past.push(std::mem::replace(&mut self.text, after));
        self.moved();
    }

    fn moved(&mut self) {
        self.revision += 1;
        self.typed_at = None;
        self.check();
    }

    /// Checks the text once its author pauses. Gives the seconds to wait until then.
    pub fn check_in_a_pause(&mut self, now_s: f64) -> Option<f64> {
        if self.is_checked() {
            return None;
        }
        let left_s = self.typed_at.map_or(0.0, |typed_at| PAUSE_S - (now_s - typed_at));
        if left_s > 0.0 {
            return Some(left_s);
        }
        self.check();
        None
    }

    fn check(&mut self) {
        if self.is_checked() {
            return;
        }
        let Checked { scenario, problems, .. } = check_texts(self.file(), &|name| self.texts.file(name));
        if let Some(scenario) = scenario {
            self.scenario = Some(Arc::new(scenario));
        }
        self.problems = problems;
        self.checked = Some(self.revision);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::tests::shipped;

    fn draft() -> Draft {
        let texts = Rc::new(shipped());
        let text = texts.file("conti-friday").expect("shipped").text;
        Draft::new("case", text, Vec::new(), texts)
    }

    #[test]
    fn letters_typed_together_are_undone_together() {
        let mut draft = draft();
        let before = draft.text().to_owned();
        draft.typed(format!("{before}/"), 10.0);
        draft.typed(format!("{before}//"), 10.2);
        draft.typed(format!("{before}// "), 20.0);
        draft.undo();
        assert_eq!(draft.text(), format!("{before}//"), "the pause parts them");
        draft.undo();
        assert_eq!(draft.text(), before);
        assert!(!draft.can_undo());
        draft.redo();
        assert_eq!(draft.text(), format!("{before}//"));
    }

    #[test]
    fn a_broken_text_keeps_the_last_sound_one_in_sight() {
        let mut draft = draft();
        assert!(draft.is_sound());
        draft.typed(draft.text().replace("hospitals/regional-300", "hospitals/regional-30"), 5.0);
        assert!(!draft.is_sound(), "nobody has checked it yet");
        assert_eq!(draft.check_in_a_pause(5.1).map(|left| left > 0.0), Some(true), "its author still types");
        assert_eq!(draft.check_in_a_pause(7.0), None);
        assert!(!draft.is_sound() && draft.scenario().is_some());
        draft.undo();
        assert!(draft.is_sound());
    }
}
