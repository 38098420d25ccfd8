//! Every shipped scenario loads without a word.

use crate::common::shown;
use codedark_shipped::{built_in_names, calibration_names, load_built_in};

/// The exercises that classes are promised.
const SHIPPED: [&str; 10] = [
    "bedside-alarms",
    "conti-friday",
    "hacktivist-wave",
    "imaging-extortion",
    "irish-health-service-2021",
    "lab-supplier",
    "results-altered",
    "small-hospital-vouchers",
    "sud-francilien-2022",
    "worm-friday-2017",
];

#[test]
fn all_shipped_scenarios_load() {
    let names = built_in_names();
    for name in SHIPPED {
        assert!(names.contains(&name), "shipped: {names:?}");
    }
    for name in names.into_iter().chain(calibration_names()) {
        let problems = shown(load_built_in(name));
        assert!(problems.is_empty(), "{name}:\n{}", problems.join("\n"));
    }
}
