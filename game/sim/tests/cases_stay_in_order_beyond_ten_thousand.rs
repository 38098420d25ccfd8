//! Rows of cases lie in the order of their ids, as a view's changes need it, with four digits and with five.

use std::sync::Arc;

use crate::common::*;
use codedark_protocol::Role;
use codedark_sim::base::numbers::Numbers;
use codedark_sim::exercise::*;

#[test]
fn rows_are_sorted_by_id_around_ten_thousand() {
    let mut scenario = attack_only(codedark_scenario::Scenario::clone(&scenario()));
    scenario.adversary.begins_min = NEVER_MIN;
    let zones: Vec<String> = scenario.hospital.zones.iter().map(|zone| zone.id.clone()).collect();
    for sensor in &mut scenario.hospital.sensors {
        (sensor.false_alarms_per_day, sensor.zones) = (1000.0, zones.clone());
    }
    let mut numbers = Numbers::default();
    numbers.set("detection", "case_joins", 60.0).expect("an hour can be defended");
    let mut exercise = Exercise::build_with(Arc::new(scenario), SEED, &one_hospital(), &Arc::new(numbers));
    let cases = |exercise: &mut Exercise| exercise.desk("h1").expect("the hospital").cases.len();
    while cases(&mut exercise) < 9_990 {
        exercise.advance(exercise.now() + 60);
    }
    let mut seen = (0, 0);
    while cases(&mut exercise) < 12_000 {
        let ids: Vec<String> = exercise.view(&seat(Role::SecurityLead)).cases.into_iter().map(|row| row.id).collect();
        assert!(ids.is_sorted(), "{ids:?}");
        let long = ids.iter().filter(|id| id.len() > "case-9999".len()).count();
        seen = (seen.0 + usize::from(long > 0 && long < ids.len()), seen.1 + 1);
        exercise.advance(exercise.now() + 60);
    }
    assert!(seen.0 > 0, "both lengths were on one screen in some of {} views", seen.1);
}
