//! A key: what it brings back, how slowly, and what it leaves to be done.
//!
//! It opens a share of the hosts that differs from hospital to hospital, one after the other. A decrypted host runs, not
//! as before, and not as one that anybody should trust for long: it is checked, used, and rebuilt in its turn.

use crate::hospital::recovery::Key;
use crate::hospital::site::HospitalRef;
use crate::rules::recovery::{RecoverySite, start};

/// A key arrives. Another one opens nothing more.
pub fn receive_key(at: &mut RecoverySite) {
    let usable_min = at.minute + at.rules.numbers.key.key_tried;
    at.recovery.key.get_or_insert(Key { usable_min, opens: None, work_min: 0 });
    start(at);
}

/// Whether there is something left to try or to open.
pub(super) fn waits(at: &HospitalRef) -> bool {
    let opens = |key: &Key| key.opens.as_ref().is_none_or(|opens| opens.iter().any(|left| *left > 0));
    at.recovery.key.as_ref().is_some_and(opens)
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
    let tried = at.recovery.key.as_ref().is_some_and(|key| key.opens.is_some());
    if tried { share(at) } else { 0.0 }
}

/// Opens hosts while hands last: tells the hands left.
pub(super) fn decrypt(at: &mut RecoverySite, mut hands: i64) -> i64 {
    let Some(mut key) = at.recovery.key.take() else { return hands };
    if key.usable_min <= at.minute {
        let share = share(&at.read());
        let opened = |group: &crate::hospital::network::Group| libm::round(f64::from(group.encrypted) * share) as u32;
        let opens = key.opens.get_or_insert_with(|| at.network.groups().iter().map(opened).collect());
        for (group, left) in opens.iter_mut().enumerate() {
            *left = (*left).min(at.network.group(group).encrypted);
            let work = f64::from(at.rules.scenario.hospital.groups[group].rebuild_staff_min)
                * (at.rules.numbers.key.key_work + at.rules.numbers.recovery.check_work);
            while *left > 0 && hands > 0 {
                let (need, rest) = at.recovery.hours.spend(work as i64 - key.work_min, hands);
                (key.work_min, hands) = (work as i64 - need, rest);
                if need == 0 {
                    key.work_min = 0;
                    *left -= 1;
                    at.network.decrypt(group);
                }
            }
        }
    }
    at.recovery.key = Some(key);
    hands
}
