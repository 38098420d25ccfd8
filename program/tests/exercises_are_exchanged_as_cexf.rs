//! CEXF: our exercises fit the format and come back without loss, others' become scenarios that load.
//!
//! The format's own schema is not among the tests, since its licence is not ours: what it asks for is checked here field by
//! field, after format-description.md of the MISP project and the schema of its editor.

use std::collections::BTreeSet;

use crate::exchange::{Desk, data, replaced};
use serde_json::Value;

fn exported(desk: &Desk) -> Value {
    let said = desk.exchange(&["export", "small.ron", "--as", "cexf", "--out", "small.json"]);
    assert!(said.well, "{}", said.words);
    serde_json::from_str(&desk.text("small.json")).expect("JSON")
}

fn uuid(value: &Value) -> String {
    let written = value.as_str().expect("a text");
    uuid::Uuid::parse_str(written).unwrap_or_else(|error| panic!("{written}: {error}")).to_string()
}

#[test]
fn an_exercise_has_every_field_that_the_format_asks_for() {
    let desk = Desk::new();
    let root = exported(&desk);
    let exercise = &root["exercise"];
    for field in ["name", "description", "expanded", "namespace", "total_duration", "version"] {
        assert!(exercise[field].as_str().is_some_and(|text| !text.is_empty()), "exercise.{field}");
    }
    uuid(&exercise["uuid"]);
    assert!(exercise["tags"].as_array().is_some_and(|tags| tags.iter().all(Value::is_string)));
    assert!(exercise["total_duration"].as_str().is_some_and(|seconds| seconds.parse::<u64>().is_ok()));
    assert!(exercise["meta"]["author"].is_string() && exercise["meta"]["priority"].is_u64());
    assert!(["beginner", "advanced", "expert"].contains(&exercise["meta"]["level"].as_str().expect("a level")));

    let list = |name: &str| root[name].as_array().unwrap_or_else(|| panic!("{name} is a list")).clone();
    let injects: BTreeSet<String> = list("injects").iter().map(|inject| uuid(&inject["uuid"])).collect();
    let payloads: BTreeSet<String> = list("inject_payloads").iter().map(|payload| uuid(&payload["uuid"])).collect();
    assert_eq!(
        (injects.len(), payloads.len()),
        (4, 5),
        "each inject has a payload, and the scenario's text is one more"
    );
    for inject in list("injects") {
        assert!(["name", "action", "target_tool"].into_iter().all(|field| inject[field].is_string()), "{inject}");
        assert!(["MISP", "suricata", "webhook"].contains(&inject["target_tool"].as_str().expect("a tool")));
        assert!(payloads.contains(&uuid(&inject["action_payload_resource_uuid"])));
        for evaluation in inject["inject_evaluation"].as_array().expect("a list") {
            assert!(evaluation["result"].is_string() && evaluation["evaluation_context"].is_object());
            assert_eq!(evaluation["evaluation_strategy"], "data_filtering");
            assert!(
                evaluation["score_range"]
                    .as_array()
                    .is_some_and(|range| range.len() == 2 && range.iter().all(Value::is_u64))
            );
            for (_, test) in evaluation["parameters"][0].as_object().expect("parameters") {
                assert!(test["comparison"] == "equals" && test["values"].is_array());
            }
        }
    }
    for payload in list("inject_payloads") {
        assert!(
            payload["name"].is_string() && payload["type"] == "file" && payload["parameters"]["content"].is_string()
        );
    }
    for (index, step) in list("inject_flow").iter().enumerate() {
        assert!(injects.contains(&uuid(&step["inject_uuid"])) && step["description"].is_string(), "{step}");
        let known = ["inject_uuid", "resolution_requirement"];
        assert!(step["requirements"].as_object().expect("an object").keys().all(|key| known.contains(&key.as_str())));
        for field in ["trigger", "completion_trigger", "followed_by"] {
            assert!(
                step["sequence"][field].as_array().is_some_and(|list| list.iter().all(Value::is_string)),
                "{field}"
            );
        }
        assert_eq!(step["sequence"]["trigger"] == serde_json::json!(["startex"]), index == 0);
        let timing = step["timing"].as_object().expect("timing");
        assert!(timing["triggered_at"].is_null() || timing["triggered_at"].is_u64());
        assert!(timing.contains_key("periodic_run_every"));
    }
    assert_eq!(root["inject_flow"][1]["timing"]["triggered_at"], 1531 * 60, "seconds from the start");
    assert_eq!(root, exported(&desk), "the same exercise has the same ids each time");
}

#[test]
fn our_own_exercise_comes_back_byte_for_byte() {
    let desk = Desk::new();
    exported(&desk);
    let said = desk.exchange(&["import", "small.json", "--new", "again.ron"]);
    assert!(said.well, "{}", said.words);
    assert_eq!(desk.text("again.ron"), desk.text("small.ron"));
    let said = desk.exchange(&["import", "small.json", "--new", "again.ron"]);
    assert!(!said.well && said.words.contains("is there already"), "{}", said.words);
}

#[test]
fn libraries_beside_a_scenario_come_along() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path("library")).expect("a folder");
    let phases = codedark_shipped::built_in("library/phases").expect("shipped").text;
    desk.write("library/phases.ron", replaced(&phases, "// The four", "// Our own four"));
    exported(&desk);
    let other = Desk::new();
    other.write("small.json", desk.text("small.json"));
    let said = other.exchange(&["import", "small.json", "--new", "again.ron"]);
    assert!(said.well, "{}", said.words);
    assert_eq!(other.text("library/phases.ron"), desk.text("library/phases.ron"));
}

#[test]
fn what_another_program_changed_is_taken_over() {
    let desk = Desk::new();
    let mut root = exported(&desk);
    root["inject_flow"][1]["timing"]["triggered_at"] = 1532.0.into();
    desk.write("new.json", root.to_string());
    let words = desk.refused("new.json");
    assert!(words.contains("exercises run in whole minutes"), "{words}");

    root["inject_flow"][1]["timing"]["triggered_at"] = (1600 * 60).into();
    root["injects"][1]["name"] = "A call at night".into();
    desk.write("new.json", root.to_string());
    let said = desk.exchange(&["import", "new.json", "--into", "small.ron"]);
    assert!(said.well, "{}", said.words);
    let text = desk.text("small.ron");
    assert!(text.contains("when: After(1600), // a leap day") && text.contains("\"A call at night\""), "{text}");
}

#[test]
fn anothers_exercise_becomes_a_scenario() {
    let desk = Desk::new();
    desk.write("foreign.json", std::fs::read(data("foreign.json")).expect("the fixture"));
    let said = desk.exchange(&["import", "foreign.json", "--new", "clinic.ron", "--role", "it_operations"]);
    assert!(said.well, "{}", said.words);
    for told in [
        "New: a-list-of-phone-numbers,",
        "New: a-list-of-phone-numbers-2,",
        "its evaluation “Event created” by MISP cannot be played here",
        "its payload of the kind “tcp_connection” cannot be played here",
        "“exercise.valid_until” is unknown",
        "“exercise.meta.colour” is unknown",
    ] {
        assert!(said.words.contains(told), "{told}: {}", said.words);
    }
    let loaded = codedark_shipped::load(&desk.path("clinic.ron")).expect("what was written loads").scenario;
    let when = |id: &str| {
        let inject = loaded.injects.iter().find(|inject| inject.id == id).unwrap_or_else(|| panic!("{id}"));
        assert_eq!(inject.role, codedark_scenario::Role::ItOperations);
        format!("{:?}", inject.when)
    };
    assert_eq!(when("a-list-of-phone-numbers"), "Some(After(1))", "at the start");
    assert_eq!(
        when("a-list-of-phone-numbers-2"),
        "Some(Fired(\"a-list-of-phone-numbers\"))",
        "after the one it requires"
    );
    assert_eq!(when("somebody-scans-the-network"), "Some(After(90))", "after 5,400 seconds");
    let words = |key: &str| loaded.texts[key]["en"].clone();
    assert_eq!(words("scenario.title"), "Odd mails at a clinic");
    assert_eq!(words("inject.a-list-of-phone-numbers.text"), "Please open the attached list.");
    assert_eq!(words("inject.a-list-of-phone-numbers-2.text"), "The second mail arrives.");
}

#[test]
fn what_is_no_exercise_is_refused() {
    let desk = Desk::new();
    let twice = {
        let mut root = exported(&desk);
        root["injects"][1]["uuid"] = root["injects"][0]["uuid"].clone();
        root.to_string()
    };
    for (text, sentence) in [
        ("{ \"exercise\": ".to_owned(), "This is no CEXF exercise"),
        ("{ \"exercise\": {}, \"injects\": [] }".to_owned(), "the field “inject_flow” is missing"),
        (format!("{{ \"a\": {}", "[".repeat(100_000)), "This is no CEXF exercise"),
        (twice, "Two injects have the UUID"),
        (format!("{{ \"a\": \"{}\" }}", "x".repeat(9 << 20)), "an exercise may have 8 MiB"),
    ] {
        desk.write("bad.json", text);
        let words = desk.refused("bad.json");
        assert!(words.contains(sentence), "{sentence}: {words}");
    }
    desk.write("t.csv", desk.table(|table| table));
    let said = desk.exchange(&["import", "t.csv", "--new", "new.ron"]);
    assert!(!said.well && said.words.contains("use --into"), "{}", said.words);
}
