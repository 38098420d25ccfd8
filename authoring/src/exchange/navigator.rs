//! ATT&CK Navigator layers: which techniques a scenario's adversary can use, and how much of each the hospital would see.
//!
//! Layer format 4.5. Enterprise and industrial techniques lie in matrices of their own, so a scenario that has both gives
//! a list of two layers, which the Navigator opens as two tabs.

use std::collections::BTreeMap;

use codedark_content::words::{say, sentence};
use codedark_protocol::Msg;
use codedark_scenario::{Scenario, Sensor, Step};
use serde_json::{Value, json};

/// Detection strategies of ATT&CK v18.1, by technique.
const DETECTION: &str = include_str!("detection_v18_1.tsv");
/// The version of ATT&CK that scenarios name techniques of.
const ATTACK_VERSION: &str = "18";
/// The version of the Navigator that brought this version of ATT&CK.
const NAVIGATOR_VERSION: &str = "5.2.0";
/// From what nobody would see to what is almost surely seen.
const COLOURS: [&str; 3] = ["#ff6666", "#ffe766", "#8ec843"];
/// The colour of what no sensor of the hospital can see.
const UNSEEN: &str = "#9e9e9e";

/// The layer of a scenario, or a list of layers.
pub fn layers(scenario: &Scenario) -> Value {
    let mut domains: BTreeMap<&str, BTreeMap<&str, Vec<&Step>>> = BTreeMap::new();
    for step in &scenario.adversary.steps {
        domains.entry(domain(&step.technique)).or_default().entry(&step.technique).or_default().push(step);
    }
    let mut layers: Vec<Value> =
        domains.iter().map(|(domain, techniques)| layer(scenario, domain, techniques)).collect();
    // Enterprise before industrial, as people look for it.
    layers.sort_by_key(|layer| layer["domain"] != "enterprise-attack");
    if layers.len() == 1 { layers.remove(0) } else { Value::Array(layers) }
}

/// Industrial techniques are numbered below 1000.
fn domain(technique: &str) -> &'static str {
    if technique.starts_with("T0") { "ics-attack" } else { "enterprise-attack" }
}

fn layer(scenario: &Scenario, domain: &str, techniques: &BTreeMap<&str, Vec<&Step>>) -> Value {
    let title = words(scenario, "scenario.title");
    json!({
        "name": format!("{title} ({domain})"),
        "versions": { "attack": ATTACK_VERSION, "navigator": NAVIGATOR_VERSION, "layer": "4.5" },
        "domain": domain,
        "description": sentence(&Msg::new("layer-description").word("scenario", title)),
        "sorting": 3,
        "layout": { "layout": "side", "showID": true, "showName": true, "expandedSubtechniques": "annotated" },
        "hideDisabled": false,
        "techniques": techniques.iter().map(|(id, steps)| technique(scenario, id, steps)).collect::<Vec<_>>(),
        "gradient": { "colors": COLOURS, "minValue": 0, "maxValue": 100 },
        "legendItems": [
            { "label": say("layer-unseen"), "color": UNSEEN },
            { "label": say("layer-seldom-seen"), "color": COLOURS[0] },
            { "label": say("layer-often-seen"), "color": COLOURS[2] },
        ],
        "metadata": [
            { "name": "scenario", "value": scenario.id },
            { "name": "adversary", "value": scenario.adversary.id },
        ],
    })
}

fn technique(scenario: &Scenario, id: &str, steps: &[&Step]) -> Value {
    let seen = steps.iter().map(|step| seen_percent(scenario, step)).max().unwrap_or_default();
    let comment: Vec<String> = steps.iter().map(|step| about(scenario, step)).collect();
    let mut technique = json!({
        "techniqueID": id,
        "score": seen,
        "comment": comment.join("\n"),
        "metadata": metadata(scenario, steps),
        "links": links(id),
    });
    if seen == 0 {
        technique["color"] = json!(UNSEEN);
    }
    technique
}

/// One step in a line: what it is, and how often it works where nothing stands against it.
fn about(scenario: &Scenario, step: &Step) -> String {
    let msg = Msg::new("layer-step").word("step", words(scenario, &format!("step.{}", step.id)));
    sentence(&msg.number("odds", percent(step.odds)))
}

/// The hospital's sensors that can see the technique, and the controls that stand against it.
fn metadata(scenario: &Scenario, steps: &[&Step]) -> Vec<Value> {
    let mut all: Vec<Value> = Vec::new();
    for sensor in &scenario.hospital.sensors {
        let most = steps.iter().map(|step| percent(chance(step, sensor))).max().unwrap_or_default();
        if most > 0 {
            let value = sentence(&Msg::new("layer-sensor").number("percent", most));
            all.push(json!({ "name": words(scenario, &format!("sensor.{}", sensor.id)), "value": value }));
        }
    }
    let mut controls: Vec<&str> =
        steps.iter().flat_map(|step| &step.controls).map(|(control, _)| control.as_str()).collect();
    controls.sort_unstable();
    controls.dedup();
    if !controls.is_empty() {
        if !all.is_empty() {
            all.push(json!({ "divider": true }));
        }
        all.push(json!({ "name": say("layer-controls"), "value": controls.join(", ") }));
    }
    all
}

/// The technique's page, and how ATT&CK says it is detected.
fn links(id: &str) -> Vec<Value> {
    let page = format!("https://attack.mitre.org/techniques/{}/", id.replace('.', "/"));
    let mut links = vec![json!({ "label": format!("ATT&CK {id}"), "url": page })];
    let row = DETECTION.lines().find_map(|line| line.strip_prefix(id)?.strip_prefix('\t'));
    for strategy in row.into_iter().flat_map(|row| row.split("; ")) {
        if let Some((number, _)) = strategy.split_once(' ') {
            let url = format!("https://attack.mitre.org/detectionstrategies/{number}/");
            links.push(json!({ "label": strategy, "url": url }));
        }
    }
    links
}

/// The chance that at least one sensor reports an attempt, as the hospital stands at the start.
fn seen_percent(scenario: &Scenario, step: &Step) -> i64 {
    let unseen: f64 = scenario.hospital.sensors.iter().map(|sensor| 1.0 - chance(step, sensor)).product();
    percent(1.0 - unseen)
}

fn chance(step: &Step, sensor: &Sensor) -> f64 {
    let noise = step.noise.iter().find(|(kind, _)| *kind == sensor.kind).map_or(0.0, |(_, noise)| *noise);
    (noise * sensor.sensitivity).clamp(0.0, 1.0)
}

fn percent(share: f64) -> i64 {
    (share * 100.0).round() as i64
}

fn words(scenario: &Scenario, key: &str) -> String {
    scenario.texts.get(key).and_then(|languages| languages.get("en")).cloned().unwrap_or_default()
}
