//! However a file is damaged, the answer is a list of problems: never a crash, never a word about our own insides.

use crate::common::{SMALL, load_with};

/// Loads a damaged text; its problems must lie inside it and be about it.
fn survive(text: &str, what: &str) {
    let lines = text.matches('\n').count() as u32 + 1;
    for problem in load_with(text, &[]).err().unwrap_or_default() {
        assert_ne!(problem.code.name, "unreadable", "{what}: {problem}");
        assert!(problem.line >= 1 && problem.line <= lines, "{what}: {problem}");
        assert!(!problem.message.contains('\u{ffff}'), "{what}: a stand-in got into a sentence: {problem}");
    }
}

#[test]
fn a_lost_line_or_a_lost_end_is_survived() {
    for (index, line) in SMALL.lines().enumerate() {
        survive(&SMALL.replacen(&format!("{line}\n"), "", 1), &format!("without line {}", index + 1));
    }
    for end in (0..SMALL.len()).step_by(7) {
        survive(&SMALL[..end], &format!("cut off after {end} bytes"));
    }
}

#[test]
fn a_wrong_letter_or_value_anywhere_is_survived() {
    for (index, letter) in
        ["\"", "(", "]", "}", ",", ":", "-", "é", "\\", " Some(", " 9e999 ", " None "].iter().enumerate()
    {
        for at in (index..SMALL.len()).step_by(31) {
            survive(&format!("{}{letter}{}", &SMALL[..at], &SMALL[at..]), &format!("{letter} at {at}"));
        }
    }
    for from in ["[", "(", "\"", " 1", ": "] {
        for (at, found) in SMALL.match_indices(from) {
            let text = format!("{}: [(true)], {}", &SMALL[..at], &SMALL[at + found.len()..]);
            survive(&text, &format!("nonsense for {from} at {at}"));
        }
    }
}
