//! Stolen data leaves hour by hour, and a line cut midway keeps the rest.

use crate::common::*;
use codedark_protocol::{Command, Role};
use codedark_sim::exercise::*;

/// The minute after which data is on its way, and part of it has left.
fn midway(exercise: &mut Exercise) -> u64 {
    loop {
        let due = exercise.next_due().expect("an agenda is never empty");
        exercise.advance(due);
        let crew = exercise.attacker("h1").expect("the hospital");
        assert!(crew.detonated_min.is_none(), "the theft comes before the strike");
        if crew.stolen_gb > 100 && crew.sending_gb > 100 {
            return due;
        }
    }
}

fn command(role: Role, command: Command) -> Act {
    Act::Order { seat: seat(role), command }
}

#[test]
fn the_internet_cut_midway_keeps_the_rest_until_it_is_open_again() {
    let mut exercise = Exercise::build(scenario(), SEED, &one_hospital());
    exercise.submit(0, &Act::Phase(0)).expect("the first phase begins");
    exercise.submit(1, &Act::Phase(1)).expect("the second follows");
    let now = midway(&mut exercise);
    exercise.submit(now, &order(Role::IncidentCommander, "cut-internet", None)).expect("it is offered");
    exercise.submit(now, &command(Role::SecurityLead, Command::Agree { proposal: 0 })).expect("it was asked");
    exercise.advance(now + 60);
    let cut = exercise.attacker("h1").expect("the hospital");
    exercise.advance(now + 1440);
    let later = exercise.attacker("h1").expect("the hospital");
    assert_eq!(cut.stolen_gb, later.stolen_gb, "nothing leaves over a line that is cut");
    assert!(later.stolen_gb > 100 && later.stolen_gb < 700, "what was sent stays stolen: {}", later.stolen_gb);
}

#[test]
fn a_line_carries_no_more_in_an_hour_than_it_can() {
    let mut exercise = Exercise::build(scenario(), SEED, &one_hospital());
    exercise.submit(0, &Act::Phase(0)).expect("the first phase begins");
    let now = midway(&mut exercise);
    let before = exercise.attacker("h1").expect("the hospital").stolen_gb;
    exercise.advance(now + 4 * 60);
    let after = exercise.attacker("h1").expect("the hospital").stolen_gb;
    assert_eq!(after - before, 4 * 25, "four hours at 25 gigabytes an hour");
}
