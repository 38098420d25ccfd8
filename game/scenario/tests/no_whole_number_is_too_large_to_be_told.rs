//! Whatever whole number an author writes anywhere, the greatest and the least among them, is told in a sentence at its
//! place: nothing wraps, and nothing stops.

use crate::common::{SMALL, place_at, problems};

/// Where the whole numbers of a text stand: not those within words, texts, comments and fractions.
fn whole_numbers(text: &str) -> Vec<std::ops::Range<usize>> {
    let (mut found, mut at, mut quoted) = (Vec::new(), 0, false);
    for line in text.split_inclusive('\n') {
        let mut from = None;
        for (index, letter) in line.char_indices().take_while(|_| !line.starts_with("//")) {
            quoted ^= letter == '"';
            let of_word = letter.is_ascii_alphanumeric() || "._-".contains(letter);
            match from {
                None if of_word && !quoted => from = Some(index),
                Some(start) if !of_word => {
                    let is_whole = line[start..index].chars().all(|letter| letter.is_ascii_digit() || letter == '_');
                    found.extend(Some(at + start..at + index).filter(|_| is_whole));
                    from = None;
                }
                _ => {}
            }
        }
        at += line.len();
    }
    found
}

#[test]
fn each_number_of_a_scenario_has_both_ends() {
    let numbers = whole_numbers(SMALL);
    assert!(numbers.len() > 60, "{} numbers, or few were tested", numbers.len());
    for (written, why) in [
        ("18446744073709551615", "the greatest of 64 bits"),
        ("-9223372036854775808", "the least of 64 bits"),
        ("999999999999999999999999999999999999999999999999", "more than any integer holds"),
    ] {
        for number in &numbers {
            let text = [&SMALL[..number.start], written, &SMALL[number.end..]].concat();
            let (place, found) = (format!("{}: ", place_at(SMALL, number.start)), problems(&text));
            let told = found.iter().any(|problem| problem.starts_with(&place));
            assert!(told, "{why} for {} at {place}{found:?}", &SMALL[number.clone()]);
        }
    }
}
