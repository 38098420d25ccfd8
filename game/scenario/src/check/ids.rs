//! Ids: kebab-case, short, and not given twice.

use std::collections::BTreeSet;

use super::{Check, readable};
use crate::codes;
use crate::tree::Node;

/// Longest id, in characters.
const ID_CHARS_MAX: usize = 64;

/// Option ids that would take the place of an inject's own texts.
const OPTION_IDS_TAKEN: [&str; 2] = ["text", "best"];

impl<'a> Check<'a> {
    pub(super) fn ids(&mut self) {
        let (scenario, hospital, adversary) = (self.scenario, self.hospital_node(), self.adversary_node());
        self.one_id(&scenario.id, self.root.at("id"));
        self.one_id(&scenario.hospital.id, hospital.at("id"));
        self.one_id(&scenario.adversary.id, adversary.at("id"));
        self.list_ids("zone", scenario.hospital.zones.iter().map(|it| &it.id), hospital.at("zones"));
        self.list_ids("group", scenario.hospital.groups.iter().map(|it| &it.id), hospital.at("groups"));
        self.list_ids("sensor", scenario.hospital.sensors.iter().map(|it| &it.id), hospital.at("sensors"));
        self.list_ids("service", scenario.hospital.services.iter().map(|it| &it.id), hospital.at("services"));
        self.list_ids("profile", scenario.hospital.profiles.iter().map(|it| &it.id), hospital.at("profiles"));
        self.list_ids("way", scenario.adversary.ways.iter().map(|it| &it.id), adversary.at("ways"));
        self.list_ids("step", scenario.adversary.steps.iter().map(|it| &it.id), adversary.at("steps"));
        self.list_ids("action", scenario.actions.iter().map(|it| &it.id), self.root.at("actions"));
        self.list_ids("phase", scenario.phases.iter().map(|it| &it.id), self.root.at("phases"));
        self.list_ids("inject", scenario.injects.iter().map(|it| &it.id), self.root.at("injects"));
        self.list_ids("duty", scenario.duties.iter().map(|it| &it.id), self.root.at("duties"));
        self.list_ids("patient", scenario.patients.iter().map(|it| &it.id), self.root.at("patients"));
        self.list_ids("objective", scenario.objectives.iter().map(|it| &it.id), self.root.at("objectives"));
        let calibration = self.root.at("calibration");
        self.list_ids("calibration point", scenario.calibration.iter().map(|it| &it.id), calibration);
        let decisions = self.root.at("history").at("decisions");
        self.list_ids("decision", scenario.history.decisions.iter().map(|it| &it.id), decisions);
        self.list_ids("cut", scenario.cuts.iter().map(|it| &it.id), self.root.at("cuts"));
        for (index, cut) in scenario.cuts.iter().enumerate() {
            for (part, phase) in cut.phases.iter().enumerate() {
                let stops = self.root.at("cuts").nth(index).at("phases").nth(part).at("stops");
                self.list_ids("stop", phase.stops.iter().map(|it| &it.id), stops);
            }
        }
        for (index, inject) in scenario.injects.iter().enumerate() {
            let options = self.root.at("injects").nth(index).at("options");
            self.list_ids("option", inject.options.iter().map(|it| &it.id), options);
            for (index, option) in inject.options.iter().enumerate() {
                if OPTION_IDS_TAKEN.contains(&option.id.as_str()) {
                    let message = format!("An option cannot be called `{}`: the inject's own texts are.", option.id);
                    self.add(options.nth(index).at("id"), &codes::RESERVED_ID, message);
                }
            }
        }
    }

    /// Techniques are written as ATT&CK numbers them.
    pub(super) fn techniques(&mut self) {
        let steps = self.adversary_node().at("steps");
        for (index, step) in self.scenario.adversary.steps.iter().enumerate() {
            if readable(&step.technique) && !is_technique(&step.technique) {
                let message =
                    format!("`{}` is no technique of ATT&CK; write it as `T1486` or `T1566.001`.", step.technique);
                self.add(steps.nth(index).at("technique"), &codes::ID_FORM, message);
            }
        }
    }

    pub(super) fn list_ids(&mut self, what: &str, ids: impl Iterator<Item = &'a String>, list: &Node) {
        let mut seen = BTreeSet::new();
        for (index, id) in ids.enumerate() {
            let place = list.nth(index).at("id");
            self.one_id(id, place);
            if readable(id) && !seen.insert(id) {
                self.add(
                    place,
                    &codes::DUPLICATE_ID,
                    format!("There is another {what} called `{id}` above; rename one."),
                );
            }
        }
    }

    fn one_id(&mut self, id: &str, place: &Node) {
        if !readable(id) {
            return;
        }
        let plain = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit();
        if id.split('-').any(|part| part.is_empty() || !part.chars().all(plain)) {
            let message = format!("`{id}` is no id: only small letters and digits, joined by single hyphens.");
            self.add(place, &codes::ID_FORM, message);
        } else if id.len() > ID_CHARS_MAX {
            let message = format!("This id has {} characters; at most {ID_CHARS_MAX} are allowed.", id.len());
            self.add(place, &codes::ID_FORM, message);
        }
    }
}

/// Whether a text has the form of a technique or sub-technique: `T1486`, `T1566.001`.
fn is_technique(text: &str) -> bool {
    let digits = |part: &str, count| part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit());
    let (technique, sub) = text.split_once('.').unwrap_or((text, "000"));
    technique.strip_prefix('T').is_some_and(|number| digits(number, 4)) && digits(sub, 3)
}
