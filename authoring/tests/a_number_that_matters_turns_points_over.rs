//! `--spread`: the ends of a number's range, and the published points that turn over with them.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use codedark_authoring::calibrate::calibrate;
use codedark_authoring::calibrate::influence::{Hear, Influences, influences, json, plays, text};
use codedark_authoring::calibrate::named::{Named, Setting, named};
use codedark_scenario::Scenario;

use crate::common::{incident, point};

/// One seed: a point then holds where its one figure lies in the published range.
const SEEDS: u64 = 1;

/// What the ends of these numbers do, and how many plays that took.
fn played(incidents: &[Arc<Scenario>], setting: &Setting, of: &[Named]) -> (Influences, u64) {
    let played = AtomicU64::new(0);
    let count = || {
        played.fetch_add(1, Ordering::Relaxed);
    };
    let hear = Hear { played: &count, begun: &|_| {}, found: &|_, _| {} };
    let found = influences(incidents, &setting.numbers, of, SEEDS, &hear);
    (found, played.into_inner())
}

fn number(name: &str) -> Named {
    named(name).expect("it is listed")
}

/// Minutes until the attack is recognised, by the number that says how much must be seen of it.
fn recognised(understood: f64) -> f64 {
    let numbers = number("understood").set_in(&Setting::default().numbers, understood);
    let incident = incident("plain", &point("recognised", "RecognitionMin", 0.0, 1.0));
    let found = calibrate(&incident, &numbers, SEEDS, 1, &|| {});
    found.results[0].spread.expect("the hospital is struck").middle
}

#[test]
fn what_turns_points_over_stands_first() {
    let it = number("understood").number;
    let [low, in_use, high] = [it.low, it.value, it.high].map(recognised);
    assert!(low < in_use && in_use < high, "the more must be seen, the later: {low}, {in_use}, {high}");
    // One point that only the value in use meets, one that only the high end meets, and one that all meet.
    let points = point("near", "RecognitionMin", (low + in_use) / 2.0, (in_use + high) / 2.0)
        + &point("late", "RecognitionMin", (in_use + high) / 2.0, high + 1.0)
        + &point("any", "EncryptedShare", 0.0, 1.0);
    let incidents = [incident("turns", &points), incident("stays", &point("any", "EncryptedShare", 0.0, 1.0))];
    let setting = Setting::default();
    let of = [number("trust_missed"), number("understood")];
    let (found, played) = played(&incidents, &setting, &of);
    assert_eq!(played, plays(&incidents, of.len(), SEEDS), "each end once, and the values in use once");
    let table = text(&found, &setting);
    let flips: Vec<(String, usize)> = found.numbers.iter().map(|one| (one.number.name(), one.flips)).collect();
    assert_eq!(flips, [("strike.understood".to_owned(), 3), ("duty.trust_missed".to_owned(), 0)], "{table}");
    assert!(found.numbers[0].moved > 0.5, "past the end of a range in whose middle it was: {table}");
    for line in ["At 2.000 no more: turns/near", "At 30.000 no more: turns/near", "At 30.000 also: turns/late"] {
        assert!(table.contains(line), "{line}: {table}");
    }
    let data = json(&found, &setting);
    assert_eq!((&data["held"], &data["points"]), (&3.into(), &4.into()), "{data:#}");
    assert_eq!(data["numbers"][0]["low"]["held"], 2, "{data:#}");
    assert_eq!(data["numbers"][0]["high"]["flips"][1]["point"], "late", "{data:#}");
}

#[test]
fn an_end_that_is_the_value_in_use_is_not_played_again() {
    let incidents = [incident("one", &point("any", "EncryptedShare", 0.0, 1.0))];
    let setting = Setting::of(&["understood=2".to_owned()]).expect("the low end of its range");
    let (found, played) = played(&incidents, &setting, &[number("understood")]);
    assert_eq!(played, 2, "the value in use, and the high end");
    assert_eq!(found.numbers[0].low.points, found.in_use);
}
