//! A service whose computers are back grows over days to what they allow, and sees those who were put off in extra hours.

use std::sync::Arc;

use crate::common::*;
use codedark_protocol::Role;
use codedark_scenario::{Gain, ZoneKind};
use codedark_sim::base::numbers::Numbers;
use codedark_sim::exercise::*;

const HOUR: u64 = 60;
const DAY: u64 = 24 * HOUR;
/// A Tuesday at noon.
const CUT: u64 = 1_680;

/// A house that nobody attacks, whose clinical servers are cut off for so long; with these extra hours.
fn cut_off_for(minutes: u64, extra_hours: f64) -> Exercise {
    let mut numbers = Numbers::default();
    numbers.flow.extra_hours = extra_hours;
    let scenario = changed(|scenario| {
        scenario.adversary.begins_min = NEVER_MIN;
        scenario.strike_state = None;
        scenario.injects.clear();
    });
    let mut exercise = Exercise::build_with(scenario, SEED, &one_hospital(), &Arc::new(numbers));
    for phase in 0..3 {
        exercise.submit(phase, &Act::Phase(phase as u32)).expect("phases follow each other");
    }
    exercise.advance(CUT - 2 * HOUR);
    does(&mut exercise, Role::ItOperations, "isolate-core-zone", Some("servers"));
    exercise.advance(CUT + minutes);
    does(&mut exercise, Role::ItOperations, "reconnect-zone", Some("servers"));
    exercise.advance(CUT + minutes + 2 * HOUR);
    exercise
}

fn state(exercise: &Exercise, id: &str) -> ServiceState {
    exercise.services("h1").into_iter().find(|(name, _)| name == id).expect("there is one").1
}

#[test]
fn after_a_week_it_takes_days_and_after_an_hour_hours() {
    let mut long = cut_off_for(7 * DAY, 0.0);
    let back = long.now();
    let mut courses = Vec::new();
    for day in 0..6 {
        long.advance(back + day * DAY);
        let clinics = state(&long, "outpatients");
        assert_eq!(clinics.digital_milli, 1000, "its computers are back");
        courses.push(clinics.capacity_milli);
    }
    assert!(courses[0] < 700 && courses[1] < 950, "it is not whole at once: {courses:?}");
    assert!(courses.is_sorted() && courses[5] == 1000, "it grows: {courses:?}");
    let mut short = cut_off_for(3 * HOUR, 0.0);
    short.advance(short.now() + 8 * HOUR);
    assert_eq!(state(&short, "outpatients").capacity_milli, 1000, "a short outage is forgotten the same day");
}

#[test]
fn extra_hours_work_off_who_was_put_off() {
    let left = |extra_hours| {
        let mut exercise = cut_off_for(10 * DAY, extra_hours);
        let put_off = state(&exercise, "outpatients").put_off_milli;
        assert!(put_off > 100_000, "a list of {put_off}");
        exercise.advance(exercise.now() + 10 * DAY);
        state(&exercise, "outpatients").put_off_milli
    };
    let (longer, normal) = (left(0.4), left(0.0));
    assert!(longer < normal, "{longer} wait with longer hours, {normal} without");
}

/// A house that loses what its laboratory works with for three weeks, and has it back.
fn laboratory_lost() -> Exercise {
    let mut scenario = against("supplier-compromise");
    let crew = &mut scenario.adversary;
    (crew.begins_min, crew.strikes_min) = (CUT, 0);
    crew.tempos.iter_mut().for_each(|tempo| (tempo.dwell_min, tempo.dwell_max_min) = (HOUR, HOUR));
    crew.steps.truncate(1);
    let step = &mut crew.steps[0];
    (step.odds, step.gives) = (1.0, Gain::Disrupt(ZoneKind::Lab, 21 * 24));
    step.needs.clear();
    step.controls.clear();
    scenario.injects.clear();
    let mut exercise = Exercise::build(Arc::new(scenario), SEED, &one_hospital());
    exercise.submit(0, &Act::Phase(0)).expect("preparing begins");
    let mut lost = 0;
    while lost == 0 || state(&exercise, "laboratory").digital_milli < 1000 {
        exercise.advance(exercise.now() + HOUR);
        lost += u64::from(state(&exercise, "laboratory").digital_milli < 500);
        assert!(exercise.now() < 60 * DAY, "it is lost, and comes back: {lost} hours");
    }
    exercise
}

#[test]
fn pathology_is_slow_in_the_month_after() {
    let normal = 120;
    let mut exercise = laboratory_lost();
    let back = exercise.now();
    let mut turnarounds = Vec::new();
    for hour in 0..28 * 24 {
        exercise.advance(back + hour * HOUR);
        turnarounds.push(state(&exercise, "laboratory").turnaround_min);
    }
    let factor = turnarounds.iter().sum::<i64>() * 100 / normal / turnarounds.len() as i64;
    assert!((150..=190).contains(&factor), "Cork 2021: 1.7 times as slow in the four weeks after, here {factor} %");
    assert!(turnarounds.last() < turnarounds.first(), "it grows better: {turnarounds:?}");
}
