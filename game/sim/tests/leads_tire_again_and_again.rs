//! A lead whom nobody relieves goes home after a day and a half, is back after sleeping, and tires again.

use crate::common::*;
use codedark_protocol::{Command, Role};
use codedark_sim::exercise::*;

const HOUR: u64 = 60;

/// Length of an order of the security lead that is given at so many hours after everybody has seen the strike.
fn length(exercise: &mut Exercise, hours: u64, begun: u64) -> u64 {
    exercise.advance(begun + hours * HOUR);
    let now = exercise.now();
    let due = does(exercise, Role::SecurityLead, "preserve-evidence", None);
    let command = Command::Withdraw { action: "preserve-evidence".to_owned(), target: None };
    exercise.submit(now, &Act::Order { seat: seat(Role::SecurityLead), command }).expect("nobody has begun");
    due - now
}

#[test]
fn work_is_slow_while_somebody_stands_in_and_quick_again_after_that() {
    // Enough people at all hours: only the lead is missed.
    let mut exercise = next_struck(SEED, &["office"], 80, |scenario| {
        let crew = scenario.hospital.crews.iter_mut().find(|crew| crew.role == Role::SecurityLead);
        let crew = crew.expect("there are people");
        (crew.by_day, crew.by_night) = (20, 20);
    });
    let seen = line(&mut exercise, "log-ransomware-seen");
    let normal = length(&mut exercise, 10, seen);
    for (hours, asleep) in [(37, true), (45, true), (47, false), (81, false), (83, true), (91, true), (93, false)] {
        let takes = length(&mut exercise, hours, seen);
        assert_eq!(takes > normal, asleep, "after {hours} hours it takes {takes} minutes, else {normal}");
    }
}

/// When seats were told something.
fn line(exercise: &mut Exercise, id: &str) -> u64 {
    let log = exercise.view(&seat(Role::SecurityLead)).log;
    log.into_iter().find(|line| line.what.id == id).expect("it was told").id.at_min
}
