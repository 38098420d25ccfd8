//! Decisions count for those who made them, what was not observed is never a failure, and shortcuts cap what they touch.

use std::sync::Arc;

use crate::common::*;
use codedark_protocol::{ObjectiveResult, Outcome, Rating, Role, is_scored};
use codedark_scenario::{Condition, Measure, ObjectiveKind, Scenario};
use codedark_sim::exercise::*;

const PERSON: u32 = 5;
const DRILL: &str = "wards-rehearsed";

fn drill() -> Act {
    order(Role::NursingLead, "drill-downtime", None)
}

/// The shipped scenario with orders that start at once, and something changed.
fn at_once(change: impl FnOnce(&mut Scenario)) -> Arc<Scenario> {
    changed(|scenario| {
        scenario.actions.iter_mut().for_each(|action| action.tabled = false);
        change(scenario);
    })
}

fn opened(scenario: Arc<Scenario>) -> Exercise {
    Exercise::build(scenario, SEED, &one_hospital())
}

fn result<'a>(outcome: &'a Outcome, id: &str) -> &'a ObjectiveResult {
    outcome.objectives.iter().find(|one| one.id == id).expect("all objectives are listed")
}

#[test]
fn a_stand_ins_decision_is_marked_and_not_counted_where_people_play() {
    for (held, by, marked, why) in [
        (true, PERSON, false, "a person ordered it"),
        (true, PROGRAM, true, "a stand-in ordered it, in a hospital that people play"),
        (false, PROGRAM, false, "nobody ever sat here: stand-ins play the exercise, and are scored"),
    ] {
        let mut exercise = opened(at_once(|_| {}));
        if held {
            let hold = Act::Hold { hospital: "h1".into(), roles: vec![Role::MedicalLead] };
            exercise.submit_by(0, PERSON, &hold).expect("seats are free");
        }
        exercise.submit(0, &Act::Phase(0)).expect("the first phase begins");
        exercise.submit_by(1, by, &drill()).expect("it is offered");
        exercise.advance(30_000);
        let outcome = exercise.outcome("h1");
        let drilled = result(&outcome, DRILL);
        assert_eq!((drilled.rating, drilled.by_stand_in), (Some(Rating::P), marked), "{why}");
        assert_eq!(outcome.process > 0.0, !marked, "process {}: {why}", outcome.process);
    }
}

#[test]
fn a_phase_left_to_stand_ins_is_theirs() {
    for (by, marked) in [(PERSON, false), (PROGRAM, true)] {
        let mut exercise = opened(at_once(|_| {}));
        let hold = Act::Hold { hospital: "h1".into(), roles: vec![Role::NursingLead] };
        exercise.submit_by(0, PERSON, &hold).expect("seats are free");
        exercise.submit(0, &Act::Phase(0)).expect("the first phase begins");
        exercise.submit_by(1, by, &drill()).expect("it is offered");
        assert_eq!(result(&exercise.outcome("h1"), "harder-to-attack").by_stand_in, marked, "ordered by {by}");
    }
}

#[test]
fn what_did_not_take_place_is_not_observed() {
    let mut exercise = opened(at_once(|_| {}));
    let unobserved = |exercise: &mut Exercise, phase: &str| {
        let outcome = exercise.outcome("h1");
        let here: Vec<&ObjectiveResult> = outcome.objectives.iter().filter(|one| one.phase == phase).collect();
        assert!(!here.is_empty(), "objectives of {phase} are listed");
        here.iter().filter(|one| one.rating.is_none() && one.attainment.is_none()).count() == here.len()
    };
    for phase in ["prevention", "detection", "response", "recovery"] {
        assert!(unobserved(&mut exercise, phase), "{phase} has not begun");
    }
    let scored = |exercise: &mut Exercise| {
        let objectives = exercise.outcome("h1").objectives;
        [None, Some(ObjectiveKind::Process)].map(|kind| is_scored(&objectives, kind))
    };
    assert_eq!(scored(&mut exercise), [false; 2], "its score of 0 is none");
    exercise.submit(0, &Act::Phase(0)).expect("the first phase begins");
    assert!(!unobserved(&mut exercise, "prevention") && unobserved(&mut exercise, "detection"));
    assert_eq!(scored(&mut exercise), [true; 2], "what could be done and is not yet is a 0");

    let minute = exercise.phase_ends_by();
    exercise.submit(minute, &Act::Phase(1)).expect("the second phase begins");
    exercise.submit(minute + 10, &Act::End).expect("it ends");
    let outcome = exercise.outcome("h1");
    assert_eq!(result(&outcome, "intruder-answered").rating, None, "nobody knew of an intruder: never a U");
    assert_eq!(result(&outcome, "backups-survive").rating, Some(Rating::U), "what could be done and was not is a U");
}

#[test]
fn an_unsafe_shortcut_caps_its_objective_at_m() {
    let capped_by = |condition: Condition| {
        at_once(|scenario| {
            let drill = scenario.objectives.iter_mut().find(|one| one.id == DRILL);
            drill.expect("the objective is there").capped_by = vec![condition];
        })
    };
    for (condition, rating, why) in [
        (Condition::Did("ward-reporters".into()), Rating::P, "the shortcut was not taken"),
        (Condition::Did("drill-downtime".into()), Rating::M, "it was"),
        (Condition::Measure(Measure::DevicesTotal, codedark_scenario::Op::Ge, 1), Rating::M, "it was, from the start"),
        (Condition::After(60_000), Rating::P, "it was taken when the phase was over"),
    ] {
        let mut exercise = opened(capped_by(condition));
        exercise.submit(0, &Act::Phase(0)).expect("the first phase begins");
        exercise.submit(1, &drill()).expect("it is offered");
        exercise.submit(40_320, &Act::Phase(1)).expect("the second phase begins");
        exercise.advance(70_000);
        let outcome = exercise.outcome("h1");
        assert_eq!(result(&outcome, DRILL).rating, Some(rating), "{why}");
        assert_eq!(result(&outcome, DRILL).capped, rating == Rating::M, "{why}");
    }
}

#[test]
fn only_an_unchecked_zone_is_a_shortcut_when_it_is_connected_again() {
    let idle = played(Skill::Idle, SEED);
    let strike = strike_min(&idle);
    for (checked, shortcuts) in [(false, 1), (true, 0)] {
        let mut exercise = replayed(&idle.entries, SEED, strike);
        let mut does = |role: Role, action: &str, wait: u64| {
            let minute = exercise.now();
            exercise.submit(minute, &order(role, action, Some("office"))).expect("it is offered");
            let view = exercise.view(&seat(role));
            if let Some(open) = view.proposals.iter().find(|proposal| proposal.action == action) {
                let agree = codedark_protocol::Command::Agree { proposal: open.id };
                exercise.submit(minute, &Act::Order { seat: seat(open.asked), command: agree }).expect("they agree");
            }
            exercise.advance(minute + wait);
        };
        does(Role::SecurityLead, "isolate-technical-zone", 600);
        if checked {
            // Every computer is looked at, once the scope is known: three weeks without anybody called in.
            does(Role::SecurityLead, "sign-off-zone", 30_000);
        }
        does(Role::ItOperations, "reconnect-zone", 600);
        let figures = exercise.figures("h1");
        let found = figures.iter().find(|(measure, _)| *measure == Measure::UncheckedReconnects);
        assert_eq!(found.map(|(_, value)| *value), Some(shortcuts), "checked: {checked}");
    }
}

/// When response began.
fn strike_min(played: &Played) -> u64 {
    let response = played.entries.iter().find(|entry| entry.act == Act::Phase(2));
    response.expect("an idle hospital is struck").minutes[0]
}
