//! Civil time: the local calendar that an exercise goes by, without time zones and daylight saving.
//!
//! Written here rather than taken from jiff, which the servers use: in a player's browser its dates alone weigh 160 KB, 47 KB
//! of them over the network, for these few lines. A test holds them against it.

use std::fmt;

/// Minutes of an hour and of a day.
const HOUR_MIN: i64 = 60;
const DAY_MIN: i64 = 24 * HOUR_MIN;
/// Days of 400 years of the Gregorian calendar, after which it repeats.
const ERA_DAYS: i64 = 146_097;
/// Days from 1 March of the year 0 to 1 January 1970.
const EPOCH_DAYS: i64 = 719_468;

/// A minute of the local calendar: those since 1 January 1970, 00:00.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CivilTime(i64);

impl CivilTime {
    /// Reads `2021-02-15T08:00`; none where it is written otherwise, or there is no such day or time.
    pub fn parse(text: &str) -> Option<CivilTime> {
        let number = |from: usize, to: usize| Some(i64::from(text.get(from..to)?.parse::<u32>().ok()?));
        let days = days_from_civil(number(0, 4)?, number(5, 7)?, number(8, 10)?);
        let time = CivilTime(days * DAY_MIN + number(11, 13)? * HOUR_MIN + number(14, 16)?);
        // What does not exist, such as 31 February, is written back as another time.
        (time.to_string() == text).then_some(time)
    }

    /// The time so many minutes later.
    pub fn plus(self, minutes: u64) -> CivilTime {
        CivilTime(self.0.saturating_add_unsigned(minutes))
    }

    /// Year, month from 1, and day of the month from 1.
    pub fn date(self) -> (i64, i64, i64) {
        civil_from_days(self.days())
    }

    /// Day of the week, 0 for Monday.
    pub fn weekday(self) -> u64 {
        // 1 January 1970 was a Thursday.
        (self.days() + 3).rem_euclid(7).unsigned_abs()
    }

    /// Minute of the day, 0 to 1439.
    pub fn minute_of_day(self) -> u64 {
        self.0.rem_euclid(DAY_MIN).unsigned_abs()
    }

    /// Time of the day, as `08:00`.
    pub fn clock(self) -> String {
        let minute = self.minute_of_day();
        format!("{:02}:{:02}", minute / 60, minute % 60)
    }

    /// Days since 1 January 1970.
    fn days(self) -> i64 {
        self.0.div_euclid(DAY_MIN)
    }
}

impl fmt::Display for CivilTime {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.date();
        write!(out, "{year:04}-{month:02}-{day:02}T{}", self.clock())
    }
}

/// Days since 1 January 1970 in the proleptic Gregorian calendar, by Howard Hinnant's algorithm.
///
/// The year is taken to begin in March, so that the leap day is its last.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year - era * 400;
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * ERA_DAYS + day_of_era - EPOCH_DAYS
}

/// The inverse of [`days_from_civil`]: year, month, day.
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + EPOCH_DAYS;
    let era = days.div_euclid(ERA_DAYS);
    let day_of_era = days - era * ERA_DAYS;
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}
