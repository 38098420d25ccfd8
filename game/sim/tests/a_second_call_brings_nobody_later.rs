//! Who calls people in once more while they are on their way gets them no later.

use crate::common::*;
use codedark_protocol::Role;
use codedark_sim::exercise::*;

use Role::NursingLead as Nursing;

/// An order of the same role, whose length tells at night whether its people are there: 480 minutes of people in half an hour.
const ORDER: &str = "second-check-wards";
/// Late in the evening, when few are there.
const EVENING: u64 = 9 * 1440 + 13 * 60;

/// Minutes after the evening at which the order is first as short as it gets.
fn there_after(calls: &[u64]) -> u64 {
    let scenario = changed(|scenario| {
        scenario.adversary.begins_min = NEVER_MIN;
        scenario.injects.clear();
        scenario.strike_state = None;
        scenario.hospital.crews.iter_mut().for_each(|crew| crew.tasks_max = 20);
        let nurses = scenario.hospital.crews.iter_mut().find(|crew| crew.role == Nursing).expect("there are nurses");
        (nurses.by_day, nurses.by_night) = (40, 12);
        let call =
            scenario.actions.iter_mut().find(|action| action.id == "call-in-nurses").expect("the library has it");
        call.duration_min = 10;
    });
    let mut exercise = Exercise::build(scenario, SEED, &one_hospital());
    for phase in 0..3 {
        exercise.submit(phase, &Act::Phase(phase as u32)).expect("phases follow each other");
    }
    let takes = |exercise: &Exercise| {
        let mut asked = exercise.copy();
        does(&mut asked, Nursing, ORDER, Some("maternity")) - asked.now()
    };
    for after in (0..600).step_by(5) {
        exercise.advance(EVENING + after);
        if takes(&exercise) == 30 {
            return after;
        }
        if calls.contains(&after) {
            exercise.submit(exercise.now(), &order(Nursing, "call-in-nurses", None)).expect("it can be repeated");
        }
    }
    panic!("nobody came within ten hours");
}

#[test]
fn they_come_when_the_first_call_said() {
    let once = there_after(&[0]);
    for calls in [[0, 30], [0, 60], [0, 90]] {
        assert_eq!(there_after(&calls), once, "called at {calls:?}");
    }
}
