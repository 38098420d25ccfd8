//! How much work comes before the first host follows from what was hit: a house with little hit has hosts back in days, at
//! any size, and one that lost everything waits for longer.

use crate::common::*;
use codedark_scenario::Measure;
use codedark_shipped::load_built_in;

/// Days until the first host of a struck house is back.
fn first_back(hospital: &str, zones: &[&str], share_percent: u32) -> usize {
    let of = load_built_in(hospital).expect("it is shipped").scenario.hospital;
    let mut exercise = next_struck(SEED, zones, share_percent, |scenario| scenario.hospital = of);
    let mut down = vec![figure(&mut exercise, Measure::DevicesDown)];
    rebuilds(&mut exercise, 20, |exercise| down.push(figure(exercise, Measure::DevicesDown)));
    assert!(down[0] > 0, "something was lost");
    down.iter().position(|left| *left < down[0]).unwrap_or(down.len())
}

#[test]
fn the_first_host_is_back_sooner_where_less_was_hit() {
    let all = ["office", "servers", "wards", "imaging", "lab", "bedside", "identity"];
    for hospital in ["conti-friday", "sud-francilien-2022"] {
        let (little, much) = (first_back(hospital, &["wards"], 40), first_back(hospital, &all, 80));
        assert!(little <= 3, "{hospital}: the first host is back on day {little}");
        assert!(little < much, "{hospital}: on day {little} with little hit, on day {much} with much");
    }
}
