//! Flow: who comes, who is treated, who waits, and who goes elsewhere, hour by hour and to the thousandth of a patient.
//!
//! No patient vanishes: for every service, arrivals are those treated, diverted, moved, left, turned down, put off and
//! waiting.

use codedark_protocol::ServiceMode;
use codedark_scenario::Service;

use crate::base::numbers::Flow;
use crate::base::rounding::whole;
use crate::base::time::{DAY, HOUR};
use crate::hospital::neighbours::Elsewhere;
use crate::hospital::services;
use crate::hospital::services::ServiceState;
use crate::rules::care::CareSite;
use crate::rules::care::stretch::{HourFlow, Pace, Stretch};
use crate::rules::care::{capacity, diversion, harm, lists};

/// Settles the time since the last settling: capacities were constant, demand was so within each hour.
pub fn settle(at: &mut CareSite) {
    let scenario = at.scenario();
    let until = at.minute;
    let numbers = &*at.rules.numbers;
    let told = at.care.told;
    while at.care.settled_min < until {
        let from = at.care.settled_min;
        let of_day = at.rules.calendar.minute_of_day(from);
        let minutes = (HOUR - of_day % HOUR).min(until - from);
        let into_hour = of_day % HOUR;
        let weekend = at.rules.calendar.weekday(from) >= 5;
        let neighbours_wait = at.care.sent.waits(&scenario.hospital.neighbours, &numbers.neighbours);
        let stretch = Stretch {
            from,
            hour: (of_day / HOUR) as usize,
            weekend,
            minutes,
            into_hour,
            told,
            neighbours_wait,
            numbers,
        };
        let mut sent = Elsewhere::default();
        for (index, facts) in scenario.hospital.services.iter().enumerate() {
            let elsewhere = service(at, index, facts, &stretch);
            match at.link.as_deref_mut() {
                Some(link) => link.leaves(index, elsewhere.patients_milli, elsewhere.moved_milli),
                None => {
                    sent.patients_milli += elsewhere.patients_milli;
                    sent.ambulances_milli += elsewhere.ambulances_milli;
                }
            }
            capacity::wear(at, index, facts.owner, minutes);
            capacity::take_up(&mut at.care.services[index], facts, minutes, numbers);
        }
        let longer = at.care.sent.note(&scenario.hospital.neighbours, stretch.hour, sent, minutes, &numbers.neighbours);
        at.care.delayed_milli_min += longer;
        at.care.settled_min += minutes;
    }
}

/// Moves the patients of one service; returns how many urgent ones went to other hospitals.
fn service(at: &mut CareSite, index: usize, facts: &Service, stretch: &Stretch) -> Elsewhere {
    let demand = &at.rules.demand[index];
    let by = |minutes| demand.in_hour(facts, stretch.hour, stretch.weekend, minutes);
    let (before, after) = (by(stretch.into_hour), by(stretch.into_hour + stretch.minutes));
    // Counted from the full hour on: how an hour is cut into stretches changes nobody who comes in it.
    let asked_milli = [whole(after.0) - whole(before.0), whole(after.1) - whole(before.1)];
    let (urgent, planned) = (after.0 - before.0, after.1 - before.1);
    let state = &at.care.services[index];
    let rate = services::throughput(facts, state);
    let pace = Pace::of(facts, state, demand.per_minute * rate, &stretch.numbers.flow);
    let can = whole((after.0 + after.1) * rate) - whole((before.0 + before.1) * rate);
    let away = state.moved_percent(stretch.from);
    let mut moved = diversion::come(
        state,
        facts,
        asked_milli,
        away,
        lists::called_off(state, facts, rate, &stretch.numbers.flow),
        if stretch.told.dispatch { 1.0 } else { at.rules.numbers.flow.untold_divert },
    );
    serve(state, &mut moved, can);
    let given_up = leave(facts, &pace, &mut moved, stretch);
    let extra = lists::extra(state, can, stretch.numbers.recovery.recovered_from_milli, &stretch.numbers.flow);
    let free = (can + extra - moved.treated()).min(appointments(state, planned, &moved));
    moved.rebooked = free.clamp(0, state.put_off_milli);
    let elsewhere = diversion::elsewhere(facts, &moved);
    let waited = harm::waited(state, facts, &pace, &moved, given_up, stretch);
    // Whoever leaves untreated is not safer for it: they count as those who are served.
    let in_care = (moved.treated() + moved.left) as f64;
    let events = |share: f64| if share > 0.0 { whole(share * facts.unsafe_per_1000 * in_care) } else { 0 };
    let unsafe_events = events(harm::unsafe_share(state, stretch.told.staff, &stretch.numbers.flow));
    let unseen = events(harm::misled_share(state, &stretch.numbers.flow));

    let care = &mut *at.care;
    care.delayed_milli_min += whole(waited);
    care.unsafe_micro += unsafe_events;
    care.cancelled_milli += moved.cancelled + given_up;
    care.diverted_milli += elsewhere.patients_milli;
    let state = &mut care.services[index];
    let counts = &mut state.counts;
    counts.arrived_milli += moved.arrived();
    counts.treated_milli += moved.treated() + moved.rebooked;
    counts.diverted_milli += moved.diverted;
    counts.moved_milli += moved.moved;
    counts.left_milli += moved.left;
    counts.turned_down_milli += moved.turned_down;
    counts.cancelled_milli += moved.cancelled + given_up;
    counts.rebooked_milli += moved.rebooked;
    counts.planned_milli += asked_milli[1];
    counts.planned_treated_milli += moved.served[2] + moved.rebooked;
    state.put_off_milli += moved.cancelled + given_up - moved.rebooked;
    state.waiting_milli = moved.waiting;
    state.unsafe_micro += unsafe_events;
    state.unseen_micro += unseen;
    lists::watch(state, facts, rate, stretch.minutes, &stretch.numbers.flow);
    state.turnaround_min = turnaround(state, facts, &pace);
    write_down(state, moved.treated(), urgent + planned, &stretch.numbers.flow);
    elsewhere
}

/// Those who cannot wait are treated first, planned patients last.
fn serve(state: &ServiceState, moved: &mut HourFlow, can: i64) {
    let mut left = can;
    for class in 0..3 {
        let there = state.waiting_milli[class] + moved.came[class];
        moved.served[class] = there.min(left);
        moved.waiting[class] = there - moved.served[class];
        left -= moved.served[class];
    }
}

/// Those who would wait longer than they bear leave; planned ones are put off. Returns how many of these.
fn leave(facts: &Service, pace: &Pace, moved: &mut HourFlow, stretch: &Stretch) -> i64 {
    let bears = [
        pace.per_min * stretch.numbers.flow.immediate_patience,
        pace.per_min * f64::from(facts.patience_min),
        facts.planned_per_day * 1000.0 * stretch.numbers.flow.planned_wait_max / DAY as f64,
    ];
    let gone = [0, 1, 2].map(|class| {
        // Mostly nobody waits.
        let waits = moved.waiting[class];
        let gone = if waits > 0 { (waits - whole(bears[class])).max(0) } else { 0 };
        moved.waiting[class] -= gone;
        gone
    });
    moved.left = gone[0] + gone[1];
    gone[2]
}

/// Minutes that an urgent patient or order takes now, from coming to being treated or reported.
fn turnaround(state: &ServiceState, facts: &Service, pace: &Pace) -> i64 {
    let normal = f64::from(facts.normal_min) + pace.slower_min;
    let queue = (state.waiting_milli[0] + state.waiting_milli[1]) as f64;
    let wait = if pace.per_min > 0.0 { queue / pace.per_min } else { f64::from(facts.patience_min) };
    whole(normal + wait.min(f64::from(facts.patience_min)))
}

/// Paper piles up while it is written, and is typed in beside the work.
fn write_down(state: &mut ServiceState, treated: i64, asked: f64, numbers: &Flow) {
    match state.mode {
        ServiceMode::Paper => state.unwritten_milli += treated,
        ServiceMode::BackLoading => {
            state.unwritten_milli = (state.unwritten_milli - whole(asked * numbers.typed_in)).max(0);
            if state.unwritten_milli == 0 {
                state.mode = ServiceMode::Digital;
            }
        }
        ServiceMode::Digital => {}
    }
}

/// Appointments that can still be given: where planned care is cut, for those put off before as well.
fn appointments(state: &ServiceState, planned: f64, moved: &HourFlow) -> i64 {
    match state.cancel_percent {
        0 => i64::MAX,
        percent => whole(planned * f64::from(100 - percent) / 100.0) - moved.served[2],
    }
}
