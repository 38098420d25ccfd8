//! Conditions: what scenarios ask of a hospital, read from the truth.

use codedark_scenario::{Condition, Measure, Op};

use crate::hospital::clocks::Clock;
use crate::hospital::site::HospitalRef;
use crate::reading::measure::value;

/// Whether a condition holds now.
pub fn holds(at: &HospitalRef, condition: &Condition) -> bool {
    match condition {
        Condition::All(list) => list.iter().all(|inner| holds(at, inner)),
        Condition::Any(list) => list.iter().any(|inner| holds(at, inner)),
        Condition::Not(inner) => !holds(at, inner),
        Condition::After(minute) => at.minute >= *minute,
        Condition::Within(minute) => at.minute < *minute,
        Condition::Measure(measure, op, against) => {
            let value = value(at, *measure);
            match op {
                Op::Lt => value < *against,
                Op::Le => value <= *against,
                Op::Eq => value == *against,
                Op::Ge => value >= *against,
                Op::Gt => value > *against,
            }
        }
        Condition::Did(action) => at.defence.done.contains_key(action),
        Condition::NotDidBy(action, minute) => at.minute >= *minute && !at.defence.done.contains_key(action),
        Condition::Fired(inject) => {
            at.story.injects[at.rules.inject(inject).expect("checked reference")].fired_min.is_some()
        }
        Condition::Chose(inject, option) => {
            let chosen = at.rules.inject(inject).and_then(|index| {
                let state = &at.story.injects[index];
                let answer = state.answer.filter(|_| !state.silent)?;
                Some(&at.rules.scenario.injects[index].options[answer])
            });
            chosen.is_some_and(|chosen| chosen.id == *option)
        }
        Condition::Knows(role, fact) => at.people.facts.contains_key(&(*role, *fact)),
        Condition::Reported(duty) => clock(at, duty).sent_min.is_some(),
        Condition::ReportedInTime(duty) => clock(at, duty).state().is_kept(),
        Condition::Overdue(duty) => clock(at, duty).late,
    }
}

/// Minutes after the strike at which a condition that counts from it may change.
pub fn strike_minutes(condition: &Condition, minutes: &mut Vec<u64>) {
    match condition {
        Condition::Measure(Measure::MinutesSinceStrike, op, against) => {
            // Above the number is one minute later than at it; equal is from the one to the other.
            let changes = match op {
                Op::Lt | Op::Ge => [Some(*against), None],
                Op::Le | Op::Gt => [Some(*against + 1), None],
                Op::Eq => [Some(*against), Some(*against + 1)],
            };
            // At the strike itself everything is looked at.
            let later = changes.into_iter().flatten().filter_map(|minute| u64::try_from(minute).ok());
            minutes.extend(later.filter(|minute| *minute > 0));
        }
        _ => condition.parts().iter().for_each(|part| strike_minutes(part, minutes)),
    }
}

/// Minutes at which a condition that reads the clock may change.
pub fn clock_minutes(condition: &Condition, minutes: &mut Vec<u64>) {
    match condition {
        Condition::After(minute) | Condition::Within(minute) | Condition::NotDidBy(_, minute) => minutes.push(*minute),
        _ => condition.parts().iter().for_each(|part| clock_minutes(part, minutes)),
    }
}

/// The clock of a duty.
fn clock<'a>(at: &HospitalRef<'a>, id: &str) -> &'a Clock {
    &at.duties.clocks[at.rules.duty(id)]
}
