//! A cell of a table, and moments as spreadsheets count them: days since the end of 1899.

use jiff::civil::{Date, DateTime, Time, date};
use jiff::{SpanRound, ToSpan, Unit};

/// Minutes of a day.
const DAY_MIN: i64 = 1440;
/// Milliseconds of a minute.
const MINUTE_MS: i64 = 60_000;
/// The first serial day that all spreadsheets agree about: 1 March 1900.
const SERIAL_MIN: f64 = 61.0;
/// The day after the last that spreadsheets know: 1 January 10000.
const SERIAL_MAX: f64 = 2_958_466.0;
/// Day 0 of serial dates from March 1900 on.
const SERIAL_EPOCH: Date = date(1899, 12, 30);

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Words.
    Text(String),
    /// A number.
    Number(f64),
    /// A moment as a spreadsheet counts it: days since the end of 1899.
    Moment(f64),
}

impl Cell {
    /// Words, or nothing where there are none.
    pub fn text(words: &str) -> Cell {
        if words.is_empty() { Cell::Empty } else { Cell::Text(words.to_owned()) }
    }

    /// What a person reads in it: whole numbers without a point.
    pub fn words(&self) -> String {
        match self {
            Cell::Empty => String::new(),
            Cell::Text(words) => words.clone(),
            Cell::Number(number) => number.to_string(),
            Cell::Moment(serial) => moment(*serial).map_or_else(|| serial.to_string(), shown),
        }
    }

    /// Whether nobody wrote anything in it.
    pub fn is_blank(&self) -> bool {
        matches!(self, Cell::Empty) || matches!(self, Cell::Text(words) if words.trim().is_empty())
    }
}

/// A date and time as people read it: `2021-02-15 08:01`.
pub fn shown(at: DateTime) -> String {
    at.strftime("%Y-%m-%d %H:%M").to_string()
}

/// The date and time of a serial number, to the millisecond.
pub fn moment(serial: f64) -> Option<DateTime> {
    if !(SERIAL_MIN..SERIAL_MAX).contains(&serial) {
        return None;
    }
    let start = SERIAL_EPOCH.to_datetime(Time::midnight());
    start.checked_add(((serial * (DAY_MIN * MINUTE_MS) as f64).round() as i64).milliseconds()).ok()
}

/// The serial number of a date and time that spreadsheets know.
pub fn serial(at: DateTime) -> Option<f64> {
    let start = SERIAL_EPOCH.to_datetime(Time::midnight());
    let span = at.since(start).ok()?.round(SpanRound::new().largest(Unit::Minute).days_are_24_hours()).ok()?;
    let serial = span.get_minutes() as f64 / DAY_MIN as f64;
    (SERIAL_MIN..SERIAL_MAX).contains(&serial).then_some(serial)
}
