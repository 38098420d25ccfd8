//! The calendar that exercises go by is that of everybody else: the same days, the same weeks, and one way to write them.

use codedark_scenario::CivilTime;
use jiff::ToSpan;
use jiff::civil::DateTime;
use proptest::prelude::*;

use crate::common::{SEED, cases};

/// Minutes of a hundred years.
const CENTURY_MIN: i64 = 100 * 366 * 1440;

/// A text that may be a time of one form: mostly digits in their ranges, and now and then another letter.
fn written() -> impl Strategy<Value = String> {
    let part =
        |most: u32| prop_oneof![20 => (0..=most).prop_map(|number| format!("{number:02}")), 1 => "[-+ 0-9Tx]{1,3}"];
    let year = prop_oneof![20 => (0..=9999_u32).prop_map(|year| format!("{year:04}")), 1 => "[-+0-9]{3,5}"];
    let signs = prop_oneof![20 => Just("--T:".to_owned()), 1 => "[-:T ]{4}"];
    (year, part(14), part(33), part(25), part(61), signs).prop_map(|(year, month, day, hour, minute, signs)| {
        let signs: Vec<char> = signs.chars().collect();
        format!("{year}{}{month}{}{day}{}{hour}{}{minute}", signs[0], signs[1], signs[2], signs[3])
    })
}

/// What jiff makes of a text in the one form that scenarios have.
fn other(text: &str) -> Option<DateTime> {
    let time: DateTime = text.parse().ok()?;
    (time.strftime("%Y-%m-%dT%H:%M").to_string() == text).then_some(time)
}

proptest! {
    #![proptest_config(cases(4_000))]

    #[test]
    fn it_is_read_and_counted_as_jiff_does(text in written(), minutes in 0..CENTURY_MIN) {
        let (ours, theirs) = (CivilTime::parse(&text), other(&text));
        prop_assert_eq!(ours.is_some(), theirs.is_some(), "seed {}: {}", SEED, &text);
        let (Some(ours), Some(theirs)) = (ours, theirs) else { return Ok(()) };
        let Ok(theirs) = theirs.checked_add(minutes.minutes()) else { return Ok(()) };
        let ours = ours.plus(minutes.unsigned_abs());
        prop_assert_eq!(ours.to_string(), theirs.strftime("%Y-%m-%dT%H:%M").to_string(), "seed {}", SEED);
        prop_assert_eq!(ours.date(), (theirs.year().into(), theirs.month().into(), theirs.day().into()), "seed {}", SEED);
        prop_assert_eq!(ours.weekday(), u64::from(theirs.weekday().to_monday_zero_offset().unsigned_abs()), "seed {}", SEED);
        prop_assert_eq!(ours.minute_of_day(), theirs.hour() as u64 * 60 + theirs.minute() as u64, "seed {}", SEED);
    }
}
