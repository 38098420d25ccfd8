//! Flow: who comes, who is treated, who waits, and who goes elsewhere, hour by hour and to the thousandth of a patient.
//!
//! No patient vanishes: for every service, arrivals are those treated, diverted, moved, left, turned down, put off and
//! waiting.

use codedark_protocol::ServiceMode;
use codedark_scenario::Service;

use crate::base::numbers::{Flow, Numbers};
use crate::base::rounding::whole;
use crate::base::time::{DAY, HOUR, Minute};
use crate::hospital::neighbours::Elsewhere;
use crate::hospital::services;
use crate::hospital::services::{ServiceState, Told};
use crate::hospital::site::HospitalMut;
use crate::rules::care::capacity;

/// A stretch of time within one hour, and what is the same for all services in it.
struct Stretch<'a> {
    from: Minute,
    hour: usize,
    weekend: bool,
    minutes: Minute,
    /// Minutes of the hour before it.
    into_hour: Minute,
    /// Who was told how things stand.
    told: Told,
    /// Waits at the neighbours against a normal day.
    neighbours_wait: f64,
    numbers: &'a Numbers,
}

/// What a service can do in a stretch.
struct Pace {
    /// Patients a minute that it gets through on the mean of a weekday, in thousandths.
    per_min: f64,
    /// Minutes that an urgent patient or order takes longer by hand.
    slower_min: f64,
}

/// Settles the time since the last settling: capacities were constant, demand was so within each hour.
pub fn settle(at: &mut HospitalMut) {
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
        }
        let longer = at.care.sent.note(&scenario.hospital.neighbours, stretch.hour, sent, minutes, &numbers.neighbours);
        at.care.delayed_milli_min += longer;
        at.care.settled_min += minutes;
    }
}

/// What happened to the patients of one service in a stretch, in thousandths.
#[derive(Default)]
struct HourFlow {
    /// Came in: those who cannot wait, urgent, planned. Who is turned away before, or is elsewhere, is not among them.
    came: [i64; 3],
    /// Are looked after in the hospital to which they were moved.
    moved: i64,
    diverted: i64,
    turned_down: i64,
    /// Cancelled before they came.
    cancelled: i64,
    served: [i64; 3],
    left: i64,
    rebooked: i64,
    /// Waiting at the end.
    waiting: [i64; 3],
}

impl HourFlow {
    fn treated(&self) -> i64 {
        self.served.iter().sum()
    }

    fn arrived(&self) -> i64 {
        self.came.iter().sum::<i64>() + self.moved + self.diverted + self.turned_down + self.cancelled
    }
}

/// Moves the patients of one service; returns how many urgent ones went to other hospitals.
fn service(at: &mut HospitalMut, index: usize, facts: &Service, stretch: &Stretch) -> Elsewhere {
    let by = |minutes| at.rules.demand[index].in_hour(facts, stretch.hour, stretch.weekend, minutes);
    let (before, after) = (by(stretch.into_hour), by(stretch.into_hour + stretch.minutes));
    // Counted from the full hour on: how an hour is cut into stretches changes nobody who comes in it.
    let asked_milli = [whole(after.0) - whole(before.0), whole(after.1) - whole(before.1)];
    let (urgent, planned) = (after.0 - before.0, after.1 - before.1);
    let state = &at.care.services[index];
    let rate = services::throughput(facts, state);
    let pace = Pace { per_min: per_minute(facts, rate), slower_min: slower_min(state, facts, &stretch.numbers.flow) };
    let can = whole((after.0 + after.1) * rate) - whole((before.0 + before.1) * rate);
    let away = state.moved_percent(stretch.from);
    let mut moved = come(
        state,
        facts,
        asked_milli,
        away,
        if stretch.told.dispatch { 1.0 } else { at.rules.numbers.flow.untold_divert },
    );
    serve(state, &mut moved, can);
    let given_up = leave(facts, &pace, &mut moved, stretch);
    let free = (can - moved.treated()).min(appointments(state, planned, &moved));
    moved.rebooked = free.clamp(0, state.put_off_milli);
    let elsewhere = elsewhere(facts, &moved);
    let waited = waited(state, facts, &pace, &moved, given_up, stretch);
    // Whoever leaves untreated is not safer for it: they count as those who are served.
    let in_care = (moved.treated() + moved.left) as f64;
    let unsafe_events =
        whole(unsafe_share(state, stretch.told.staff, &stretch.numbers.flow) * facts.unsafe_per_1000 * in_care);

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
    state.put_off_milli += moved.cancelled + given_up - moved.rebooked;
    state.waiting_milli = moved.waiting;
    state.unsafe_micro += unsafe_events;
    state.turnaround_min = turnaround(state, facts, &pace);
    write_down(state, moved.treated(), urgent + planned, &stretch.numbers.flow);
    elsewhere
}

/// Who goes to other hospitals: those who are sent there, and those who leave.
fn elsewhere(facts: &Service, moved: &HourFlow) -> Elsewhere {
    let moved_milli = moved.moved;
    if !facts.can_divert {
        return Elsewhere { moved_milli, ..Elsewhere::default() };
    }
    let carried = whole(moved.left as f64 * facts.sent_for_share);
    Elsewhere { patients_milli: moved.diverted + moved.left, ambulances_milli: moved.diverted + carried, moved_milli }
}

/// Appointments that can still be given: where planned care is cut, for those put off before as well.
fn appointments(state: &ServiceState, planned: f64, moved: &HourFlow) -> i64 {
    match state.cancel_percent {
        0 => i64::MAX,
        percent => whole(planned * f64::from(100 - percent) / 100.0) - moved.served[2],
    }
}

/// Who comes in, and who is turned away before.
fn come(state: &ServiceState, facts: &Service, asked_milli: [i64; 2], away: u32, works: f64) -> HourFlow {
    // Mostly nobody is turned away.
    let share = |count: i64, percent: f64| if percent > 0.0 { whole(count as f64 * percent / 100.0) } else { 0 };
    let moved = asked_milli.map(|count| share(count, f64::from(away)));
    let [urgent, planned] = [0, 1].map(|kind| asked_milli[kind] - moved[kind]);
    let immediate = whole(urgent as f64 * facts.immediate_share);
    let turned_down = share(urgent - immediate, f64::from(state.turned_down_percent));
    let sent = f64::from(state.divert_percent) * works * facts.sent_for_share;
    let diverted = [share(immediate, sent), share(urgent - immediate - turned_down, sent)];
    let cancelled = share(planned, f64::from(state.cancel_percent));
    HourFlow {
        came: [immediate - diverted[0], urgent - immediate - turned_down - diverted[1], planned - cancelled],
        moved: moved[0] + moved[1],
        diverted: diverted[0] + diverted[1],
        turned_down,
        cancelled,
        ..HourFlow::default()
    }
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
        let gone = (moved.waiting[class] - whole(bears[class])).max(0);
        moved.waiting[class] -= gone;
        gone
    });
    moved.left = gone[0] + gone[1];
    gone[2]
}

/// What a service gets through in a minute at this multiple of normal demand, in thousandths.
fn per_minute(facts: &Service, rate: f64) -> f64 {
    let normal = (facts.urgent_per_day + facts.planned_per_day) * 1000.0 / DAY as f64;
    normal * rate
}

/// Minutes that an urgent patient or order takes longer by hand.
fn slower_min(state: &ServiceState, facts: &Service, numbers: &Flow) -> f64 {
    let degraded = 1.0 - state.digital_milli as f64 / 1000.0;
    f64::from(facts.normal_min) * numbers.by_hand * (degraded / numbers.all_by_hand).min(1.0)
}

/// Minutes that an urgent patient or order takes now, from coming to being treated or reported.
fn turnaround(state: &ServiceState, facts: &Service, pace: &Pace) -> i64 {
    let normal = f64::from(facts.normal_min) + pace.slower_min;
    let queue = (state.waiting_milli[0] + state.waiting_milli[1]) as f64;
    let wait = if pace.per_min > 0.0 { queue / pace.per_min } else { f64::from(facts.patience_min) };
    whole(normal + wait.min(f64::from(facts.patience_min)))
}

/// Minutes that were waited beyond the normal, weighed by urgency, in thousandths.
fn waited(
    state: &ServiceState,
    facts: &Service,
    pace: &Pace,
    moved: &HourFlow,
    given_up: i64,
    stretch: &Stretch,
) -> f64 {
    let minutes = stretch.minutes as f64;
    let mean = |class: usize| (state.waiting_milli[class] + moved.waiting[class]) as f64 / 2.0;
    let patience = f64::from(facts.patience_min);
    let gone = if facts.can_divert {
        let there =
            f64::from(facts.divert_delay_min) + stretch.numbers.neighbours.normal_wait * stretch.neighbours_wait;
        (moved.diverted + moved.left) as f64 * there
    } else {
        moved.left as f64 * patience
    };
    let urgent = (mean(0) + mean(1)) * minutes
        + (moved.served[0] + moved.served[1]) as f64 * pace.slower_min
        + gone
        + moved.turned_down as f64 * stretch.numbers.flow.turned_down_min;
    let asks_again = if stretch.told.patients { 1.0 } else { stretch.numbers.flow.cancelled_untold };
    let put_off = (moved.cancelled + given_up) as f64
        * appointment_min(facts, state.put_off_milli, &stretch.numbers.flow)
        * asks_again;
    urgent * facts.urgent_weight + (mean(2) * minutes + put_off) * facts.planned_weight
}

/// Minutes until a cancelled planned patient has a new appointment: behind all who were put off before.
fn appointment_min(facts: &Service, put_off_milli: i64, numbers: &Flow) -> f64 {
    let days = put_off_milli as f64 / 1000.0 / facts.planned_per_day.max(1.0);
    (numbers.planned_wait_max + days * DAY as f64).min(numbers.put_off_max)
}

/// How far a service works unsafely, 0 to about 1.8: degraded, undeclared, unpractised, unchecked, untold.
fn unsafe_share(state: &ServiceState, told: bool, numbers: &Flow) -> f64 {
    let degraded = 1.0 - state.digital_milli as f64 / 1000.0;
    let undeclared = if state.mode == ServiceMode::Digital { numbers.undeclared_unsafe } else { 1.0 };
    let drilled = if state.drilled { numbers.drilled_unsafe } else { 1.0 };
    let checked = if state.second_check { numbers.second_check_unsafe } else { 1.0 };
    let untold = if told { 1.0 } else { numbers.untold_unsafe };
    degraded * undeclared * drilled * checked * untold
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
