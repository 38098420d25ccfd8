//! What people outside the crisis team do, given what they were told.

use codedark_scenario::{AssetGroup, Audience, Control};

use crate::base::numbers::Numbers;
use crate::hospital::knowledge::People;
use crate::hospital::network::Network;
use crate::hospital::site::HospitalRef;

/// Share of a group's computers that people still have switched on while the attack runs.
pub fn still_on(at: &HospitalRef, facts: &AssetGroup) -> f64 {
    if facts.server {
        1.0
    } else {
        1.0 - at.rules.numbers.people.switched_off * at.people.reached_milli(Audience::Staff) as f64 / 1000.0
    }
}

/// Whether ambulance dispatch sends patients elsewhere when the hospital says so: it was told how things stand, or agreed
/// beforehand on what follows a call.
pub fn dispatch_follows(people: &People, network: &Network, numbers: &Numbers) -> bool {
    people.knows(Audience::Dispatch, numbers) || network.has(Control::DiversionAgreement.id())
}
