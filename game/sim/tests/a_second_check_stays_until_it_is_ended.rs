//! A second check is on however often and by whomever it was ordered, until somebody ends it.

use std::sync::Arc;

use crate::common::*;
use codedark_protocol::{Command, Role};
use codedark_scenario::{Condition, Effect, Inject, InjectOption};
use codedark_sim::exercise::*;

use Role::{IncidentCommander as Commander, MedicalLead as Medical, NursingLead as Nursing};

/// Two orders of two roles with the same effect, and a service that both can be given on.
const MEDICAL: &str = "double-read-results";
const NURSING: &str = "second-check-wards";
/// What ends it in recovery.
const END: &str = "end-second-check-wards";
const SERVICE: &str = "emergency";
/// A service for which nobody orders anything here.
const OTHER: &str = "laboratory";
/// Longer than either order takes.
const WORK: u64 = 1440;

/// A house in response that nobody attacks, with a question whose answer lets everybody check twice.
fn house() -> Exercise {
    let scenario = changed(|scenario| {
        scenario.adversary.begins_min = NEVER_MIN;
        scenario.injects.clear();
        scenario.strike_state = None;
        let option = |id: &str, effects| InjectOption { id: id.into(), effects, credit: 0 };
        scenario.injects.push(Inject {
            id: "wristbands".into(),
            role: Commander,
            when: Some(Condition::After(3)),
            options: vec![option("yes", vec![Effect::SecondCheck]), option("no", vec![])],
            deadline_min: 50_000,
            distressing: false,
        });
    });
    in_response(scenario)
}

fn in_response(scenario: Arc<codedark_scenario::Scenario>) -> Exercise {
    let mut exercise = Exercise::build(scenario, SEED, &one_hospital());
    for phase in 0..3 {
        exercise.submit(phase, &Act::Phase(phase as u32)).expect("phases follow each other");
    }
    exercise.advance(60);
    exercise
}

#[derive(Clone, Copy, Debug)]
enum Say {
    Order(Role, &'static str),
    Answer,
    Wait,
}

fn checks_twice(exercise: &mut Exercise, service: &str) -> bool {
    let services = exercise.view(&seat(Nursing)).services;
    services.iter().find(|row| row.id == service).expect("the house has it").second_check
}

#[test]
fn orders_and_answers_switch_it_on_in_any_order() {
    use Say::*;
    let (medical, nursing) = (Order(Medical, MEDICAL), Order(Nursing, NURSING));
    for (said, other, why) in [
        (&[medical, Wait][..], false, "one order"),
        (&[medical, nursing, Wait], false, "two orders at once"),
        (&[nursing, medical, Wait], false, "the same the other way round"),
        (&[medical, Wait, nursing, Wait], false, "the second when the first has taken effect"),
        (&[Answer], true, "an answer is about every service"),
        (&[medical, Wait, Answer], true, "an answer leaves on what was on"),
        (&[Answer, medical, nursing, Wait], true, "orders leave on what an answer switched on"),
    ] {
        let mut exercise = house();
        for say in said {
            let now = exercise.now();
            // Who is late may be refused: it is on already.
            match say {
                Order(role, action) => drop(exercise.submit(now, &order(*role, action, Some(SERVICE)))),
                Answer => {
                    let command = Command::Answer { inject: "wristbands".into(), option: "yes".into() };
                    exercise.submit(now, &Act::Order { seat: seat(Commander), command }).expect("it was asked");
                }
                Wait => exercise.advance(now + WORK),
            }
        }
        assert!(checks_twice(&mut exercise, SERVICE), "{why}: {said:?}");
        assert_eq!(checks_twice(&mut exercise, OTHER), other, "{why}: {said:?}");
    }
}

#[test]
fn it_is_ended_by_an_order_of_its_own() {
    let mut exercise = house();
    exercise.submit(exercise.now(), &order(Nursing, NURSING, Some(SERVICE))).expect("it is offered");
    exercise.advance(exercise.now() + WORK);
    exercise.submit(exercise.now(), &Act::Phase(3)).expect("recovery follows response");
    let offers = exercise.view(&seat(Nursing)).offers;
    let targets =
        |action: &str| offers.iter().find(|offer| offer.action == action).expect("it is there").targets.clone();
    assert_eq!(targets(END), [SERVICE], "nobody ends what is not on");
    assert!(!targets(NURSING).contains(&SERVICE.to_owned()), "nor begins what is on");
    exercise.submit(exercise.now(), &order(Nursing, END, Some(SERVICE))).expect("it is offered");
    exercise.advance(exercise.now() + WORK);
    assert!(!checks_twice(&mut exercise, SERVICE));
}
