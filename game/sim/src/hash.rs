//! The state hash: every component of the world, by stable id, never by Bevy's Entity.

use std::any::TypeId;

use bevy_ecs::prelude::*;
use bevy_ecs::world::EntityRef;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::network::{Device, Network};

/// A component whose bytes belong to the hash.
pub trait Hashed: Serialize {}
impl<T: Serialize> Hashed for T {}

/// What is hashed, and what is not and why. A test holds it against the world's registered types.
#[derive(Resource, Default)]
pub struct Registry {
    hashed: Vec<(TypeId, fn(&EntityRef, &mut Sha256))>,
    excused: Vec<(TypeId, &'static str)>,
}

impl Registry {
    /// Hashes a component of hospitals.
    pub fn hash<C: Component + Hashed>(&mut self) {
        self.hashed.push((TypeId::of::<C>(), |entity, hash| {
            if let Some(component) = entity.get::<C>() {
                hash.update(postcard::to_stdvec(component).expect("state is plain data"));
            }
        }));
    }

    /// Leaves a type out, for a reason.
    pub fn excuse<T: 'static>(&mut self, reason: &'static str) {
        assert!(!reason.is_empty(), "an excuse needs a reason");
        self.excused.push((TypeId::of::<T>(), reason));
    }

    /// Whether the type is hashed or excused.
    pub fn knows(&self, id: TypeId) -> bool {
        self.hashed.iter().any(|(known, _)| *known == id) || self.excused.iter().any(|(known, _)| *known == id)
    }
}

/// The hash of one hospital: its components in the order they were registered, then its devices in the order of its groups.
pub fn hospital(world: &World, hospital: Entity) -> [u8; 32] {
    let mut hash = Sha256::new();
    let registry = world.resource::<Registry>();
    let entity = world.entity(hospital);
    for (_, add) in &registry.hashed {
        add(&entity, &mut hash);
    }
    let network = entity.get::<Network>().expect("a hospital has a network");
    for device in network.groups.iter().flat_map(|group| &group.devices) {
        let device = world.entity(*device).get::<Device>().expect("devices are never despawned");
        hash.update(postcard::to_stdvec(device).expect("state is plain data"));
    }
    hash.finalize().into()
}

/// The hash of what the model is about: network, attacker, desk, care, people, duties, work; not money, hours or logs.
pub fn model(world: &World, hospital: Entity) -> [u8; 32] {
    let entity = world.entity(hospital);
    let mut hash = Sha256::new();
    let mut add = |bytes: Result<Vec<u8>, postcard::Error>| hash.update(bytes.expect("state is plain data"));
    add(postcard::to_stdvec(&entity.get::<Network>()));
    add(postcard::to_stdvec(&entity.get::<crate::attack::Attack>()));
    add(postcard::to_stdvec(&entity.get::<crate::detection::Desk>()));
    add(postcard::to_stdvec(&entity.get::<crate::recovery::Recovery>()));
    add(postcard::to_stdvec(&entity.get::<crate::care::Care>()));
    add(postcard::to_stdvec(&entity.get::<crate::people::People>()));
    add(postcard::to_stdvec(&entity.get::<crate::duty::Duties>()));
    add(postcard::to_stdvec(&entity.get::<crate::defence::Defence>().map(|defence| &defence.facts)));
    hash.finalize().into()
}

/// Names of components and resources that are neither hashed nor excused. Bevy's own bookkeeping is not state of ours.
pub fn uncovered(world: &World) -> Vec<String> {
    let registry = world.resource::<Registry>();
    world
        .components()
        .iter_registered()
        .filter(|info| !info.name().to_string().starts_with("bevy_ecs::"))
        .filter(|info| !info.type_id().is_some_and(|id| registry.knows(id)))
        .map(|info| info.name().to_string())
        .collect()
}
