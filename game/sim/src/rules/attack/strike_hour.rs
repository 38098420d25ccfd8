//! The hour of the strike: a crew that is ready waits for an hour that suits it, mostly when the fewest people are there,
//! unless history knows the minute.
//!
//! Reads: the adversary's data, the calendar, dice.

use codedark_scenario::{Gain, Step};

use crate::base::numbers::Tempo;
use crate::base::time::{Calendar, DAY, HOUR, Minute};
use crate::hospital::site::HospitalRef;
use crate::rules::attack::tempo::planned;

/// The first minute at which the crew would work on this step.
pub(super) fn earliest(at: &HospitalRef, step: &Step) -> Minute {
    let crew = &at.rules.scenario.adversary;
    let entered = at.attack.entered_min.unwrap_or(at.minute);
    let planned = if at.attack.hurried { 0 } else { planned(at, step.at) };
    if strikes_exactly(at, step) {
        return at.minute.max(crew.strikes_min.saturating_sub(1));
    }
    let known = if step.strikes { crew.strikes_min } else { 0 };
    let minute = (entered + planned).max(at.minute).max(known);
    // Nobody steers a worm: it goes off when it is there.
    if step.gives != Gain::Detonate || at.attack.hurried {
        return minute;
    }
    let calendar = at.rules.calendar;
    if !at.dice().chance(crew.off_hours, "off-hours", &step.id, 0) {
        return by_day(&at.rules.numbers.tempo, &calendar, minute);
    }
    let waits = at.dice().chance(crew.weekend, "weekend", &step.id, 0);
    by_night(&at.rules.numbers.tempo, &calendar, if waits { friday_or_saturday(&calendar, minute) } else { minute })
}

/// Whether the step is a strike whose minute history knows, and that nobody hurries.
fn strikes_exactly(at: &HospitalRef, step: &Step) -> bool {
    let strikes = step.strikes || step.gives == Gain::Detonate;
    at.rules.scenario.adversary.strikes_exactly && strikes && !at.attack.hurried
}

/// Whether the step is begun in the minute before the known one, and takes no longer: its work was done beforehand.
pub(super) fn at_once(at: &HospitalRef, step: &Step) -> bool {
    strikes_exactly(at, step) && at.minute + 1 == at.rules.scenario.adversary.strikes_min
}

/// The small hours, when the fewest people are there to see it: now, or the next.
fn by_night(numbers: &Tempo, calendar: &Calendar, minute: Minute) -> Minute {
    let clock = calendar.minute_of_day(minute);
    if clock < numbers.night_ends { minute } else { minute + DAY + HOUR - clock }
}

/// Office hours: now, or the next working day's.
fn by_day(numbers: &Tempo, calendar: &Calendar, minute: Minute) -> Minute {
    let clock = calendar.minute_of_day(minute);
    // The days of office hours; their hours are the model's numbers, which may begin earlier.
    let works = |minute| calendar.weekday(minute) < 5;
    if works(minute) && (numbers.day_begins..=numbers.day_ends).contains(&clock) {
        return minute;
    }
    let first = minute + numbers.day_begins - clock.min(numbers.day_begins);
    let first = if clock < numbers.day_begins { first } else { minute + DAY + numbers.day_begins - clock };
    (0..7).map(|day| first + day * DAY).find(|minute| works(*minute)).expect("every week has working days")
}

/// The minute itself on a Friday or Saturday, otherwise the beginning of the next Friday.
fn friday_or_saturday(calendar: &Calendar, minute: Minute) -> Minute {
    match calendar.weekday(minute) {
        4 | 5 => minute,
        day => minute + (11 - day) % 7 * DAY - calendar.minute_of_day(minute),
    }
}
