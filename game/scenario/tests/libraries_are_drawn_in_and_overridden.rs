//! Libraries: drawn in, overridden item by item, reduced, and never left by a path.

use crate::common::{SMALL, load_with, place, shown, small_with};
use codedark_scenario::{Loaded, Problem};

/// The part of the small scenario from a field up to the next one.
fn part(field: &str, next: &str) -> &'static str {
    let start = SMALL.find(&format!("\n    {field}: ")).expect("the field") + field.len() + 7;
    let end = SMALL.find(&format!(",\n    {next}: ")).expect("the next field");
    &SMALL[start..end]
}

fn hospital_library() -> String {
    format!(
        "(\nversion: 1,\nhospital: {},\ntexts: {{ \"zone.office\": {{ \"en\": \"Library\", \"de\": \"Verwaltung\" }} }},\n)",
        part("hospital", "adversary")
    )
}

fn action_library() -> String {
    format!("(version: 1, actions: {})", part("actions", "phases"))
}

/// The small scenario with its hospital from a library, and how it is referred to.
fn with_hospital(reference: &str) -> String {
    small_with(part("hospital", "adversary"), reference)
}

fn load(text: &str) -> Result<Loaded, Vec<Problem>> {
    load_with(
        text,
        &[("library/hospitals/clinic.ron", &hospital_library()), ("library/actions.ron", &action_library())],
    )
}

#[test]
fn a_library_gives_its_value_and_its_words_below_the_scenarios_own() {
    let loaded = load(&with_hospital("(from: \"hospitals/clinic\")")).expect("no problems");
    assert_eq!(loaded.scenario.hospital.id, "clinic");
    let words = &loaded.scenario.texts["zone.office"];
    assert_eq!(words["en"], "Office", "the scenario's own words win");
    assert_eq!(words["de"], "Verwaltung", "a language it lacks is added");
    let names: Vec<_> = loaded.sources.iter().map(|source| source.name.as_str()).collect();
    assert_eq!(names, ["small.ron", "library/hospitals/clinic.ron"]);
}

#[test]
fn an_override_replaces_whole_fields_of_the_item_with_the_same_id() {
    let reference = "(from: \"hospitals/clinic\", with: (beds: 99, groups: [(id: \"records\", count: 7, needs: [\"desks\"])], crews: []))";
    let hospital = load(&with_hospital(reference)).expect("no problems").scenario.hospital;
    assert_eq!(hospital.beds, 99, "a plain field is replaced");
    assert_eq!(hospital.groups.len(), 2, "the other group stays");
    assert_eq!((hospital.groups[1].count, hospital.groups[1].patch_age_days), (7, 90), "only the named fields change");
    assert_eq!(hospital.groups[1].needs, ["desks"], "an inner list is replaced whole");
    assert!(hospital.crews.is_empty(), "a list without ids is replaced whole");
}

#[test]
fn a_new_id_is_added_and_a_removed_one_is_gone() {
    let reference = "(from: \"hospitals/clinic\", with: (zones: [(id: \"attic\", kind: Voice, x: 9, y: 9)], remove: [\"mail-gateway\"]))";
    let text =
        with_hospital(reference).replace("\"zone.office\"", "\"zone.attic\": { \"en\": \"Attic\" }, \"zone.office\"");
    let hospital = load(&text).expect("no problems").scenario.hospital;
    assert_eq!(hospital.zones.iter().map(|zone| zone.id.as_str()).collect::<Vec<_>>(), ["office", "servers", "attic"]);
    assert!(hospital.sensors.is_empty());

    let actions =
        "(from: \"actions\", with: [(id: \"act-it-operations\", cost_cents: 5)], remove: [\"act-nursing-lead\"])";
    let problems = shown(load(&small_with(part("actions", "phases"), actions)));
    let message = "The role `nursing_lead` has no action in prevention, detection, response, recovery; give it one.";
    assert_eq!(problems, [format!("library/actions.ron:1:23: {message}")], "the one complaint is that it is gone");
}

#[test]
fn a_wrong_override_is_told_where_it_is_written() {
    for (reference, at, message) in [
        (
            "(from: \"hospitals/clinic\", remove: [\"ofice\"])",
            "\"ofice\"",
            "The library holds no `ofice` that could be removed. Did you mean `office`?",
        ),
        ("(from: \"hospitals/clinic\", wiht: ())", "wiht", "There is no field `wiht` here. Did you mean `with`?"),
        (
            "(from: \"hospitals/clinic\", with: (zones: []))",
            "[])",
            "An empty list changes nothing here; name what shall go in `remove: [..]`.",
        ),
        ("(from: \"hospitals/clinic\", with: (beds: -4))", "-4", "`beds` must be at least 1; this is -4."),
        ("(from: \"hospitals/clinic\", with: [])", "[])", "`with` must be written `(field: value, ..)` here."),
        (
            "(from: \"hospitals/clinik\")",
            "\"hospitals/clinik\"",
            "There is no library `hospitals/clinik`, neither `library/hospitals/clinik.ron` beside this file nor built in.",
        ),
    ] {
        let text = with_hospital(reference);
        assert_eq!(shown(load(&text)), [format!("{}: {message}", place(&text, at))]);
    }
}

#[test]
fn an_item_that_the_library_lacks_is_told_in_one_sentence() {
    for (with, at, message) in [
        (
            "groups: [(id: \"recods\", count: 7)]",
            "(id: \"recods\"",
            "The library has no `recods`, so it is a new item, and lacks ",
        ),
        ("crews: [(role: it_operations, by_day: 2)]", "(role: it_operations, by_day: 2)", "An item of `crews` lacks "),
    ] {
        let text = with_hospital(&format!("(from: \"hospitals/clinic\", with: ({with}))"));
        let problems = shown(load(&text));
        let lacks: Vec<&String> = problems.iter().filter(|problem| problem.contains("lacks")).collect();
        assert!(
            matches!(lacks[..], [one] if one.starts_with(&format!("{}: {message}", place(&text, at)))),
            "{problems:#?}"
        );
        assert!(
            !problems.iter().any(|problem| problem.contains("is missing here")),
            "and not once more: {problems:#?}"
        );
    }
    let ends_with = |with: &str, mend: &str| {
        let problems = shown(load(&with_hospital(&format!("(from: \"hospitals/clinic\", with: ({with}))"))));
        assert!(problems.iter().any(|problem| problem.ends_with(mend)), "{mend}: {problems:#?}");
    };
    ends_with("groups: [(id: \"recods\", count: 7)]", "Did you mean `records`?");
    ends_with("sensors: [(id: \"door-gateway\")]", "Did you mean `mail-gateway`?");
    ends_with(
        "crews: [(role: it_operations)]",
        "stands instead of the library's as a whole: write every item in full.",
    );
}

#[test]
fn an_id_that_two_lists_hold_is_removed_by_its_full_name() {
    let library = hospital_library().replace("mail-gateway", "office");
    let load = |reference: &str| load_with(&with_hospital(reference), &[("library/hospitals/clinic.ron", &library)]);
    let problems = shown(load("(from: \"hospitals/clinic\", remove: [\"office\"])"));
    assert!(
        problems[0].ends_with("`office` stands in zones and in sensors; write `zones/office` or `sensors/office`."),
        "{problems:#?}"
    );
    let loaded = load("(from: \"hospitals/clinic\", remove: [\"sensors/office\"])").expect("no problems");
    assert!(loaded.scenario.hospital.sensors.is_empty());
    assert_eq!(loaded.scenario.hospital.zones.len(), 2);
}

#[test]
fn no_name_leaves_the_library() {
    for name in
        ["../secret", "hospitals/../../secret", "/etc/passwd", "hospitals//x", "C:\\x", "", "hospitals/clinic.ron"]
    {
        let text = with_hospital(&format!("(from: {name:?})"));
        let found = codedark_scenario::load_texts(crate::common::source("small.ron", &text), &|name| {
            panic!("nobody may look for `{name}`")
        });
        let problems = shown(found);
        assert_eq!(problems.len(), 1, "{problems:#?}");
        assert!(
            problems[0]
                .contains("is no library name: only small letters, digits, hyphens and single slashes, never `..`.")
        );
    }
}

#[test]
fn a_problem_inside_a_library_is_told_with_the_librarys_name() {
    let library = hospital_library().replace("beds: 30", "beds: 0");
    let problems =
        shown(load_with(&with_hospital("(from: \"hospitals/clinic\")"), &[("library/hospitals/clinic.ron", &library)]));
    assert_eq!(problems, ["library/hospitals/clinic.ron:5:15: `beds` must be at least 1; this is 0."]);

    for (library, message) in [
        ("(version: 2, hospital: ())", "1:11: Only version 1 of the library format is known."),
        (
            "(version: 1, actions: [])",
            "1:14: There is no field `actions` in a library of this kind; it holds `version`, `hospital` and `texts`.",
        ),
        (
            "(version: 1, hospital: (from: \"hospitals/clinic\"))",
            "1:31: No library can draw on itself, not even by way of others.",
        ),
        ("[]", "1:1: A library is written `(version: 1, hospital: ..)`."),
    ] {
        let problems = shown(load_with(
            &with_hospital("(from: \"hospitals/clinic\")"),
            &[("library/hospitals/clinic.ron", library)],
        ));
        assert!(problems.contains(&format!("library/hospitals/clinic.ron:{message}")), "{problems:#?}");
    }
}

#[test]
fn a_library_may_be_written_over_another() {
    let large = "(version: 1, hospital: (from: \"hospitals/clinic\", remove: [\"mail-gateway\"], with: (id: \"large\", beds: 900, \
                 groups: [(id: \"records\", count: 70)])), texts: { \"zone.office\": { \"de\": \"Haus\" } })";
    let text = with_hospital("(from: \"hospitals/large\", with: (beds: 950))");
    let libraries = [("library/hospitals/large.ron", large), ("library/hospitals/clinic.ron", &hospital_library())];
    let loaded = load_with(&text, &libraries).expect("no problems");
    let hospital = &loaded.scenario.hospital;
    assert_eq!((hospital.id.as_str(), hospital.beds, hospital.groups[1].count), ("large", 950, 70), "the nearest wins");
    assert_eq!(hospital.groups.len(), 2, "what is not named stays");
    assert!(hospital.sensors.is_empty(), "what is removed is gone");
    assert_eq!(loaded.scenario.texts["zone.office"]["de"], "Haus", "the nearest words win");
    let names: Vec<_> = loaded.sources.iter().map(|source| source.name.as_str()).collect();
    assert_eq!(names, ["small.ron", "library/hospitals/large.ron", "library/hospitals/clinic.ron"]);
}

#[test]
fn shared_actions_may_name_what_a_small_house_lacks() {
    let shared = |targets: &str| {
        let library = action_library().replacen(
            "duration_min: 30,",
            &format!("duration_min: 30, target: Zone, targets: [{targets}],"),
            1,
        );
        let text = small_with(part("actions", "phases"), "(from: \"actions\")");
        shown(load_with(&text, &[("library/actions.ron", &library)]))
    };
    assert!(shared("\"office\", \"imaging\"").is_empty(), "one of them is here");
    let nothing = shared("\"imaging\"");
    assert!(nothing[0].ends_with("There is no zone called `imaging`."), "none of them is here: {nothing:#?}");
}
