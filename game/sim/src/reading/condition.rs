//! Conditions: what scenarios ask of a hospital, read from the truth.

use codedark_scenario::{Condition, Measure, Op};

use crate::hospital::clauses::Clause;
use crate::hospital::site::HospitalRef;
use crate::reading::measure::value;

/// Whether a condition holds now.
pub fn holds(at: &HospitalRef, clause: &Clause) -> bool {
    match clause {
        Clause::All(list) => list.iter().all(|inner| holds(at, inner)),
        Clause::Any(list) => list.iter().any(|inner| holds(at, inner)),
        Clause::Not(inner) => !holds(at, inner),
        Clause::After(minute) => at.minute >= *minute,
        Clause::Within(minute) => at.minute < *minute,
        Clause::Measure(measure, op, against) => {
            let value = value(at, *measure);
            match op {
                Op::Lt => value < *against,
                Op::Le => value <= *against,
                Op::Eq => value == *against,
                Op::Ge => value >= *against,
                Op::Gt => value > *against,
            }
        }
        Clause::Did(action) => at.defence.has_done(*action),
        Clause::NotDidBy(action, minute) => at.minute >= *minute && !at.defence.has_done(*action),
        Clause::Fired(inject) => at.story.injects[*inject].fired_min.is_some(),
        Clause::Chose(inject, option) => {
            let state = &at.story.injects[*inject];
            !state.silent && state.answer == Some(*option)
        }
        Clause::Knows(role, fact) => at.people.has_learned(*role, *fact),
        Clause::Reported(duty) => at.duties.clocks[*duty].sent_min.is_some(),
        Clause::ReportedInTime(duty) => at.duties.clocks[*duty].state().is_kept(),
        Clause::Overdue(duty) => at.duties.clocks[*duty].late,
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
