//! Loading: from texts to a scenario, or to everything that is wrong with them.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::check::check;
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
}

/// Loads a scenario from its text. `find` gives the library with a name such as `library/actions.ron`.
///
/// # Errors
/// Every problem found, in the order of the files and places.
pub fn load_texts(main: SourceFile, find: &dyn Fn(&str) -> Option<SourceFile>) -> Result<Loaded, Vec<Problem>> {
    let mut findings = Findings::default();
    let root = parse(0, &main.text, &mut findings);
    let mut sources = vec![main];
    let scenario = root.and_then(|root| {
        let root = draw_libraries(root, &mut sources, find, &mut findings)?;
        let scenario = schema::read(&root, &mut findings)?;
        check(&scenario, &root, &mut findings);
        Some(scenario)
    });
    match scenario {
        Some(scenario) if findings.0.is_empty() => Ok(Loaded { scenario, sources }),
        _ => Err(findings.locate(&sources)),
    }
}

/// Loads a scenario from the texts of a record: the scenario first, then its libraries.
///
/// # Errors
/// Every problem found. Only the given texts are used, never those beside or built in.
pub fn load_sources(sources: &[SourceFile]) -> Result<Loaded, Vec<Problem>> {
    let Some((main, libraries)) = sources.split_first() else {
        return Err(vec![whole_file("", "no-file", "There is no scenario here.".to_string())]);
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
        return Err(vec![whole_file(name, "no-file", message)]);
    };
    load_texts(main, &built_in)
}

/// Loads a scenario file. Libraries are looked for beside it, then among the built-in ones.
///
/// # Errors
/// Every problem found, with the path of the file that holds it.
pub fn load(path: &Path) -> Result<Loaded, Vec<Problem>> {
    let shown = path.display().to_string();
    let text = match read(path) {
        Ok(text) => text,
        Err(error) => return Err(vec![unreadable(&shown, &error)]),
    };
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let folder = path.parent().unwrap_or(Path::new(""));
    let find = |name: &str| match read(&folder.join(name)) {
        Ok(text) => Some(SourceFile { name: name.to_string(), text }),
        Err(_) => built_in(name),
    };
    load_texts(SourceFile { name, text }, &find).map_err(|mut problems| {
        for problem in &mut problems {
            let beside = folder.join(&problem.file);
            if beside.is_file() {
                problem.file = beside.display().to_string();
            }
        }
        problems
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
    whole_file(file, "no-file", message)
}

/// A problem of a file as a whole.
fn whole_file(file: &str, code: &'static str, message: String) -> Problem {
    Problem { file: file.to_string(), line: 1, column: 1, code, message }
}
