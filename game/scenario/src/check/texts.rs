//! Texts: everything people see has words, in English at least, that fit on a screen.

use std::collections::BTreeSet;

use super::{Check, readable};
use crate::codes;
use crate::nearest::did_you_mean;
use crate::tree::{Node, Value};

/// Longest text, in characters: more does not fit a phone's screen.
const TEXT_CHARS_MAX: usize = 600;

/// Longest name of an action, in characters.
const NAME_CHARS_MAX: usize = 40;

/// The language every text must have; others fall back to it.
const LANGUAGE: &str = "en";

impl<'a> Check<'a> {
    pub(super) fn texts(&mut self) {
        self.text_lengths();
        // Where the texts as a whole are missing, that has been said.
        if self.clean || !self.scenario.texts.is_empty() {
            self.model_texts();
            self.exercise_texts();
        }
    }

    fn model_texts(&mut self) {
        let (scenario, hospital) = (self.scenario, self.hospital_node());
        self.need_text("scenario.title", self.root.at("id"));
        // Nobody is briefed for a scenario that no class plays.
        if !scenario.objectives.is_empty() {
            self.need_text("scenario.brief", self.root.at("id"));
        }
        self.need_texts("zone", scenario.hospital.zones.iter().map(|it| &it.id), hospital.at("zones"), &[""]);
        self.need_texts("group", scenario.hospital.groups.iter().map(|it| &it.id), hospital.at("groups"), &[""]);
        self.need_texts("sensor", scenario.hospital.sensors.iter().map(|it| &it.id), hospital.at("sensors"), &[""]);
        self.need_texts("service", scenario.hospital.services.iter().map(|it| &it.id), hospital.at("services"), &[""]);
        let steps = self.adversary_node().at("steps");
        self.need_texts("step", scenario.adversary.steps.iter().map(|it| &it.id), steps, &["", ".alert"]);
    }

    fn exercise_texts(&mut self) {
        let (scenario, root) = (self.scenario, self.root);
        self.need_texts("action", scenario.actions.iter().map(|it| &it.id), root.at("actions"), &["", ".why"]);
        self.need_texts("duty", scenario.duties.iter().map(|it| &it.id), root.at("duties"), &[""]);
        self.need_texts("patient", scenario.patients.iter().map(|it| &it.id), root.at("patients"), &[""]);
        self.need_texts("objective", scenario.objectives.iter().map(|it| &it.id), root.at("objectives"), &[""]);
        self.need_texts("phase", scenario.phases.iter().map(|it| &it.id), root.at("phases"), &[""]);
        self.room_texts();
        self.need_texts("inject", scenario.injects.iter().map(|it| &it.id), root.at("injects"), &["", ".text"]);
        for (index, inject) in scenario.injects.iter().enumerate() {
            if inject.options.is_empty() || !readable(&inject.id) {
                continue;
            }
            let place = root.at("injects").nth(index);
            self.need_text(&format!("inject.{}.best", inject.id), place.at("id"));
            let kind = format!("inject.{}", inject.id);
            self.need_texts(&kind, inject.options.iter().map(|it| &it.id), place.at("options"), &[""]);
        }
    }

    fn room_texts(&mut self) {
        let (scenario, root) = (self.scenario, self.root);
        self.need_texts("cut", scenario.cuts.iter().map(|it| &it.id), root.at("cuts"), &[""]);
        for (index, cut) in scenario.cuts.iter().enumerate() {
            for (part, phase) in cut.phases.iter().enumerate() {
                let stops = root.at("cuts").nth(index).at("phases").nth(part).at("stops");
                self.need_texts("stop", phase.stops.iter().map(|it| &it.id), stops, &[""]);
            }
        }
        for (index, warm_up) in scenario.warm_up.iter().enumerate() {
            let place = root.at("warm_up").nth(index);
            let own = ["fact", "question"].into_iter().chain(warm_up.options.iter().map(String::as_str));
            for ending in own.filter(|ending| readable(ending)) {
                self.need_text(&format!("warm-up.{}.{ending}", warm_up.role.id()), place.at("role"));
            }
        }
    }

    fn need_texts(&mut self, kind: &str, ids: impl Iterator<Item = &'a String>, list: &Node, endings: &[&str]) {
        for (index, id) in ids.enumerate().filter(|(_, id)| readable(id)) {
            for ending in endings {
                self.need_text(&format!("{kind}.{id}{ending}"), list.nth(index).at("id"));
            }
        }
    }

    pub(super) fn need_text(&mut self, key: &str, place: &Node) {
        self.needed.insert(key.to_string());
        match self.scenario.texts.get(key) {
            None => {
                let message =
                    format!("The text `{key}` is missing; add `\"{key}\": {{ \"{LANGUAGE}\": \"..\" }}` to the texts.");
                self.add(place, &codes::MISSING_TEXT, message);
            }
            Some(languages) if !languages.contains_key(LANGUAGE) => {
                let entry = self.root.at("texts").entry(key);
                if self.sound(entry) {
                    let message = format!("The text `{key}` has no English words; add `\"{LANGUAGE}\": \"..\"`.");
                    self.add(entry, &codes::MISSING_TEXT, message);
                }
            }
            Some(_) => {}
        }
    }

    fn text_lengths(&mut self) {
        for (key, languages) in &self.scenario.texts {
            for (language, text) in languages {
                let chars = text.chars().count();
                let entry = || self.root.at("texts").entry(key).entry(language);
                if let Some(name) = placeholder(text) {
                    let message =
                        format!("Nothing is put in the place of `{name}` in a scenario's text; write it out.");
                    self.add(entry(), &codes::PLACEHOLDER, message);
                }
                let named = key.strip_prefix("action.").is_some_and(|id| !id.contains('.'));
                if named && chars > NAME_CHARS_MAX {
                    let message = format!("This name has {chars} characters; a card shows {NAME_CHARS_MAX}.");
                    self.add(entry(), &codes::LONG_NAME, message);
                }
                let message = if text.trim().is_empty() {
                    format!("The text `{key}` is empty.")
                } else if chars > TEXT_CHARS_MAX {
                    format!("The text `{key}` has {chars} characters; at most {TEXT_CHARS_MAX} fit a screen.")
                } else {
                    continue;
                };
                if self.findings.is_full() {
                    return;
                }
                self.add(self.root.at("texts").entry(key).entry(language), &codes::TEXT_LENGTH, message);
            }
        }
    }

    /// A language that some of the scenario's own texts have, and others of them lack. What libraries lack is shown in English.
    pub(super) fn languages(&mut self) {
        let Value::Map(entries) = &self.root.at("texts").value else { return };
        let own: Vec<&(Node, Node)> = entries.iter().filter(|(key, _)| key.span.file == self.root.span.file).collect();
        let has = |entry: &Node, language: &str| entry.get_key(language).is_some();
        let languages: BTreeSet<&str> = own.iter().flat_map(|(_, entry)| entry.keys()).collect();
        for language in languages {
            let having = own.iter().filter(|(_, entry)| has(entry, language)).count();
            let lacks = own.iter().find(|(_, entry)| !has(entry, language));
            if !is_language(language) {
                let first = own.iter().find_map(|(_, entry)| entry.get_key(language));
                let message = format!("`{language}` is no code of a language, such as `en`, `de` or `pt-BR`.");
                self.add(first.unwrap_or(self.root), &codes::LANGUAGE, message);
            } else if let Some((key, _)) = lacks.filter(|_| language != LANGUAGE) {
                let message = format!(
                    "{having} of {} texts have `{language}` words; `{}` is the first that has none.",
                    own.len(),
                    key.text().unwrap_or_default()
                );
                self.add(key, &codes::UNTRANSLATED, message);
            }
        }
    }

    /// Texts of the scenario's own file that nothing shows: mistyped keys, most often.
    pub(super) fn unused_texts(&mut self) {
        let Value::Map(entries) = &self.root.at("texts").value else { return };
        for (key, _) in entries.iter().filter(|(key, _)| key.span.file == self.root.span.file) {
            let Some(name) = key.text().filter(|name| !self.needed.contains(*name)) else { continue };
            // A title and a brief may stand where no class needs them.
            if name.starts_with("scenario.") || self.findings.is_full() {
                continue;
            }
            let message = format!("Nothing shows the text `{name}`.");
            let mend = did_you_mean(name, self.needed.iter().map(String::as_str));
            self.findings.add_with(key.span, &codes::UNUSED_TEXT, message, mend);
        }
    }
}

/// What looks as if a program should put something in its place: `{name}`, `{ $name }`, `%s`.
fn placeholder(text: &str) -> Option<&str> {
    let braces = text.match_indices('{').find_map(|(start, _)| {
        let length = text[start..].find('}')?;
        let name = text[start + 1..start + length].trim().trim_start_matches('$');
        let word = !name.is_empty() && name.chars().all(|letter| letter.is_alphanumeric() || "_-.".contains(letter));
        word.then(|| &text[start..=start + length])
    });
    braces.or_else(|| text.find("%s").map(|start| &text[start..start + 2]))
}

/// `en`, `pt-BR`.
fn is_language(code: &str) -> bool {
    let mut parts = code.split('-');
    let first = parts
        .next()
        .is_some_and(|part| (2..=3).contains(&part.len()) && part.chars().all(|it| it.is_ascii_lowercase()));
    first && parts.all(|part| (2..=8).contains(&part.len()) && part.chars().all(|it| it.is_ascii_alphanumeric()))
}
