//! Libraries: hospitals, adversaries and actions that scenarios draw on, beside the scenario or built in.

use crate::codes;
use crate::problem::{Findings, SourceFile};
use crate::tree::{Field, Node, Span, Value, parse};

/// Every shipped file: its name below `scenarios/`, and its text.
static BUILT_IN: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/built_in.rs"));

/// Version of the scenario language that libraries are written in.
const LIBRARY_VERSION: i128 = 1;

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

/// The name under which a library is found, unless the reference could leave the library folder.
pub(crate) fn library_name(from: &str) -> Option<String> {
    let plain = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
    let inside = from.split('/').all(|part| !part.is_empty() && part.chars().all(plain));
    inside.then(|| format!("library/{from}.ron"))
}

/// The name under which a scenario is found that another one is written over.
pub(crate) fn scenario_name(from: &str) -> Option<String> {
    library_name(from).map(|_| format!("{from}.ron"))
}

/// What a library gives: the value a scenario asked for, and its words.
pub(crate) struct Library {
    pub value: Node,
    pub texts: Option<Node>,
}

/// Reads a library file, which holds `version`, the wanted field and perhaps `texts`.
pub(crate) fn read_library(file: u32, text: &str, wanted: &str, findings: &mut Findings) -> Option<Library> {
    let root = parse(file, text, findings)?;
    let Value::Struct(None, fields) = root.value else {
        findings.add(root.span, &codes::LIBRARY_SHAPE, format!("A library is written `(version: 1, {wanted}: ..)`."));
        return None;
    };
    check_version(&fields, root.span, findings);
    let (mut value, mut texts) = (None, None);
    for field in fields {
        match field.name.as_str() {
            "version" => {}
            name if name == wanted => value = Some(field.node),
            "texts" => texts = Some(field.node),
            name => {
                let message = format!(
                    "There is no field `{name}` in a library of this kind; it holds `version`, `{wanted}` and `texts`."
                );
                findings.add(field.span, &codes::UNKNOWN_FIELD, message);
            }
        }
    }
    let Some(value) = value else {
        findings.add(root.span, &codes::MISSING_FIELD, format!("This library does not hold the field `{wanted}`."));
        return None;
    };
    Some(Library { value, texts })
}

pub(crate) fn check_version(fields: &[Field], place: Span, findings: &mut Findings) {
    match fields.iter().find(|field| field.name == "version") {
        None => findings.add(place, &codes::MISSING_FIELD, "The field `version` is missing; write `version: 1`."),
        Some(field) if !matches!(field.node.value, Value::Whole(LIBRARY_VERSION) | Value::Broken) => {
            findings.add(field.node.span, &codes::WRONG_VERSION, "Only version 1 of the library format is known.");
        }
        Some(_) => {}
    }
}
