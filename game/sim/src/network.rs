//! The network: zones, flows, groups of devices, and what of it works.
//!
//! Every device is an entity; a group keeps the counts of its devices' states, so that questions about thousands of
//! devices are answered without visiting them. All changes of a device go through [`set_state`].

use std::collections::BTreeSet;

use bevy_ecs::prelude::*;
use codedark_scenario::{AssetGroup, Expr, FlowService, Platform, Scenario};
use serde::Serialize;

use crate::parameter::parameters;
use crate::recovery::DECRYPTED_SHARE;
use crate::region::{At, RegionSetup};

parameters! {
    /// What remains of a closed device's use when its zone is cut off: it works at the bedside, but nobody sees it from afar.
    LOCAL_SHARE: f64 = 0.5, "share", "assumption: known is only that local function survives and the central view does not";
    /// What remains of the outward-facing zones without the internet.
    OFFLINE_SHARE: f64 = 0.2, "share", "assumption: telephone and fax replace a fifth";
    /// What remains of a zone's use while everything it shows is checked a second time by hand.
    DISTRUSTED_SHARE: f64 = 0.5, "share", "assumption: every value is read twice";
}

/// One device.
#[derive(Component, Clone, Copy, Debug, PartialEq, Eq, Serialize)]
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
    /// Its devices, in order.
    #[serde(skip)]
    pub devices: Vec<Entity>,
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

/// What every service needs, with its names looked up once, when the exercise is built.
#[derive(Clone, Debug)]
pub struct Needs {
    /// One for each service, in the scenario's order.
    services: Vec<Need>,
    /// Services in an order in which each comes after those it needs.
    order: Vec<usize>,
}

/// A dependency expression.
#[derive(Clone, Debug)]
enum Need {
    /// The share of this group that works and can be reached.
    Group(usize),
    /// The same share of what this service needs.
    Service(usize),
    /// The minimum.
    All(Vec<Need>),
    /// The maximum.
    Any(Vec<Need>),
    /// The k-th largest.
    KOf(usize, Vec<Need>),
    /// The weighted mean, with the sum of its weights.
    Weighted(f64, Vec<(f64, Need)>),
    /// This much remains without it.
    AtLeast(f64, Box<Need>),
}

impl Needs {
    /// Looks the names up. The checker has refused cycles among services.
    pub fn resolve(scenario: &Scenario) -> Needs {
        let services: Vec<Need> =
            scenario.hospital.services.iter().map(|service| Need::resolve(scenario, &service.needs)).collect();
        let order = in_order(&services);
        Needs { services, order }
    }

    /// What is there of what each service needs, 0 to 1, given the availability of every group.
    pub fn values(&self, groups: &[f64]) -> Vec<f64> {
        let mut values = vec![0.0; self.services.len()];
        for service in &self.order {
            values[*service] = self.services[*service].value(groups, &values);
        }
        values
    }
}

/// Services in an order in which each comes after those it needs. In rounds rather than by recursion: a chain may be as long
/// as the list.
fn in_order(services: &[Need]) -> Vec<usize> {
    let mut order = Vec::with_capacity(services.len());
    while order.len() < services.len() {
        let can_follow = |service: &usize| {
            let mut after_all = !order.contains(service);
            services[*service].each_service(&mut |needed| after_all &= order.contains(&needed));
            after_all
        };
        let next: Vec<usize> = (0..services.len()).filter(can_follow).collect();
        assert!(!next.is_empty(), "the checker refuses cycles");
        order.extend(next);
    }
    order
}

impl Need {
    fn resolve(scenario: &Scenario, expr: &Expr) -> Need {
        let hospital = &scenario.hospital;
        let each = |list: &[Expr]| list.iter().map(|inner| Need::resolve(scenario, inner)).collect();
        let found = |index: Option<usize>| index.expect("checked reference");
        match expr {
            Expr::Asset(id) => Need::Group(found(hospital.groups.iter().position(|group| group.id == *id))),
            Expr::Service(id) => Need::Service(found(hospital.services.iter().position(|service| service.id == *id))),
            Expr::All(list) => Need::All(each(list)),
            Expr::Any(list) => Need::Any(each(list)),
            Expr::KOf(k, list) => Need::KOf(*k as usize, each(list)),
            Expr::AtLeast(least, inner) => Need::AtLeast(*least, Box::new(Need::resolve(scenario, inner))),
            Expr::Weighted(list) => Need::Weighted(
                list.iter().map(|(weight, _)| weight).sum(),
                list.iter().map(|(weight, inner)| (*weight, Need::resolve(scenario, inner))).collect(),
            ),
        }
    }

    fn each_service(&self, visit: &mut dyn FnMut(usize)) {
        match self {
            Need::Group(_) => {}
            Need::Service(service) => visit(*service),
            Need::All(list) | Need::Any(list) | Need::KOf(_, list) => {
                list.iter().for_each(|inner| inner.each_service(visit));
            }
            Need::AtLeast(_, inner) => inner.each_service(visit),
            Need::Weighted(_, list) => list.iter().for_each(|(_, inner)| inner.each_service(visit)),
        }
    }

    /// Its value, 0 to 1, given those of every group, and of the services that it needs.
    fn value(&self, groups: &[f64], services: &[f64]) -> f64 {
        let each = |list: &'_ [Need], from: f64, fold: fn(f64, f64) -> f64| {
            list.iter().map(|inner| inner.value(groups, services)).fold(from, fold)
        };
        match self {
            Need::Group(group) => groups[*group],
            Need::Service(service) => services[*service],
            Need::All(list) => each(list, 1.0, f64::min),
            Need::Any(list) => each(list, 0.0, f64::max),
            Need::KOf(k, list) => {
                let mut values: Vec<f64> = list.iter().map(|inner| inner.value(groups, services)).collect();
                values.sort_by(|a, b| b.total_cmp(a));
                values.get(k.saturating_sub(1)).copied().unwrap_or(0.0)
            }
            Need::AtLeast(least, inner) => least + (1.0 - least) * inner.value(groups, services),
            Need::Weighted(total, list) => {
                list.iter().map(|(weight, inner)| weight * inner.value(groups, services)).sum::<f64>() / total
            }
        }
    }
}

/// Registers what belongs to the state.
pub fn plugin(region: &mut RegionSetup) {
    region.hashed::<Network>();
}

impl Network {
    /// The network on a normal day; its devices are spawned into `spawn`.
    pub fn new(scenario: &Scenario, mut spawn: impl FnMut(Device) -> Entity) -> Network {
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
            devices: (0..group.count).map(|_| spawn(Device { state: DeviceState::Clean, known: false })).collect(),
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
    pub fn availability(&self, scenario: &Scenario, group: usize) -> f64 {
        let (state, facts) = (&self.groups[group], &scenario.hospital.groups[group]);
        let poor = f64::from(state.decrypted.min(facts.count - state.encrypted)) * (1.0 - DECRYPTED_SHARE);
        let working = (f64::from(facts.count - state.encrypted) - poor) / f64::from(facts.count);
        let apart = self.zones[state.zone].isolated || state.local;
        if state.cloud {
            return if self.offline || self.partners_gone { 0.0 } else { working };
        }
        let kind = scenario.hospital.zones[state.zone].kind;
        let outward = matches!(kind, codedark_scenario::ZoneKind::Dmz | codedark_scenario::ZoneKind::Supplier);
        let reach = match (apart, facts.platform) {
            (true, Platform::Embedded) => LOCAL_SHARE,
            (true, _) => 0.0,
            (false, _) if outward && self.offline => OFFLINE_SHARE,
            (false, _) if self.partners_gone && kind == codedark_scenario::ZoneKind::Supplier => OFFLINE_SHARE,
            (false, _) if self.zones[state.zone].disrupted_until > 0 => OFFLINE_SHARE,
            (false, _) if self.zones[state.zone].distrusted => DISTRUSTED_SHARE,
            (false, _) => 1.0,
        };
        working * reach
    }

    /// Availability of every group, in order.
    pub fn availabilities(&self, scenario: &Scenario) -> impl Iterator<Item = f64> {
        (0..self.groups.len()).map(|group| self.availability(scenario, group))
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
        (0..self.zones.len()).filter(|zone| !self.zones[*zone].isolated && self.held_in(*zone) > 0).collect()
    }
}

/// Changes one device and the counts of its group.
pub fn set_state(at: &mut At, group: usize, device: usize, state: DeviceState, known: bool) {
    let entity = at.network.groups[group].devices[device];
    let mut current = at.devices.get_mut(entity).expect("devices are never despawned");
    let before = *current;
    *current = Device { state, known };
    let counts = &mut at.network.groups[group];
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
        at.network.zones[zone].tainted = true;
        at.network.zones[zone].signed_off = false;
    }
    at.network.held_max = at.network.held_max.max(at.network.held());
    at.network.changes += u64::from(before.state != state);
}

/// State of one device.
pub fn state_of(at: &At, group: usize, device: usize) -> Device {
    *at.devices.get(at.network.groups[group].devices[device]).expect("devices are never despawned")
}
