//! Libraries: hospitals, adversaries and actions that scenarios draw on. Whoever loads says where they lie.

use crate::codes;
use crate::problem::Findings;
use crate::source::SourceFile;
use crate::tree::{Field, Node, Span, Value, parse};

/// A shelf of libraries, and of scenarios that others are written over: gives the file with a name such as
/// `library/actions.ron`.
pub type Find<'f> = &'f dyn Fn(&str) -> Option<SourceFile>;

/// Version of the scenario language that libraries are written in.
const LIBRARY_VERSION: i128 = 1;

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
