//! A report is work like any other: what keeps the deadline is that it was sent, not that somebody had begun to write it.

use crate::common::*;
use codedark_protocol::Role;
use codedark_scenario::{Condition, Measure};
use codedark_sim::exercise::*;

const REPORT: &str = "notify-nis2";
const DUTY: &str = "nis2-notification";
/// When the clock starts.
const STARTS: u64 = 10;
/// How long the report takes to write: everybody is there in the first hours of the first day.
const WRITING: u64 = 60;

/// A hospital in which nothing happens, but for the clock of one duty.
fn watching() -> Exercise {
    let scenario = changed(|scenario| {
        scenario.adversary.begins_min = NEVER_MIN;
        for duty in &mut scenario.duties {
            duty.starts = Condition::After(if duty.id == DUTY { STARTS } else { NEVER_MIN });
            (duty.due_min, duty.content) = (600, Vec::new());
        }
        let report = scenario.actions.iter_mut().find(|action| action.id == REPORT).expect("the library has it");
        report.phases.push("detection".into());
        report.duration_min = WRITING;
    });
    let mut exercise = Exercise::build(scenario, SEED, &one_hospital());
    for phase in 0..2 {
        exercise.submit(0, &Act::Phase(phase)).expect("phases follow each other");
    }
    exercise
}

/// Duties kept and broken in the end, when the report was ordered at a minute, and when it was sent.
fn ends(ordered: u64) -> (u64, [i64; 2]) {
    let mut exercise = watching();
    exercise.advance(ordered);
    let sent = does(&mut exercise, Role::CommunicationsLegal, REPORT, None);
    exercise.advance(30 * 1_440);
    (sent, [Measure::DutiesMet, Measure::DutiesLate].map(|wanted| figure(&mut exercise, wanted)))
}

#[test]
fn the_deadline_looks_at_what_was_sent() {
    let due = {
        let mut exercise = watching();
        exercise.advance(1_000);
        let rows = exercise.view(&seat(Role::CommunicationsLegal)).duties;
        rows.into_iter().find(|row| row.id == DUTY).expect("it is shown").due_min
    };
    for (ordered, kept, why) in [
        (due - 300, true, "written and sent long before"),
        (due - 20, false, "begun before the deadline, and sent after it"),
    ] {
        let (sent, counts) = ends(ordered);
        assert!(ordered < due && (sent < due) == kept, "{why}: ordered at {ordered}, sent at {sent}, due at {due}");
        assert_eq!(counts, if kept { [1, 0] } else { [0, 1] }, "kept and broken: {why}");
    }
}
