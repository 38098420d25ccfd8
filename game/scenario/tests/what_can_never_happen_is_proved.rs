//! An inject that cannot fire, a duty that cannot start, an action nobody may take: proved, each with its reason.

use crate::common::{SMALL, expect, place, small_with};

/// Replaces the one inject's condition.
fn when(condition: &str) -> String {
    small_with("when: After(100)", &format!("when: {condition}"))
}

#[test]
fn an_inject_that_can_never_fire_says_why() {
    for (condition, at, why) in [
        ("After(4001)", "After(4001)", "the exercise ends at minute 4000, before minute 4001"),
        (
            "All([After(50), Within(50)])",
            "Within(50)",
            "this holds before minute 50, and the rest only from minute 50 on",
        ),
        (
            "All([Measure(devices_encrypted, Ge, 5), Measure(devices_encrypted, Lt, 3)])",
            "Measure(devices_encrypted, Lt, 3)",
            "`devices_encrypted` is 5 to 22 here, and this asks for at most 2",
        ),
        (
            "Measure(devices_encrypted, Gt, 22)",
            "Measure(devices_encrypted, Gt, 22)",
            "`devices_encrypted` is 0 to 22 here, and this asks for at least 23",
        ),
        (
            "All([Measure(detonated, Eq, 0), Measure(minutes_since_strike, Ge, 10)])",
            "Measure(minutes_since_strike, Ge, 10)",
            "`minutes_since_strike` is -1 here, and this asks for at least 10",
        ),
        (
            "All([Within(60), Measure(minutes_since_strike, Ge, 60)])",
            "Measure(minutes_since_strike, Ge, 60)",
            "this holds from minute 60 on, and all must hold by minute 59",
        ),
        (
            "All([Did(\"act-it-operations\"), NotDidBy(\"act-it-operations\", 10)])",
            "NotDidBy(\"act-it-operations\", 10)",
            "`act-it-operations` cannot have been done and not done at once",
        ),
        ("Not(Within(4001))", "Within(4001)", "the exercise ends at minute 4000, before minute 4001"),
        (
            "Not(Measure(trust_milli, Le, 1000))",
            "Measure(trust_milli, Le",
            "`trust_milli` is 0 to 1000 here, and this asks for at least 1001",
        ),
        ("Any([])", "Any([])", "none of no conditions ever holds"),
        (
            "Any([After(5000), After(6000)])",
            "Any([",
            "none of these 2 can hold: the exercise ends at minute 4000, before minute 5000",
        ),
    ] {
        let text = when(condition);
        // What waits for it is not told: the facilitator may hand it out.
        expect(&text, &[&format!("{}: `reporter` can never fire by itself: {why}.", place(&text, at))]);
    }
}

/// The small scenario with this condition, and a second inject with another one.
fn with_second(first: &str, second: &str) -> String {
    let second = format!("(id: \"second\", role: medical_lead, when: {second})");
    let text = when(first).replacen(
        "        ], deadline_min: 30),\n",
        &format!("        ], deadline_min: 30),\n        {second},\n"),
        1,
    );
    text.replacen(
        "    texts: {",
        "    texts: {\n        \"inject.second\": { \"en\": \"A\" },\n        \"inject.second.text\": { \"en\": \"B\" },",
        1,
    )
}

#[test]
fn what_the_facilitator_can_hand_out_is_not_impossible() {
    let never = "the exercise ends at minute 4000, before minute 9999";
    for waits in ["Fired(\"reporter\")", "Chose(\"reporter\", \"answer\")"] {
        let text = with_second("After(9999)", waits);
        let at = place(&text, "After(9999)");
        expect(&text, &[&format!("{at}: `reporter` can never fire by itself: {never}.")]);
    }
}

#[test]
fn injects_that_only_wait_for_each_other_are_doubtful() {
    let waits = |first: &str, on: &str, text: &str, at: &str| {
        let why = format!("this waits for `{on}`, which only the facilitator can hand out");
        format!("{}: `{first}` never comes by itself: {why}.", place(text, at))
    };
    let text = when("Fired(\"reporter\")");
    expect(&text, &[&waits("reporter", "reporter", &text, "Fired(\"reporter\"), options")]);
    let text = with_second("Fired(\"second\")", "Fired(\"reporter\")");
    expect(
        &text,
        &[
            &waits("reporter", "second", &text, "Fired(\"second\")"),
            &waits("second", "reporter", &text, "Fired(\"reporter\"))"),
        ],
    );
    assert!(crate::common::load_with(&text, &[]).is_ok(), "it can be played");
}

#[test]
fn what_may_happen_is_left_alone() {
    for condition in [
        "After(3000)",
        "Within(1)",
        "All([After(50), Within(51)])",
        "Any([Measure(devices_encrypted, Ge, 22), Did(\"act-it-operations\")])",
        "Not(All([After(10), Within(5)]))",
        "All([Measure(detonated, Ge, 1), Measure(minutes_since_strike, Le, 10)])",
        "All([Not(Measure(detonated, Ge, 1)), Measure(minutes_since_strike, Lt, 0)])",
        "Measure(evidence_kept, Ge, 2)",
        "Not(Any([Fired(\"reporter\"), Chose(\"reporter\", \"answer\"), Overdue(\"early-warning\")]))",
    ] {
        expect(&when(condition), &[]);
    }
}

#[test]
fn a_dead_part_of_a_condition_is_a_warning() {
    let text = when("Any([After(100), After(5000)])");
    let loaded = crate::common::load_with(&text, &[]).expect("a warning keeps nobody from playing");
    let codes: Vec<&str> = loaded.warnings.iter().map(|problem| problem.code.name).collect();
    assert_eq!(codes, ["dead-part"]);
    assert_eq!(crate::common::load_with(SMALL, &[]).expect("right").warnings, []);
}
