//! The exercise's clock in tables: minutes from the start as dates, as spreadsheets count them, and back.
//!
//! Whole minutes survive exactly, or are refused: nothing is rounded.

use codedark_protocol::Msg;
use codedark_scenario::Scenario;
use jiff::civil::{Date, DateTime, Time};
use jiff::{ToSpan, Unit};

use super::cell::{Cell, moment, serial, shown};

/// Minutes of a day.
const DAY_MIN: u64 = 1440;

/// The local civil time of an exercise.
pub struct Clock {
    starts: DateTime,
    /// Minutes from the start to the end of the last phase.
    ends_min: u64,
}

impl Clock {
    /// The clock of a scenario.
    pub fn of(scenario: &Scenario) -> Clock {
        let starts = scenario.starts.parse().expect("the checker has read it");
        Clock { starts, ends_min: scenario.phases.iter().map(|phase| phase.length_min).sum() }
    }

    /// The minute as a cell: a moment where spreadsheets know it, else words.
    pub fn cell(&self, minute: u64) -> Cell {
        let at = self.at(minute);
        serial(at).map_or_else(|| Cell::Text(shown(at)), Cell::Moment)
    }

    /// The minute as people read it.
    pub fn words(&self, minute: u64) -> String {
        shown(self.at(minute))
    }

    fn at(&self, minute: u64) -> DateTime {
        let minutes = i64::try_from(minute).unwrap_or(i64::MAX).min(i64::from(u32::MAX));
        self.starts.checked_add(minutes.minutes()).unwrap_or(DateTime::MAX)
    }

    /// The minute that a cell names.
    ///
    /// # Errors
    /// Why it names none.
    pub fn minute(&self, cell: &Cell) -> Result<u64, Msg> {
        let at = match cell {
            Cell::Number(serial) | Cell::Moment(serial) => from_serial(*serial, &cell.words())?,
            cell => from_words(cell.words().trim())?,
        };
        let since = at.since((Unit::Minute, self.starts)).map_err(|_| unreadable(&cell.words()))?;
        let minute = u64::try_from(since.get_minutes())
            .map_err(|_| Msg::new("time-before").word("time", shown(at)).word("starts", shown(self.starts)))?;
        if minute >= self.ends_min {
            let ends = self.words(self.ends_min);
            return Err(Msg::new("time-after").word("time", shown(at)).word("ends", ends));
        }
        Ok(minute)
    }
}

/// Time since the start as people in exercises write it: `D+3 07:30` for three days and seven and a half hours.
pub fn offset(minute: u64) -> String {
    format!("D+{} {:02}:{:02}", minute / DAY_MIN, minute % DAY_MIN / 60, minute % 60)
}

/// Reads what [`offset`] writes.
///
/// # Errors
/// Why it cannot be read.
pub fn from_offset(words: &str) -> Result<u64, Msg> {
    let refused = || Msg::new("time-offset").word("offset", words.trim());
    let rest = words.trim().strip_prefix(['D', 'd']).and_then(|rest| rest.strip_prefix('+')).ok_or_else(refused)?;
    let (days, clock) = rest.split_once(' ').ok_or_else(refused)?;
    let days: u64 = days.parse().ok().filter(|days| *days < 100_000).ok_or_else(refused)?;
    let time = clock_time(clock, words)?;
    Ok(days * DAY_MIN + time.hour() as u64 * 60 + time.minute() as u64)
}

fn from_serial(serial: f64, words: &str) -> Result<DateTime, Msg> {
    if (0.0..1.0).contains(&serial) {
        return Err(Msg::new("time-no-date").word("time", words));
    }
    let at = moment(serial).ok_or_else(|| unreadable(words))?;
    match at.second() == 0 && at.subsec_nanosecond() == 0 {
        true => Ok(at),
        false => Err(Msg::new("time-seconds").word("time", at.strftime("%Y-%m-%d %H:%M:%S%.f").to_string())),
    }
}

fn from_words(words: &str) -> Result<DateTime, Msg> {
    if let Ok(serial) = words.parse::<f64>() {
        return from_serial(serial, words);
    }
    let Some((day, clock)) = words.split_once(['T', ' ']) else {
        let id = if words.contains(':') { "time-no-date" } else { "time-unreadable" };
        return Err(Msg::new(id).word("time", words));
    };
    Ok(day_of(day, words)?.to_datetime(clock_time(clock.trim(), words)?))
}

/// A day: year first, or day.month.year. With strokes and the year last, nobody can tell the day from the month.
fn day_of(day: &str, words: &str) -> Result<Date, Msg> {
    let parts: Vec<&str> = day.split(['-', '/', '.']).collect();
    let year_first = parts[0].len() == 4;
    let [first, month, last] = parts[..] else { return Err(unreadable(words)) };
    if !year_first && !day.contains('.') {
        return Err(if day.contains('/') { Msg::new("time-ambiguous").word("time", words) } else { unreadable(words) });
    }
    let (year, day) = if year_first { (first, last) } else { (last, first) };
    let read =
        || Date::new(year.parse().ok().filter(|_| year.len() == 4)?, month.parse().ok()?, day.parse().ok()?).ok();
    read().ok_or_else(|| unreadable(words))
}

/// A clock time in whole minutes. Seconds may be written where they are zero.
fn clock_time(clock: &str, words: &str) -> Result<Time, Msg> {
    let parts: Vec<&str> = clock.split(':').collect();
    let (hour, minute, second) = match parts[..] {
        [hour, minute] => (hour, minute, "0"),
        [hour, minute, second] => (hour, minute, second),
        _ => return Err(unreadable(words)),
    };
    let whole = |part: &str| part.parse::<i8>().ok().filter(|_| !part.starts_with(['+', '-']));
    let time = whole(hour).zip(whole(minute)).and_then(|(hour, minute)| Time::new(hour, minute, 0, 0).ok());
    let time = time.ok_or_else(|| unreadable(words))?;
    match second.parse::<f64>() {
        Ok(0.0) => Ok(time),
        Ok(_) => Err(Msg::new("time-seconds").word("time", words)),
        Err(_) => Err(unreadable(words)),
    }
}

fn unreadable(words: &str) -> Msg {
    Msg::new("time-unreadable").word("time", words)
}
