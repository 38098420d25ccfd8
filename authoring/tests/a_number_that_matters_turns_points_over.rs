//! `--spread`: the ends of a number's range, and the published points that turn over with them.

use std::sync::atomic::{AtomicU64, Ordering};

use codedark_authoring::calibrate::influence::{Influences, influences, json, plays, text};
use codedark_authoring::calibrate::named::{Named, Setting, named};

use crate::common::{incident, point};

const SEEDS: u64 = 3;

fn numbers(names: &[&str]) -> Vec<Named> {
    names.iter().map(|name| named(name).expect("it is listed")).collect()
}

#[test]
fn what_turns_points_over_stands_first() {
    let points = point("understood", "RecognitionMin", 0.0, 1.0) + &point("any", "EncryptedShare", 0.0, 1.0);
    let incidents = [incident("one", &points), incident("other", &point("any", "EncryptedShare", 0.0, 1.0))];
    let of = numbers(&["trust_missed", "understood"]);
    let played = AtomicU64::new(0);
    let found: Influences = influences(
        &incidents,
        &Setting::default().numbers,
        &of,
        SEEDS,
        &|| {
            played.fetch_add(1, Ordering::Relaxed);
        },
        &|_, _| {},
    );
    eprintln!("XXX {}", text(&found, &Setting::default()));
    eprintln!("XXX {:#}", json(&found, &Setting::default()));
    assert_eq!(played.into_inner(), plays(&incidents, 2, SEEDS), "each end once, and the values in use once");
}
