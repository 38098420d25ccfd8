//! The beginning of a scenario: whole, right and commented, made of the libraries, with a few things of its own.
//!
//! What can be chosen lives in `choices`; what is written, in `template.ron`, which is a scenario with names in place of the
//! choices and its words in every language that can be chosen.

mod choices;

pub use choices::{Beds, Choice, Family, Language, Length};

use crate::{SourceFile, format};

const TEMPLATE: &str = include_str!("template.ron");

/// Everything that was chosen.
#[derive(Clone, Copy, Debug)]
pub struct Wishes {
    /// The house.
    pub beds: Beds,
    /// The attack.
    pub family: Family,
    /// The class.
    pub length: Length,
    /// The words.
    pub language: Language,
}

/// The text of a new scenario with this name, which lies in this file.
pub fn scenario(name: &str, file: &str, wishes: Wishes) -> String {
    let Wishes { beds, family, length, language } = wishes;
    let mut text = String::new();
    for line in TEMPLATE.lines().filter(|line| language.keeps(line)) {
        text += line;
        text.push('\n');
    }
    let list = |ids: &[&str]| ids.iter().map(|id| format!("{id:?}")).collect::<Vec<_>>().join(", ");
    let removed = |ids: &[&str], before: &str, after: &str| match ids.is_empty() {
        true => String::new(),
        false => format!("{before}remove: [{}]{after}", list(ids)),
    };
    let (injects, objectives) = family.libraries();
    let steps = match family.steps() {
        "" => String::new(),
        steps => format!(
            "\n            // What counts as the strike, though nothing becomes unreadable.\n            steps: [{steps}],"
        ),
    };
    let answers = |[response, recovery]: [Vec<&str>; 2]| {
        let entry = |phase: &str, ids: &[&str]| {
            format!("\n            (id: \"{phase}-answers\", measure: Answers([{}])),", list(ids))
        };
        entry("response", &response) + &entry("recovery", &recovery)
    };
    let ranges = beds.ranges(family).into_iter();
    let ranges: String =
        ranges.map(|(id, measure)| format!("\n            (id: \"{id}\", measure: {measure}),")).collect();
    for (place, words) in [
        ("@HOSPITAL_WITH@", beds.with().to_owned()),
        ("@RANGES@", ranges),
        ("@NAME@", name.to_owned()),
        ("@FILE@", file.to_owned()),
        ("@ABOUT@", format!("{} in a hospital with {} beds", family.name(), beds.name())),
        ("@BEDS@", beds.shown()),
        ("@HOSPITAL@", beds.library().to_owned()),
        ("@FAMILY@", family.name().to_owned()),
        ("@LENGTH@", length.name().to_owned()),
        ("@OTHER_CUTS@", list(&length.other_cuts())),
        ("@STEPS@", steps),
        ("@REMOVED_ACTIONS@", removed(family.removed_actions(), ", ", "")),
        ("@REMOVED_INJECTS@", removed(family.removed_injects(), "\n        ", ",")),
        ("@REMOVED_OBJECTIVES@", removed(family.removed_objectives(), "\n        ", ",")),
        ("@ANSWERS@", family.answers().map(answers).unwrap_or_default()),
        ("@STRIKE_STATE@", family.strike_state().to_owned()),
        ("@INJECTS@", injects.to_owned()),
        ("@OBJECTIVES@", objectives.to_owned()),
        ("@REMOVED_PATIENTS@", removed(beds.removed_patients(), ", ", "")),
    ] {
        text = text.replace(place, &words);
    }
    // Long lists are laid out as in every other file.
    format(&SourceFile { name: name.to_owned(), text: text.clone() }).unwrap_or(text)
}
