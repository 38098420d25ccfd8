//! The network: zones, groups of devices, and what of it works.
//!
//! A group holds its devices one by one, and keeps the counts of their states, so that questions about thousands of devices
//! are answered without visiting them. Zones and groups are handed out to be read only: all that can happen to them is a
//! method in [`changes`] or [`devices`].

mod changes;
mod devices;
mod hosts;

use std::collections::BTreeSet;

use bevy_ecs::prelude::*;
use codedark_scenario::{AssetGroup, Backup, Control, FlowService, Platform, Scenario, ZoneKind};
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
    /// Its computers are turned off until it is let back.
    pub off: bool,
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
    first_encrypted: usize,
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
    zones: Vec<Zone>,
    /// Groups, in the scenario's order.
    groups: Vec<Group>,
    /// Controls in place.
    controls: BTreeSet<String>,
    /// Cut off from the internet.
    offline: bool,
    /// Partners have closed their side of the suppliers' access.
    partners_gone: bool,
    /// Whether the risks were assessed.
    assessed: bool,
    /// Copies of the data that are left.
    copies: Vec<Backup>,
    /// Backups tested.
    backups_tested: bool,
    /// The most devices the attacker held at once.
    held_max: u32,
    /// How often a device changed its state. Counts work for whoever measures it; the model never reads it.
    #[serde(skip)]
    changes: u64,
    /// Grows whenever something changes that availability depends on. Derived; 1 on a normal day.
    #[serde(skip)]
    version: u64,
}

/// What is supposed of a network that is otherwise as it is.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Supposed {
    /// Zones that are cut off as well.
    pub cut_off: Vec<usize>,
    /// Zones whose computers are turned off as well.
    pub off: Vec<usize>,
    /// A group that works locally as well.
    pub local: Option<usize>,
    /// The hospital is cut off from the internet as well.
    pub offline: bool,
    /// Nothing is encrypted.
    pub intact: bool,
}

/// How the network stands for the services: what works where it stands, and which zones are islands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Standing {
    /// Share of each group that works for whoever has a way to it, 0 to 1.
    pub works: Vec<f64>,
    /// Zones that are cut off.
    pub cut_off: Vec<bool>,
}

impl Network {
    /// The network on a normal day.
    pub fn new(scenario: &Scenario) -> Network {
        let hospital = &scenario.hospital;
        let zone = Zone {
            isolated: false,
            off: false,
            checked: false,
            signed_off: false,
            watched_until: 0,
            tainted: false,
            disrupted_until: 0,
            altered: false,
            distrusted: false,
        };
        let group = |group: &AssetGroup| Group {
            zone: hospital.zone(&group.zone).expect("checked reference"),
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
        let mut network = Network {
            zones: vec![zone; hospital.zones.len()],
            groups: hospital.groups.iter().map(group).collect(),
            controls: hospital.controls.iter().cloned().collect(),
            offline: false,
            partners_gone: false,
            assessed: false,
            copies: hospital.backups.clone(),
            backups_tested: false,
            held_max: 0,
            changes: 0,
            version: 1,
        };
        if network.has(Control::OfflineBackups.id()) {
            network.take_copies_offline();
        }
        network
    }

    /// While this is the same, so is every group's availability.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// A zone that is about to be changed.
    fn zone_mut(&mut self, zone: usize) -> &mut Zone {
        self.version += 1;
        &mut self.zones[zone]
    }

    /// A group that is about to be changed.
    fn group_mut(&mut self, group: usize) -> &mut Group {
        self.version += 1;
        &mut self.groups[group]
    }

    /// Zones, in the scenario's order.
    pub fn zones(&self) -> &[Zone] {
        &self.zones
    }

    /// A zone.
    pub fn zone(&self, index: usize) -> &Zone {
        &self.zones[index]
    }

    /// Groups, in the scenario's order.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// A group.
    pub fn group(&self, index: usize) -> &Group {
        &self.groups[index]
    }

    /// Whether a control is in place.
    pub fn has(&self, control: &str) -> bool {
        self.controls.contains(control)
    }

    /// Cut off from the internet.
    pub fn is_offline(&self) -> bool {
        self.offline
    }

    /// Partners have closed their side of the suppliers' access.
    pub fn partners_gone(&self) -> bool {
        self.partners_gone
    }

    /// Whether no copy of the data is left.
    pub fn backups_lost(&self) -> bool {
        self.copies.is_empty()
    }

    /// Age of the newest copy that is left, in days.
    pub fn newest_copy_days(&self) -> Option<u64> {
        self.copies.iter().map(|copy| u64::from(copy.age_days)).min()
    }

    /// Backups tested.
    pub fn backups_tested(&self) -> bool {
        self.backups_tested
    }

    /// The most devices the attacker held at once.
    pub fn held_max(&self) -> u32 {
        self.held_max
    }

    /// How often a device changed its state. Counts work for whoever measures it; the model never reads it.
    pub fn device_changes(&self) -> u64 {
        self.changes
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

    /// How the network stands for the services.
    pub fn standing(&self, rules: &Rules) -> Standing {
        self.standing_if(rules, &Supposed::default())
    }

    /// The same if something else were so.
    pub fn standing_if(&self, rules: &Rules, supposed: &Supposed) -> Standing {
        let cut_off = |(zone, state): (usize, &Zone)| {
            state.isolated || supposed.cut_off.contains(&zone) || supposed.off.contains(&zone)
        };
        Standing {
            works: (0..self.groups.len()).map(|group| self.works(rules, group, supposed)).collect(),
            cut_off: self.zones.iter().enumerate().map(cut_off).collect(),
        }
    }

    /// Share of a group that works and can be reached from the rest of the house, 0 to 1.
    pub fn availability(&self, rules: &Rules, group: usize) -> f64 {
        let works = self.works(rules, group, &Supposed::default());
        match (self.zones[self.groups[group].zone].isolated, rules.scenario.hospital.groups[group].platform) {
            (false, _) => works,
            (true, Platform::Embedded) => works * rules.numbers.network.local_share,
            (true, _) => 0.0,
        }
    }

    /// Share of a group that works for whoever has a way to it, 0 to 1.
    fn works(&self, rules: &Rules, group: usize, supposed: &Supposed) -> f64 {
        let (scenario, numbers) = (&*rules.scenario, &rules.numbers.network);
        let (state, facts) = (&self.groups[group], &scenario.hospital.groups[group]);
        let offline = self.offline || supposed.offline;
        let working = self.working(rules, group, supposed);
        if state.cloud {
            return if offline || self.partners_gone { 0.0 } else { working };
        }
        let working = working.min(self.carried_if(rules, group, supposed));
        let kind = scenario.hospital.zones[state.zone].kind;
        let outward = matches!(kind, ZoneKind::Dmz | ZoneKind::Supplier);
        let off = self.is_off(state.zone, supposed);
        let local = state.local || supposed.local == Some(group);
        let share = match (local, facts.platform) {
            (_, platform) if off && platform != Platform::Embedded => 0.0,
            (true, _) => numbers.local_share,
            (false, _) if outward && offline => numbers.offline_share,
            (false, _) if self.partners_gone && kind == ZoneKind::Supplier => numbers.offline_share,
            (false, _) if self.zones[state.zone].disrupted_until > 0 => numbers.offline_share,
            (false, _) if self.zones[state.zone].distrusted => numbers.distrusted_share,
            (false, _) => 1.0,
        };
        working * share
    }

    /// Availability of every group, in order.
    pub fn availabilities(&self, rules: &Rules) -> impl Iterator<Item = f64> {
        (0..self.groups.len()).map(|group| self.availability(rules, group))
    }

    /// Zones the attacker can move to from where it is: over administration and file flows, neither end cut off.
    pub fn reachable(&self, scenario: &Scenario, from: &[usize]) -> Vec<usize> {
        let index = |id: &str| scenario.hospital.zone(id).expect("checked reference");
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
}
