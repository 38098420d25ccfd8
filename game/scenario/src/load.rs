//! Loading: from texts to a scenario, or to everything that is wrong with them.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use schemars::JsonSchema;
use serde::de::DeserializeOwned;

use crate::check::check;
use crate::codes::{self, Code};
use crate::library::{Find, check_version};
use crate::merge::{self, Found, draw_libraries};
use crate::problem::{Findings, Problem};
use crate::schema::{self, Names};
use crate::source::SourceFile;
use crate::tree::{FILE_BYTES_MAX, Field, Value, parse, parse_value, too_large};
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
pub fn check_texts(main: SourceFile, find: Find) -> Checked {
    check_found(main, &|name| Found::of(find(name)))
}

/// Checks a scenario or, where its text is written as one, a library.
fn check_found(main: SourceFile, find: merge::Find) -> Checked {
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

/// Checks a library by itself, as far as that can be: how it is written, its fields and values, its ids. Whether names lead
/// anywhere is seen in the scenarios that draw on it.
pub fn check_library(library: SourceFile, find: Find) -> Checked {
    library_found(library, &|name| Found::of(find(name)))
}

fn library_found(library: SourceFile, find: merge::Find) -> Checked {
    let mut findings = Findings::default();
    let root = parse(0, &library.text, &mut findings);
    let mut sources = vec![library];
    if let Some(root) = root.and_then(|root| draw_libraries(root, &mut sources, find, &mut findings)) {
        match &root.value {
            Value::Struct(None, fields) => {
                check_version(fields, root.span, &mut findings);
                schema::read_parts(fields, &mut findings);
                ids_once(fields, &mut findings);
            }
            _ => {
                let message =
                    "A library is written `(version: 1, actions: [..])`, in round brackets with named fields.";
                findings.add(root.span, &codes::LIBRARY_SHAPE, message);
            }
        }
    }
    let problems = findings.locate(&sources);
    Checked { scenario: None, sources, problems }
}

/// No list of a library gives an id twice.
fn ids_once(fields: &[Field], findings: &mut Findings) {
    for field in fields {
        let Value::List(items) = &field.node.value else { continue };
        let mut seen = BTreeSet::new();
        for item in items {
            if let Some(id) = item.id().filter(|id| !seen.insert(id.to_string())) {
                let message = format!("There is another `{id}` above in `{}`; rename one.", field.name);
                findings.add(item.at("id").span, &codes::DUPLICATE_ID, message);
            }
        }
    }
}

/// What a text is written as, at a glance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A whole exercise, or one that is written over another.
    Scenario,
    /// Parts that scenarios draw on.
    Library,
    /// Something else that is written in the same way, such as a policy file.
    Other,
}

/// What a text is written as. What cannot be read at all counts as a scenario, so that its mistakes are told.
pub fn kind_of(text: &str) -> Kind {
    match parse(0, text, &mut Findings::default()) {
        Some(root) if ["id", "starts", "from"].iter().any(|field| root.get(field).is_some()) => Kind::Scenario,
        Some(root) if root.get("decisions").is_some() => Kind::Other,
        Some(root) if matches!(root.value, Value::Struct(..)) => Kind::Library,
        _ => Kind::Scenario,
    }
}

/// Reads what is written as scenarios are and is none: one of their values alone, or a file of another kind. `label` is what
/// people call it in a sentence.
///
/// # Errors
/// Every problem of its writing, its fields and its values, each with its place.
pub fn read_as<T>(source: &SourceFile, label: &str, names: Names) -> Result<T, Vec<Problem>>
where
    T: DeserializeOwned + JsonSchema,
{
    let mut findings = Findings::default();
    let node = parse_value(&source.text, &mut findings);
    match node.and_then(|node| schema::read_value(&node, label, names, &mut findings)) {
        Some(value) if findings.0.is_empty() => Ok(value),
        _ => Err(findings.locate(std::slice::from_ref(source))),
    }
}

/// Loads a scenario from its text. `find` gives the library with a name such as `library/actions.ron`.
///
/// # Errors
/// Every problem found, in the order of the files and places.
pub fn load_texts(main: SourceFile, find: Find) -> Result<Loaded, Vec<Problem>> {
    check_texts(main, find).loaded()
}

/// Loads a scenario from the texts of a record: the scenario first, then its libraries.
///
/// # Errors
/// Every problem found. Only the given texts are used, never those of a shelf.
pub fn load_sources(sources: &[SourceFile]) -> Result<Loaded, Vec<Problem>> {
    let Some((main, libraries)) = sources.split_first() else {
        return Err(vec![Problem::whole_file("", &codes::NO_FILE, "There is no scenario here.")]);
    };
    load_texts(main.clone(), &|name| libraries.iter().find(|source| source.name == name).cloned())
}

/// Loads a scenario file. Libraries are looked for beside it, then on the shelf.
///
/// # Errors
/// Every problem found, with the path of the file that holds it.
pub fn load(path: &Path, shelf: Find) -> Result<Loaded, Vec<Problem>> {
    let mut checked = check_file(path, shelf);
    let folder = path.parent().unwrap_or(Path::new(""));
    for problem in &mut checked.problems {
        let beside = folder.join(&problem.file);
        if beside.is_file() {
            problem.file = beside.display().to_string();
        }
    }
    checked.loaded()
}

/// Checks a scenario or a library file. Libraries are looked for beside it, then on the shelf.
pub fn check_file(path: &Path, shelf: Find) -> Checked {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let main = match read(path).and_then(|bytes| decode(&name, &bytes)) {
        Ok(main) => main,
        Err(problem) => {
            let problems = vec![Problem { file: path.display().to_string(), ..problem }];
            return Checked { scenario: None, sources: Vec::new(), problems };
        }
    };
    // A library lies in a folder of that name, and draws on others beside that folder.
    let home = path.ancestors().skip(1).find(|folder| folder.file_name().is_some_and(|name| name == "library"));
    let folder = home.unwrap_or(path).parent().unwrap_or(Path::new(""));
    let find = |name: &str| library_beside(folder, name, shelf);
    if home.is_some() || kind_of(&main.text) == Kind::Library {
        library_found(main, &find)
    } else {
        check_found(main, &find)
    }
}

/// A library in the scenario's folder, or one of the shelf. No link leads out of that folder.
fn library_beside(folder: &Path, name: &str, shelf: Find) -> Found {
    let path = folder.join(name);
    let Ok(inside) = path.canonicalize() else { return Found::of(shelf(name)) };
    let home = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    if !home.canonicalize().is_ok_and(|home| inside.starts_with(home)) {
        let message = format!("`{name}` is a link that leads out of the scenario's folder; copy the file instead.");
        return Found::Refused(&codes::OUTSIDE_FOLDER, message);
    }
    match read(&inside).and_then(|bytes| decode(name, &bytes)) {
        Ok(source) => Found::File(source),
        Err(problem) => Found::Refused(problem.code, format!("`{name}`: {}", problem.message)),
    }
}

/// Reads a file that is one, unless it is too large to be a scenario.
fn read(path: &Path) -> Result<Vec<u8>, Problem> {
    let refused = |error: io::Error| {
        let message = match error.kind() {
            io::ErrorKind::NotFound => "This file does not exist.".to_string(),
            _ => format!("This file cannot be read: {error}."),
        };
        Problem::whole_file("", &codes::NO_FILE, message)
    };
    let about = path.metadata().map_err(refused)?;
    if !about.is_file() {
        return Err(Problem::whole_file("", &codes::NO_FILE, "This is no file that can be read."));
    }
    if about.len() > FILE_BYTES_MAX as u64 {
        return Err(Problem::whole_file("", &codes::FILE_TOO_LARGE, too_large(about.len())));
    }
    let mut bytes = Vec::new();
    // A file may grow while it is read.
    File::open(path).and_then(|file| file.take(FILE_BYTES_MAX as u64 + 1).read_to_end(&mut bytes)).map_err(refused)?;
    Ok(bytes)
}

/// The text of a file's bytes, such as an upload's.
///
/// # Errors
/// What the file is instead: too large, another type, another encoding.
pub fn decode(name: &str, bytes: &[u8]) -> Result<SourceFile, Problem> {
    let refuse = |code: &'static Code, message: String| Err(Problem::whole_file(name, code, message));
    if bytes.len() > FILE_BYTES_MAX {
        return refuse(&codes::FILE_TOO_LARGE, too_large(bytes.len() as u64));
    }
    if let Some((_, what)) = OTHER_TYPES.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return refuse(&codes::NOT_TEXT, format!("This is {what}, whatever its name says; a scenario is a text file."));
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return refuse(&codes::NOT_UTF8, "This file is UTF-16 text; save it as UTF-8.".to_string());
    }
    if bytes.contains(&0) {
        return refuse(&codes::NOT_TEXT, "This file is no text: it holds zero bytes.".to_string());
    }
    // What is not UTF-8 becomes the replacement character, which the parser reports at its place.
    Ok(SourceFile { name: name.to_string(), text: String::from_utf8_lossy(bytes).into_owned() })
}

/// How files begin that are often sent by mistake.
const OTHER_TYPES: [(&[u8], &str); 7] = [
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"%PDF", "a PDF document"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\x7fELF", "a program"),
];
