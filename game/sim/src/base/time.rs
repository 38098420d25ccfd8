//! Time: whole minutes and the local calendar.

/// Whole minutes since the scenario's start.
pub type Minute = u64;

/// Minutes of an hour.
pub const HOUR: Minute = 60;

/// Minutes of a day.
pub const DAY: Minute = 1440;

/// Length of a care block, in minutes.
pub const BLOCK: Minute = 240;

/// The local calendar: no time zones, no daylight saving.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// Day number of minute 0 since 1970-01-01.
    day: i64,
    /// Minute of the day of minute 0.
    minute_of_day: u64,
}

impl Calendar {
    /// Reads `2021-02-15T08:00`. None when it is not such a time.
    pub fn parse(text: &str) -> Option<Calendar> {
        let (date, clock) = text.split_once('T')?;
        let mut date = date.split('-').map(|part| part.parse::<i64>().ok());
        let (year, month, day) = (date.next()??, date.next()??, date.next()??);
        let (hour, minute) = clock.split_once(':')?;
        let (hour, minute) = (hour.parse::<u64>().ok()?, minute.parse::<u64>().ok()?);
        let fits = (1..=12).contains(&month) && (1..=31).contains(&day) && hour < 24 && minute < 60;
        fits.then(|| Calendar { day: days_from_civil(year, month, day), minute_of_day: hour * HOUR + minute })
    }

    /// Minute of the day, 0 to 1439.
    pub fn minute_of_day(&self, minute: Minute) -> u64 {
        (self.minute_of_day + minute) % DAY
    }

    /// Day of the week, 0 for Monday.
    pub fn weekday(&self, minute: Minute) -> u64 {
        let day = self.day + ((self.minute_of_day + minute) / DAY) as i64;
        (day + 3).rem_euclid(7) as u64
    }

    /// Whether most people are at work: weekdays from 8 to 18.
    pub fn office_hours(&self, minute: Minute) -> bool {
        self.weekday(minute) < 5 && (8 * HOUR..18 * HOUR).contains(&self.minute_of_day(minute))
    }

    /// The first minute at or after `minute` that is outside office hours.
    pub fn next_off_hours(&self, minute: Minute) -> Minute {
        if self.office_hours(minute) { minute + 18 * HOUR - self.minute_of_day(minute) } else { minute }
    }

    /// Minutes until the running care block ends.
    pub fn block_left(&self, minute: Minute) -> Minute {
        BLOCK - self.minute_of_day(minute) % BLOCK
    }
}

/// Days from 1970-01-01 to a date of the Gregorian calendar.
///
/// The year is taken to begin in March, so that the leap day is its last.
pub fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year - era * 400;
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}
