//! Formatting changes no value, loses no comment, and leaves alone what is formatted already.

use crate::common::{SMALL, cases, same, source};
use codedark_scenario::format;
use codedark_scenario::tree::read;
use codedark_shipped::{built_in, built_in_file_names};
use proptest::prelude::*;

fn formatted(text: &str) -> String {
    format(&source("a.ron", text)).expect("the text can be read")
}

/// Asserts what must hold for every text that can be read.
#[track_caller]
fn hold(text: &str) {
    let once = formatted(text);
    let tree = |text: &str| read(&source("a.ron", text)).expect("the text can be read");
    assert!(same(&tree(text), &tree(&once)), "another meaning:\n{text}\n->\n{once}");
    assert_eq!(formatted(&once), once, "formatted twice differs; from:\n{text}");
}

#[test]
fn the_layout_is_this() {
    for (from, to, why) in [
        ("(a:1,b : [ 1,2 ])", "(a: 1, b: [1, 2])\n", "one line stays one line"),
        ("(a: 1,\n b: 2)", "(\n    a: 1,\n    b: 2,\n)\n", "one line end between entries breaks their brackets"),
        ("(a: 1, b: [\n1\n], c: 2)", "(a: 1, b: [\n    1,\n], c: 2)\n", "only their own"),
        ("(\n a: 1, b: 2,\n c:\n 3)", "(\n    a: 1, b: 2,\n    c: 3,\n)\n", "entries that share a line go on doing so"),
        ("(a: [ ], b: {\n}, c: ())", "(a: [], b: {}, c: ())\n", "empty brackets close at once"),
        ("{\"en\":\"x\"}", "{ \"en\": \"x\" }\n", "curly brackets have room"),
        ("(a: Some ( 1 ),)", "(a: Some(1))\n", "no comma before a bracket on the same line"),
        (
            "(\n\n\n a: 1,\n\n\n b: 2\n\n)\n\n",
            "(\n    a: 1,\n\n    b: 2,\n)\n",
            "one empty line at most, none at brackets",
        ),
        ("// top\n\n\n(a: 1) // end", "// top\n\n(a: 1) // end\n", "comments around all"),
        ("(a: 1 // one\n, b: 2)", "(\n    a: 1, // one\n    b: 2,\n)\n", "a comment before a comma goes behind it"),
        ("(a: /* x */ 1,/* y */b:2)", "(a: /* x */ 1, /* y */ b: 2)\n", "comments within a line"),
        ("(a: // why\n 1)", "(a: // why\n        1)\n", "a comment before a value"),
        ("[ // all\n 1 ]", "[ // all\n    1,\n]\n", "a comment behind a bracket"),
        ("[\n // none\n]", "[\n    // none\n]\n", "a comment alone"),
        ("(a: 1_000, b: \"\\u{41}\", c: r#\"x\"#)", "(a: 1_000, b: \"\\u{41}\", c: r#\"x\"#)\n", "values as written"),
        ("(\r\na: 1)\r\n", "(\r\n    a: 1,\r\n)\r\n", "line ends as the file has them"),
        ("\u{feff}(a: 1)", "(a: 1)\n", "a mark of byte order goes"),
    ] {
        assert_eq!(formatted(from), to, "{why}");
        hold(from);
    }
}

#[test]
fn only_a_line_too_long_for_hands_is_broken() {
    let ids = |count: usize| (0..count).map(|number| format!("\"item-{number:03}\"")).collect::<Vec<_>>().join(", ");
    let short = format!("(id: \"x\", all: [{}])\n", ids(20));
    assert_eq!(formatted(&short), short);
    let sentence = format!("(text: \"{}\")\n", "A long sentence. ".repeat(60));
    assert_eq!(formatted(&sentence), sentence, "sentences never break a line");
    let long = formatted(&format!("(id: \"x\", all: [{}])", ids(40)));
    assert!(long.lines().all(|line| line.len() <= 120), "{long}");
    assert!(long.lines().count() < 12, "lines are filled:\n{long}");
    hold(&format!("(id: \"x\", all: [{}])", ids(40)));
}

#[test]
fn what_cannot_be_read_is_refused() {
    for (text, why) in [("(a: 1", "open"), ("(a 1", "no colon"), ("", "empty"), ("(a: 1, a: 2)", "a field twice")] {
        assert!(!format(&source("a.ron", text)).expect_err(why).is_empty(), "{why}");
    }
}

#[test]
fn every_shipped_file_is_formatted() {
    for name in built_in_file_names() {
        let text = built_in(name).expect("it is shipped").text;
        assert_eq!(formatted(&text), text, "{name}: codedark scenario fmt scenarios/{name}");
    }
}

/// Places in a text where a comment may stand: before a bracket, comma, colon or blank outside of quotes, below the comment
/// that the text begins with.
fn places(text: &str) -> Vec<usize> {
    let (mut places, mut quoted) = (Vec::new(), false);
    for (at, letter) in text.char_indices() {
        quoted ^= letter == '"';
        let first_line = !text[..at].contains('\n');
        if !quoted && !first_line && "()[]{},: \n".contains(letter) {
            places.push(at);
        }
    }
    places
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn comments_survive_anywhere(
        which in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..5), 1..12),
    ) {
        let (text, places) = (SMALL, places(SMALL));
        let mut chosen: Vec<_> = which.iter().map(|(place, form)| (*place.get(&places), *form)).collect();
        chosen.sort_unstable();
        let (mut damaged, mut at, mut marks) = (String::new(), 0, Vec::new());
        for (number, (place, form)) in chosen.into_iter().enumerate() {
            damaged += &text[at..place];
            at = place;
            let mark = format!("note {number};");
            damaged += &match form {
                0 => format!("// {mark} \n"),
                1 => format!("\n// {mark}(\n"),
                2 => format!("/* {mark} */"),
                3 => format!("\n\n/* {mark}\n two lines */"),
                _ => format!("/* {mark} /* within */ */\n\n"),
            };
            marks.push(mark);
        }
        damaged += &text[at..];
        hold(&damaged);
        let once = formatted(&damaged);
        for mark in marks {
            prop_assert_eq!(once.matches(&mark).count(), 1, "{} in {}", mark, once);
        }
    }

    #[test]
    fn line_ends_may_stand_anywhere(which in prop::collection::vec(any::<prop::sample::Index>(), 1..40)) {
        let places = places(SMALL);
        let mut chosen: Vec<usize> = which.iter().map(|place| *place.get(&places)).collect();
        chosen.sort_unstable();
        let (comment, mut text) = (SMALL.split('\n').next().unwrap_or_default(), SMALL.to_owned());
        chosen.iter().rev().for_each(|place| text.insert(*place, '\n'));
        hold(&text);
        hold(&text.replacen(comment, "", 1).replace('\n', " "));
    }
}
