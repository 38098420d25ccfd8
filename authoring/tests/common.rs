//! What the tests of calibration share: a small incident that is played in a moment.

use std::sync::Arc;

use codedark_scenario::{Scenario, SourceFile, load_texts};
use codedark_shipped::built_in;

/// A hospital with 50 beds that is struck on the second day, where nobody decides anything, with these published points.
pub fn incident(id: &str, points: &str) -> Arc<Scenario> {
    let text = format!(
        r#"(
    version: 1,
    id: "{id}",
    starts: "2021-04-22T08:00",
    hospital: (from: "hospitals/small-50"),
    adversary: (from: "adversaries/human-operated-ransomware", with: (begins_min: 1_441)),
    actions: (from: "actions"),
    phases: (from: "calibration/phases"),
    duties: (from: "clocks"),
    calibration: [{points}],
    texts: {{ "scenario.title": {{ "en": "An incident" }} }},
)"#
    );
    let loaded = load_texts(SourceFile { name: format!("{id}.ron"), text }, &built_in);
    Arc::new(loaded.unwrap_or_else(|problems| panic!("{id}: {problems:#?}")).scenario)
}

/// A point of a single incident.
pub fn point(id: &str, measure: &str, low: f64, high: f64) -> String {
    format!(r#"(id: "{id}", measure: {measure}, low: {low:?}, high: {high:?}, source: "a test", mark: P),"#)
}
