//! Encryption: ransomware rolled out over the zones the crew reaches, and the minute in which people understand it.
//!
//! Every computer fetches the program within two hours and then works through its files, as fast as this crew's program
//! is: so minutes to hours pass between the start and the last file, and a zone cut off in time is saved. People find
//! dead screens where they work. By day there is somebody before most of them, at night before few.
//!
//! Reads: zones, controls, crews, dice.

use codedark_scenario::{AssetGroup, Control, Platform, Role};

use crate::base::dice::Dice;
use crate::base::time::Minute;
use crate::hospital::agenda::AttackItem;
use crate::hospital::network::DeviceState;
use crate::hospital::news::{Heard, News};
use crate::hospital::site::HospitalRef;
use crate::reading::people::still_on;
use crate::rules::attack::AttackSite;
use crate::rules::attack::reach::reachable;
use crate::rules::attack::strike::{next_zones, strike};

/// Sets the ransomware off.
pub(super) fn detonate(at: &mut AttackSite) {
    at.book(at.minute + at.rules.numbers.strike.wave_min, AttackItem::Wave(0));
    strike(at, "attack-detonated", Heard::InTheRegion);
}

/// Zones that a wave of encryption reaches.
fn struck_zones(at: &HospitalRef) -> Vec<usize> {
    let scenario = &at.rules.scenario;
    let mut reached = at.network.held_zones();
    if at.attack.next_hospital_min.is_some() {
        reached = next_zones(scenario);
    } else {
        reached.extend((0..at.network.zones().len()).filter(|zone| zone_struck(at, *zone)));
        // The domain's own deployment tool carries it: one hop from anything held, while sign-in still trusts the crew.
        if at.attack.domain_admin {
            reached.extend(reachable(at, &reached.clone()));
        }
    }
    reached.sort_unstable();
    reached.dedup();
    reached.retain(|zone| !at.network.zone(*zone).isolated);
    reached
}

/// Dice of the strike: what it does was settled when it began.
fn dice(at: &HospitalRef) -> Dice {
    at.dice().settled_at(at.attack.detonated_min.unwrap_or(at.minute))
}

/// Share of the computers within reach that this crew's program encrypts where it was built for them.
fn strain_share(at: &HospitalRef) -> f64 {
    let (low, high) = at.rules.scenario.adversary.encrypts;
    low + (high - low) * dice(at).share("strain", "share", 0)
}

/// Share of a group's devices within reach that are encrypted.
fn struck_share(at: &HospitalRef, platform: Platform, strain_share: f64) -> f64 {
    let next = at.rules.scenario.strike_state.as_ref().filter(|_| at.attack.next_hospital_min.is_some());
    match (platform, next) {
        (Platform::Embedded, _) => 0.0,
        // The scenario says what the next hospital loses: controls of the team's own were not in its way.
        (_, Some(strike)) => f64::from(strike.share_percent) / 100.0,
        (Platform::Windows | Platform::WindowsLegacy, None) => strain_share,
        (Platform::Linux, None) => at.rules.numbers.strike.linux_share,
    }
}

/// Minutes that this crew's program needs for 100,000 files: half of all crews are faster than the median.
fn strain_min(at: &HospitalRef) -> f64 {
    let (fast, median, slow) = at.rules.scenario.adversary.strain_min;
    let draw = dice(at).share("strain", "speed", 0) * 2.0;
    if draw < 1.0 { fast * libm::pow(median / fast, draw) } else { median * libm::pow(slow / median, draw - 1.0) }
}

/// Minutes in which one device of a group is encrypted, from its turn on, by a program of this speed.
fn encryption_min(strain_min: f64, facts: &AssetGroup) -> Minute {
    libm::ceil(strain_min * f64::from(facts.files_thousand) / 100.0) as Minute
}

/// One wave: devices that are through their files now, in zones the crew still reaches, are encrypted.
pub(super) fn wave(at: &mut AttackSite, number: u32) {
    let scenario = at.scenario();
    let dice = dice(&at.read());
    let reached = struck_zones(&at.read());
    let mut draws = std::mem::take(&mut at.attack.draws);
    let (strain_share, strain_min) = (strain_share(&at.read()), strain_min(&at.read()));
    let mut last = 0;
    for (group, facts) in scenario.hospital.groups.iter().enumerate() {
        let share = struck_share(&at.read(), facts.platform, strain_share) * still_on(&at.read(), facts);
        let takes = encryption_min(strain_min, facts).div_ceil(at.rules.numbers.strike.wave_min) as u32 - 1;
        last = last.max(at.rules.numbers.strike.waves + takes);
        if share <= 0.0 || number < takes || !reached.contains(&at.network.group(group).zone) {
            continue;
        }
        if at.network.group(group).local || at.network.group(group).cloud {
            continue;
        }
        for (device, turn) in draws.struck(dice, group, facts, share, at.rules.numbers.strike.waves) {
            let now = turn + takes <= number;
            if now && at.network.group(group).devices[device].state != DeviceState::Encrypted {
                at.network.encrypt_with_guests(at.rules, group, device);
            }
        }
    }
    at.attack.draws = draws;
    let overlooked = !understand(at);
    at.renew_views();
    // Where little was encrypted at night, it is met for the first time in the morning.
    if number + 1 < last || overlooked {
        at.book(at.minute + at.rules.numbers.strike.wave_min, AttackItem::Wave(number + 1));
    }
}

/// People meet dead screens where they work, until it cannot be overlooked any more. Whether that is so now, or there is
/// nothing to meet.
fn understand(at: &mut AttackSite) -> bool {
    let hospital = &at.rules.scenario.hospital;
    let (mut dead, mut all) = (0, 0);
    for (facts, state) in hospital.groups.iter().zip(at.network.groups()) {
        if facts.platform != Platform::Embedded {
            (dead, all) = (dead + state.encrypted, all + facts.count);
        }
    }
    let met = f64::from(dead) / f64::from(all.max(1)) * watching(&at.read()) * at.rules.numbers.strike.wave_min as f64;
    at.attack.met_milli += libm::round(met * 1000.0) as i64;
    let understood = at.attack.met_milli as f64 >= at.rules.numbers.strike.understood * 1000.0;
    if understood {
        at.report(News::Understood);
    }
    understood || dead == 0
}

/// How many of those who would notice by day notice now.
fn watching(at: &HospitalRef) -> f64 {
    if at.rules.calendar.office_hours(at.minute) || at.network.has(Control::NetworkMonitoring.id()) {
        return 1.0;
    }
    let nurses = at.rules.scenario.hospital.crew(Role::NursingLead);
    let awake = nurses.map_or(1.0, |crew| f64::from(crew.by_night) / f64::from(crew.by_day.max(1)));
    let on_call = at.people.covers_nights(Role::ItOperations, at.minute);
    awake * at.rules.numbers.strike.night_screens * if on_call { at.rules.numbers.strike.on_call } else { 1.0 }
}

/// Ends with the few devices that are held: nothing is rolled out. Whoever works there sees it at once.
pub(super) fn encrypt_held(at: &mut AttackSite) {
    strike(at, "attack-detonated", Heard::InTheHouse);
    for group in 0..at.network.groups().len() {
        let held = at.network.group(group).held > 0 && !at.network.zone(at.network.group(group).zone).isolated;
        for device in 0..if held { at.network.group(group).devices.len() } else { 0 } {
            if at.network.group(group).devices[device].state == DeviceState::Held {
                at.network.encrypt_with_guests(at.rules, group, device);
            }
        }
    }
    at.report(News::Understood);
}

/// Whether the program runs in a zone: guests that went with hosts elsewhere spread nothing.
fn zone_struck(at: &HospitalRef, zone: usize) -> bool {
    at.network.groups_in(zone).any(|(group, _)| at.network.struck_itself(at.rules, group))
}
