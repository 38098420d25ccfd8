//! Care: what services can do, who waits, what goes wrong, and the patients the class follows.
//!
//! Between two looks capacities are constant, so a stretch is integrated hour by hour at once: [`look`] settles the time
//! since the last one and then reads the network again. Harm is expected delay and expected unsafe events, never a body
//! count. [`capacity`] says what a service can do, [`flow`] what becomes of those who come, [`patients`] how the followed
//! patients fare, [`transfer`] moves inpatients.
//!
//! Changes: [`Care`]. Reads: network, who knows what.

pub mod capacity;
pub mod flow;
mod patients;
pub mod transfer;

use crate::base::time::BLOCK;
use crate::hospital::agenda::Due;
use crate::hospital::services::DOWN_MILLI;
use crate::hospital::site::At;

pub use patients::expect_patients;
pub use transfer::transfer;

/// Works an item that is due.
pub fn work(at: &mut At, due: &Due) {
    match due {
        Due::CareBlock => {
            look(at);
            at.book(at.minute + BLOCK, Due::CareBlock);
        }
        Due::PatientArrives(index) => patients::patient_arrives(at, *index as usize),
        Due::PatientLook(index) => patients::patient_look(at, *index as usize),
        _ => {}
    }
}

/// Settles the time since the last look, then reads capacities again.
pub fn look(at: &mut At) {
    flow::settle(at);
    let scenario = at.scenario();
    if !at.network.availabilities(at.rules).eq(at.care.groups.iter().copied()) {
        at.care.groups = at.network.availabilities(at.rules).collect();
        for (state, share) in at.care.services.iter_mut().zip(at.rules.needs.values(&at.care.groups)) {
            state.digital_milli = libm::round(share * 1000.0) as i64;
        }
    }
    for (index, facts) in scenario.hospital.services.iter().enumerate() {
        let before = at.care.services[index].capacity_milli;
        let capacity = capacity::capacity(at, facts, &at.care.services[index]);
        at.care.services[index].capacity_milli = capacity;
        if (before < DOWN_MILLI) != (capacity < DOWN_MILLI) || (before - capacity).abs() >= 100 {
            at.revision.0 += 1;
        }
    }
}
