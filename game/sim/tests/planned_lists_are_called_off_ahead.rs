//! A service that cannot do its list calls planned patients off in the first days, no more than it must, and nobody urgent.

use crate::common::*;
use codedark_protocol::Role;
use codedark_sim::exercise::*;

const DAY: u64 = 1_440;
/// The strike falls on a Tuesday at noon.
const STRIKE: u64 = 1_680;

/// A house that loses every computer and declares a downtime, or one that nothing happens to.
fn house(struck: bool) -> Exercise {
    let scenario = changed(|scenario| {
        scenario.adversary.begins_min = NEVER_MIN;
        scenario.injects.clear();
        let strike = scenario.strike_state.as_mut().expect("it has one");
        strike.zones = scenario.hospital.zones.iter().map(|zone| zone.id.clone()).collect();
        strike.share_percent = 100;
        if !struck {
            scenario.strike_state = None;
        }
    });
    let mut exercise = Exercise::build(scenario, SEED, &one_hospital());
    for (phase, minute) in [0, STRIKE - 1, STRIKE].into_iter().enumerate() {
        exercise.submit(minute, &Act::Phase(phase as u32)).expect("phases follow each other");
    }
    if struck {
        exercise.advance(STRIKE + 30);
        does(&mut exercise, Role::NursingLead, "declare-downtime", None);
    }
    exercise
}

fn state(exercise: &Exercise, id: &str) -> ServiceState {
    exercise.services("h1").into_iter().find(|(name, _)| name == id).expect("there is one").1
}

#[test]
fn lists_are_called_off_in_the_first_days_and_urgent_care_is_not() {
    let mut exercise = house(true);
    exercise.advance(STRIKE + 2 * DAY);
    let clinics = state(&exercise, "outpatients");
    let planned = 100_000;
    assert!(clinics.counts.cancelled_milli > planned / 3, "{:?} are called off after two days", clinics.counts);
    assert!(clinics.waits_milli() < planned * 3 / 2, "nobody is asked in only to wait: {:?}", clinics.waiting_milli);
    let emergency = state(&exercise, "emergency");
    assert_eq!((emergency.counts.cancelled_milli, emergency.counts.turned_down_milli), (0, 0));
}

#[test]
fn no_more_is_called_off_than_must_be() {
    let mut exercise = house(true);
    exercise.advance(STRIKE + 9 * DAY);
    let before = state(&exercise, "outpatients").counts;
    exercise.advance(STRIKE + 16 * DAY);
    let after = state(&exercise, "outpatients");
    let came = after.counts.arrived_milli - before.arrived_milli;
    let share = (after.counts.treated_milli - before.treated_milli) * 1000 / came;
    assert!((share - after.capacity_milli).abs() < 60, "{share} thousandths are seen of {}", after.capacity_milli);
}

#[test]
fn nobody_is_called_off_where_nothing_is_lost() {
    let mut exercise = house(false);
    exercise.advance(STRIKE + 16 * DAY);
    assert!(exercise.services("h1").iter().all(|(_, state)| state.counts.cancelled_milli == 0));
}
