//! A region: a Bevy world of hospitals, what belongs to its state, and whose work a due item is.
//!
//! A hospital is one entity with a component for each part of its state. An item that is due is handed to its rules with the
//! hospital as [`HospitalMut`]; then what they told is answered, care follows, and the scenario's conditions are looked at.

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

/// Spawns a copy of a hospital in another world, with all its parts at once.
pub fn copy(from: &World, hospital: Entity, to: &mut World) -> Entity {
    fn part<C: Component + Clone>(hospital: &EntityRef) -> C {
        hospital.get::<C>().expect("a hospital has all its parts").clone()
    }
    let from = from.entity(hospital);
    let mut copy = to.spawn((
        (part::<Rules>(&from), part::<Hospital>(&from)),
        part::<Agenda>(&from),
        part::<Network>(&from),
        part::<Attack>(&from),
        part::<Desk>(&from),
        part::<Defence>(&from),
        part::<Recovery>(&from),
        part::<Care>(&from),
        part::<People>(&from),
        part::<Duties>(&from),
        part::<Story>(&from),
        part::<Log>(&from),
        part::<Revision>(&from),
    ));
    if let Some(link) = from.get::<Link>() {
        copy.insert(link.clone());
    }
    copy.id()
}

/// Works an item that is due in a hospital, and what follows from it.
pub fn work(at: &mut HospitalMut, due: &Due) {
    match due {
        Due::Attack(item) => attack::work(at, item),
        Due::Detection(item) => detection::work(at, item),
        Due::StrikeForeseen => eu_services::warn(at),
        Due::Order(item) => command::work(at, item),
        Due::RecoveryHour => recovery::hour(at),
        Due::Care(item) => care::work(at, item),
        Due::People(item) => people::work(at, item),
        Due::Duty(item) => duty::work(at, item),
        Due::Inject(item) => injects::work(at, item),
        Due::Exchange(item) => exchange::work(at, item),
        // What follows looks at them.
        Due::Conditions => {}
    }
    follow(at);
}

/// What follows whenever something was done in a hospital: its news are answered, care follows what has changed, and the
/// scenario's conditions are looked at.
pub fn follow(at: &mut HospitalMut) {
    reactions::react_to_all(at);
    care::follow(at);
    injects::check_conditions(at);
}
