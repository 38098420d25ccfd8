//! What every native program of the project is given, and what it says: scenarios and policies by built-in name, as a file, or
//! out of a record; records lived through again; and sentences, for people at a terminal and behind HTTP.
//!
//! The classroom host and the authors' tools stand on it side by side, and neither knows the other.

pub mod private;
pub mod recorded;
pub mod terminal;
pub mod whole;
pub mod words;

use std::path::Path;
use std::sync::Arc;

use codedark_protocol::Msg;
use codedark_scenario::{Loaded, Names, Problem, Scenario, SourceFile, read_as};
use codedark_shipped::{built_in_names, calibration_names};
use codedark_sim::exercise::{
    HospitalSetup, MODEL_VERSION, Mode, Policy, PolicyFile, RECORD_VERSION, RecordLine, RegionSetup, Setup, Skill,
    SourceText, region_of, sha256_hex, teams_max,
};

/// Most teams in a class.
pub const TEAMS_MAX: u32 = 12;
/// The hospital's number for its dice: the same for all teams, so that they are comparable.
const LUCK: u64 = 1;

/// A scenario, ready to be played and to be put into a record.
#[derive(Clone)]
pub struct Content {
    /// The exercise.
    pub scenario: Arc<Scenario>,
    /// The texts it was made from, with their hashes.
    pub sources: Vec<SourceText>,
}

impl From<Loaded> for Content {
    fn from(loaded: Loaded) -> Content {
        let source = |SourceFile { name, text }| SourceText { name, sha256: sha256_hex(&[text.as_bytes()]), text };
        Content { scenario: Arc::new(loaded.scenario), sources: loaded.sources.into_iter().map(source).collect() }
    }
}

impl Content {
    /// The scenario with this built-in name, or in this file.
    pub fn named(name: &str) -> Result<Content, Vec<Problem>> {
        let shipped = built_in_names().contains(&name) || calibration_names().contains(&name);
        let built_in = shipped && !Path::new(name).exists();
        let loaded =
            if built_in { codedark_shipped::load_built_in(name) } else { codedark_shipped::load(Path::new(name)) };
        loaded.map(Content::from)
    }

    /// The scenario that a record was made with, from the record's own texts.
    pub fn recorded(sources: &[SourceText]) -> Result<Content, Vec<Problem>> {
        let files: Vec<SourceFile> =
            sources.iter().map(|source| SourceFile { name: source.name.clone(), text: source.text.clone() }).collect();
        codedark_scenario::load_sources(&files).map(Content::from)
    }

    /// The set-up of a class of it for so many teams; mode and seed as they usually are where nobody chooses.
    pub fn set_up(&self, teams: u32, mode: Option<Mode>, seed: Option<u64>) -> Setup {
        let mode = mode.unwrap_or_else(|| usual_mode(&self.scenario));
        class(&self.scenario, mode, teams, seed.unwrap_or_else(random_seed), Skill::Novice)
    }

    /// The first line of a record of this scenario.
    pub fn header(&self, setup: &Setup) -> RecordLine {
        RecordLine::Header {
            record_version: RECORD_VERSION,
            model_version: MODEL_VERSION,
            sources: self.sources.clone(),
            setup: setup.clone(),
        }
    }
}

/// A random seed for an exercise.
pub fn random_seed() -> u64 {
    getrandom::u64().expect("the operating system gives random bytes")
}

/// The title that players see.
pub fn usual_title(scenario: &Scenario) -> String {
    let title = scenario.texts.get("scenario.title").and_then(|title| title.get("en"));
    title.cloned().unwrap_or_else(|| scenario.id.clone())
}

/// How a scenario is played where nobody chooses: together where it describes a linked region, else apart.
pub fn usual_mode(scenario: &Scenario) -> Mode {
    if scenario.region.as_ref().is_some_and(|region| region.linked) { Mode::Joint } else { Mode::Parallel }
}

/// A class of a scenario in this mode. Of teams that share a region, as many as it has hospitals for.
pub fn class(scenario: &Scenario, mode: Mode, teams: u32, seed: u64, stand_in: Skill) -> Setup {
    let places = teams_max(scenario).filter(|_| mode == Mode::Joint);
    let teams = teams.clamp(1, places.unwrap_or(TEAMS_MAX));
    let name = |number: u32| format!("t{number}");
    match mode {
        Mode::Joint => {
            let teams: Vec<String> = (1..=teams).map(name).collect();
            Setup { seed, mode, regions: vec![region_of(scenario, &teams, stand_in)] }
        }
        Mode::Parallel if scenario.region.is_some() => {
            let region = |number: u32| region_of(scenario, &[name(number)], stand_in);
            Setup { seed, mode, regions: (1..=teams).map(region).collect() }
        }
        Mode::Parallel => parallel(teams, seed, stand_in),
    }
}

/// A class in which each team has a region and a hospital of its own, all with the same luck.
pub fn parallel(teams: u32, seed: u64, stand_in: Skill) -> Setup {
    let region = |number: u32| RegionSetup {
        linked: false,
        hospitals: vec![HospitalSetup { id: "h1".to_owned(), luck: LUCK, team: Some(format!("t{number}")), stand_in }],
    };
    Setup { seed, mode: Mode::Parallel, regions: (1..=teams.clamp(1, TEAMS_MAX)).map(region).collect() }
}

/// The policy with this name, or in this file.
pub fn policy(name: &str) -> Result<Policy, Msg> {
    if let Ok(skill) = serde_json::from_value::<Skill>(name.into()) {
        return Ok(Policy::StandIns(skill));
    }
    let file = std::fs::read_to_string(name)
        .map_err(|error| Msg::new("policy-unreadable").word("file", name).word("reason", error.to_string()))?;
    read_policy(&SourceFile { name: name.to_owned(), text: file }).map(Policy::File).map_err(|problems| {
        let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
        Msg::new("policy-malformed").word("problems", problems.join("\n"))
    })
}

/// Reads a policy file. It is written as scenarios are, but roles and skills stand in quotes, as ids do everywhere.
///
/// # Errors
/// Every problem that it has, with its place.
pub fn read_policy(source: &SourceFile) -> Result<PolicyFile, Vec<Problem>> {
    read_as(source, "the policy", Names::Quoted)
}

/// Writes a policy file.
pub fn write_policy(file: &PolicyFile) -> String {
    let word = |value: serde_json::Value| value.to_string();
    let others = word(serde_json::to_value(file.others).expect("a plain name"));
    let mut text = format!("(\n    version: {},\n    others: {others},\n    decisions: [\n", file.version);
    for decision in &file.decisions {
        let mut fields = vec![format!("minute: {}", decision.minute)];
        fields.extend(decision.hospital.as_ref().map(|id| format!("hospital: {}", word(id.as_str().into()))));
        fields.push(format!("role: {}", word(decision.role.id().into())));
        fields.push(format!("action: {}", word(decision.action.as_str().into())));
        fields.extend(decision.target.as_ref().map(|id| format!("target: {}", word(id.as_str().into()))));
        text += &format!("        ({}),\n", fields.join(", "));
    }
    text + "    ],\n)\n"
}
