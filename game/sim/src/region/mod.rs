//! A region: a Bevy world of hospitals, what belongs to its state, and whose work a due item is.
//!
//! A hospital is one entity with a component for each part of its state. An item that is due is handed to its rules, and the
//! hospital with it ([`HospitalMut`]); then what they told is answered, care follows, and the scenario's conditions are
//! looked at.

pub mod exchange;
pub mod hash;
mod reactions;

use bevy_ecs::prelude::*;

use crate::hospital::agenda::{Agenda, Due};
use crate::hospital::clocks::Duties;
use crate::hospital::crew::Attack;
use crate::hospital::desk::Desk;
use crate::hospital::knowledge::People;
use crate::hospital::link::Link;
use crate::hospital::log::{Log, Revision};
use crate::hospital::may_change::Region;
use crate::hospital::network::Network;
use crate::hospital::orders::Defence;
use crate::hospital::questions::Story;
use crate::hospital::recovery::Recovery;
use crate::hospital::services::Care;
use crate::hospital::site::HospitalMut;
use crate::hospital::{Hospital, Rules};
use crate::orders::{command, injects};
use crate::rules::{attack, care, detection, duty, eu_services, people, recovery};
use exchange::RegionState;
use hash::Registry;

/// A hospital in the hands of its region.
pub type RegionSite<'a> = HospitalMut<'a, Region>;

/// An empty world that knows what of a hospital belongs to the state hash, and in which order.
pub fn world() -> World {
    let mut registry = Registry::default();
    registry.excuse::<Rules>("never changes: the record holds the texts it is made from");
    registry.excuse::<Registry>("the list of what is hashed");
    registry.excuse::<Revision>("tells viewers when to look; never read by the model");
    registry.excuse::<RegionState>("hashed with the region: its responders; all else in it never changes");
    registry.hash_model::<Network>();
    registry.hash_model::<Attack>();
    registry.hash_model::<Desk>();
    registry.hash::<Defence>();
    registry.hash_model::<Recovery>();
    registry.hash_model::<Care>();
    registry.hash_model::<People>();
    registry.hash_model::<Duties>();
    registry.hash::<Story>();
    registry.hash::<Link>();
    registry.hash::<Hospital>();
    registry.hash::<Agenda>();
    registry.hash::<Log>();
    registry.part_of_model::<Defence, _>(|defence| &defence.facts);
    let mut world = World::new();
    world.insert_resource(registry);
    world
}

/// Works an item that is due in a hospital, and what follows from it.
pub fn work(at: &mut RegionSite, due: &Due) {
    match due {
        Due::Attack(item) => attack::work(&mut at.hand_on(), item),
        Due::Detection(item) => detection::work(&mut at.hand_on(), item),
        Due::StrikeForeseen => eu_services::warn(&mut at.hand_on()),
        Due::Order(item) => command::work(&mut at.hand_on(), item),
        Due::RecoveryHour => recovery::hour(&mut at.hand_on()),
        Due::Care(item) => care::work(&mut at.hand_on(), item),
        Due::People(item) => people::work(&mut at.hand_on(), item),
        Due::Duty(item) => duty::work(&mut at.hand_on(), item),
        Due::Inject(item) => injects::work(&mut at.hand_on(), item),
        Due::Exchange(item) => exchange::work(at, item),
        // What follows looks at them.
        Due::Conditions => {}
    }
    follow(at);
}

/// What follows whenever something was done in a hospital: its news are answered, care follows what has changed, and the
/// scenario's conditions are looked at.
pub fn follow(at: &mut RegionSite) {
    reactions::react_to_all(at);
    care::follow(&mut at.hand_on());
    injects::check_conditions(&mut at.hand_on());
}
