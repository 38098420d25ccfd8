//! A legal clock ends in one of several states, and each costs something else: early and incomplete nothing, late less than
//! never, concealed most; and help from outside waits for the early warning.

use std::sync::Arc;

use crate::common::*;
use codedark_protocol::{Arg, DutyRow, Role};
use codedark_scenario::{Condition, Measure, Scenario};
use codedark_sim::exercise::*;

const HOUR: u64 = 60;
const DAY: u64 = 1_440;
/// When the clock of the detailed report starts.
const STARTS: u64 = 10;
/// What never holds, and what always does.
const NEVER: Condition = Condition::After(NEVER_MIN);
const ALWAYS: Condition = Condition::After(0);

/// A hospital in which nothing happens, but for the clock of the detailed report, whose whole content is known when this
/// holds.
fn one_clock(whole: Condition) -> Arc<Scenario> {
    changed(|scenario| {
        scenario.adversary.begins_min = NEVER_MIN;
        for duty in &mut scenario.duties {
            let this = duty.id == "nis2-notification";
            duty.starts = Condition::After(if this { STARTS } else { NEVER_MIN });
            duty.content = if this { vec![whole.clone()] } else { Vec::new() };
        }
        for action in &mut scenario.actions {
            action.phases.push("detection".into());
        }
    })
}

fn watching(scenario: Arc<Scenario>) -> Exercise {
    let mut exercise = Exercise::build(scenario, SEED, &one_hospital());
    exercise.submit(0, &Act::Phase(0)).expect("preparing begins");
    exercise.submit(0, &Act::Phase(1)).expect("watching begins");
    exercise
}

fn does_at(exercise: &mut Exercise, minute: u64, role: Role, action: &str) {
    exercise.advance(minute);
    does(exercise, role, action, None);
}

fn clock(exercise: &mut Exercise) -> Option<DutyRow> {
    let rows = exercise.view(&seat(Role::CommunicationsLegal)).duties;
    rows.into_iter().find(|row| row.id == "nis2-notification")
}

/// What a course costs in the end: money, trust, duties kept, duties broken.
fn ends(whole: Condition, acts: &[(u64, Role, &str)]) -> (i64, i64, i64, i64) {
    let mut exercise = watching(one_clock(whole));
    let before = figure(&mut exercise, Measure::CostCents);
    for (minute, role, action) in acts {
        does_at(&mut exercise, *minute, *role, action);
    }
    exercise.advance(60 * DAY);
    let cost = figure(&mut exercise, Measure::CostCents) - before;
    let rest =
        [Measure::TrustMilli, Measure::DutiesMet, Measure::DutiesLate].map(|wanted| figure(&mut exercise, wanted));
    (cost, rest[0], rest[1], rest[2])
}

#[test]
fn each_state_has_its_price() {
    const FINE: i64 = 15_000_000;
    let lawyer = |minute| (minute, Role::CommunicationsLegal, "notify-nis2");
    let quiet = (HOUR, Role::IncidentCommander, "keep-it-quiet");
    for (whole, acts, ends_in, why) in [
        (ALWAYS, vec![lawyer(HOUR)], (0, 1000, 1, 0), "all was sent in time: notifying costs nothing"),
        (NEVER, vec![lawyer(HOUR)], (FINE / 10, 1000, 1, 0), "in part and in time; the rest never came"),
        (Condition::After(DAY), vec![lawyer(HOUR), lawyer(2 * DAY)], (0, 1000, 1, 0), "in part, and then the rest"),
        (ALWAYS, vec![lawyer(5 * DAY)], (FINE * 4 / 10, 981, 0, 1), "late: the authority trusts a little less"),
        (ALWAYS, vec![], (FINE, 962, 0, 1), "nobody sent anything"),
        (ALWAYS, vec![quiet], (FINE * 2, 687, 0, 1), "it was held back on purpose, and came out"),
        (ALWAYS, vec![quiet, lawyer(2 * DAY)], (0, 1000, 1, 0), "held back, and sent in time after all"),
    ] {
        assert_eq!(ends(whole, &acts), ends_in, "money, trust, kept, broken: {why}");
    }
}

#[test]
fn the_rest_can_be_sent_once_it_is_known() {
    let mut exercise = watching(one_clock(Condition::After(3 * DAY)));
    does_at(&mut exercise, HOUR, Role::CommunicationsLegal, "notify-nis2");
    exercise.advance(DAY);
    let row = clock(&mut exercise).expect("it runs");
    assert!(row.in_part && row.met_min.is_some(), "sent in part: {row:?}");
    assert_eq!(row.due_min, row.met_min.unwrap_or_default() + 14 * DAY, "the rest is due two weeks later");
    let again = order(Role::CommunicationsLegal, "notify-nis2", None);
    assert!(exercise.submit(DAY, &again).is_err(), "nothing more is known yet");
    does_at(&mut exercise, 4 * DAY, Role::CommunicationsLegal, "notify-nis2");
    exercise.advance(5 * DAY);
    assert!(!clock(&mut exercise).expect("it is shown").in_part, "nothing is missing any more");
}

#[test]
fn a_clock_is_seen_at_once_where_duties_were_listed() {
    let seen_after = |mapped: bool| {
        let scenario = one_clock(ALWAYS);
        let mut scenario = Scenario::clone(&scenario);
        if mapped {
            scenario.hospital.controls.push("regulatory-map".into());
        }
        let mut exercise = watching(Arc::new(scenario));
        (STARTS..DAY).find(|minute| {
            exercise.advance(*minute);
            clock(&mut exercise).is_some()
        })
    };
    let (listed, not) = (seen_after(true), seen_after(false));
    assert_eq!((listed, not), (Some(STARTS + 2), Some(STARTS + 1 + 6 * HOUR)), "the law runs either way");
}

#[test]
fn the_last_report_counts_from_the_detailed_one() {
    let mut scenario = Scenario::clone(&one_clock(ALWAYS));
    let real = codedark_shipped::load_built_in("conti-friday").expect("the shipped scenario loads").scenario;
    let starts = real.duties.into_iter().find(|duty| duty.id == "final-report").expect("it is there").starts;
    scenario.duties.iter_mut().find(|duty| duty.id == "final-report").expect("it is there").starts = starts;
    let scenario = Arc::new(scenario);
    let due = |sent: Option<u64>| {
        let mut exercise = watching(scenario.clone());
        if let Some(minute) = sent {
            does_at(&mut exercise, minute, Role::CommunicationsLegal, "notify-nis2");
        }
        exercise.advance(10 * DAY);
        let rows = exercise.view(&seat(Role::CommunicationsLegal)).duties;
        rows.into_iter().find(|row| row.id == "final-report").expect("it runs").due_min / DAY
    };
    assert_eq!((due(Some(HOUR)), due(Some(2 * DAY)), due(None)), (30, 32, 33), "days; silence does not stop it");
}

#[test]
fn the_reserve_comes_after_the_early_warning_and_sooner_after_a_timely_one() {
    // Hours from the request until they work, as the team is told.
    let help = |warned: Option<u64>, asked: u64| {
        let mut scenario = Scenario::clone(&one_clock(ALWAYS));
        let early = scenario.duties.iter_mut().find(|duty| duty.id == "nis2-early-warning").expect("it is there");
        early.starts = Condition::After(STARTS);
        let mut exercise = watching(Arc::new(scenario));
        if let Some(minute) = warned {
            does_at(&mut exercise, minute, Role::IncidentCommander, "notify-nis2-early-warning");
        }
        exercise.advance(asked);
        let ask = order(Role::IncidentCommander, "request-responders", None);
        exercise.submit(asked, &ask).ok()?;
        exercise.advance(asked + DAY);
        let log = exercise.view(&seat(Role::IncidentCommander)).log;
        let told = log.into_iter().find(|row| row.what.id == "log-responders-come").expect("it is told");
        match told.what.args[..] {
            [(_, Arg::Number(hours))] => Some(hours),
            _ => None,
        }
    };
    let asked = 4 * DAY;
    assert_eq!(help(None, asked), None, "the national team does not know of it");
    let (timely, late) = (help(Some(HOUR), asked), help(Some(2 * DAY), asked));
    let (timely, late) = (timely.expect("help comes"), late.expect("help comes"));
    assert!(timely + 48 <= late, "hours until help: {timely} after a warning in time, {late} after a late one");
}
