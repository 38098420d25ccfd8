//! Whatever an author can write has both ends: whole numbers, lists, chains, and the devices of a region as a whole. What
//! real hospitals and regions need lies well inside.

use crate::common::{chain_of_services, expect, place, problems, small_with};
use codedark_scenario::Scenario;
use serde_json::Value;

/// Everything without both ends in a schema and below it, by its way from the top.
fn endless(schema: &Value, way: &str, found: &mut Vec<String>) {
    let is =
        |kind: &str| schema["type"] == kind || schema["type"].as_array().is_some_and(|all| all.contains(&kind.into()));
    let ends = |least: &str, most: &str| schema[least].is_number() && schema[most].is_number();
    if is("integer") && !ends("minimum", "maximum") {
        found.push(format!("{way}: a whole number"));
    }
    // The parts of a tuple have no fields that a range could stand at: its fractions are looked at by the checks.
    if is("number") && !ends("minimum", "maximum") && !way.contains("/prefixItems/") {
        found.push(format!("{way}: a number"));
    }
    if is("array") && !schema["maxItems"].is_number() {
        found.push(format!("{way}: a list"));
    }
    match schema {
        Value::Object(parts) => parts.iter().for_each(|(name, part)| endless(part, &format!("{way}/{name}"), found)),
        Value::Array(parts) => {
            parts.iter().enumerate().for_each(|(index, part)| endless(part, &format!("{way}/{index}"), found));
        }
        _ => {}
    }
}

#[test]
fn the_language_holds_no_number_and_no_list_without_ends() {
    let mut found = Vec::new();
    endless(&schemars::schema_for!(Scenario).to_value(), "", &mut found);
    assert!(found.is_empty(), "{} without ends:\n{}", found.len(), found.join("\n"));
    let mut planted = Vec::new();
    endless(&serde_json::json!({ "type": ["integer", "null"], "minimum": 0 }), "beds", &mut planted);
    endless(&serde_json::json!({ "type": "array", "items": { "type": "string" } }), "zones", &mut planted);
    assert_eq!(planted, ["beds: a whole number", "zones: a list"], "and what has none is found");
}

#[test]
fn what_once_overflowed_is_one_sentence() {
    for (from, to, at, message, why) in [
        (
            "begins_min: 60",
            "begins_min: 60, strikes_min: 18446744073709551615",
            "18446744073709551615",
            "`strikes_min` must be at most 5256000; this is 18446744073709551615.",
            "the sum of it and a minute wrapped",
        ),
        (
            "arrives_min: 10",
            "arrives_min: 18446744073709551615",
            "18446744073709551615",
            "`arrives_min` must be at most 5256000; this is 18446744073709551615.",
            "the patient came at once",
        ),
        (
            "effects: [Inform(press)]",
            "effects: [Fund(-9223372036854775808)]",
            "-9223372036854775808",
            "`Fund` must be at least -10000000000000; this is -9223372036854775808.",
            "the ledger's sum overflowed",
        ),
        (
            "fine_cents: 5",
            "fine_cents: 9223372036854775807",
            "9223372036854775807",
            "`fine_cents` must be at most 10000000000000; this is 9223372036854775807.",
            "two of them overflowed the ledger",
        ),
        (
            "when: After(100)",
            "when: After(18446744073709551615)",
            "18446744073709551615",
            "`After` must be at most 5256000; this is 18446744073709551615.",
            "a look was booked at no minute",
        ),
        (
            "tempos: [(weight: 1, dwell_min: 1000, dwell_max_min: 2000)]",
            "tempos: []",
            "[],\n        off_hours",
            "`tempos` needs at least 1 entry; this has 0.",
            "there was none to draw",
        ),
        (
            "source: \"assumption: a test\",\n    ),\n    adversary:",
            "insurance: (limit_cents: 100, deductible_cents: 101, told_within_min: 60, source: \"assumption: a test\"), source: \"assumption: a test\",\n    ),\n    adversary:",
            "101, told",
            "`deductible_cents` is 101 and `limit_cents` is 100: the first must not be larger.",
            "the hospital paid its insurer",
        ),
    ] {
        let text = small_with(from, to);
        assert_eq!(problems(&text), [format!("{}: {message}", place(&text, at))], "{why}");
    }
}

#[test]
fn a_list_that_is_too_long_is_told_where_it_begins() {
    let text = chain_of_services(99);
    let begins = place(&text, "[\n(id: \"s-0\"");
    expect(&text, &[&format!("{begins}: `services` may have at most 100 entries; this has 101.")]);
    expect(&chain_of_services(98), &[]);
    let parts = vec!["After(1)"; 101].join(", ");
    let text = small_with("when: After(100)", &format!("when: Any([{parts}])"));
    expect(&text, &[&format!("{}: `Any` may have at most 100 entries; this has 101.", place(&text, "[After(1)"))]);
}

/// The small scenario in a region of these places, with this many devices in each of four groups.
fn region(places: &str, count: u32) -> String {
    let groups: String = (0..4)
        .map(|index| {
            format!(
                "(id: \"more-{index}\", zone: \"office\", count: {count}, platform: Windows, patch_age_days: 30, \
                 rebuild_staff_min: 60, owner: it_operations),\n"
            )
        })
        .collect();
    let words: String = (0..4).map(|index| format!("\"group.more-{index}\": {{ \"en\": \"M\" }},\n")).collect();
    let text = small_with("groups: [\n", &format!("groups: [\n{groups}"));
    let text = text.replacen(
        "    texts: {\n",
        &format!("    texts: {{\n{words}\"place.a\": {{ \"en\": \"A\" }},\n\"place.b\": {{ \"en\": \"B\" }},\n"),
        1,
    );
    let region = format!("region: (hospitals: [{places}], source: \"assumption: a test\"),\n    adversary:");
    text.replacen("adversary:", &region, 1)
}

#[test]
fn the_devices_of_a_region_are_bounded_as_a_whole() {
    let (a, b) = ("(id: \"a\", playable: true)", "(id: \"b\", count: 53)");
    let two = [a, b].join(", ");
    expect(&region(&two, 750), &[]);
    expect(&region("(id: \"a\", playable: true), (id: \"b\", size_percent: 1)", 17_500), &[]);
    for (places, count, devices, why) in [
        (two.clone(), 20_000, 4_321_188, "many large ones"),
        (
            "(id: \"a\", playable: true), (id: \"b\", size_percent: 1000)".to_owned(),
            20_000,
            880_242,
            "one of ten times the size",
        ),
    ] {
        let text = region(&places, count);
        let at = place(&text, "[(id: \"a\"");
        let message = format!("These hospitals have {devices} devices; at most 250000 can be played.");
        assert_eq!(problems(&text), [format!("{at}: {message}")], "{why}");
    }
}

#[test]
fn the_devices_of_one_hospital_are_bounded_too() {
    let group = |index: usize| {
        format!(
            "(id: \"more-{index}\", zone: \"office\", count: 20000, platform: Windows, patch_age_days: 30, \
             rebuild_staff_min: 60, owner: it_operations),\n"
        )
    };
    let groups: String = (0..13).map(group).collect();
    let words: String = (0..13).map(|index| format!("\"group.more-{index}\": {{ \"en\": \"M\" }},\n")).collect();
    let text = small_with("groups: [\n", &format!("groups: [\n{groups}"));
    let text = text.replacen("    texts: {\n", &format!("    texts: {{\n{words}"), 1);
    let at = place(&text, "[\n(id: \"more-0\"");
    expect(&text, &[&format!("{at}: This hospital has 260022 devices; at most 250000 can be played.")]);
}
