//! A key: what it brings back, how slowly, and what it leaves to be done.
//!
//! It opens a share of the hosts that differs from hospital to hospital, one after the other. A decrypted host runs, not
//! as before, and not as one that anybody should trust for long: it is checked, used, and rebuilt in its turn.

use serde::Serialize;

use super::{CHECK_WORK, first_encrypted, start};
use crate::network::{DeviceState, set_state};
use crate::parameter::parameters;
use crate::region::At;
use crate::time::{DAY, Minute};

parameters! {
    /// From the key to a tool that opens hosts with it.
    KEY_TRIED: u64 = 3 * DAY, "minutes", "Ireland: key on 20 to 21 May, a new decryptor built and tested on 22 to 24 May";
    /// Chance that a key opens everything.
    KEY_OPENS_ALL: f64 = 0.02, "chance", "Sophos 2022, health care: 2 % of payers got all their data back";
    /// Least share of the hosts that a key opens.
    KEY_LEAST: f64 = 0.29, "share", "assumption: chosen so that the mean is 0.65 (Sophos 2022, health care)";
    /// Most that one opens which does not open everything.
    KEY_MOST: f64 = 0.99, "share", "assumption: chosen so that the mean is 0.65 (Sophos 2022, health care)";
    /// Work to decrypt a host, as a share of its rebuild work.
    KEY_WORK: f64 = 0.5, "share", "assumption, after Ireland: with a key from day 7, about half of the servers were decrypted by the third to fourth week (cambridge-risk)";
    /// Share of a decrypted host's use, until it is rebuilt.
    pub DECRYPTED_SHARE: f64 = 0.35, "share", "assumption: slow, in parts broken, used beside paper; Ireland: systems came back 'not working as before' (Irish Examiner)";
}

/// A key, bought or given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Key {
    /// When it can be used.
    pub usable_min: Minute,
    /// Hosts it will still open, by group; none before it was tried.
    pub opens: Option<Vec<u32>>,
    /// Staff-minutes spent on the host under way.
    pub work_min: i64,
}

/// A key arrives. Another one opens nothing more.
pub fn receive_key(at: &mut At) {
    let usable_min = at.minute + KEY_TRIED;
    at.recovery.key.get_or_insert(Key { usable_min, opens: None, work_min: 0 });
    start(at);
}

/// Whether there is something left to try or to open.
pub(super) fn waits(at: &At) -> bool {
    let opens = |key: &Key| key.opens.as_ref().is_none_or(|opens| opens.iter().any(|left| *left > 0));
    at.recovery.key.as_ref().is_some_and(opens)
}

/// What this hospital's key opens of the hosts.
fn share(at: &At) -> f64 {
    if at.dice().chance(KEY_OPENS_ALL, "key", "all", 0) {
        return 1.0;
    }
    KEY_LEAST + (KEY_MOST - KEY_LEAST) * at.dice().share("key", "share", 0)
}

/// Share of the hosts that a key opened, own makes like others; 0 before it was tried.
pub(super) fn opened(at: &At) -> f64 {
    let tried = at.recovery.key.as_ref().is_some_and(|key| key.opens.is_some());
    if tried { share(at) } else { 0.0 }
}

/// Opens hosts while hands last: tells how many, and the hands left.
pub(super) fn decrypt(at: &mut At, mut hands: i64) -> (u32, i64) {
    let Some(mut key) = at.recovery.key.take() else { return (0, hands) };
    let mut back = 0;
    if key.usable_min <= at.minute {
        let share = share(at);
        let opened = |group: &crate::network::Group| libm::round(f64::from(group.encrypted) * share) as u32;
        let opens = key.opens.get_or_insert_with(|| at.network.groups.iter().map(opened).collect());
        for (group, left) in opens.iter_mut().enumerate() {
            *left = (*left).min(at.network.groups[group].encrypted);
            let work = f64::from(at.rules.scenario.hospital.groups[group].rebuild_staff_min) * (KEY_WORK + CHECK_WORK);
            while *left > 0 && hands > 0 {
                let (need, rest) = at.recovery.hours.spend(work as i64 - key.work_min, hands);
                (key.work_min, hands) = (work as i64 - need, rest);
                if need == 0 {
                    key.work_min = 0;
                    *left -= 1;
                    back += 1;
                    open(at, group);
                }
            }
        }
    }
    at.recovery.key = Some(key);
    (back, hands)
}

/// A host runs on its decrypted copy.
fn open(at: &mut At, group: usize) {
    let device = first_encrypted(at, group);
    set_state(at, group, device, DeviceState::Clean, false);
    at.network.groups[group].decrypted += 1;
}
