//! Cuts add up, stops lie inside their phase, warm-ups can be solved, merges leave nobody out.

use crate::common::{SMALL, expect, place};

/// A cut, a warm-up and a merge that are right, as the small scenario's last fields.
const ROOM: &str = r#"
    cuts: [(id: "short", class_min: 45, prebrief_min: 5, debrief_min: 22, phases: [
        (phase: "response", class_min: 12, pause_s: 60, stops: [(id: "first", at_min: 0, huddle_s: 120), (id: "second", at_min: 60, huddle_s: 90)]),
        (phase: "recovery", class_min: 6, pause_s: 60),
    ])],
    warm_up: [
        (role: medical_lead, asks: nursing_lead, options: ["a", "b"], right: "a"),
        (role: nursing_lead, asks: medical_lead, options: ["a", "b"], right: "b"),
    ],
    merges: [(people: 2, seats: [
        [incident_commander, security_lead, it_operations, communications_legal],
        [medical_lead, nursing_lead, diagnostics_pharmacy, biomedical_engineer],
    ])],
    strike_state: (zones: ["office"], share_percent: 50),
    texts: {
        "cut.short": { "en": "Short" },
        "stop.first": { "en": "First" },
        "stop.second": { "en": "Second" },
        "warm-up.medical_lead.fact": { "en": "A fact" },
        "warm-up.medical_lead.question": { "en": "A question" },
        "warm-up.medical_lead.a": { "en": "A" },
        "warm-up.medical_lead.b": { "en": "B" },
        "warm-up.nursing_lead.fact": { "en": "A fact" },
        "warm-up.nursing_lead.question": { "en": "A question" },
        "warm-up.nursing_lead.a": { "en": "A" },
        "warm-up.nursing_lead.b": { "en": "B" },
"#;

fn room() -> String {
    let start = "texts: {";
    assert!(SMALL.contains(start), "the small scenario has texts");
    SMALL.replacen(start, ROOM.trim_start(), 1)
}

#[test]
fn a_room_that_is_right_loads() {
    expect(&room(), &[]);
}

#[test]
fn what_does_not_fit_a_room_is_one_sentence() {
    for (from, to, at, message) in [
        (
            "class_min: 45",
            "class_min: 40",
            "40, prebrief",
            "The parts of this cut take 45 minutes, and the class has 40.",
        ),
        (
            "phase: \"recovery\", class_min: 6",
            "phase: \"detection\", class_min: 6",
            "[\n        (phase: \"response\"",
            "A cut plays the last phases of the exercise, in their order, without a gap.",
        ),
        (
            "class_min: 12, pause_s",
            "class_min: 3, pause_s",
            "[(id: \"first\"",
            "The huddles of this phase take 210 seconds, and it has 3 minutes of class.",
        ),
        (
            "at_min: 60, huddle_s",
            "at_min: 0, huddle_s",
            "0, huddle_s: 90",
            "Stops are written in the order of their minutes.",
        ),
        (
            "at_min: 60, huddle_s",
            "at_min: 999999, huddle_s",
            "999999",
            "This stop lies at minute 999999, after the end of its phase.",
        ),
        ("huddle_s: 120", "huddle_s: 3", "3)", "`huddle_s` must be at least 20; this is 3."),
        ("right: \"a\"", "right: \"c\"", "\"c\"", "`c` is none of the options."),
        (
            "role: medical_lead, asks: nursing_lead",
            "role: medical_lead, asks: medical_lead",
            "medical_lead, options",
            "A seat asks a colleague, not itself.",
        ),
        (
            "role: nursing_lead, asks: medical_lead",
            "role: nursing_lead, asks: it_operations",
            "it_operations, options",
            "The role `it_operations` has no warm-up, so it holds no fact.",
        ),
        (
            "diagnostics_pharmacy, biomedical_engineer]",
            "diagnostics_pharmacy]",
            "[\n        [incident",
            "Nobody takes biomedical_engineer.",
        ),
        ("people: 2", "people: 3", "[\n        [incident", "A team of 3 needs a list of roles for each of them."),
        (
            "zones: [\"office\"], share",
            "zones: [\"ofice\"], share",
            "\"ofice\"], share",
            "There is no zone called `ofice`. Did you mean `office`?",
        ),
    ] {
        let right = room();
        assert!(right.contains(from), "the room has no `{from}`");
        let text = right.replacen(from, to, 1);
        expect(&text, &[&format!("{}: {message}", place(&text, at))]);
    }
}
