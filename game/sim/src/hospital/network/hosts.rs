//! Hosts: groups on which others stand, virtualisation and storage, and what becomes of their guests.
//!
//! Each device of a guest sits on one device of each of its hosts, spread evenly. What is left of the hosts carries what is
//! left of the guests: a guest works as far as its scarcest host, whichever of its devices run. A host that is encrypted
//! takes the disks of its guests with it, so an empty host that is back brings none of them back.

use codedark_scenario::AssetGroup;

use crate::hospital::Rules;
use crate::hospital::network::{DeviceState, Network, Supposed};

impl Network {
    /// Share of a group's devices for which its hosts have room, 0 to 1: that of the scarcest host; 1 without hosts, and
    /// for a group that runs at a supplier by now.
    pub fn carried(&self, rules: &Rules, group: usize) -> f64 {
        self.carried_if(rules, group, &Supposed::default())
    }

    /// The same if something else were so.
    pub(super) fn carried_if(&self, rules: &Rules, group: usize, supposed: &Supposed) -> f64 {
        if self.groups[group].cloud {
            return 1.0;
        }
        hosts(rules, group).map(|host| self.carries(rules, host, supposed)).fold(1.0, f64::min)
    }

    /// Share of a host that carries guests, 0 to 1. One that is cut off still does: its guests have networks of their own.
    fn carries(&self, rules: &Rules, host: usize, supposed: &Supposed) -> f64 {
        if self.groups[host].cloud {
            return self.works(rules, host, supposed);
        }
        let off = self.is_off(self.groups[host].zone, supposed);
        let own = if off { 0.0 } else { self.working(rules, host, supposed) };
        own.min(self.carried_if(rules, host, supposed))
    }

    /// Share of a group's devices that are not encrypted; one that runs on a decrypted copy counts in part. 0 to 1.
    pub(super) fn working(&self, rules: &Rules, group: usize, supposed: &Supposed) -> f64 {
        let state = &self.groups[group];
        let count = rules.scenario.hospital.groups[group].count;
        let encrypted = if supposed.intact { 0 } else { state.encrypted };
        let poor = f64::from(state.decrypted.min(count - encrypted)) * (1.0 - rules.numbers.key.decrypted_share);
        (f64::from(count - encrypted) - poor) / f64::from(count)
    }

    /// Whether a zone's computers are turned off.
    pub(super) fn is_off(&self, zone: usize, supposed: &Supposed) -> bool {
        self.zones[zone].off || supposed.off.contains(&zone)
    }

    /// A device is encrypted, and with it the disks of all that stands on it.
    pub fn encrypt_with_guests(&mut self, rules: &Rules, group: usize, device: usize) {
        let mut struck = vec![(group, device)];
        while let Some((group, device)) = struck.pop() {
            if !self.is_encrypted(group, device) {
                self.encrypt(group, device);
            }
            let hosts_in_all = self.groups[group].devices.len();
            for guest in guests(rules, group).filter(|guest| !self.groups[*guest].cloud) {
                let on_it = (device..self.groups[guest].devices.len()).step_by(hosts_in_all);
                struck.extend(on_it.filter(|on_it| !self.is_encrypted(guest, *on_it)).map(|on_it| (guest, on_it)));
            }
        }
    }

    /// Whether a program ran on a group itself: a device is encrypted, and none that it sits on.
    pub fn struck_itself(&self, rules: &Rules, group: usize) -> bool {
        let sits_on_encrypted = |device: usize| {
            hosts(rules, group).any(|host| self.is_encrypted(host, device % self.groups[host].devices.len()))
        };
        let mut devices = 0..self.groups[group].devices.len();
        self.groups[group].encrypted > 0
            && devices.any(|device| self.is_encrypted(group, device) && !sits_on_encrypted(device))
    }

    fn is_encrypted(&self, group: usize, device: usize) -> bool {
        self.groups[group].devices[device].state == DeviceState::Encrypted
    }
}

/// Groups on which a group stands.
fn hosts(rules: &Rules, group: usize) -> impl Iterator<Item = usize> {
    let hospital = &rules.scenario.hospital;
    hospital.groups[group].stands_on.iter().map(|id| hospital.group(id).expect("checked reference"))
}

/// Groups that stand on a group.
fn guests(rules: &Rules, host: usize) -> impl Iterator<Item = usize> {
    let groups = &rules.scenario.hospital.groups;
    let stands = move |(_, guest): &(usize, &AssetGroup)| guest.stands_on.contains(&groups[host].id);
    groups.iter().enumerate().filter(stands).map(|(guest, _)| guest)
}
