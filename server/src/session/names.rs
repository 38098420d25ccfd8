//! Names: what somebody may be called, and how two people of one name are told apart.
//!
//! A name is letters and digits of any language, with a few signs between them. Letters that nobody sees or that turn a line
//! around are refused, and so is a name that reads like the facilitator's title.

use codedark_protocol::{Msg, NAME_CHARS_MAX};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_security::GeneralSecurityProfile;
use unicode_security::confusable_detection::skeleton;

/// Signs that names have between their letters.
const SIGNS: &str = " -'’.,()&/+#";
/// Letters that Unicode allows in identifiers and that nobody sees: joiners.
const INVISIBLE: [char; 2] = ['\u{200c}', '\u{200d}'];
/// Most marks on one letter: Unicode's own limit for identifiers.
const MARKS_MAX: usize = 4;

/// A name as it is kept: composed, without spaces around it and with single ones in it.
///
/// # Errors
/// It is empty, too long, or has letters that a name does not have.
pub(super) fn clean(typed: &str) -> Result<String, Msg> {
    let name: String = typed.trim().nfc().collect();
    let name = name.split(' ').filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    let fits = |letter: char| {
        SIGNS.contains(letter) || (letter.identifier_allowed() && !INVISIBLE.contains(&letter) && letter != '_')
    };
    let readable = name.chars().all(fits) && name.chars().any(char::is_alphanumeric) && !has_stray_marks(&name);
    match readable && name.chars().count() <= NAME_CHARS_MAX {
        true => Ok(name),
        false => Err(Msg::new("refused-name").number("most", NAME_CHARS_MAX as i64)),
    }
}

/// Whether marks stand without a letter, or too many on one.
fn has_stray_marks(name: &str) -> bool {
    let mut marks = MARKS_MAX;
    name.chars().any(|letter| {
        marks = match is_combining_mark(letter) {
            true => marks + 1,
            false if letter.is_alphanumeric() => 0,
            false => MARKS_MAX,
        };
        is_combining_mark(letter) && marks > MARKS_MAX
    })
}

/// A player's name.
///
/// # Errors
/// As [`clean`], or it reads like the facilitator's title.
pub(super) fn of_player(typed: &str) -> Result<String, Msg> {
    let name = clean(typed)?;
    // To the eye I, l and 1 are one letter.
    let seen = |text: &str| -> String {
        let letters: String = look(text).chars().filter(|letter| letter.is_alphanumeric()).collect();
        look(&letters).replace(['i', '1', '|'], "l")
    };
    match seen(&name).contains(&seen(&crate::words::say("facilitator-name"))) {
        true => Err(Msg::new("refused-title")),
        false => Ok(name),
    }
}

/// How a name looks: names that look the same have the same.
pub(super) fn look(name: &str) -> String {
    skeleton(&name.to_lowercase()).collect()
}

/// The name, with a number after it where somebody has a name that looks the same. `taken` are the looks of the others.
pub(super) fn told_apart(name: String, taken: &[String]) -> String {
    let is_free = |name: &str| !taken.contains(&look(name));
    if is_free(&name) {
        return name;
    }
    let base = without_number(&name);
    let numbered = (2..).map(|number: u32| format!("{base} ({number})"));
    numbered.into_iter().find(|name| is_free(name)).expect("there are more numbers than people")
}

/// `Anna` of `Anna (2)`.
fn without_number(name: &str) -> &str {
    let inner = name.strip_suffix(')').and_then(|rest| rest.rsplit_once(" ("));
    inner.filter(|(_, number)| number.parse::<u32>().is_ok()).map_or(name, |(base, _)| base)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_name_that_is_kept_can_be_read(typed in "\\PC{0,50}|[a-cA-C ()0-9\u{301}\u{200b}\u{202e}\u{ad}]{0,12}") {
            let Ok(name) = clean(&typed) else { return Ok(()) };
            prop_assert!((1..=NAME_CHARS_MAX).contains(&name.chars().count()));
            prop_assert!(name.chars().any(char::is_alphanumeric));
            prop_assert!(name.chars().all(|letter| letter == ' ' || !letter.is_whitespace()));
            let unseen = |letter: char| letter.is_control() || ['\u{200b}', '\u{202e}', '\u{ad}'].contains(&letter);
            prop_assert!(!name.chars().any(unseen));
            prop_assert!(!is_combining_mark(name.chars().next().expect("it has letters")));
            prop_assert_eq!(clean(&name), Ok(name.clone()), "and stays as it is");
        }

        #[test]
        fn of_many_equal_names_no_two_look_the_same(typed in proptest::collection::vec("[aAbBаА]( \\([2-4]\\))?", 1..12)) {
            let mut looks = Vec::new();
            for name in typed {
                let told = told_apart(name, &looks);
                prop_assert!(!looks.contains(&look(&told)), "{}", told);
                looks.push(look(&told));
            }
        }
    }
}
