//! Published figures can be held against the model, and a history can be played.

use crate::common::{expect, place, small_with};

/// The small scenario with a point of calibration.
fn with_point(point: &str) -> String {
    small_with("    texts: {", &format!("    calibration: [{point}],\n    texts: {{"))
}

#[test]
fn a_point_is_right_or_told() {
    let rest = r#"source: "a report", mark: Two"#;
    expect(&with_point(&format!(r#"(id: "stay", measure: DwellDays, low: 5, high: 6, {rest})"#)), &[]);
    for (point, at, message) in [
        (
            format!(r#"(id: "a", measure: DwellDays, low: 6, high: 5, {rest})"#),
            "6, high",
            "`low` is 6 and `high` is 5: the first must not be larger.",
        ),
        (
            format!(r#"(id: "a", measure: ServersRestored, low: 0, high: 1, {rest})"#),
            "ServersRestored",
            "This is read on a day; write `at: Day(..)`.",
        ),
        (
            format!(r#"(id: "a", measure: DwellDays, at: Day(3), low: 0, high: 1, {rest})"#),
            "Day(3)",
            "This is a figure of the whole incident; leave `at` out.",
        ),
        (
            format!(r#"(id: "a", measure: DeclaredClean, at: Month(1), low: 0, high: 1, {rest})"#),
            "Month(1)",
            "This is a figure of the whole incident; leave `at` out.",
        ),
        (
            format!(r#"(id: "a", measure: Planned("lab"), at: Week(1), low: 0, high: 1, {rest})"#),
            "\"lab\"",
            "There is no service called `lab`.",
        ),
        (
            format!(r#"(id: "a", measure: CancelledIn("lab"), at: CalendarDay(1), low: 0, high: 1, {rest})"#),
            "\"lab\"",
            "There is no service called `lab`.",
        ),
        (
            format!(r#"(id: "a", measure: ServiceBack("lab"), low: 0, high: 1, {rest})"#),
            "\"lab\"",
            "There is no service called `lab`.",
        ),
        (
            format!(r#"(id: "a", measure: DevicesLost(["scanner-room"]), low: 0, high: 1, {rest})"#),
            "\"scanner-room\"",
            "There is no group called `scanner-room`.",
        ),
        (
            format!(r#"(id: "a", measure: CancelledUntil, low: 0, high: 1, {rest})"#),
            "CancelledUntil",
            "This is read on a day; write `at: Day(..)`.",
        ),
        (
            r#"(id: "a", measure: DwellDays, low: 0, high: 1, source: " ", mark: Two)"#.to_string(),
            "\" \"",
            "A published figure has a source; say who published it.",
        ),
    ] {
        let text = with_point(&point);
        expect(&text, &[&format!("{}: {message}", place(&text, at))]);
    }
}

#[test]
fn what_somebody_remembers_does_not_count() {
    let text = with_point(r#"(id: "a", measure: DwellDays, low: 0, high: 1, source: "a memory", mark: memory)"#);
    let problems = crate::common::problems(&text);
    assert!(matches!(problems.as_slice(), [one] if one.contains("memory") && one.contains("Derived")), "{problems:?}");
}

#[test]
fn two_points_do_not_share_an_id() {
    let point = r#"(id: "twin", measure: DwellDays, low: 0, high: 1, source: "a report", mark: P)"#;
    let problems = crate::common::problems(&with_point(&format!("{point}, {point}")));
    assert!(matches!(problems.as_slice(), [one] if one.contains("`twin`")), "{problems:?}");
}
