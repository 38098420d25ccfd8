//! The attacker: a crew at a keyboard, working through its playbook with what it holds and knows.
//!
//! One step is under way at a time. A crew works when nobody is in the office, skips what it cannot do, tries again what
//! failed, and answers what it notices: it moves on, comes back, or strikes early. Encryption then runs in waves over
//! the zones it reaches, so that a zone cut off in time is saved.
//!
//! Changes: [`Attack`], device states, what the hospital's sensors hear. Reads: zones, controls.

mod fates;
mod impact;
mod region;

use bevy_ecs::component::Component;
use codedark_protocol::{Msg, TimelineKind};
use codedark_scenario::{Gain, Need, Platform, Role, Scenario, SensorKind, Step, ZoneKind};
use serde::Serialize;

use crate::exchange::Parcel;
use crate::network::{DeviceState, set_state, state_of};
use crate::parameter::parameters;
use crate::region::{At, RegionSetup};
use crate::time::{DAY, Domain, Due, HOUR, Minute};
use crate::{detection, people, plan};

pub use impact::{PARAMETERS as IMPACT, lose_supplier};
pub use region::{follow_over_sign_in, follow_strike};

parameters! {
    /// Waves of encryption.
    WAVES: u32 = 16, "waves", "with WAVE_MIN between them four hours, as at HSE from 01:00 to recognition at 04:36; the number is an assumption";
    /// Time between two waves.
    WAVE_MIN: Minute = 15, "minutes", "as WAVES: four hours in all at HSE; an assumption by itself";
    /// Share of Windows devices within reach that are encrypted.
    WINDOWS_SHARE: f64 = 0.85, "share", "HSE lost about 80 % of its IT";
    /// Share of Linux servers within reach that are encrypted, by way of their hypervisors.
    LINUX_SHARE: f64 = 0.4, "share", "assumption";
    /// Share of encryption that remains where endpoint protection blocks.
    BLOCKED: f64 = 0.4, "share", "assumption, ordered as insurers' odds are";
    /// Share of encryption that remains where only listed programs run.
    LISTED: f64 = 0.6, "share", "assumption, ordered as insurers' odds are";
    /// Devices the crew holds in each zone of the next hospital before it sets the ransomware off.
    NEXT_HOLDS: u32 = 4, "devices", "assumption: enough that clearing it out is work";
    /// Longest wait of a crew that lost its place before it tries again.
    RETURN_MAX: Minute = 6 * DAY, "minutes", "assumption";
    /// Times a crew starts its failed steps over before it leaves.
    ROUNDS_MAX: u32 = 2, "rounds", "assumption";
}

/// Controls that stop encryption on a device, and the share that remains.
const STOPPERS: [(&str, f64); 2] = [("endpoint-block", BLOCKED), ("app-allowlist", LISTED)];

/// The attacker's position and knowledge in one hospital.
#[derive(Component, Clone, Debug, Default, Serialize)]
pub struct Attack {
    /// For each step: tries, and whether it succeeded.
    pub steps: Vec<(u32, bool)>,
    /// Minute of the first foothold.
    pub entered_min: Option<Minute>,
    /// Stay that the crew plans, in minutes.
    pub dwell_min: Minute,
    /// Administrator of the devices held.
    pub local_admin: bool,
    /// Administrator of the domain.
    pub domain_admin: bool,
    /// Knows where things are.
    pub map: bool,
    /// Has a way back in.
    pub persistence: bool,
    /// Gigabytes taken.
    pub stolen_gb: i64,
    /// Kinds of sensor that fell silent where the crew is.
    pub blinded: Vec<SensorKind>,
    /// Minute ransomware was set off.
    pub detonated_min: Option<Minute>,
    /// Minute the next hospital was struck, for a team that stopped its own attack; then `detonated_min` is that strike.
    pub next_hospital_min: Option<Minute>,
    /// Minute of the first alert that the attack caused.
    pub evidence_min: Option<Minute>,
    /// Times the failed steps were started over.
    pub rounds: u32,
    /// Times it noticed the defenders.
    pub noticed: u32,
    /// Whether it strikes as soon as it can.
    pub hurried: bool,
    /// Whether it left for good.
    pub gone: bool,
    /// What the dice say of encryption, once a wave has asked for it. Derived from the dice alone.
    #[serde(skip)]
    fates: fates::Fates,
}

/// Registers the attacker.
pub fn plugin(region: &mut RegionSetup) {
    region.hashed::<Attack>();
    region.on(Domain::Attack, work);
}

fn work(at: &mut At, due: &Due) {
    match due {
        Due::AttackNext => next_step(at),
        Due::AttackDone(step) => finish_step(at, *step as usize),
        Due::Wave(number) => wave(at, *number),
        Due::WormSpreads(days, round) => impact::worm_spreads(at, *days, *round),
        Due::DisruptionOver(zone) => impact::disruption_over(at, *zone as usize),
        Due::AlteredSeen(step) => impact::altered_seen(at, *step as usize),
        Due::NextHospital => strike_next_hospital(at),
        _ => {}
    }
}

impl Attack {
    /// A crew that has not begun.
    pub fn new(steps: usize) -> Attack {
        Attack { steps: vec![(0, false); steps], ..Attack::default() }
    }

    fn done(&self, step: usize) -> bool {
        self.steps[step].1
    }
}

/// Draws the crew's tempo when it gets in.
fn plan_stay(at: &mut At) {
    let scenario = at.scenario();
    let tempos = &scenario.adversary.tempos;
    let total: u32 = tempos.iter().map(|tempo| tempo.weight).sum();
    let mut draw = at.dice().between(0, u64::from(total) - 1, "tempo", "class", 0) as u32;
    let tempo = tempos.iter().find(|tempo| {
        let here = draw < tempo.weight;
        draw = draw.saturating_sub(tempo.weight);
        here
    });
    let tempo = tempo.expect("weights are positive and the draw is below their sum");
    at.attack.dwell_min = at.dice().between(tempo.dwell_min, tempo.dwell_max_min, "tempo", "dwell", 0);
    at.attack.entered_min = Some(at.minute);
}

/// Chooses and starts the next step of the playbook, or decides what to do without one.
fn next_step(at: &mut At) {
    if at.attack.gone || at.attack.detonated_min.is_some() {
        return;
    }
    let scenario = at.scenario();
    let steps = &scenario.adversary.steps;
    let open = |at: &At, index: usize| {
        !at.attack.done(index) && at.attack.steps[index].0 < steps[index].tries && possible(at, &steps[index])
    };
    let Some(index) = (0..steps.len()).find(|index| open(at, *index)) else {
        return without_a_step(at);
    };
    let step = &steps[index];
    let not_before = earliest(at, step);
    if not_before > at.minute {
        if matches!(step.gives, Gain::Detonate | Gain::Worm(_)) {
            plan::foresee(at, not_before);
        }
        return at.book(not_before, Due::AttackNext);
    }
    let attempt = u64::from(at.attack.steps[index].0);
    let takes = at.dice().between(step.duration_min, step.duration_max_min, "step-duration", &step.id, attempt);
    at.book(at.minute + takes, Due::AttackDone(index as u32));
}

/// The first minute at which the crew would work on this step.
fn earliest(at: &At, step: &Step) -> Minute {
    let entered = at.attack.entered_min.unwrap_or(at.minute);
    let planned = if at.attack.hurried { 0 } else { (step.at * at.attack.dwell_min as f64) as Minute };
    let minute = (entered + planned).max(at.minute);
    let strike = matches!(step.gives, Gain::Detonate | Gain::Worm(_));
    let off_hours = at.dice().chance(at.rules.scenario.adversary.off_hours, "off-hours", &step.id, 0);
    if !(strike && off_hours) || at.attack.hurried {
        return minute;
    }
    // A strike waits for the small hours, when the fewest people are there to see it.
    let night = at.rules.calendar.next_off_hours(minute);
    let clock = at.rules.calendar.minute_of_day(night);
    if clock < 5 * HOUR { night } else { night + DAY + HOUR - clock }
}

/// Whether the crew holds what the step needs, and a first foothold lies within reach: a zone that is cut off gets neither
/// mail nor visitors.
fn possible(at: &At, step: &Step) -> bool {
    let door = match &step.gives {
        Gain::Foothold(kind) => zone_of_kind(at, *kind).is_some_and(|zone| !at.network.zones[zone].isolated),
        _ => true,
    };
    door && step.needs.iter().all(|need| holds(at, step, need))
}

fn zone_of_kind(at: &At, kind: ZoneKind) -> Option<usize> {
    at.rules.scenario.hospital.zones.iter().position(|zone| zone.kind == kind)
}

fn holds(at: &At, step: &Step, need: &Need) -> bool {
    let scenario = &at.rules.scenario;
    match need {
        Need::Foothold => !at.network.held_zones().is_empty(),
        Need::LocalAdmin => at.attack.local_admin,
        Need::DomainAdmin => at.attack.domain_admin,
        Need::In(kind) => at.network.held_zones().iter().any(|zone| scenario.hospital.zones[*zone].kind == *kind),
        Need::Step(id) => scenario.adversary.steps.iter().position(|s| s.id == *id).is_some_and(|s| at.attack.done(s)),
        Need::Unpatched(platform, days) => {
            let near = within_reach(at, step);
            scenario.hospital.groups.iter().zip(&at.network.groups).any(|(facts, group)| {
                let old = at.minute as i64 - group.patched_min > i64::from(*days) * DAY as i64;
                old && facts.platform == *platform && near.contains(&group.zone)
            })
        }
        Need::Internet => !at.network.offline,
    }
}

/// Zones in which a step could find a victim: the one whose door it opens, or what the crew holds and reaches from there.
fn within_reach(at: &At, step: &Step) -> Vec<usize> {
    if let Gain::Foothold(kind) = &step.gives {
        return zone_of_kind(at, *kind).into_iter().collect();
    }
    let held = at.network.held_zones();
    let mut near = at.network.reachable(&at.rules.scenario, &held);
    near.extend(held);
    near
}

/// Nothing can be tried: comes back through the front door, starts over, or leaves.
fn without_a_step(at: &mut At) {
    let scenario = at.scenario();
    let lost = at.network.held_zones().is_empty() && at.attack.entered_min.is_some();
    let round = u64::from(at.attack.rounds);
    let returns = at.attack.persistence || at.dice().chance(scenario.adversary.returns, "returns", "crew", round);
    if at.attack.rounds >= ROUNDS_MAX || (lost && !returns) {
        at.attack.gone = true;
        return at.note(TimelineKind::Attack, Msg::new("attack-left"));
    }
    at.attack.rounds += 1;
    for (index, step) in scenario.adversary.steps.iter().enumerate() {
        let again = !at.attack.done(index) || (lost && matches!(step.gives, Gain::Foothold(_) | Gain::Spread(_)));
        if again {
            at.attack.steps[index] = (0, false);
        }
    }
    let wait = at.dice().between(DAY, RETURN_MAX, "return-wait", "crew", round);
    at.book(at.minute + wait, Due::AttackNext);
}

/// A step's time is over: it works or not, and it was heard or not.
fn finish_step(at: &mut At, index: usize) {
    if at.attack.gone || at.attack.detonated_min.is_some() {
        return;
    }
    let scenario = at.scenario();
    let step = &scenario.adversary.steps[index];
    let attempt = u64::from(at.attack.steps[index].0) + u64::from(at.attack.rounds) * 100;
    at.attack.steps[index].0 += 1;
    let zone = at.network.held_zones().into_iter().next_back();
    let odds = odds(step, |control| at.network.controls.contains(control));
    let works = possible(at, step) && at.dice().chance(odds, "step", &step.id, attempt);
    if works {
        at.attack.steps[index].1 = true;
        let what = Msg::new("attack-step").text("step", format!("step.{}", step.id));
        at.note(TimelineKind::Attack, what.word("technique", &step.technique));
        gain(at, &step.gives, &step.id, attempt);
    }
    detection::hear(at, index, zone.or_else(|| at.network.held_zones().into_iter().next_back()), attempt);
    if at.attack.detonated_min.is_none() {
        at.book(at.minute + 1, Due::AttackNext);
    }
}

/// Odds of a step under the controls in place.
pub fn odds(step: &Step, has: impl Fn(&str) -> bool) -> f64 {
    step.controls.iter().filter(|(id, _)| has(id)).fold(step.odds, |odds, (_, remains)| odds * remains)
}

/// What success gives.
fn gain(at: &mut At, gives: &Gain, step: &str, attempt: u64) {
    match gives {
        Gain::Foothold(kind) => {
            if at.attack.entered_min.is_none() {
                plan_stay(at);
            }
            if let Some(zone) = zone_of_kind(at, *kind) {
                infect(at, zone, 1, step, attempt);
            }
        }
        Gain::Persistence => at.attack.persistence = true,
        Gain::LocalAdmin => at.attack.local_admin = true,
        Gain::DomainAdmin => {
            at.attack.domain_admin = true;
            at.link.iter_mut().for_each(|link| link.outbox.push(Parcel::SignInTaken));
        }
        Gain::Map => at.attack.map = true,
        Gain::Spread(most) => spread(at, *most, step, attempt),
        Gain::Steal(gigabytes) => at.attack.stolen_gb += i64::from(*gigabytes),
        Gain::Blind(kind) => at.attack.blinded.push(*kind),
        Gain::DestroyBackups => destroy_backups(at),
        Gain::Detonate => detonate(at),
        Gain::Worm(days) => impact::release_worm(at, *days),
        Gain::Disrupt(kind, hours) => impact::disrupt(at, *kind, *hours),
        Gain::Alter(kind) => {
            let index = at.rules.scenario.adversary.steps.iter().position(|other| other.id == step);
            impact::alter(at, *kind, index.expect("the step is the adversary's own"));
        }
    }
}

/// Destroys the backups that can be reached.
fn destroy_backups(at: &mut At) {
    at.network.backups_lost |= !at.network.controls.contains("offline-backups");
}

/// Moves to a further zone. With a map, to the one that matters most.
fn spread(at: &mut At, most: u32, step: &str, attempt: u64) {
    let scenario = at.scenario();
    let from = at.network.held_zones();
    let worth = |zone: usize| match scenario.hospital.zones[zone].kind {
        ZoneKind::Identity => 6,
        ZoneKind::Backup => 5,
        ZoneKind::Servers => 4,
        ZoneKind::Office | ZoneKind::Wards => 3,
        ZoneKind::Imaging | ZoneKind::Lab => 2,
        _ => 1,
    };
    let mut fresh = at.network.reachable(scenario, &from);
    fresh.retain(|zone| at.network.held_in(*zone) == 0);
    let target = if at.attack.map {
        fresh.into_iter().max_by_key(|zone| (worth(*zone), std::cmp::Reverse(*zone)))
    } else if fresh.is_empty() {
        None
    } else {
        let pick = at.dice().between(0, fresh.len() as u64 - 1, "spread", step, attempt);
        Some(fresh[pick as usize])
    };
    let count = at.dice().between(u64::from(most).div_ceil(2), u64::from(most), "spread-count", step, attempt);
    if let Some(zone) = target.or_else(|| from.first().copied()) {
        infect(at, zone, count as u32, step, attempt);
    }
}

/// Takes control of up to `count` clean devices of a zone, chosen by dice.
fn infect(at: &mut At, zone: usize, count: u32, step: &str, attempt: u64) {
    let scenario = at.scenario();
    let mut candidates: Vec<(u64, usize, usize)> = Vec::new();
    for (group, facts) in scenario.hospital.groups.iter().enumerate() {
        if at.network.groups[group].zone != zone
            || facts.platform == Platform::Embedded
            || at.network.groups[group].cloud
        {
            continue;
        }
        // A bounded sample of each group: which of a thousand like workstations it is changes nothing.
        for device in 0..facts.count.min(64) as usize {
            let rank = at.dice().bits("infect", &format!("{step}/{}/{device}", facts.id), attempt);
            candidates.push((rank, group, device));
        }
    }
    candidates.sort_unstable();
    let mut left = count;
    for (_, group, device) in candidates {
        if left == 0 {
            break;
        }
        if state_of(at, group, device).state == DeviceState::Clean {
            set_state(at, group, device, DeviceState::Held, false);
            left -= 1;
        }
    }
}

/// Sets the ransomware off.
fn detonate(at: &mut At) {
    at.attack.detonated_min = Some(at.minute);
    at.attack.evidence_min.get_or_insert(at.minute);
    at.note(TimelineKind::Attack, Msg::new("attack-detonated"));
    at.book(at.minute + 1, Due::Wave(0));
    crate::care::expect_patients(at, at.minute);
    // The next hospital is a team's second try, not a fact of the region.
    if at.attack.next_hospital_min.is_none() {
        at.link.iter_mut().for_each(|link| link.outbox.push(Parcel::Struck));
    }
}

/// Whether the team stopped its attack, and too little of it is left for a response: the next hospital is struck.
pub fn stopped(at: &At) -> bool {
    let strike = at.rules.scenario.strike_state.as_ref();
    let unless = |condition: &_| crate::measure::holds(at, condition);
    at.attack.detonated_min.is_none() && strike.is_some_and(|strike| !strike.unless.as_ref().is_some_and(unless))
}

/// The next hospital: it stands as the team's own, with the same controls and people, but with the named zones open and
/// the same crew already at home in them. It strikes at once, where the team's own preparation did not stop it.
fn strike_next_hospital(at: &mut At) {
    let scenario = at.scenario();
    let Some(strike) = scenario.strike_state.as_ref().filter(|_| at.attack.detonated_min.is_none()) else {
        return;
    };
    crate::care::look(at);
    let minute = at.minute;
    for zone in next_zones(scenario) {
        at.network.zones[zone].isolated = false;
        infect(at, zone, NEXT_HOLDS, "next-hospital", 0);
    }
    at.attack.next_hospital_min = Some(minute);
    at.attack.entered_min.get_or_insert(minute);
    (at.attack.local_admin, at.attack.domain_admin, at.attack.persistence) = (true, true, true);
    at.attack.gone = false;
    at.attack.stolen_gb += i64::from(strike.steals_gb);
    if strike.backups_destroyed {
        destroy_backups(at);
    }
    at.tell(&[], Msg::new("log-next-hospital"));
    at.note(TimelineKind::Event, Msg::new("history-next-hospital"));
    detonate(at);
}

/// Zones in which the next hospital is struck.
fn next_zones(scenario: &Scenario) -> Vec<usize> {
    let named = scenario.strike_state.iter().flat_map(|strike| &strike.zones);
    let index = |id: &String| scenario.hospital.zones.iter().position(|zone| zone.id == *id);
    named.map(|id| index(id).expect("checked reference")).collect()
}

/// Zones that a wave of encryption reaches.
fn struck_zones(at: &At) -> Vec<usize> {
    let scenario = &at.rules.scenario;
    let mut reached = at.network.held_zones();
    if at.attack.next_hospital_min.is_some() {
        reached = next_zones(scenario);
    } else {
        reached.extend((0..at.network.zones.len()).filter(|zone| zone_struck(at, *zone)));
        // The domain's own deployment tool carries it: one hop from anything held, while sign-in still trusts the crew.
        if at.attack.domain_admin {
            reached.extend(at.network.reachable(scenario, &reached.clone()));
        }
    }
    reached.sort_unstable();
    reached.dedup();
    reached.retain(|zone| !at.network.zones[*zone].isolated);
    reached
}

/// Share of a group's devices within reach that are encrypted.
fn struck_share(at: &At, platform: Platform) -> f64 {
    let next = at.rules.scenario.strike_state.as_ref().filter(|_| at.attack.next_hospital_min.is_some());
    let has = |id: &str| at.network.controls.contains(id);
    let spared = STOPPERS.iter().filter(|(id, _)| has(id)).fold(1.0, |left, (_, share)| left * share);
    match (platform, next) {
        (Platform::Embedded, _) => 0.0,
        // The scenario says what the next hospital loses: controls of the team's own were not in its way.
        (_, Some(strike)) => f64::from(strike.share_percent) / 100.0,
        (Platform::Windows | Platform::WindowsLegacy, None) => WINDOWS_SHARE * spared,
        (Platform::Linux, None) => LINUX_SHARE,
    }
}

/// One wave: devices whose turn it is, in zones the crew still reaches, are encrypted.
fn wave(at: &mut At, number: u32) {
    let scenario = at.scenario();
    let dice = at.dice();
    let reached = struck_zones(at);
    let mut fates = std::mem::take(&mut at.attack.fates);
    for (group, facts) in scenario.hospital.groups.iter().enumerate() {
        let share = struck_share(at, facts.platform) * people::still_on(at, facts);
        if !reached.contains(&at.network.groups[group].zone)
            || at.network.groups[group].local
            || at.network.groups[group].cloud
            || share <= 0.0
        {
            continue;
        }
        for (device, (turn, draw)) in fates.of(dice, group, facts).iter().enumerate() {
            let now = *turn <= number && *draw < share;
            if now && state_of(at, group, device).state != DeviceState::Encrypted {
                set_state(at, group, device, DeviceState::Encrypted, false);
            }
        }
    }
    at.attack.fates = fates;
    crate::care::look(at);
    if number == 2 {
        // Night staff call the help desk: the notes on the screens cannot be overlooked.
        people::learn_ransomware(at);
    }
    at.revision.0 += 1;
    if number + 1 < WAVES {
        at.book(at.minute + WAVE_MIN, Due::Wave(number + 1));
    }
}

fn zone_struck(at: &At, zone: usize) -> bool {
    at.network.groups_in(zone).any(|(_, group)| group.encrypted > 0)
}

/// The defenders did something the crew may notice: it strikes, moves or hides.
pub fn provoke(at: &mut At) {
    if at.attack.entered_min.is_none() || at.attack.gone || at.attack.detonated_min.is_some() {
        return;
    }
    let attempt = u64::from(at.attack.noticed);
    at.attack.noticed += 1;
    if !at.dice().chance(at.rules.scenario.adversary.watchful, "notices", "crew", attempt) {
        return;
    }
    let ready = at.attack.domain_admin && at.network.held() > 0;
    if ready && at.dice().chance(0.5, "strikes-early", "crew", attempt) {
        at.attack.hurried = true;
        at.note(TimelineKind::Attack, Msg::new("attack-hurries"));
        at.book(at.minute + 2 * HOUR, Due::AttackNext);
    }
}

/// Whether the attacker holds nothing and has no known way back.
pub fn contained(network: &crate::network::Network, attack: &Attack) -> bool {
    attack.entered_min.is_some() && network.held() == 0 && !attack.persistence && !attack.domain_admin
}

/// The roles that are told of what the desk confirms.
pub const DESK: [Role; 4] = [Role::IncidentCommander, Role::SecurityLead, Role::SocAnalyst, Role::ItOperations];
