//! Tempo: how long a crew stays, and when it works.
//!
//! A crew takes its place fast and then has time. Its people sit at the keyboard for a part of the day, so its work comes
//! in bursts.
//!
//! Reads: the adversary's data, the calendar, dice.

use codedark_scenario::{Gain, HandsOn, Step};

use crate::base::time::{Calendar, DAY, HOUR, Minute};
use crate::hospital::site::HospitalRef;
use crate::rules::attack::AttackSite;

/// Draws the crew's tempo when it gets in.
pub(super) fn plan_stay(at: &mut AttackSite) {
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
    let drawn = at.dice().between(tempo.dwell_min, tempo.dwell_max_min, "tempo", "dwell", 0);
    let known = scenario.adversary.strikes_min.checked_sub(at.minute).filter(|left| *left > 0);
    at.attack.dwell_min = known.unwrap_or(drawn);
    let evenly = (at.attack.dwell_min as f64 * at.rules.numbers.tempo.settled) as Minute;
    at.attack.settles_min = match tempo.settles_max_min {
        0 => evenly,
        most => at.dice().between(tempo.settles_min, most, "tempo", "settles", 0).min(evenly),
    };
    at.attack.entered_min = Some(at.minute);
}

/// Whether a step is the strike itself.
pub(super) fn is_strike(step: &Step) -> bool {
    matches!(step.gives, Gain::Detonate | Gain::Worm(_))
}

/// Minutes after the first foothold at which a share of the stay has passed.
pub(super) fn planned(at: &HospitalRef, share: f64) -> Minute {
    let (stay, settles) = (at.attack.dwell_min as f64, at.attack.settles_min as f64);
    let settled = at.rules.numbers.tempo.settled;
    let minutes = if share <= settled {
        settles * share / settled
    } else {
        settles + (stay - settles) * (share - settled) / (1.0 - settled)
    };
    minutes as Minute
}

/// The minute itself in office hours; what falls outside them falls as far into the next working day.
fn at_work(calendar: &Calendar, minute: Minute) -> Minute {
    let office = 10 * HOUR;
    let into_day = minute % office;
    let opens = minute + DAY - calendar.minute_of_day(minute) + 8 * HOUR;
    let later = (0..7).map(|day| opens + day * DAY).find(|minute| calendar.office_hours(*minute));
    let today = calendar.office_hours(minute);
    if today { minute } else { later.expect("every week has working days") + into_day }
}

/// When work of so many minutes is done, begun now. Who is inside works in sessions; what waits for others, and the
/// strike itself, takes its time as it comes.
pub(super) fn done_by(at: &HospitalRef, step: &Step, takes: Minute) -> Minute {
    let HandsOn(begins, length) = at.rules.scenario.adversary.hands_on;
    let (mut minute, mut left) = (at.minute, takes);
    if step.by_staff {
        return at_work(&at.rules.calendar, minute + takes);
    }
    if at.attack.entered_min.is_none() || is_strike(step) || length >= DAY {
        return minute + left;
    }
    loop {
        let sat = (at.rules.calendar.minute_of_day(minute) + DAY - begins) % DAY;
        let session = length.saturating_sub(sat);
        if left <= session {
            return minute + left;
        }
        left -= session;
        minute += DAY - sat;
    }
}
