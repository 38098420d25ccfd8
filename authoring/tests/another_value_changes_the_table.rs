//! A number that was set changes the model's figures, and the table says which it was.

use codedark_authoring::calibrate::named::Setting;
use codedark_authoring::calibrate::{Calibrated, calibrate, json, text};

use crate::common::{incident, point};

const SEEDS: u64 = 3;

fn calibrated(setting: &Setting) -> [Calibrated; 1] {
    let points = point("recognised", "RecognitionMin", 0.0, 10_000.0) + &point("data", "StorageEncrypted", 0.0, 1.0);
    [calibrate(&incident("a-small-house", &points), &setting.numbers, SEEDS, 2, &|| {})]
}

#[test]
fn a_number_that_was_set_changes_the_figures_and_heads_the_table() {
    let own = Setting::default();
    let set = Setting::of(&["understood=30".to_owned()]).expect("it can be defended");
    let (before, after) = (calibrated(&own), calibrated(&set));
    let middle = |all: &[Calibrated; 1]| all[0].results[0].spread.expect("it is recognised").middle;
    assert!(middle(&after) > middle(&before), "who needs to meet more dead screens understands later");
    let table = text(&after, &set);
    assert!(table.starts_with("With strike.understood = 30 instead of 8.8 (minutes).\n\n"), "{table}");
    assert!(text(&before, &own).starts_with("a-small-house: "), "nothing was set");
    assert_eq!(json(&after, &set)["set"][0]["name"], "strike.understood");
    assert_eq!(json(&after, &set)["set"][0]["value"], 30.0);
}
