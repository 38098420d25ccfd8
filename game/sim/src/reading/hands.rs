//! Hands: who of a role is there, from when until when, and when what was ordered will be done.

use codedark_scenario::Role;

use crate::base::rounding::whole;
use crate::base::time::{DAY, Minute};
use crate::hospital::hands::{Stretch, Work};
use crate::hospital::site::HospitalRef;
use crate::reading::pace_of_work::recovery_hands;

/// How far ahead somebody says when an order will be done.
const AHEAD: Minute = 365 * DAY;

/// The stretches of a role between two minutes.
pub fn stretches<'a>(
    at: &'a HospitalRef<'a>,
    role: Role,
    from: Minute,
    until: Minute,
) -> impl Iterator<Item = Stretch> + 'a {
    let mut next = from;
    std::iter::from_fn(move || {
        (next < until).then(|| {
            let mut stretch = stretch(at, role, next);
            stretch.until = stretch.until.min(until);
            next = stretch.until;
            stretch
        })
    })
}

/// The stretch that begins at a minute.
fn stretch(at: &HospitalRef, role: Role, from: Minute) -> Stretch {
    let asleep = at.people.is_asleep(role, from, &at.rules.numbers.shifts);
    let own = (own(at, role, from) - f64::from(u8::from(asleep))).max(0.0) * pace(at, role, from);
    let people_milli = whole((own + outside(at, role, from)) * 1000.0);
    // Who leads is called at home where nobody else of the role is at work.
    let asked_milli = if asleep { people_milli } else { people_milli.max(1000) };
    Stretch { until: next_change(at, role, from), people_milli, asked_milli }
}

/// The house's own people at work.
fn own(at: &HospitalRef, role: Role, minute: Minute) -> f64 {
    let Some(crew) = at.rules.scenario.hospital.crew(role) else { return 0.0 };
    let (day, night) = (f64::from(crew.by_day), f64::from(crew.by_night));
    match at.rules.calendar.office_hours(minute) {
        true => day,
        false if at.people.is_called_in(role, minute) => night.max(day * at.rules.numbers.hands.called_in_share),
        false => night,
    }
}

/// How much of an hour their strength leaves them: less each day since rebuilding began, unless they work to a rota.
fn pace(at: &HospitalRef, role: Role, minute: Minute) -> f64 {
    if at.people.is_rested(role, minute) {
        return 1.0;
    }
    let days = minute.saturating_sub(at.recovery.begun_min.unwrap_or(minute)) / DAY;
    (1.0 - at.rules.numbers.hands.tires_by_day * days as f64).max(at.rules.numbers.hands.tired_least)
}

/// People from outside: responders, and whom a subscription sends.
fn outside(at: &HospitalRef, role: Role, minute: Minute) -> f64 {
    if role != Role::ItOperations {
        return 0.0;
    }
    let gone = responders_until(at).is_some_and(|until| until <= minute);
    let came = at.recovery.responders_from.is_some_and(|from| from <= minute) && !gone;
    let responders = at.rules.numbers.hands.responders * at.rules.numbers.hands.responders_hours;
    recovery_hands(at, minute) + if came { responders } else { 0.0 }
}

fn responders_until(at: &HospitalRef) -> Option<Minute> {
    at.link.and_then(|link| link.responders_until)
}

/// When others may be there than at a minute.
fn next_change(at: &HospitalRef, role: Role, minute: Minute) -> Minute {
    let people = at.people;
    let spans = [people.called_in.get(&role), people.rested.get(&role)];
    let known = spans.into_iter().flatten().flat_map(|(from, until)| [*from, *until]);
    let outside = [at.recovery.responders_from, responders_until(at), at.attack.detonated_min].into_iter().flatten();
    let tires = at.recovery.begun_min.map(|begun| begun + (minute.saturating_sub(begun) / DAY + 1) * DAY);
    let sleep = people.next_sleep(role, minute, &at.rules.numbers.shifts);
    let shift = at.rules.calendar.next_shift(minute);
    known.chain(outside).chain(tires).chain(sleep).filter(|change| *change > minute).fold(shift, Minute::min)
}

/// When each order of a role that is under way will be done, in the order of their numbers, as far as anybody knows; who asks
/// for one alone need not wait for the others.
pub fn forecast(at: &HospitalRef, role: Role, one: Option<u32>) -> Vec<(u32, Minute)> {
    let tasks = at.defence.tasks.iter().filter(|(_, task)| task.role == role);
    let mut works: Vec<(u32, Work, Option<Minute>)> = tasks.map(|(number, task)| (*number, task.work, None)).collect();
    let is_asked = |number: u32| one.is_none_or(|one| number == one);
    let is_awaited = |(number, _, done): &(u32, Work, Option<Minute>)| done.is_none() && is_asked(*number);
    let mut from = at.minute;
    let mut there = Stretch { until: from, people_milli: 0, asked_milli: 0 };
    while from < at.minute + AHEAD && works.iter().any(is_awaited) {
        if there.until <= from {
            there = stretch(at, role, from);
        }
        let ends = works.iter().map(|(_, work, _)| work.end_min()).filter(|end| *end > from);
        let until = ends.fold(there.until, Minute::min);
        let mut asked = there.asked_milli * (until - from) as i64;
        for (_, work, done) in &mut works {
            let left = work.left_milli();
            let spent = work.spend(until, asked);
            if work.left_milli() == 0 && done.is_none() && until >= work.end_min() {
                let late = if from >= work.end_min() { part(until - from, left, asked) } else { until - from };
                *done = Some(from + late);
            }
            asked -= spent;
        }
        from = until;
    }
    let asked = works.into_iter().filter(|(number, ..)| is_asked(*number));
    asked.map(|(number, _, done)| (number, done.unwrap_or(from).max(at.minute + 1))).collect()
}

/// The part of a length in which so much of the hands that are there over it is worked, rounded up.
fn part(length: Minute, worked: i64, there: i64) -> Minute {
    if there <= 0 { 0 } else { (length * worked as u64).div_ceil(there as u64) }
}
