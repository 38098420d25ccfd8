//! Every shipped scenario loads without a word.

mod common;
use codedark_scenario::{built_in_names, calibration_names, load_built_in};
use common::shown;

#[test]
fn all_shipped_scenarios_load() {
    let names = built_in_names();
    for name in ["conti-friday", "sud-francilien-2022", "worm-friday-2017"] {
        assert!(names.contains(&name), "shipped: {names:?}");
    }
    for name in names.into_iter().chain(calibration_names()) {
        let problems = shown(load_built_in(name));
        assert!(problems.is_empty(), "{name}:\n{}", problems.join("\n"));
    }
}
