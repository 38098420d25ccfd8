//! Time: whole minutes and the local calendar.

use codedark_scenario::CivilTime;

/// Whole minutes since the scenario's start.
pub type Minute = u64;

/// Minutes of an hour.
pub const HOUR: Minute = 60;

/// Minutes of a day.
pub const DAY: Minute = 1440;

/// Length of a care block, in minutes.
pub const BLOCK: Minute = 240;

/// The local calendar: no time zones, no daylight saving. It holds the time of minute 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Calendar(CivilTime);

impl Calendar {
    /// Reads `2021-02-15T08:00`. None when it is not such a time.
    pub fn parse(text: &str) -> Option<Calendar> {
        CivilTime::parse(text).map(Calendar)
    }

    /// Minute of the day, 0 to 1439.
    pub fn minute_of_day(&self, minute: Minute) -> u64 {
        self.0.plus(minute).minute_of_day()
    }

    /// Day of the week, 0 for Monday.
    pub fn weekday(&self, minute: Minute) -> u64 {
        self.0.plus(minute).weekday()
    }

    /// Whether most people are at work: weekdays from 8 to 18.
    pub fn office_hours(&self, minute: Minute) -> bool {
        self.weekday(minute) < 5 && (8 * HOUR..18 * HOUR).contains(&self.minute_of_day(minute))
    }

    /// The first minute at or after `minute` that is outside office hours.
    pub fn next_off_hours(&self, minute: Minute) -> Minute {
        if self.office_hours(minute) { minute + 18 * HOUR - self.minute_of_day(minute) } else { minute }
    }

    /// The next minute after `minute` at which shifts change: the hours between which office hours lie.
    pub fn next_shift(&self, minute: Minute) -> Minute {
        let now = self.minute_of_day(minute);
        let change = [8 * HOUR, 18 * HOUR, DAY + 8 * HOUR].into_iter().find(|hour| *hour > now);
        minute + change.unwrap_or(DAY) - now
    }

    /// Minutes until the running care block ends.
    pub fn block_left(&self, minute: Minute) -> Minute {
        BLOCK - self.minute_of_day(minute) % BLOCK
    }
}
