//! The attacker: a crew at a keyboard, working through its playbook with what it holds and knows.
//!
//! One step is under way at a time ([`move_at`]). A crew skips what it cannot do, tries again what failed, leaves a way that
//! a control closed, and answers what it notices: it moves on, comes back, or strikes early. One that gets nowhere runs out
//! of patience and leaves for another victim. When it works is [`tempo`]'s, where it can go [`reach`]'s, what leaves the
//! house [`theft`]'s, by which way it comes in [`way_in`]'s, encryption [`encryption`]'s, and worms, floods and altered values are [`impact`]'s.
//!
//! Reads: zones, controls.

mod encryption;
mod impact;
mod next_hospital;
mod reach;
mod region;
mod reinfection;
mod strike;
mod strike_hour;
mod tempo;
mod theft;
mod way_in;

use codedark_protocol::{Msg, TimelineKind};
use codedark_scenario::{Gain, SensorKind};

use crate::base::time::{DAY, Minute};
use crate::hospital::agenda::AttackItem;
use crate::hospital::may_change::AttackRules;
use crate::hospital::news::News;
use crate::hospital::site::{HospitalMut, HospitalRef};
use crate::reading::posture::odds;

pub use impact::lose_supplier;
pub use next_hospital::stopped;
pub use region::{follow_over_sign_in, follow_strike};
pub use reinfection::{come_back_with_backup, lose_way_back, retake};

/// A hospital in the hands of the crew.
pub type AttackSite<'a> = HospitalMut<'a, AttackRules>;

/// Works an item that is due.
pub fn work(at: &mut AttackSite, item: &AttackItem) {
    match item {
        // It has moved since.
        AttackItem::Next(old) | AttackItem::StepDone { generation: old, .. } if *old != at.attack.generation => {}
        AttackItem::Next(_) => next_step(at),
        AttackItem::StepDone { step, .. } => finish_step(at, *step as usize),
        AttackItem::DataSent => theft::send(at),
        AttackItem::Wave(number) => encryption::wave(at, *number),
        AttackItem::WormSpreads(days, round) => impact::worm_spreads(at, *days, *round),
        AttackItem::DisruptionOver(zone) => impact::disruption_over(at, *zone as usize),
        AttackItem::AlteredSeen(step) => impact::altered_seen(at, *step as usize),
        AttackItem::NextHospital => next_hospital::strike_next_hospital(at),
    }
}

/// Books the crew's next move. What it was at, or had ahead, it gives up: an item cannot be withdrawn, but its number is old.
fn move_at(at: &mut AttackSite, minute: Minute, due: impl FnOnce(u32) -> AttackItem) {
    at.attack.generation += 1;
    at.book(minute, due(at.attack.generation));
}

/// Whether the crew does nothing more: it left, or it struck with encryption. After a strike of another kind it goes on.
fn is_over(at: &HospitalRef) -> bool {
    let goes_on = || at.rules.scenario.adversary.steps.iter().any(|step| step.strikes);
    at.attack.gone || (at.attack.detonated_min.is_some() && !goes_on())
}

/// Chooses and starts the next step of the playbook, or decides what to do without one.
fn next_step(at: &mut AttackSite) {
    if is_over(&at.read()) {
        return;
    }
    let scenario = at.scenario();
    let steps = &scenario.adversary.steps;
    let open = |at: &HospitalRef, index: usize| {
        let (tries, done) = at.attack.steps[index];
        let shut = || tries > 0 && reach::is_closed(at, &steps[index]);
        let open = !done && tries < steps[index].tries && way_in::is_open(at, &steps[index]);
        open && reach::possible(at, &steps[index]) && !shut()
    };
    let Some(index) = (0..steps.len()).find(|index| open(&at.read(), *index)) else {
        return without_a_step(at);
    };
    let step = &steps[index];
    let not_before = strike_hour::earliest(&at.read(), step);
    if not_before > at.minute {
        if tempo::is_strike(step) {
            at.report(News::StrikePlanned(not_before));
        }
        return move_at(at, not_before, AttackItem::Next);
    }
    let attempt = u64::from(at.attack.steps[index].0);
    let takes = at.dice().between(step.duration_min, step.duration_max_min, "step-duration", &step.id, attempt);
    let takes = if strike_hour::at_once(&at.read(), step) { 0 } else { takes };
    let done_by = tempo::done_by(&at.read(), step, takes);
    move_at(at, done_by, |generation| AttackItem::StepDone { step: index as u32, generation });
}

/// Nothing can be tried: comes back through the front door, starts over, or leaves.
fn without_a_step(at: &mut AttackSite) {
    let scenario = at.scenario();
    let crew = &scenario.adversary;
    let lost = at.network.held_zones().is_empty() && at.attack.entered_min.is_some();
    let round = u64::from(at.attack.rounds);
    let returns = at.attack.persistence || at.dice().chance(crew.returns, "returns", "crew", round);
    let wasted = at.minute.saturating_sub(at.attack.progress_min.unwrap_or(crew.begins_min));
    if wasted >= crew.patience_min || (lost && !returns) {
        return leave(at);
    }
    if at.attack.entered_min.is_none() {
        way_in::try_another(at);
    }
    at.attack.rounds += 1;
    for (index, step) in crew.steps.iter().enumerate() {
        let entry = matches!(step.gives, Gain::Foothold(_) | Gain::Spread(_) | Gain::SpreadTo(..));
        if !at.attack.done(index) || (lost && entry) {
            at.attack.steps[index] = (0, false);
        }
    }
    let wait = at.dice().between(DAY, at.rules.numbers.attack.return_max, "return-wait", "crew", round);
    move_at(at, at.minute + wait, AttackItem::Next);
}

/// A step's time is over: it works or not, and it was heard or not.
fn finish_step(at: &mut AttackSite, index: usize) {
    if is_over(&at.read()) {
        return;
    }
    let scenario = at.scenario();
    let step = &scenario.adversary.steps[index];
    let attempt = u64::from(at.attack.steps[index].0) + u64::from(at.attack.rounds) * 100;
    at.attack.steps[index].0 += 1;
    let origin = at.network.held_zones().into_iter().next_back();
    let odds = odds(step, |control| at.network.has(control));
    let open = reach::possible(&at.read(), step) && !reach::is_closed(&at.read(), step);
    let works = open && at.dice().chance(odds, "step", &step.id, attempt);
    let mut heard_in = origin;
    if works {
        at.attack.steps[index].1 = true;
        at.attack.progress_min = Some(at.minute);
        let what = Msg::new("attack-step").text("step", format!("step.{}", step.id));
        at.note(TimelineKind::Attack, what.word("technique", &step.technique));
        heard_in = gain(at, index, attempt).or(origin);
        reach::search_accounts(at);
    }
    at.report(News::StepDone { step: index, zone: heard_in, attempt, works });
    // Altered values strike when they are noticed.
    if works && step.strikes && !matches!(step.gives, Gain::Alter(_)) {
        strike::show(at);
    }
    if !is_over(&at.read()) {
        move_at(at, at.minute + 1, AttackItem::Next);
    }
}

/// What success gives, and where it happened, if at a place of its own.
fn gain(at: &mut AttackSite, index: usize, attempt: u64) -> Option<usize> {
    let step = &at.scenario().adversary.steps[index];
    match &step.gives {
        Gain::Foothold(kind) => {
            if at.attack.entered_min.is_none() {
                tempo::plan_stay(at);
            }
            let zone = reach::zone_of_kind(&at.read(), *kind)?;
            reach::infect(at, zone, 1, &step.id, step.by_staff, attempt);
            return Some(zone);
        }
        Gain::Persistence => at.attack.persistence = true,
        Gain::LocalAdmin => at.attack.local_admin = true,
        Gain::DomainAdmin => {
            at.attack.domain_admin = true;
            at.report(News::SignInTaken);
            reach::discover(at);
        }
        Gain::Ticket => at.attack.ticket = true,
        Gain::Map => reach::discover(at),
        Gain::Spread(most) => return reach::spread(at, None, *most, step, attempt),
        Gain::SpreadTo(kind, most) => return reach::spread(at, Some(*kind), *most, step, attempt),
        Gain::Steal(gigabytes) => theft::begin(at, *gigabytes),
        Gain::Blind(kind) => blind(at, *kind),
        Gain::DestroyBackups => at.network.lose_backups(),
        Gain::Detonate => encryption::detonate(at),
        Gain::EncryptHeld => encryption::encrypt_held(at),
        Gain::Worm(days) => impact::release_worm(at, *days),
        Gain::Disrupt(kind, hours) => impact::disrupt(at, *kind, *hours),
        Gain::Alter(kind) => impact::alter(at, *kind, index),
    }
    None
}

/// Silences sensors of a kind where the crew is, and everywhere once it holds the sign-in that their console trusts.
fn blind(at: &mut AttackSite, kind: SensorKind) {
    let held = at.network.held_zones();
    let zones = if at.attack.domain_admin { (0..at.network.zones().len()).collect() } else { held };
    at.attack.blinded.extend(zones.into_iter().map(|zone| (kind, zone as u32)));
}

/// The defenders did something the crew may notice: it grows quiet, and strikes at once, goes on, or leaves.
pub fn react_to_defenders(at: &mut AttackSite) {
    if at.attack.entered_min.is_none() || is_over(&at.read()) {
        return;
    }
    let attempt = u64::from(at.attack.noticed);
    at.attack.noticed += 1;
    let crew = &at.rules.scenario.adversary;
    if !at.dice().chance(crew.watchful, "notices", "crew", attempt) {
        return;
    }
    at.attack.wary = true;
    let ready = at.attack.domain_admin && at.network.held() > 0;
    if ready && at.dice().chance(at.rules.numbers.attack.strikes_early, "strikes-early", "crew", attempt) {
        at.attack.hurried = true;
        at.note(TimelineKind::Attack, Msg::new("attack-hurries"));
        move_at(at, at.minute + at.rules.numbers.attack.strikes_after, AttackItem::Next);
    } else if !at.dice().chance(crew.returns, "stays", "crew", attempt) {
        leave(at);
    }
}

/// Goes elsewhere, for good.
fn leave(at: &mut AttackSite) {
    at.attack.gone = true;
    at.note(TimelineKind::Attack, Msg::new("attack-left"));
}
