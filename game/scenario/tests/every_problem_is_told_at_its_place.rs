//! Several problems at once: each has its place, and none hides another.

use crate::common::{SMALL, expect, problems};

#[test]
fn problems_of_every_kind_stand_side_by_side() {
    let text = [
        ("id: \"small\"", "id: \"Small\""),
        ("beds: 30", "bedz: 30"),
        ("from: \"office\"", "from: \"ofice\""),
        ("count: 20", "count: -3"),
        ("zone: \"servers\", count: 2, platform: Linux, ", "zone: \"servers\", count: 2, platform: Amiga, "),
        ("zones: [\"office\"], sens", "zones: [\"office\"] sens"),
        ("(weight: 1, ", "("),
        ("kind: Outcome", "kind Outcome"),
        ("phase: \"recovery\"", "phase: \"recover\""),
    ]
    .into_iter()
    .fold(SMALL.to_string(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    });
    expect(
        &text,
        &[
            "small.ron:4:9: `Small` is no id: only small letters and digits, joined by single hyphens.",
            "small.ron:8:9: There is no field `bedz` here. Did you mean `beds`?",
            "small.ron:14:20: There is no zone called `ofice`. Did you mean `office`?",
            "small.ron:17:50: `count` must be at least 1; this is -3.",
            "small.ron:18:66: `Amiga` is not known for `platform`. It must be one of Windows, WindowsLegacy, Linux, Embedded.",
            "small.ron:21:64: A comma is missing before this.",
            "small.ron:55:18: The field `weight` is missing here.",
            "small.ron:95:33: There is no phase called `recover`. Did you mean `recovery`?",
            "small.ron:95:70: A colon is missing before this.",
        ],
    );
}

#[test]
fn mistakes_of_writing_are_all_told() {
    let text = "(\n    version: ,\n    id \"x\",\n    \"starts\": 12:,\n    beds: 1.2.3 zones: [1 2],\n    actions: \"a\\q\",\n    id: \"y\",\n)";
    let syntax: Vec<String> =
        problems(text).into_iter().filter(|problem| !problem.contains("is missing here")).collect();
    assert_eq!(
        syntax,
        [
            "small.ron:2:14: A value is missing before this.",
            "small.ron:3:8: A colon is missing before this.",
            "small.ron:4:5: Field names are written without quotes: `starts: ..`.",
            "small.ron:4:15: `starts` must be text in quotes, but this is a whole number.",
            "small.ron:4:17: A colon stands where a value was expected; write `name: value`.",
            "small.ron:5:5: There is no field `beds` here; known are actions, adversary, calibration, cuts, duties, history, hospital, id, injects, merges, objectives, patients, phases, region, starts, strike_state, texts, version, warm_up.",
            "small.ron:5:11: `1.2.3` is not a number that can be read.",
            "small.ron:5:17: There is no field `zones` here; known are actions, adversary, calibration, cuts, duties, history, hospital, id, injects, merges, objectives, patients, phases, region, starts, strike_state, texts, version, warm_up.",
            "small.ron:5:27: A comma is missing before this.",
            "small.ron:6:14: `actions` must be a list in square brackets, but this is text.",
            "small.ron:6:16: This escape is unknown; write `\\\\` for a backslash, `\\\"` for a quote, `\\n` for a new line.",
            "small.ron:7:5: The field `id` is written twice here; keep one.",
        ]
    );
}

#[test]
fn a_bracket_that_is_never_closed_is_one_sentence() {
    for (text, expected) in [
        ("(version: 1, actions: [1, 2)", "small.ron:1:23: This bracket is never closed; a `]` is missing."),
        ("(version: 1, texts: {", "small.ron:1:21: This bracket is never closed; a `}` is missing."),
        (
            "(version: 1))",
            "small.ron:1:13: Nothing may follow the closing bracket of the file; remove this, or a bracket before it.",
        ),
        ("(version: 1, id: \"x)", "small.ron:1:18: This text never ends; close it with `\"`."),
        ("", "small.ron:1:1: This file is empty; a scenario is written in round brackets."),
        ("/* never", "small.ron:1:1: This comment never ends; close it with `*/`."),
        (
            "[1]",
            "small.ron:1:1: A scenario is written `(version: 1, id: \"..\", ..)`, in round brackets with named fields.",
        ),
        ("(id: \"a\u{fffd}\")", "small.ron:1:8: This character is not UTF-8; save the file as UTF-8 text."),
    ] {
        let problems = problems(text);
        assert_eq!(problems.first().map(String::as_str), Some(expected), "{text}: {problems:#?}");
    }
}
