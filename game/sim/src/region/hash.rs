//! The state hash: every component of the world, by stable id, never by Bevy's Entity.

use std::any::TypeId;

use bevy_ecs::prelude::*;
use bevy_ecs::world::EntityRef;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::hospital::network::Network;

type Add = fn(&EntityRef, &mut Taken);

/// Bytes of the state that are hashed at once.
const HASHED_BYTES: usize = 4096;

/// What is hashed, and what is not and why. A test holds it against the world's registered types.
#[derive(Resource, Default)]
pub struct Registry {
    hashed: Vec<(TypeId, Add)>,
    model: Vec<Box<dyn Fn(&EntityRef, &mut Taken) + Send + Sync>>,
    excused: Vec<(TypeId, &'static str)>,
}

impl Registry {
    /// Hashes a component of hospitals.
    pub fn hash<C: Component + Serialize>(&mut self) {
        self.hashed.push((TypeId::of::<C>(), |entity, taken| {
            if let Some(component) = entity.get::<C>() {
                taken.add(component);
            }
        }));
    }

    /// Hashes a component that is what the model is about: not money, hours or logs.
    pub fn hash_model<C: Component + Serialize>(&mut self) {
        self.hash::<C>();
        self.part_of_model::<C, C>(|component| component);
    }

    /// Tells that a part of a component is what the model is about.
    pub fn part_of_model<C: Component, P: Serialize + 'static>(&mut self, part: fn(&C) -> &P) {
        self.model.push(Box::new(move |entity, taken| {
            if let Some(component) = entity.get::<C>() {
                taken.add(part(component));
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

/// What a hash is made of so far: parts of the state, one after the other as plain bytes.
#[derive(Default)]
struct Taken {
    hash: Sha256,
    /// Bytes that the hash has not taken in yet, so that devices are not hashed two bytes at a time.
    bytes: Vec<u8>,
}

impl Taken {
    fn add(&mut self, part: &impl Serialize) {
        self.bytes = postcard::to_extend(part, std::mem::take(&mut self.bytes)).expect("state is plain data");
        if self.bytes.len() >= HASHED_BYTES {
            self.hash.update(&self.bytes);
            self.bytes.clear();
        }
    }

    fn finish(mut self) -> [u8; 32] {
        self.hash.update(&self.bytes);
        self.hash.finalize().into()
    }
}

/// The hash of one hospital: its components in the order they were registered, then its devices in the order of its groups.
pub fn hospital(world: &World, hospital: Entity) -> [u8; 32] {
    let mut taken = Taken::default();
    let registry = world.resource::<Registry>();
    let entity = world.entity(hospital);
    for (_, add) in &registry.hashed {
        add(&entity, &mut taken);
    }
    let network = entity.get::<Network>().expect("a hospital has a network");
    for device in network.groups().iter().flat_map(|group| &group.devices) {
        taken.add(device);
    }
    taken.finish()
}

/// The hash of what the model is about.
pub fn model(world: &World, hospital: Entity) -> [u8; 32] {
    let mut taken = Taken::default();
    let entity = world.entity(hospital);
    for add in &world.resource::<Registry>().model {
        add(&entity, &mut taken);
    }
    taken.finish()
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
