//! A crew that strikes by day does so on a working day, within the hours that the model's numbers give, whatever these are.

use std::sync::Arc;

use crate::common::*;
use codedark_scenario::HandsOn;
use codedark_sim::base::numbers::Numbers;
use codedark_sim::base::time::Calendar;
use codedark_sim::exercise::workload::squeezed;
use codedark_sim::exercise::*;

const HOUR: u64 = 60;
const DAY: u64 = 24 * HOUR;

#[test]
fn the_hour_at_which_it_begins_may_come_before_the_office() {
    let mut scenario = attack_only(squeezed(&scenario(), 28 * DAY));
    let crew = &mut scenario.adversary;
    (crew.strikes_min, crew.off_hours, crew.hands_on) = (0, 0.0, HandsOn(0, 1440));
    let calendar = Calendar::parse(&scenario.starts).expect("a date");
    let scenario = Arc::new(scenario);
    for (begins, why) in [(6 * HOUR, "two hours before the office"), (8 * HOUR, "with it"), (10 * HOUR, "after it")] {
        let mut numbers = Numbers::default();
        numbers.set("attack: tempo", "day_begins", begins as f64).expect("it can be defended");
        let (numbers, mut struck) = (Arc::new(numbers), 0);
        for seed in 1..=20 {
            let mut exercise = Exercise::build_with(scenario.clone(), seed, &one_hospital(), &numbers);
            let Some(minute) = until_struck(&mut exercise, 28 * DAY) else { continue };
            struck += 1;
            let (weekday, clock) = (calendar.weekday(minute), calendar.minute_of_day(minute));
            assert!(weekday < 5 && clock >= begins, "{why}, seed {seed}: on day {weekday} of the week at {clock}");
        }
        assert!(struck > 10, "{why}: {struck} strikes were looked at");
    }
}
