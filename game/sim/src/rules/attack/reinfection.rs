//! How an intruder comes back, or loses its way back: with a backup, into restored devices, out of zones declared clean.
//!
//! Reads: what recovery restored.

use crate::hospital::network::DeviceState;
use crate::rules::attack::AttackSite;

/// The backup of a device brought the intruder back.
pub fn come_back_with_backup(at: &mut AttackSite, group: usize, device: usize) {
    at.network.take_over(group, device);
    (at.attack.persistence, at.attack.gone) = (true, false);
    at.recovery.count_reinfected();
}

/// A zone was declared clean: who holds nothing any more has no way back either.
pub fn lose_way_back(at: &mut AttackSite) {
    at.attack.persistence &= at.network.held() > 0;
}

/// A crew that still has a way in takes restored devices again.
pub fn retake(at: &mut AttackSite) {
    let inside = at.attack.domain_admin || at.network.held() > 0;
    let alive = at.attack.persistence && inside && !at.attack.gone;
    if !alive || !at.dice().chance(at.rules.numbers.recovery.retaken, "retaken", "hour", at.minute) {
        return;
    }
    let candidate = (0..at.network.groups().len()).find(|group| {
        let state = at.network.group(*group);
        state.restored > 0
            && state.held < at.rules.numbers.recovery.retaken_below
            && !at.network.zone(state.zone).isolated
            && !at.network.zone(state.zone).signed_off
    });
    let Some(group) = candidate else { return };
    let clean = at.network.group(group).devices.iter().position(|device| device.state == DeviceState::Clean);
    if let Some(device) = clean {
        at.network.take_over(group, device);
        at.recovery.count_reinfected();
    }
}
