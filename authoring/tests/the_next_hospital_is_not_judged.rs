//! A hospital that stopped its own attack is not judged by what befell the next one, and the table says so.

use std::sync::Arc;

use codedark_authoring::calibrate::named::Setting;
use codedark_authoring::calibrate::{Verdict, calibrate, json, text};
use codedark_scenario::{Scenario, StrikeState};
use codedark_shipped::load_built_in;

use crate::common::{incident, point};

const SEEDS: u64 = 2;

/// The incident, with an attack that begins when the response is over already, and a next hospital that is struck.
fn stopped() -> Arc<Scenario> {
    let points = point("lost", "EncryptedShare", 0.0, 1.0) + &point("stolen", "StolenGb", 0.0, 1e6);
    let mut scenario = Scenario::clone(&incident("stopped", &points));
    scenario.adversary.begins_min = 300_000;
    let strike: Option<StrikeState> =
        load_built_in("conti-friday").expect("it is shipped").scenario.strike_state.clone();
    let zones: Vec<String> = scenario.hospital.zones.iter().map(|zone| zone.id.clone()).collect();
    scenario.strike_state = strike.map(|strike| StrikeState { zones, ..strike });
    Arc::new(scenario)
}

#[test]
fn a_stopped_attack_is_counted_apart() {
    let found = [calibrate(&stopped(), &Arc::default(), SEEDS, 1, &|| {})];
    let [one] = &found;
    assert_eq!((one.struck, one.encrypted, one.stopped), (0, 0, SEEDS as usize));
    assert!(one.results.iter().all(|result| result.verdict() == Verdict::Few), "no figure is the next hospital's");
    let table = text(&found, &Setting::default());
    assert!(table.contains("struck in 0 of 2 seeds") && table.contains("In 2 seeds the hospital stopped"), "{table}");
    assert_eq!(json(&found, &Setting::default())["scenarios"][0]["stopped"], SEEDS, "and so does the object");
}

#[test]
fn a_strike_without_encryption_is_not_called_encryption() {
    let mut scenario = load_built_in("lab-supplier").expect("it is shipped").scenario;
    let own = incident("own", &point("stolen", "StolenGb", 0.0, 1e6));
    (scenario.calibration, scenario.history) = (own.calibration.clone(), own.history.clone());
    let one = calibrate(&Arc::new(scenario), &Arc::default(), SEEDS, 1, &|| {});
    assert!(one.struck > 0 && one.encrypted == 0, "{} struck, {} encrypted", one.struck, one.encrypted);
}
