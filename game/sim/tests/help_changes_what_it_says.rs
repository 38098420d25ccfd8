//! What the newer kinds of help change: a short list, outsiders, deputies, tested backups, patients who were told, an
//! agreement on diversion, and nights off beforehand.

use crate::common::*;
use codedark_protocol::Role;
use codedark_sim::base::numbers::Numbers;
use codedark_sim::exercise::*;

/// Minute of the strike of the next hospital: a Tuesday at noon.
const STRIKE: u64 = 1_680;
/// An hour, and a day.
const HOUR: u64 = 60;
const DAY: u64 = 1_440;

/// A hospital in which nothing happens until the next one is struck, with some orders before.
fn struck(before: &[(Role, &str)]) -> Exercise {
    let scenario = changed(|scenario| scenario.adversary.begins_min = NEVER_MIN);
    let mut exercise = Exercise::build(scenario, SEED, &one_hospital());
    exercise.submit(0, &Act::Phase(0)).expect("preparing begins");
    exercise.submit(0, &Act::Phase(1)).expect("watching begins");
    for (role, action) in before {
        exercise.submit(0, &order(*role, action, None)).expect("it is offered");
    }
    exercise.advance(STRIKE);
    exercise.submit(STRIKE, &Act::Phase(2)).expect("responding begins");
    exercise.advance(STRIKE + 5 * HOUR);
    exercise
}

fn service(exercise: &mut Exercise, id: &str) -> codedark_protocol::ServiceRow {
    let view = exercise.view(&seat(Role::MedicalLead));
    view.services.into_iter().find(|row| row.id == id).expect("the service is seen")
}

fn delayed(exercise: &mut Exercise) -> i64 {
    let view = exercise.view(&seat(Role::MedicalLead));
    view.figures.into_iter().find(|figure| figure.id == "care_minutes_delayed").expect("it is shown").value
}

#[test]
fn a_short_list_keeps_the_queue_short() {
    let (mut with, mut without) = (struck(&[]), struck(&[]));
    does(&mut with, Role::DiagnosticsPharmacy, "short-test-list", Some("laboratory"));
    for exercise in [&mut with, &mut without] {
        exercise.advance(STRIKE + 12 * HOUR);
    }
    let [short, long] = [&mut with, &mut without].map(|exercise| service(exercise, "laboratory").waiting);
    assert!(short < long, "{short} samples wait with a short list, {long} without");
    let offers = with.view(&seat(Role::DiagnosticsPharmacy)).offers;
    let full = offers.iter().find(|offer| offer.action == "full-test-list").expect("it is offered");
    assert_eq!(full.targets, ["laboratory"], "only a short list can be ended");
}

#[test]
fn outsiders_add_their_share_for_two_weeks() {
    let (mut with, mut without) = (struck(&[]), struck(&[]));
    for exercise in [&mut with, &mut without] {
        does(exercise, Role::BiomedicalEngineer, "warn-suppliers", None);
    }
    let due = does(&mut with, Role::NursingLead, "agency-nurses", Some("dialysis"));
    let mut gain_at = |minute| {
        let [more, less] = [&mut with, &mut without].map(|exercise| {
            exercise.advance(minute);
            service(exercise, "dialysis").capacity_milli
        });
        more - less
    };
    assert_eq!(gain_at(due), 150, "thousandths of a normal day");
    assert_eq!(gain_at(due + 15 * DAY), 0, "two weeks are over");
}

#[test]
fn a_deputy_takes_over_while_the_lead_sleeps() {
    let took = |before: &[(Role, &str)]| {
        let mut exercise = struck(before);
        exercise.advance(STRIKE + 44 * HOUR);
        let now = exercise.now();
        does(&mut exercise, Role::IncidentCommander, "refuse-ransom", None) - now
    };
    let (alone, deputy) = (took(&[]), took(&[(Role::IncidentCommander, "name-deputies")]));
    assert_eq!((alone, deputy), (75, 60), "minutes from order to effect");
}

#[test]
fn tested_backups_come_back_faster() {
    let days = |before: &[(Role, &str)]| {
        let mut exercise = struck(before);
        does(&mut exercise, Role::ItOperations, "restore-group", Some("pacs"));
        let back = (1..60).find(|day| {
            exercise.advance(STRIKE + day * DAY);
            let groups = exercise.view(&seat(Role::ItOperations)).groups;
            groups.into_iter().find(|group| group.id == "pacs").expect("IT sees all groups").encrypted == 0
        });
        back.expect("the archive comes back")
    };
    let (untested, tested) = (days(&[]), days(&[(Role::ItOperations, "test-one-restore")]));
    assert!(tested < untested, "the archive is back after {tested} days from tested backups, {untested} else");
}

#[test]
fn patients_who_were_told_lose_less() {
    let (mut with, mut without) = (struck(&[]), struck(&[]));
    does(&mut with, Role::CommunicationsLegal, "inform-patients", None);
    for exercise in [&mut with, &mut without] {
        does(exercise, Role::MedicalLead, "cancel-planned", Some("outpatients"));
        exercise.advance(STRIKE + 3 * DAY);
    }
    let (told, untold) = (delayed(&mut with), delayed(&mut without));
    assert!(told < untold, "{told} minutes are lost when patients were told, {untold} when not");
}

#[test]
fn with_an_agreement_dispatch_follows_a_diversion_at_once() {
    let sent_on = |agreed: bool| {
        let mut scenario = changed(|scenario| scenario.adversary.begins_min = NEVER_MIN);
        if agreed {
            let scenario = std::sync::Arc::make_mut(&mut scenario);
            scenario.hospital.controls.push("diversion-agreement".into());
        }
        let mut exercise = Exercise::build(scenario, SEED, &one_hospital());
        for (phase, minute) in [(0, 0), (1, 0), (2, STRIKE)] {
            exercise.submit(minute, &Act::Phase(phase)).expect("phases follow each other");
        }
        does(&mut exercise, Role::MedicalLead, "divert-all", Some("emergency"));
        exercise.advance(STRIKE + 12 * HOUR);
        let emergency = exercise.services("h1").into_iter().find(|(id, _)| id == "emergency").expect("it is there");
        emergency.1.counts.diverted_milli
    };
    let (agreed, untold) = (sent_on(true), sent_on(false));
    assert!(agreed > untold * 2, "{agreed} thousandths follow the agreement, {untold} what crews learn at the door");
}

#[test]
fn nights_off_beforehand_put_exhaustion_off() {
    let on_day = |rested: bool, day: u64| {
        let before: &[(Role, &str)] = if rested { &[(Role::NursingLead, "even-out-nurses")] } else { &[] };
        let mut exercise = struck(before);
        does(&mut exercise, Role::NursingLead, "switch-to-paper", Some("wards-medication"));
        exercise.advance(STRIKE + day * DAY);
        service(&mut exercise, "wards-medication").capacity_milli
    };
    let numbers = Numbers::default().capacity;
    let [shows, full] = [numbers.tires_after, numbers.tired_after].map(|minutes| minutes / DAY);
    assert_eq!(on_day(true, shows - 1), on_day(false, shows - 1), "before exhaustion shows, nights off change nothing");
    assert!(on_day(true, full - 1) > on_day(false, full - 1));
}
