//! Followed patients: a dozen people whose course the class sees.

use codedark_protocol::{Msg, PatientState, TimelineKind};

use crate::base::time::{HOUR, Minute};
use crate::hospital::agenda::CareItem;
use crate::hospital::site::HospitalRef;
use crate::reading::people::dispatch_follows;
use crate::rules::care::CareSite;

/// Books the followed patients after a strike, once.
pub fn expect_patients(at: &mut CareSite, strike: Minute) {
    let scenario = at.scenario();
    for (index, patient) in scenario.patients.iter().enumerate() {
        if !at.care.patients[index].expected {
            at.care.patients[index].expected = true;
            at.book(strike + patient.arrives_min, CareItem::PatientArrives(index as u32));
        }
    }
}

fn service_of(at: &HospitalRef, patient: usize) -> usize {
    let scenario = &at.rules.scenario;
    let service = &scenario.patients[patient].service;
    scenario.hospital.service(service).expect("checked reference")
}

pub(super) fn patient_arrives(at: &mut CareSite, index: usize) {
    let scenario = at.scenario();
    let service = service_of(&at.read(), index);
    let state = &at.care.services[service];
    let sent_on = state.divert_percent >= at.rules.numbers.flow.followed_diverted_from
        && dispatch_follows(&at.people, &at.network, &at.rules.numbers)
        && scenario.hospital.services[service].can_divert;
    let minute = at.minute;
    let course = &mut at.care.patients[index];
    course.arrived_min = Some(minute);
    course.state = Some(if sent_on { PatientState::Diverted } else { PatientState::Waiting });
    at.renew_views();
    if !sent_on {
        at.book(minute + HOUR / 2, CareItem::PatientSeen(index as u32));
    }
}

/// Every half hour a waiting patient's treatment moves on as fast as the service can.
pub(super) fn patient_look(at: &mut CareSite, index: usize) {
    let scenario = at.scenario();
    let facts = &scenario.patients[index];
    let service = service_of(&at.read(), index);
    let pace = at.care.services[service].capacity_milli;
    let minute = at.minute;
    let course = &mut at.care.patients[index];
    course.treated_milli += pace * (HOUR as i64 / 2) / facts.takes_min as i64;
    let late = minute - course.arrived_min.unwrap_or(minute) > facts.window_min;
    let done = course.treated_milli >= 1000;
    let before = course.state;
    course.state = Some(match (done, late) {
        (true, false) => PatientState::Treated,
        (_, true) => PatientState::Late,
        (false, false) => PatientState::Waiting,
    });
    if before != course.state {
        at.renew_views();
        let key = if late { "history-patient-late" } else { "history-patient-treated" };
        at.note(TimelineKind::Event, Msg::new(key).text("patient", format!("patient.{}", facts.id)));
    }
    if !done && !late {
        at.book(minute + HOUR / 2, CareItem::PatientSeen(index as u32));
    }
}
