//! `--spread --samples`: the settings fill every range evenly, and what moves a figure most is found.

use std::sync::atomic::{AtomicU64, Ordering};

use codedark_authoring::calibrate::named::{Named, Setting, named};
use codedark_authoring::calibrate::sample::{
    Output, assumptions, correlations, json, latin, movers, plays, sampled, text,
};
use codedark_authoring::calibrate::scenarios;

use crate::common::{incident, point};

const SAMPLES: usize = 24;

fn numbers(names: &[&str]) -> Vec<Named> {
    names.iter().map(|name| named(name).expect("it is listed")).collect()
}

#[test]
fn each_slice_of_each_range_is_used_once() {
    let of = assumptions();
    let values = latin(&of, SAMPLES);
    for (one, values) in of.iter().zip(&values) {
        let (low, high) = (one.number.low, one.number.high);
        let slice = |value: &f64| ((value - low) / (high - low) * SAMPLES as f64) as usize;
        let mut slices: Vec<usize> = values.iter().map(slice).collect();
        slices.sort_unstable();
        // A value on the edge of two slices may be rounded into either.
        let near = slices.iter().enumerate().all(|(place, slice)| place.abs_diff(*slice) <= 1);
        assert!(near, "{}: {slices:?}", one.name());
    }
    let alike = correlations(&values[1..], &values[0].iter().copied().map(Some).collect::<Vec<_>>());
    let strong = alike.iter().filter(|with| with.abs() > 0.7).count();
    assert!(strong <= 1, "orders have nothing to do with each other: {strong} of {} go together", alike.len());
    assert_eq!(latin(&of, SAMPLES), values, "the same on every machine");
}

#[test]
fn what_moves_a_figure_most_stands_first() {
    let of = numbers(&["trust_missed", "understood", "by_hand"]);
    let incidents = [incident("moves", &point("recognised", "RecognitionMin", 0.0, 60.0))];
    let played = AtomicU64::new(0);
    let count = || {
        played.fetch_add(1, Ordering::Relaxed);
    };
    let found = sampled(&incidents, &Setting::default().numbers, &of, SAMPLES, 1, &count);
    assert_eq!(played.into_inner(), plays(&incidents, SAMPLES, 1));
    let first = movers(&found.values, &found.found[0])[0];
    assert_eq!(of[first.number].name(), "strike.understood");
    assert!(first.with > 0.9, "the more must be seen, the later: {first:?}");
    assert_eq!(first.sure, 1.0, "three numbers are always among the first five");
    let (table, data) = (text(&found, &Setting::default()), json(&found, &Setting::default()));
    assert!(table.contains("moves/recognised") && table.contains("strike.understood +"), "{table}");
    assert_eq!(data["figures"][0]["movers"][0]["number"], "strike.understood", "{data:#}");
    let [low, high] = ["p5", "p95"].map(|end| data["figures"][0][end].as_f64().expect("a figure"));
    assert!(low < high, "the range of the number shows: {low} to {high}");
}

#[test]
fn an_exercise_has_a_score_in_every_sample() {
    let exercise = scenarios(Some("small-hospital-vouchers")).expect("it is shipped");
    let found = sampled(&exercise, &Setting::default().numbers, &numbers(&["by_hand"]), 2, 1, &|| {});
    let score = found.outputs.iter().position(|one| matches!(one, Output::Score(_))).expect("an exercise has one");
    let all = found.found[score].iter().chain([&found.in_use[score]]);
    assert!(all.flatten().filter(|score| (10.0..=100.0).contains(*score)).count() == 3, "{:?}", found.found[score]);
}
