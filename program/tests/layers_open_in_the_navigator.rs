//! A Navigator layer names what the adversary can use, how much of it the hospital sees, and keeps to layer format 4.5.

use std::collections::BTreeSet;

use crate::exchange::Desk;
use serde_json::Value;

fn layers(desk: &Desk, scenario: &str) -> Vec<Value> {
    let said = desk.exchange(&["export", scenario, "--as", "navigator", "--out", "layer.json"]);
    assert!(said.well && said.words.contains("steps of the attack"), "{}", said.words);
    match serde_json::from_str(&desk.text("layer.json")).expect("JSON") {
        Value::Array(layers) => layers,
        layer => vec![layer],
    }
}

/// What layerformat.md, version 4.5, asks for.
fn keeps_to_the_format(layer: &Value) {
    assert!(layer["name"].as_str().is_some_and(|name| !name.is_empty()));
    assert_eq!(layer["versions"]["layer"], "4.5");
    assert_eq!((&layer["versions"]["attack"], &layer["versions"]["navigator"]), (&"18".into(), &"5.2.0".into()));
    assert!(["enterprise-attack", "ics-attack"].contains(&layer["domain"].as_str().expect("a domain")));
    assert!(layer["gradient"]["colors"].as_array().is_some_and(|colours| colours.len() >= 2));
    let pair = |item: &Value, name: &str, value: &str| {
        item["divider"] == true
            || [name, value].iter().all(|field| item[field].as_str().is_some_and(|text| !text.is_empty()))
    };
    for technique in layer["techniques"].as_array().expect("techniques") {
        let id = technique["techniqueID"].as_str().expect("an id");
        assert_eq!(id.starts_with("T0"), layer["domain"] == "ics-attack", "{id}");
        assert!((0..=100).contains(&technique["score"].as_i64().expect("a score")), "{id}");
        assert!(
            technique["metadata"].as_array().expect("a list").iter().all(|item| pair(item, "name", "value")),
            "{id}"
        );
        let links = technique["links"].as_array().expect("a list");
        assert!(links.iter().all(|item| pair(item, "label", "url")), "{id}");
        assert!(links[0]["url"] == format!("https://attack.mitre.org/techniques/{}/", id.replace('.', "/")), "{id}");
        let detection = links.iter().any(|link| link["url"].as_str().is_some_and(|url| url.contains("/DET0")));
        assert_eq!(detection, !id.starts_with("T0"), "{id} leads to how it is detected, where ATT&CK says so");
    }
}

#[test]
fn every_shipped_scenario_has_a_layer() {
    let desk = Desk::new();
    for name in codedark_shipped::built_in_names() {
        let Ok(loaded) = codedark_shipped::load_built_in(name) else { continue };
        let layers = layers(&desk, name);
        layers.iter().for_each(keeps_to_the_format);
        let ids = |layer: &Value| -> Vec<String> {
            let techniques = layer["techniques"].as_array().expect("techniques").iter();
            techniques.map(|one| one["techniqueID"].as_str().expect("an id").to_owned()).collect()
        };
        let shown: Vec<String> = layers.iter().flat_map(ids).collect();
        let used: BTreeSet<String> =
            loaded.scenario.adversary.steps.iter().map(|step| step.technique.clone()).collect();
        assert_eq!(shown.iter().cloned().collect::<BTreeSet<_>>(), used, "{name}: each technique, and no other");
        assert_eq!(shown.len(), used.len(), "{name}: each once");
    }
}

#[test]
fn a_score_is_the_chance_to_be_seen() {
    let desk = Desk::new();
    let layers = layers(&desk, "small.ron");
    assert_eq!(layers.len(), 2, "industrial techniques have a matrix of their own");
    layers.iter().for_each(keeps_to_the_format);
    let technique = |id: &str| {
        let all = layers.iter().flat_map(|layer| layer["techniques"].as_array().expect("techniques"));
        all.into_iter().find(|one| one["techniqueID"] == id).unwrap_or_else(|| panic!("{id}")).clone()
    };
    let scenario = codedark_shipped::load(&desk.path("small.ron")).expect("it loads").scenario;
    let sensitivity = |id: &str| scenario.hospital.sensors.iter().find(|sensor| sensor.id == id).expect(id).sensitivity;
    let mail = technique("T1566.001");
    assert_eq!(mail["score"], (sensitivity("mail") * 0.4 * 100.0).round() as i64, "the louder of its two steps");
    assert!(mail["comment"].as_str().is_some_and(|comment| comment.contains("An email: works in 90 %")), "{mail}");
    assert_eq!(mail["comment"].as_str().map(|comment| comment.lines().count()), Some(2));
    let quiet = technique("T1486");
    assert!(quiet["score"] == 0 && quiet["color"] == "#9e9e9e", "what makes no noise has a colour of its own: {quiet}");
    assert!(mail.get("color").is_none(), "the Navigator colours the others by their score");
}
