//! Truth: the intruder, the desk, the zones and the injects of a hospital as they are. For facilitators' tools and tests, never for seats.

use crate::exercise::Exercise;
use crate::hospital::agenda::{Agenda, AttackItem, Due};
use crate::hospital::crew::Attack;
use crate::hospital::desk::Desk;

impl Exercise {
    /// What the attacker holds and knows.
    pub fn attacker(&self, hospital: &str) -> Option<Attack> {
        let place = self.place(hospital)?;
        Some(self.read(place).attack.clone())
    }

    /// How many moves the crew has ahead of it: what it is at, or waits to begin.
    pub fn moves_ahead(&self, hospital: &str) -> usize {
        let Some(place) = self.place(hospital) else { return 0 };
        let now = self.read(place).attack.generation;
        let live = |due: &&Due| match due {
            Due::Attack(AttackItem::Next(generation) | AttackItem::StepDone { generation, .. }) => *generation == now,
            _ => false,
        };
        self.world.get::<Agenda>(self.places[place].entity).map_or(0, |agenda| agenda.items().filter(live).count())
    }

    /// How many devices of each group are encrypted.
    pub fn encrypted_by_group(&self, hospital: &str) -> Vec<(String, u32)> {
        let Some(place) = self.place(hospital) else {
            return Vec::new();
        };
        let at = self.read(place);
        let groups = at.rules.scenario.hospital.groups.iter().zip(at.network.groups());
        groups.map(|(facts, state)| (facts.id.clone(), state.encrypted)).collect()
    }

    /// All cases, and which of them are true.
    pub fn desk(&self, hospital: &str) -> Option<Desk> {
        let place = self.place(hospital)?;
        Some(self.read(place).desk.clone())
    }

    /// The truth about a hospital's zones: id, devices that the attacker controls, and whether the zone is cut off. Never
    /// for seats.
    pub fn held_by_zone(&self, hospital: &str) -> Vec<(String, u32, bool)> {
        let Some(place) = self.place(hospital) else {
            return Vec::new();
        };
        let at = self.read(place);
        let zones = at.rules.scenario.hospital.zones.iter().zip(at.network.zones()).enumerate();
        zones.map(|(index, (facts, zone))| (facts.id.clone(), at.network.held_in(index), zone.isolated)).collect()
    }

    /// Injects received.
    pub fn fired(&self, hospital: &str) -> Vec<String> {
        let Some(place) = self.place(hospital) else {
            return Vec::new();
        };
        let at = self.read(place);
        let injects = at.rules.scenario.injects.iter().zip(&at.story.injects);
        injects.filter(|(_, state)| state.fired_min.is_some()).map(|(inject, _)| inject.id.clone()).collect()
    }
}
