//! The scenarios and libraries that come with the project, as texts inside a program.
//!
//! Programs that run on a computer of the hospital link them, and tests. No program for a browser does: whoever plays could
//! read every answer there. The studio gets them from the server, which gives them to a facilitator's session alone.

use std::path::Path;

use codedark_scenario::{Checked, Loaded, Problem, SourceFile, codes, load_texts};

/// Every shipped file: its name below `scenarios/`, and its text.
static BUILT_IN: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/built_in.rs"));

/// A shipped file by its name: `conti-friday` for a scenario, `library/hospitals/regional-300` for a library.
/// The ending `.ron` may stand or not.
pub fn built_in(name: &str) -> Option<SourceFile> {
    let name = name.strip_suffix(".ron").unwrap_or(name);
    BUILT_IN
        .iter()
        .find(|(file, _)| file.strip_suffix(".ron") == Some(name))
        .map(|(file, text)| SourceFile { name: (*file).to_string(), text: (*text).to_string() })
}

/// Names of all shipped files below `scenarios/`, sorted, with their endings.
pub fn built_in_file_names() -> impl Iterator<Item = &'static str> {
    BUILT_IN.iter().map(|(file, _)| *file)
}

/// Names of the shipped scenarios, sorted.
pub fn built_in_names() -> Vec<&'static str> {
    BUILT_IN.iter().filter_map(|(file, _)| file.strip_suffix(".ron")).filter(|name| !name.contains('/')).collect()
}

/// Names of the shipped scenarios that are there for their calibration, sorted: `calibration/uvm-2020` and its like.
pub fn calibration_names() -> Vec<&'static str> {
    BUILT_IN
        .iter()
        .filter_map(|(file, _)| file.strip_suffix(".ron"))
        .filter(|name| name.starts_with("calibration/"))
        .collect()
}

/// Names of the shipped hospitals, sorted: `hospitals/regional-300` and its like, as a scenario draws on them.
pub fn hospital_names() -> Vec<&'static str> {
    BUILT_IN
        .iter()
        .filter_map(|(file, _)| file.strip_suffix(".ron")?.strip_prefix("library/"))
        .filter(|name| name.starts_with("hospitals/"))
        .collect()
}

/// Loads a shipped scenario by its name.
///
/// # Errors
/// Every problem found; an unknown name is one.
pub fn load_built_in(name: &str) -> Result<Loaded, Vec<Problem>> {
    let Some(main) = built_in(name) else {
        let message = format!("There is no built-in scenario called `{name}`.");
        return Err(vec![Problem::whole_file(name, &codes::NO_FILE, message)]);
    };
    load_texts(main, &built_in)
}

/// Loads a scenario file. Libraries are looked for beside it, then among the shipped ones.
///
/// # Errors
/// Every problem found, with the path of the file that holds it.
pub fn load(path: &Path) -> Result<Loaded, Vec<Problem>> {
    codedark_scenario::load(path, &built_in)
}

/// Checks a scenario or a library file. Libraries are looked for beside it, then among the shipped ones.
pub fn check_file(path: &Path) -> Checked {
    codedark_scenario::check_file(path, &built_in)
}
