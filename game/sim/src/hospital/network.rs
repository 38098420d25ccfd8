//! The network: zones, groups of devices, and what of it works.
//!
//! A group holds its devices one by one, and keeps the counts of their states, so that questions about thousands of devices
//! are answered without visiting them. All changes of a device go through [`Network::set_device`].

use std::collections::BTreeSet;

use bevy_ecs::prelude::*;
use codedark_scenario::{AssetGroup, FlowService, Platform, Scenario};
use serde::Serialize;

use crate::hospital::Rules;

/// One device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Device {
    /// Its state.
    pub state: DeviceState,
    /// Whether the hospital knows that the attacker controls it.
    pub known: bool,
}

/// State of a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum DeviceState {
    /// Works for the hospital alone.
    Clean,
    /// Works, and the attacker controls it.
    Held,
    /// Encrypted.
    Encrypted,
}

/// A zone's state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Zone {
    /// Cut off.
    pub isolated: bool,
    /// Checked since it was cut off. Only orders change this, so seats may see it.
    pub checked: bool,
    /// Checked and declared clean since the last intrusion.
    pub signed_off: bool,
    /// Minute until which hunters look closely.
    pub watched_until: u64,
    /// Whether anything happened here that a sign-off must clear.
    pub tainted: bool,
    /// Minute until which its services are flooded or lost, though its devices are intact; 0 when they are not.
    pub disrupted_until: u64,
    /// What it shows or stores is altered. Hidden until somebody notices.
    pub altered: bool,
    /// Staff noticed: nobody relies on it alone until it is checked and signed off.
    pub distrusted: bool,
}

/// A group's state.
#[derive(Clone, Debug, Serialize)]
pub struct Group {
    /// Index of its zone.
    pub zone: usize,
    /// Its devices, in order. Hashed with the hospital, one by one.
    #[serde(skip)]
    pub devices: Vec<Device>,
    /// No device before this one is encrypted: where a restore goes on. Derived from the devices.
    #[serde(skip)]
    pub first_encrypted: usize,
    /// Devices the attacker controls.
    pub held: u32,
    /// Of those, known to the hospital.
    pub known: u32,
    /// Devices encrypted now.
    pub encrypted: u32,
    /// Devices ever encrypted.
    pub ever_encrypted: u32,
    /// Devices restored after encryption.
    pub restored: u32,
    /// Of those, running on a decrypted copy and not rebuilt yet.
    pub decrypted: u32,
    /// Minute of the last patch, before zero for age at the start, in minutes.
    pub patched_min: i64,
    /// Runs at a supplier, out of the crew's reach: gone without the internet, or while the supplier is.
    pub cloud: bool,
    /// Taken off the network to work locally.
    pub local: bool,
}

/// Network of a hospital.
#[derive(Component, Clone, Debug, Serialize)]
pub struct Network {
    /// Zones, in the scenario's order.
    pub zones: Vec<Zone>,
    /// Groups, in the scenario's order.
    pub groups: Vec<Group>,
    /// Controls in place.
    pub controls: BTreeSet<String>,
    /// Cut off from the internet.
    pub offline: bool,
    /// Partners have closed their side of the suppliers' access.
    pub partners_gone: bool,
    /// Whether the risks were assessed.
    pub assessed: bool,
    /// Backups destroyed.
    pub backups_lost: bool,
    /// Backups tested.
    pub backups_tested: bool,
    /// The most devices the attacker held at once.
    pub held_max: u32,
    /// How often a device changed its state. Counts work for whoever measures it; the model never reads it.
    #[serde(skip)]
    pub changes: u64,
}

/// What is supposed of a network that is otherwise as it is.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Supposed {
    /// Zones that are cut off as well.
    pub cut_off: Vec<usize>,
    /// A group that works locally as well.
    pub local: Option<usize>,
    /// The hospital is cut off from the internet as well.
    pub offline: bool,
    /// Nothing is encrypted.
    pub intact: bool,
}

impl Network {
    /// The network on a normal day.
    pub fn new(scenario: &Scenario) -> Network {
        let hospital = &scenario.hospital;
        let zone = Zone {
            isolated: false,
            checked: false,
            signed_off: false,
            watched_until: 0,
            tainted: false,
            disrupted_until: 0,
            altered: false,
            distrusted: false,
        };
        let group = |group: &AssetGroup| Group {
            zone: hospital.zones.iter().position(|zone| zone.id == group.zone).expect("checked reference"),
            devices: vec![Device { state: DeviceState::Clean, known: false }; group.count as usize],
            first_encrypted: 0,
            held: 0,
            known: 0,
            encrypted: 0,
            ever_encrypted: 0,
            restored: 0,
            decrypted: 0,
            patched_min: -i64::from(group.patch_age_days) * 1440,
            cloud: false,
            local: false,
        };
        Network {
            zones: vec![zone; hospital.zones.len()],
            groups: hospital.groups.iter().map(group).collect(),
            controls: hospital.controls.iter().cloned().collect(),
            offline: false,
            partners_gone: false,
            assessed: false,
            backups_lost: false,
            backups_tested: false,
            held_max: 0,
            changes: 0,
        }
    }

    /// Devices held by the attacker now.
    pub fn held(&self) -> u32 {
        self.groups.iter().map(|group| group.held).sum()
    }

    /// Devices held in a zone.
    pub fn held_in(&self, zone: usize) -> u32 {
        self.groups_in(zone).map(|(_, group)| group.held).sum()
    }

    /// Groups of a zone, with their indices.
    pub fn groups_in(&self, zone: usize) -> impl Iterator<Item = (usize, &Group)> {
        self.groups.iter().enumerate().filter(move |(_, group)| group.zone == zone)
    }

    /// Share of a group that works and can be reached, 0 to 1.
    pub fn availability(&self, rules: &Rules, group: usize) -> f64 {
        let state = &self.groups[group];
        let apart = self.zones[state.zone].isolated || state.local;
        self.works(rules, group, state.encrypted, apart, self.offline)
    }

    /// The same if something else were so.
    pub fn availability_if(&self, rules: &Rules, group: usize, supposed: &Supposed) -> f64 {
        let state = &self.groups[group];
        let isolated = self.zones[state.zone].isolated || supposed.cut_off.contains(&state.zone);
        let apart = isolated || state.local || supposed.local == Some(group);
        let encrypted = if supposed.intact { 0 } else { state.encrypted };
        self.works(rules, group, encrypted, apart, self.offline || supposed.offline)
    }

    /// The same with so many devices encrypted, the group apart from the rest, the hospital off the internet.
    fn works(&self, rules: &Rules, group: usize, encrypted: u32, apart: bool, offline: bool) -> f64 {
        let (scenario, numbers) = (&*rules.scenario, &rules.numbers.network);
        let (state, facts) = (&self.groups[group], &scenario.hospital.groups[group]);
        let poor = f64::from(state.decrypted.min(facts.count - encrypted)) * (1.0 - rules.numbers.key.decrypted_share);
        let working = (f64::from(facts.count - encrypted) - poor) / f64::from(facts.count);
        if state.cloud {
            return if offline || self.partners_gone { 0.0 } else { working };
        }
        let kind = scenario.hospital.zones[state.zone].kind;
        let outward = matches!(kind, codedark_scenario::ZoneKind::Dmz | codedark_scenario::ZoneKind::Supplier);
        let reach = match (apart, facts.platform) {
            (true, Platform::Embedded) => numbers.local_share,
            (true, _) => 0.0,
            (false, _) if outward && offline => numbers.offline_share,
            (false, _) if self.partners_gone && kind == codedark_scenario::ZoneKind::Supplier => numbers.offline_share,
            (false, _) if self.zones[state.zone].disrupted_until > 0 => numbers.offline_share,
            (false, _) if self.zones[state.zone].distrusted => numbers.distrusted_share,
            (false, _) => 1.0,
        };
        working * reach
    }

    /// Availability of every group, in order.
    pub fn availabilities(&self, rules: &Rules) -> impl Iterator<Item = f64> {
        (0..self.groups.len()).map(|group| self.availability(rules, group))
    }

    /// Zones the attacker can move to from where it is: over administration and file flows, neither end cut off.
    pub fn reachable(&self, scenario: &Scenario, from: &[usize]) -> Vec<usize> {
        let zones = &scenario.hospital.zones;
        let index = |id: &str| zones.iter().position(|zone| zone.id == id).expect("checked reference");
        let mut found: Vec<usize> = scenario
            .hospital
            .flows
            .iter()
            .filter(|flow| matches!(flow.service, FlowService::Admin | FlowService::Files))
            .map(|flow| (index(&flow.from), index(&flow.to)))
            .filter(|(a, b)| from.contains(a) && !self.zones[*a].isolated && !self.zones[*b].isolated)
            .map(|(_, b)| b)
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Zones in which the attacker holds a device and that are not cut off.
    pub fn held_zones(&self) -> Vec<usize> {
        let held = self.groups.iter().filter(|group| group.held > 0 && !self.zones[group.zone].isolated);
        let mut zones: Vec<usize> = held.map(|group| group.zone).collect();
        zones.sort_unstable();
        zones.dedup();
        zones
    }

    /// Changes one device and the counts of its group.
    pub fn set_device(&mut self, group: usize, device: usize, state: DeviceState, known: bool) {
        let counts = &mut self.groups[group];
        let before = std::mem::replace(&mut counts.devices[device], Device { state, known });
        let change = |count: &mut u32, was: bool, is: bool| match (was, is) {
            (true, false) => *count -= 1,
            (false, true) => *count += 1,
            _ => {}
        };
        change(&mut counts.held, before.state == DeviceState::Held, state == DeviceState::Held);
        let (was, is) = (before.state == DeviceState::Encrypted, state == DeviceState::Encrypted);
        change(&mut counts.encrypted, was, is);
        if is {
            counts.first_encrypted = counts.first_encrypted.min(device);
        }
        counts.ever_encrypted += u32::from(is && !was);
        counts.restored += u32::from(was && !is);
        change(&mut counts.known, before.known, known);
        let zone = counts.zone;
        if state != DeviceState::Clean {
            self.zones[zone].tainted = true;
            self.zones[zone].signed_off = false;
        }
        if state == DeviceState::Held {
            self.held_max = self.held_max.max(self.held());
        }
        self.changes += u64::from(before.state != state);
    }

    /// Cuts a zone off. What was checked before that says nothing any more.
    pub fn cut_off(&mut self, zone: usize) {
        let zone = &mut self.zones[zone];
        zone.checked &= zone.isolated;
        zone.isolated = true;
    }

    /// Lets a zone back. Tells whether something had happened there that nobody checked.
    pub fn reconnect(&mut self, zone: usize) -> bool {
        let zone = &mut self.zones[zone];
        let unchecked = zone.isolated && zone.tainted && !zone.checked;
        zone.isolated = false;
        unchecked
    }

    /// Every device of the zone is checked: what is held there is found and cleaned.
    pub fn sign_off(&mut self, zone: usize) {
        self.clean(zone, false);
        let zone = &mut self.zones[zone];
        (zone.signed_off, zone.checked) = (true, true);
        (zone.tainted, zone.altered, zone.distrusted) = (false, false, false);
    }

    /// Cleans held devices of a zone: all, or only those known.
    pub fn clean(&mut self, zone: usize, known_only: bool) {
        for (group, device) in self.held_devices(zone, |known| known || !known_only) {
            self.set_device(group, device, DeviceState::Clean, false);
        }
    }

    /// The hospital knows of all that is held in a zone.
    pub fn find(&mut self, zone: usize) {
        for (group, device) in self.held_devices(zone, |known| !known) {
            self.set_device(group, device, DeviceState::Held, true);
        }
    }

    /// Group and device of those held in a zone, by whether the hospital knows of them.
    fn held_devices(&self, zone: usize, wanted: impl Fn(bool) -> bool) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        for (group, state) in self.groups_in(zone).filter(|(_, group)| group.held > 0) {
            let held = |device: &Device| device.state == DeviceState::Held && wanted(device.known);
            let here = state.devices.iter().enumerate().filter(|(_, device)| held(device));
            found.extend(here.map(|(device, _)| (group, device)));
        }
        found
    }
}
