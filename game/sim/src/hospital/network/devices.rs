//! What happens to devices: taken over, encrypted, found, cleaned, brought back. The counts of their groups follow.

use crate::hospital::network::{Device, DeviceState, Network};

impl Network {
    /// The attacker takes control of a device, and nobody knows.
    pub fn take_over(&mut self, group: usize, device: usize) {
        self.set_device(group, device, DeviceState::Held, false);
    }

    /// A device is encrypted.
    pub fn encrypt(&mut self, group: usize, device: usize) {
        self.set_device(group, device, DeviceState::Encrypted, false);
    }

    /// Rebuilds or restores the first encrypted device of a group, and tells which it was.
    pub fn bring_back(&mut self, group: usize) -> usize {
        let device = self.first_encrypted(group);
        self.set_device(group, device, DeviceState::Clean, false);
        device
    }

    /// The first encrypted device of a group runs on a decrypted copy, until it is rebuilt.
    pub fn decrypt(&mut self, group: usize) {
        self.bring_back(group);
        self.group_mut(group).decrypted += 1;
    }

    /// A device that ran on a decrypted copy is rebuilt.
    pub fn rebuild_decrypted(&mut self, group: usize) {
        self.group_mut(group).decrypted -= 1;
    }

    /// Every device of the zone is checked: what is held there is found and cleaned.
    pub fn sign_off(&mut self, zone: usize) {
        self.clean(zone, |_| true);
        let zone = self.zone_mut(zone);
        (zone.signed_off, zone.checked) = (true, true);
        (zone.tainted, zone.altered, zone.distrusted) = (false, false, false);
    }

    /// Cleans the devices of a zone that are known to be held. More may be there: it must be declared clean anew.
    pub fn evict(&mut self, zone: usize) {
        self.clean(zone, |known| known);
        self.zones[zone].signed_off = false;
    }

    /// The hospital knows of all that is held in a zone.
    pub fn find(&mut self, zone: usize) {
        for (group, device) in self.held_devices(zone, |known| !known) {
            self.set_device(group, device, DeviceState::Held, true);
        }
    }

    /// Cleans held devices of a zone, by whether the hospital knows of them.
    fn clean(&mut self, zone: usize, wanted: impl Fn(bool) -> bool) {
        for (group, device) in self.held_devices(zone, wanted) {
            self.set_device(group, device, DeviceState::Clean, false);
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

    /// The first device of a group that is encrypted: there is one.
    fn first_encrypted(&mut self, group: usize) -> usize {
        let group = &mut self.groups[group];
        let from = group.first_encrypted;
        let found = group.devices[from..].iter().position(|device| device.state == DeviceState::Encrypted);
        group.first_encrypted = from + found.expect("the group counts an encrypted device");
        group.first_encrypted
    }

    /// Changes one device and the counts of its group.
    fn set_device(&mut self, group: usize, device: usize, state: DeviceState, known: bool) {
        let counts = self.group_mut(group);
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
}
