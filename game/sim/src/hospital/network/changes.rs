//! What happens to zones, groups and the network as a whole, one method for each thing that happens.

use codedark_scenario::{BackupKind, Control};

use crate::base::time::Minute;
use crate::hospital::network::Network;

impl Network {
    /// Cuts a zone off. What was checked before that says nothing any more.
    pub fn cut_off(&mut self, zone: usize) {
        let zone = self.zone_mut(zone);
        zone.checked &= zone.isolated;
        zone.isolated = true;
    }

    /// Cuts a zone off and turns its computers off.
    pub fn power_off(&mut self, zone: usize) {
        self.cut_off(zone);
        self.zone_mut(zone).off = true;
    }

    /// Lets a zone back. Tells whether something had happened there that nobody checked.
    pub fn reconnect(&mut self, zone: usize) -> bool {
        let zone = self.zone_mut(zone);
        let unchecked = zone.isolated && zone.tainted && !zone.checked;
        (zone.isolated, zone.off) = (false, false);
        unchecked
    }

    /// Hunters look closely at a zone until a minute.
    pub fn watch(&mut self, zone: usize, until: Minute) {
        self.zone_mut(zone).watched_until = until;
    }

    /// What a zone offers is gone until a minute at least, though its devices are intact.
    pub fn disrupt(&mut self, zone: usize, until: Minute) {
        let zone = self.zone_mut(zone);
        zone.disrupted_until = zone.disrupted_until.max(until);
    }

    /// A zone offers again what it did, unless it is disrupted for longer.
    pub fn end_disruption(&mut self, zone: usize, minute: Minute) {
        let zone = self.zone_mut(zone);
        if zone.disrupted_until <= minute {
            zone.disrupted_until = 0;
        }
    }

    /// What a zone shows or stores is altered.
    pub fn alter(&mut self, zone: usize) {
        let zone = self.zone_mut(zone);
        (zone.altered, zone.tainted, zone.signed_off) = (true, true, false);
    }

    /// Nobody relies on a zone alone any more.
    pub fn distrust(&mut self, zone: usize) {
        self.zone_mut(zone).distrusted = true;
    }

    /// A group's computers are patched.
    pub fn patch(&mut self, group: usize, minute: Minute) {
        self.group_mut(group).patched_min = minute as i64;
    }

    /// A group runs at a supplier from now on.
    pub fn move_to_cloud(&mut self, group: usize) {
        self.group_mut(group).cloud = true;
    }

    /// A group is taken off the network, to work locally.
    pub fn take_offline(&mut self, group: usize) {
        self.group_mut(group).local = true;
    }

    /// A group works over the network again.
    pub fn take_online(&mut self, group: usize) {
        self.group_mut(group).local = false;
    }

    /// Cuts the hospital off from the internet.
    pub fn cut_internet(&mut self) {
        (self.offline, self.version) = (true, self.version + 1);
    }

    /// Opens the way to the internet again.
    pub fn open_internet(&mut self) {
        (self.offline, self.version) = (false, self.version + 1);
    }

    /// Puts a control in place.
    pub fn deploy(&mut self, control: &str) {
        self.controls.insert(control.to_owned());
        if control == Control::OfflineBackups.id() {
            self.take_copies_offline();
        }
    }

    /// Takes a control away.
    pub fn remove(&mut self, control: &str) {
        self.controls.remove(control);
    }

    /// Partners close their side of the suppliers' access.
    pub fn lose_partners(&mut self) {
        (self.partners_gone, self.version) = (true, self.version + 1);
    }

    /// Partners open it again.
    pub fn regain_partners(&mut self) {
        (self.partners_gone, self.version) = (false, self.version + 1);
    }

    /// The risks were assessed.
    pub fn assess(&mut self) {
        self.assessed = true;
    }

    /// The copies that can be reached are destroyed.
    pub fn lose_backups(&mut self) {
        self.copies.retain(|copy| copy.kind != BackupKind::Reachable);
    }

    /// What copies can be reached are taken off the network.
    pub fn take_copies_offline(&mut self) {
        let reachable = self.copies.iter_mut().filter(|copy| copy.kind == BackupKind::Reachable);
        reachable.for_each(|copy| copy.kind = BackupKind::Offline);
    }

    /// Somebody tried whether the backups can be restored.
    pub fn test_backups(&mut self) {
        self.backups_tested = true;
    }
}
