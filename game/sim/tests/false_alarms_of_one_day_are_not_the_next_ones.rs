//! However many false alarms a sensor raises, each day's have minutes of their own.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::common::*;
use codedark_sim::exercise::*;

/// Alarms of the one sensor each day.
const EACH_DAY: f64 = 128.0;

/// Minutes of the day at which alarms come, on the day from this minute on.
fn minutes(exercise: &mut Exercise, begins: u64) -> BTreeSet<u64> {
    let mut found = BTreeSet::new();
    let mut before = exercise.desk("h1").expect("the hospital").alerts.0;
    while exercise.next_due().is_some_and(|due| due < begins + 1440) {
        let due = exercise.next_due().expect("looked at just now");
        exercise.advance(due);
        let alerts = exercise.desk("h1").expect("the hospital").alerts.0;
        if alerts > before {
            found.insert(due - begins);
        }
        before = alerts;
    }
    found
}

#[test]
fn two_days_share_few_minutes() {
    let mut scenario = attack_only(codedark_scenario::Scenario::clone(&scenario()));
    scenario.hospital.sensors.truncate(1);
    scenario.hospital.sensors[0].false_alarms_per_day = EACH_DAY;
    let mut exercise = Exercise::build(Arc::new(scenario), SEED, &one_hospital());
    let (first, second) = (minutes(&mut exercise, 1), minutes(&mut exercise, 1441));
    assert!(first.len() > 100 && second.len() > 100, "{} and {} alarms", first.len(), second.len());
    // By chance some eleven of the day's minutes fall together.
    let both = first.intersection(&second).count();
    assert!(both < 30, "{both} of {} minutes are the same on both days", first.len());
}
