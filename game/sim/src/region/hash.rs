//! The state hash: every component of the world, by stable id, never by Bevy's Entity. And copies, by the same list.

use std::any::TypeId;

use bevy_ecs::prelude::*;
use bevy_ecs::world::EntityRef;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::hospital::network::Network;

type Add = fn(&EntityRef, &mut Sha256);
type CopyTo = fn(&EntityRef, &mut EntityWorldMut);

/// What is hashed and copied, and what is not hashed and why. A test holds it against the world's registered types.
#[derive(Resource, Default)]
pub struct Registry {
    hashed: Vec<(TypeId, Add)>,
    copied: Vec<CopyTo>,
    model: Vec<Box<dyn Fn(&EntityRef, &mut Sha256) + Send + Sync>>,
    excused: Vec<(TypeId, &'static str)>,
}

impl Registry {
    /// Hashes a component of hospitals.
    pub fn hash<C: Component + Clone + Serialize>(&mut self) {
        self.copy::<C>();
        self.hashed.push((TypeId::of::<C>(), |entity, hash| {
            if let Some(component) = entity.get::<C>() {
                add(hash, component);
            }
        }));
    }

    /// Hashes a component that is what the model is about: not money, hours or logs.
    pub fn hash_model<C: Component + Clone + Serialize>(&mut self) {
        self.hash::<C>();
        self.part_of_model::<C, C>(|component| component);
    }

    /// Tells that a part of a component is what the model is about.
    pub fn part_of_model<C: Component, P: Serialize + 'static>(&mut self, part: fn(&C) -> &P) {
        self.model.push(Box::new(move |entity, hash| {
            if let Some(component) = entity.get::<C>() {
                add(hash, part(component));
            }
        }));
    }

    /// Leaves a component of hospitals out of the hash, for a reason; a copy has it all the same.
    pub fn carry<C: Component + Clone>(&mut self, reason: &'static str) {
        self.copy::<C>();
        self.excuse::<C>(reason);
    }

    fn copy<C: Component + Clone>(&mut self) {
        self.copied.push(|from, to| {
            if let Some(component) = from.get::<C>() {
                to.insert(component.clone());
            }
        });
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

/// Spawns a copy of a hospital in another world.
pub fn copy(from: &World, hospital: Entity, to: &mut World) -> Entity {
    let source = from.entity(hospital);
    let mut copy = to.spawn_empty();
    for component in &from.resource::<Registry>().copied {
        component(&source, &mut copy);
    }
    copy.id()
}

fn add(hash: &mut Sha256, part: &impl Serialize) {
    hash.update(postcard::to_stdvec(part).expect("state is plain data"));
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
    for device in network.groups().iter().flat_map(|group| &group.devices) {
        add(&mut hash, device);
    }
    hash.finalize().into()
}

/// The hash of what the model is about.
pub fn model(world: &World, hospital: Entity) -> [u8; 32] {
    let mut hash = Sha256::new();
    let entity = world.entity(hospital);
    for add in &world.resource::<Registry>().model {
        add(&entity, &mut hash);
    }
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
