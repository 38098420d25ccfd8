//! Loading: from texts to a scenario, or to everything that is wrong with them.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::check::check;
use crate::codes;
use crate::library::built_in;
use crate::merge::draw_libraries;
use crate::problem::{Findings, Problem, SourceFile};
use crate::schema;
use crate::tree::{FILE_BYTES_MAX, parse};
use crate::types::Scenario;

/// A scenario, and every text it was made of.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The exercise, libraries drawn in.
    pub scenario: Scenario,
    /// The scenario's own text first, then those of its libraries: what a record must hold to be replayed.
    pub sources: Vec<SourceFile>,
    /// What is doubtful about it.
    pub warnings: Vec<Problem>,
}

/// What came of checking a scenario, right or wrong.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The exercise, unless an error keeps it from being played.
    pub scenario: Option<Scenario>,
    /// The scenario's own text first, then those of the libraries that were found.
    pub sources: Vec<SourceFile>,
    /// Everything found, errors and warnings, in the order of the files and places.
    pub problems: Vec<Problem>,
}

impl Checked {
    /// The scenario with its warnings, or everything found where an error is among it.
    ///
    /// # Errors
    /// Every problem found.
    pub fn loaded(self) -> Result<Loaded, Vec<Problem>> {
        match self.scenario {
            Some(scenario) => Ok(Loaded { scenario, sources: self.sources, warnings: self.problems }),
            None => Err(self.problems),
        }
    }
}

/// Checks a scenario's text. `find` gives the library with a name such as `library/actions.ron`.
pub fn check_texts(main: SourceFile, find: &dyn Fn(&str) -> Option<SourceFile>) -> Checked {
    let mut findings = Findings::default();
    let root = parse(0, &main.text, &mut findings);
    let mut sources = vec![main];
    let scenario = root.and_then(|root| {
        let root = draw_libraries(root, &mut sources, find, &mut findings)?;
        let scenario = schema::read(&root, &mut findings)?;
        check(&scenario, &root, &mut findings);
        Some(scenario)
    });
    let scenario = scenario.filter(|_| !findings.any_error());
    let problems = findings.locate(&sources);
    Checked { scenario, sources, problems }
}

/// Loads a scenario from its text. `find` gives the library with a name such as `library/actions.ron`.
///
/// # Errors
/// Every problem found, in the order of the files and places.
pub fn load_texts(main: SourceFile, find: &dyn Fn(&str) -> Option<SourceFile>) -> Result<Loaded, Vec<Problem>> {
    check_texts(main, find).loaded()
}

/// Loads a scenario from the texts of a record: the scenario first, then its libraries.
///
/// # Errors
/// Every problem found. Only the given texts are used, never those beside or built in.
pub fn load_sources(sources: &[SourceFile]) -> Result<Loaded, Vec<Problem>> {
    let Some((main, libraries)) = sources.split_first() else {
        return Err(vec![Problem::whole_file("", &codes::NO_FILE, "There is no scenario here.")]);
    };
    load_texts(main.clone(), &|name| libraries.iter().find(|source| source.name == name).cloned())
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

/// Loads a scenario file. Libraries are looked for beside it, then among the built-in ones.
///
/// # Errors
/// Every problem found, with the path of the file that holds it.
pub fn load(path: &Path) -> Result<Loaded, Vec<Problem>> {
    let mut checked = check_file(path);
    let folder = path.parent().unwrap_or(Path::new(""));
    for problem in &mut checked.problems {
        let beside = folder.join(&problem.file);
        if beside.is_file() {
            problem.file = beside.display().to_string();
        }
    }
    checked.loaded()
}

/// Checks a scenario file. Libraries are looked for beside it, then among the built-in ones.
pub fn check_file(path: &Path) -> Checked {
    let text = match read(path) {
        Ok(text) => text,
        Err(error) => {
            let problem = unreadable(&path.display().to_string(), &error);
            return Checked { scenario: None, sources: Vec::new(), problems: vec![problem] };
        }
    };
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let folder = path.parent().unwrap_or(Path::new(""));
    check_texts(SourceFile { name, text }, &|name| match read(&folder.join(name)) {
        Ok(text) => Some(SourceFile { name: name.to_string(), text }),
        Err(_) => built_in(name),
    })
}

/// Reads a file, but never more of it than it takes to see that it is too large.
///
/// What is not UTF-8 becomes the replacement character, which the parser reports at its place.
fn read(path: &Path) -> io::Result<String> {
    let mut bytes = Vec::new();
    File::open(path)?.take(FILE_BYTES_MAX as u64 + 1).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn unreadable(file: &str, error: &io::Error) -> Problem {
    let message = match error.kind() {
        io::ErrorKind::NotFound => "This file does not exist.".to_string(),
        _ => format!("This file cannot be read: {error}."),
    };
    Problem::whole_file(file, &codes::NO_FILE, message)
}
