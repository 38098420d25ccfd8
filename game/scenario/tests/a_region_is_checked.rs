//! A region: read with its defaults, drawn from libraries, and held to what the scenario names.

use crate::common::{SMALL, expect, load_with, place, small_with};
use codedark_scenario::Strikes;
use codedark_shipped::load_built_in;

/// The small scenario with a region, and words for two places.
fn with(region: &str) -> String {
    let text = small_with(
        "    texts: {\n",
        "    texts: {\n        \"place.a\": { \"en\": \"A\" },\n        \"place.b\": { \"en\": \"B\" },\n",
    );
    text.replacen(
        "    adversary:",
        &format!("    region: ({region}, source: \"assumption: a test\"),\n    adversary:"),
        1,
    )
}

#[test]
fn what_is_left_out_has_a_meaning() {
    let text = with("hospitals: [(id: \"a\", playable: true), (id: \"b\", size_percent: 50, count: 2)]");
    let region = load_with(&text, &[]).expect("it is right").scenario.region.expect("it has one");
    assert!(!region.linked && region.strikes == Strikes::Apart && region.responder_teams == 2);
    let ids: Vec<String> = region.hospitals.iter().flat_map(|place| place.ids()).collect();
    assert_eq!(ids, ["a", "b-1", "b-2"]);
    assert_eq!((region.place("b-2"), region.place("b-3")), (Some(1), None));
}

#[test]
fn size_scales_what_comes_in_numbers_and_loses_nothing() {
    let scenario = load_built_in("irish-health-service-2021").expect("it loads").scenario;
    let region = scenario.region.as_ref().expect("it has one");
    let devices = |of: &codedark_scenario::Scenario| of.hospital.groups.iter().map(|group| group.count).sum::<u32>();
    for place in &region.hospitals {
        let here = scenario.at_place(place);
        let exact = devices(&scenario) * place.size_percent / 100;
        assert!(
            devices(&here).abs_diff(exact) <= here.hospital.groups.len() as u32,
            "{}: {}",
            place.id,
            devices(&here)
        );
        assert!(here.hospital.groups.iter().all(|group| group.count > 0), "{}: no group vanishes", place.id);
        let urgent = |of: &codedark_scenario::Scenario| of.hospital.services[0].urgent_per_day;
        assert!((urgent(&here) * 100.0 - urgent(&scenario) * f64::from(place.size_percent)).abs() < 1e-6);
    }
}

#[test]
fn mistakes_are_told_at_their_place() {
    let a = "(id: \"a\", playable: true)";
    for (region, piece, message) in [
        (
            format!("hospitals: [{a}, (id: \"b\", count: 60)]"),
            "[(id: \"a\"".to_owned(),
            "A region has 1 to 60 hospitals; these are 61.",
        ),
        (
            "hospitals: [(id: \"a\"), (id: \"b\")]".to_owned(),
            "[(id: \"a\"), (id: \"b\")]".to_owned(),
            "No hospital is `playable: true`, so no team has a place.",
        ),
        (
            format!("hospitals: [{a}], strikes: From(\"c\")"),
            "\"c\")".to_owned(),
            "There is no hospital of the region called `c`.",
        ),
        (
            format!("hospitals: [{a}], suppliers: [(id: \"s\", zone: Lab, serves: [\"x\"])]"),
            "\"x\"".to_owned(),
            "There is no hospital of the region called `x`.",
        ),
    ] {
        let text = with(&region);
        let found = crate::common::problems(&text);
        assert_eq!(found.len(), 1, "{region}: {found:?}");
        assert!(found[0].starts_with(&place(&text, &piece)), "{region}: {found:?}");
        assert!(found[0].contains(message), "{region}: {found:?}");
    }
}

#[test]
fn a_place_with_a_hospital_of_its_own_must_have_what_the_scenario_names() {
    let start = SMALL.find("\n    hospital: ").expect("the field") + 15;
    let hospital = &SMALL[start..SMALL.find(",\n    adversary: ").expect("the next field")];
    let library = format!("(version: 1, hospital: {hospital})");
    let text = with("hospitals: [(id: \"a\", playable: true), (id: \"b\", hospital: (from: \"hospitals/other\"))]");
    let other = |library: &str| {
        load_with(&text, &[("library/hospitals/other.ron", library)]).map_err(|found| crate::common::shown(Err(found)))
    };
    assert!(other(&library).is_ok(), "the same hospital fits");
    let broken = library.replacen("zone: \"office\"", "zone: \"ofice\"", 1);
    assert_ne!(broken, library, "the small hospital has devices in the office");
    let problems = other(&broken).expect_err("a group lies nowhere");
    assert!(
        problems
            .iter()
            .any(|problem| problem.starts_with("library/hospitals/other.ron") && problem.contains("`ofice`")),
        "{problems:?}"
    );
}

#[test]
fn a_scenario_written_over_another_takes_the_rest_from_it() {
    let own = "(\n    version: 1,\n    id: \"second\",\n    from: \"first\",\n    texts: { \"scenario.title\": { \"en\": \"Second\" } },\n)";
    let loaded = load_with(own, &[("first.ron", SMALL)]).expect("the rest is the first's");
    let first = load_with(SMALL, &[]).expect("it is right").scenario;
    assert_eq!(loaded.scenario.id, "second");
    assert_eq!(loaded.scenario.texts["scenario.title"]["en"], "Second");
    assert_eq!(loaded.scenario.actions.len(), first.actions.len());
    assert_eq!(loaded.sources.len(), 2, "a record holds both texts");
    expect(
        &own.replace("\"first\"", "\"../first\""),
        &[&format!(
            "{}: `../first` is no library name: only small letters, digits, hyphens and single slashes, never `..`.",
            place(&own.replace("\"first\"", "\"../first\""), "\"../first\"")
        )],
    );
}
