//! What the tests of calibration share: a small incident that is played in a moment.

use std::sync::Arc;

use codedark_scenario::{Scenario, SourceFile, load_texts};
use codedark_shipped::built_in;

/// A hospital with 50 beds that is struck on the second day, where nobody decides anything, with these published points.
pub fn incident(id: &str, points: &str) -> Arc<Scenario> {
    let text = format!(include_str!("incident.txt"), id = id, hospital = "small-50", points = points);
    let loaded = load_texts(SourceFile { name: format!("{id}.ron"), text }, &built_in);
    Arc::new(loaded.unwrap_or_else(|problems| panic!("{id}: {problems:#?}")).scenario)
}

/// A point of a single incident.
pub fn point(id: &str, measure: &str, low: f64, high: f64) -> String {
    format!(r#"(id: "{id}", measure: {measure}, low: {low:?}, high: {high:?}, source: "a test", mark: P),"#)
}
