//! Inpatients who are moved to other hospitals are looked after there for two weeks: in the region, as far as it has room.

use std::sync::Arc;

use crate::common::*;
use codedark_protocol::{Command, Role, Seat};
use codedark_scenario::{Measure, Place, Region, Scenario, Strikes};
use codedark_sim::exercise::*;

const DAY: u64 = 1_440;
const WARDS: &str = "wards-medication";

/// No attack comes, so that nothing but the transfer is felt; the neighbour is as large as the hospital.
fn quiet(linked: bool) -> Arc<Scenario> {
    let place = |id: &str| Place {
        id: id.into(),
        hospital: None,
        size_percent: 100,
        count: 1,
        stand_in: Skill::Idle,
        playable: id == "h1",
        own_sign_in: true,
        area: String::new(),
    };
    changed(|scenario| {
        scenario.adversary.begins_min = NEVER_MIN;
        scenario.strike_state = None;
        scenario.region = linked.then(|| Region {
            linked: true,
            hospitals: ["h1", "h2"].map(place).into(),
            suppliers: Vec::new(),
            responder_teams: 1,
            strikes: Strikes::Apart,
            source: "assumption: a test".into(),
        });
    })
}

/// The exercise after the move and so many days.
fn moved(linked: bool, share: Option<u32>, days: u64) -> Exercise {
    let scenario = quiet(linked);
    let region = match linked {
        true => region_of(&scenario, &["t1".into()], Skill::Idle),
        false => one_hospital(),
    };
    let mut exercise = Exercise::build(scenario, SEED, &region);
    (0..3).for_each(|phase| exercise.submit(0, &Act::Phase(phase)).expect("phases follow each other"));
    if share.is_some() {
        transfer(&mut exercise);
    }
    exercise.advance(exercise.now().max(DAY) + days * DAY);
    exercise
}

/// Orders it, with the nurses' word, and waits until it is done.
fn transfer(exercise: &mut Exercise) {
    let seat = |role| Seat { hospital: "h1".into(), role };
    let order = Command::Act { action: "transfer-inpatients".into(), target: Some(WARDS.into()) };
    exercise.submit(1, &Act::Order { seat: seat(Role::MedicalLead), command: order }).expect("it is offered");
    let proposal = exercise.view(&seat(Role::NursingLead)).proposals[0].id;
    let agree = Act::Order { seat: seat(Role::NursingLead), command: Command::Agree { proposal } };
    exercise.submit(1, &agree).expect("it waits for this role");
    exercise.advance(DAY);
    assert_eq!(service(exercise, "h1").moved.map(|(percent, _)| percent), Some(20), "it was done within the day");
}

fn service(exercise: &mut Exercise, hospital: &str) -> ServiceState {
    exercise.services(hospital).into_iter().find(|(id, _)| id == WARDS).expect("there is one").1
}

fn unsafe_micro(exercise: &mut Exercise) -> i64 {
    service(exercise, "h1").unsafe_micro
}

#[test]
fn a_fifth_of_the_work_is_away_for_two_weeks() {
    let scenario = quiet(false);
    let per_day = scenario.hospital.services.iter().find(|facts| facts.id == WARDS).expect("there is one");
    let per_day = per_day.urgent_per_day * 1000.0;
    let away_after = |days| service(&mut moved(false, Some(20), days), "h1").counts.moved_milli as f64;
    let week = (away_after(8) - away_after(1)) / 7.0;
    assert!((week / per_day - 0.2).abs() < 0.02, "a fifth of {per_day} a day, here {week}");
    let all = away_after(20);
    assert_eq!(all, away_after(25), "they are back");
    assert!((all / per_day / 0.2 - 14.0).abs() < 1.0, "after two weeks");
}

#[test]
fn each_journey_is_a_risk_and_fills_the_neighbours_for_a_day() {
    let (mut stayed, mut went) = (moved(false, None, 0), moved(false, Some(20), 0));
    // One twentieth of a fifth of 240 patients.
    assert_eq!(unsafe_micro(&mut went) - unsafe_micro(&mut stayed), 2_400_000);
    let diverted = |exercise: &mut Exercise| figure(exercise, Measure::Diverted);
    assert_eq!(diverted(&mut went) - diverted(&mut stayed), 48);
    let crowd = |exercise: &mut Exercise| figure(exercise, Measure::NeighboursAmbulancesMilli);
    assert!(crowd(&mut went) > crowd(&mut stayed));
    assert_eq!(crowd(&mut moved(false, Some(20), 3)), crowd(&mut moved(false, None, 3)), "a day later it is over");
}

#[test]
fn the_region_does_the_work_that_was_moved() {
    let mut exercise = moved(true, Some(20), 5);
    let away = service(&mut exercise, "h1").counts.moved_milli;
    let [from, to] = ["h1", "h2"].map(|id| exercise.exchanged(id).expect("linked"));
    assert!(away > 150_000, "{away}");
    let sent = from.sent_milli + from.outside_milli;
    assert!(sent >= away && sent < away * 11 / 10, "{from:?}");
    assert_eq!(to.received_milli + to.arriving_milli, from.sent_milli);
    assert!(from.sent_milli * 2 > away && from.outside_milli > 0, "one neighbour has room for most of it: {from:?}");
    let [here, there] = ["h1", "h2"].map(|id| service(&mut exercise, id).counts.treated_milli);
    assert!(there - here > from.sent_milli * 3 / 2, "what one does less, the other does more: {here} {there}");
}

#[test]
fn nobody_moves_twice() {
    let mut exercise = moved(false, Some(20), 0);
    let again = Command::Act { action: "transfer-inpatients".into(), target: Some(WARDS.into()) };
    let seat = seat(Role::MedicalLead);
    let refused = exercise.submit(exercise.now(), &Act::Order { seat, command: again });
    assert!(refused.is_err(), "a fifth is away already");
}
