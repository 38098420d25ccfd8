//! On paper each service does what it can without computers: births and dialysis go on, clinics shrink.

use crate::common::*;
use codedark_protocol::Role;
use codedark_sim::exercise::*;

const DAY: u64 = 1_440;
/// The strike falls on a Tuesday at noon.
const STRIKE: u64 = 1_680;

/// A house that loses every computer, declares a downtime and gets nothing back.
fn on_paper() -> Exercise {
    let scenario = changed(|scenario| {
        scenario.adversary.begins_min = NEVER_MIN;
        scenario.injects.clear();
        let strike = scenario.strike_state.as_mut().expect("it has one");
        strike.zones = scenario.hospital.zones.iter().map(|zone| zone.id.clone()).collect();
        strike.share_percent = 100;
    });
    let mut exercise = Exercise::build(scenario, SEED, &one_hospital());
    for (phase, minute) in [0, STRIKE - 1, STRIKE].into_iter().enumerate() {
        exercise.submit(minute, &Act::Phase(phase as u32)).expect("phases follow each other");
    }
    exercise.advance(STRIKE + 30);
    does(&mut exercise, Role::NursingLead, "declare-downtime", None);
    exercise
}

/// Share of a service's demand that is treated between two days after the strike, in thousandths.
fn treated(id: &str, from: u64, until: u64) -> i64 {
    let mut exercise = on_paper();
    let mut counts_on = |day: u64| {
        exercise.advance(STRIKE + day * DAY);
        exercise.services("h1").into_iter().find(|(name, _)| name == id).expect("there is one").1.counts
    };
    let (before, after) = (counts_on(from), counts_on(until));
    (after.treated_milli - before.treated_milli) * 1000 / (after.arrived_milli - before.arrived_milli).max(1)
}

#[test]
fn births_fall_less_than_clinics() {
    let (births, clinics) = (treated("maternity", 0, 14), treated("outpatients", 0, 14));
    assert!(births > clinics + 100, "{births} and {clinics} thousandths");
}

#[test]
fn dialysis_goes_on_by_hand() {
    let share = treated("dialysis", 0, 14);
    assert!(share > 700, "{share} thousandths");
}

#[test]
fn two_thirds_on_paper_by_the_third_week() {
    for service in ["outpatients", "theatres"] {
        let share = treated(service, 15, 22);
        assert!((600..=750).contains(&share), "AZ Monica 2026: 70 % on day 20, here {service} at {share} thousandths");
    }
}
