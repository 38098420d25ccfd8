//! Care: what services can do, who waits, what goes wrong, and the patients the class follows.
//!
//! Between two changes capacities are constant, so a stretch is integrated hour by hour at once: what a stretch needs of
//! the rest of the hospital is taken down at its beginning. When the region sees that it has changed, the time
//! since then is settled by what was taken down, and the new is taken down ([`follow`]). So nobody outside care need know
//! of it. Harm is expected delay and expected unsafe events, never a body count. [`capacity`] says what a service can do,
//! [`patient_flow`] what becomes of those who come, [`diversion`] who is sent elsewhere, [`harm`] what it costs them, [`orders`]
//! what is done to services, [`lists`] what they call off themselves, [`altered`] whom false values harm, [`patients`] how the followed patients fare, [`transfer`] moves inpatients.
//!
//! Reads: network, who knows what.

mod altered;
mod capacity;
mod diversion;
mod harm;
mod lists;
mod orders;
mod patient_flow;
mod patients;
mod stretch;
mod transfer;

use codedark_scenario::Audience;

use crate::base::rounding::whole;
use crate::base::time::BLOCK;
use crate::hospital::agenda::CareItem;
use crate::hospital::may_change::CareRules;
use crate::hospital::network::Standing;
use crate::hospital::services::{DOWN_MILLI, Told};
use crate::hospital::site::{HospitalMut, HospitalRef};
use crate::reading::people::dispatch_follows;

pub use orders::{lose_data, order, rest};
pub use patient_flow::settle;
pub use patients::expect_patients;

/// A hospital in the hands of care.
pub type CareSite<'a> = HospitalMut<'a, CareRules>;

/// Works an item that is due.
pub fn work(at: &mut CareSite, item: &CareItem) {
    match item {
        CareItem::BlockEnds => {
            bring_up_to_now(at);
            at.book(at.minute + BLOCK, CareItem::BlockEnds);
        }
        CareItem::PatientArrives(index) => patients::patient_arrives(at, *index as usize),
        CareItem::PatientSeen(index) => patients::patient_look(at, *index as usize),
    }
}

/// Settles the time until now, and takes down anew what capacities depend on.
pub fn bring_up_to_now(at: &mut CareSite) {
    let standing = new_standing(at);
    settle(at);
    refresh(at, standing);
}

/// The same where something that care depends on has changed.
pub fn follow(at: &mut CareSite) {
    let standing = new_standing(at);
    let partners = at.care.partners_gone == at.network.partners_gone();
    if !partners || standing.is_some() || told(&at.read()) != at.care.told {
        settle(at);
        refresh(at, standing);
    }
}

/// How the network stands, if it stands otherwise than when that was last taken down.
fn new_standing(at: &mut CareSite) -> Option<Standing> {
    let version = at.network.version();
    if at.care.network_version == version {
        return None;
    }
    at.care.network_version = version;
    Some(at.network.standing(at.rules)).filter(|standing| *standing != at.care.standing)
}

/// Who was told how things stand.
fn told(at: &HospitalRef) -> Told {
    let numbers = &*at.rules.numbers;
    Told {
        dispatch: dispatch_follows(at.people, at.network, numbers),
        patients: at.people.knows(Audience::Patients, numbers),
        staff: at.people.knows(Audience::Staff, numbers),
    }
}

/// Takes down what care depends on, and what services can do with it.
fn refresh(at: &mut CareSite, standing: Option<Standing>) {
    let scenario = at.scenario();
    at.care.told = told(&at.read());
    at.care.partners_gone = at.network.partners_gone();
    let changed = standing.is_some();
    if let Some(standing) = standing {
        let care = &mut *at.care;
        at.rules.needs.renew(&mut care.shares, &care.standing, &standing, &at.rules.numbers.network);
        care.standing = standing;
        for (state, share) in care.services.iter_mut().zip(&care.shares) {
            state.digital_milli = whole(share * 1000.0);
            state.taken_up_micro = state.taken_up_micro.min(state.digital_milli * 1000);
        }
    }
    altered::take_down(at, changed);
    let needs = &at.rules.needs;
    let mut can_do = vec![0.0; scenario.hospital.services.len()];
    for &index in needs.paper_order() {
        let facts = &scenario.hospital.services[index];
        let left = needs.on_paper(index, &at.care.standing, &at.rules.numbers.network, &can_do);
        at.care.services[index].paper_milli = whole(left * 1000.0);
        let before = at.care.services[index].capacity_milli;
        let capacity = capacity::capacity(&at.read(), facts, &at.care.services[index]);
        at.care.services[index].capacity_milli = capacity;
        can_do[index] = (capacity as f64 / 1000.0).min(1.0);
        if (before < DOWN_MILLI) != (capacity < DOWN_MILLI) || (before - capacity).abs() >= 100 {
            at.renew_views();
        }
    }
}
