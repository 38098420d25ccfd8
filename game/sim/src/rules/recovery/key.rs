//! A key: what it brings back, how slowly, and what it leaves to be done.
//!
//! It opens a share of the hosts that differs from hospital to hospital, one after the other. A decrypted host runs, not
//! as before, and not as one that anybody should trust for long: it is checked, used, and rebuilt in its turn all the same.
//! So nobody decrypts while a host could be rebuilt: the key takes the hands that rebuilding leaves over, and a house that
//! paid is never behind one that did not.

use crate::hospital::recovery::Key;
use crate::hospital::site::HospitalRef;
use crate::rules::recovery::{RecoverySite, has_room, start};

/// A key arrives. Another one opens nothing more.
pub fn receive_key(at: &mut RecoverySite) {
    let usable_min = at.minute + at.rules.numbers.key.key_tried;
    at.recovery.key.get_or_insert(Key { usable_min, work_min: 0 });
    start(at);
}

/// Whether there is something left to try or to open.
pub(super) fn waits(at: &HospitalRef) -> bool {
    let Some(key) = &at.recovery.key else { return false };
    let share = share(at);
    key.usable_min > at.minute || (0..at.network.groups().len()).any(|group| opens(at, group, share))
}

/// Whether the key opens another host of a group: of those that are not rebuilt yet, it opens this share.
fn opens(at: &HospitalRef, group: usize, share: f64) -> bool {
    let state = at.network.group(group);
    let in_all = libm::round(f64::from(state.encrypted + state.decrypted) * share) as u32;
    state.encrypted > 0 && state.decrypted < in_all
}

/// What this hospital's key opens of the hosts.
fn share(at: &HospitalRef) -> f64 {
    let usable = at.recovery.key.as_ref().map_or(at.minute, |key| key.usable_min);
    let dice = at.dice().settled_at(usable);
    if dice.chance(at.rules.numbers.key.key_opens_all, "key", "all", 0) {
        return 1.0;
    }
    at.rules.numbers.key.key_least
        + (at.rules.numbers.key.key_most - at.rules.numbers.key.key_least) * dice.share("key", "share", 0)
}

/// Share of the hosts that a key opened, own makes like others; 0 before it was tried.
pub(super) fn opened(at: &HospitalRef) -> f64 {
    let tried = at.recovery.key.as_ref().is_some_and(|key| key.usable_min <= at.minute);
    if tried { share(at) } else { 0.0 }
}

/// Opens hosts while hands last: tells the hands left.
pub(super) fn decrypt(at: &mut RecoverySite, mut hands: i64) -> i64 {
    let share = opened(&at.read());
    if hands == 0 || share == 0.0 {
        return hands;
    }
    for group in 0..at.network.groups().len() {
        let work = f64::from(at.rules.scenario.hospital.groups[group].rebuild_staff_min)
            * (at.rules.numbers.key.key_work + at.rules.numbers.recovery.check_work);
        while hands > 0 && opens(&at.read(), group, share) && has_room(&at.read(), group) {
            // Of a host that was rebuilt before it was open, what was done may be more than the next one takes.
            let begun = at.recovery.key.as_ref().map_or(0, |key| key.work_min);
            let (need, rest) = at.recovery.hours.spend((work as i64 - begun).max(0), hands);
            hands = rest;
            if need == 0 {
                at.network.decrypt(group);
            }
            if let Some(key) = &mut at.recovery.key {
                key.work_min = if need == 0 { 0 } else { work as i64 - need };
            }
        }
    }
    hands
}
