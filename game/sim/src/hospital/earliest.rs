//! The first minute at which an inject's condition can hold at all: until then nobody asks.

use codedark_scenario::{Condition, Measure, Op};

use crate::base::time::Minute;

/// Before when a condition cannot hold: looked at first, since most conditions wait for a minute that is far away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Earliest {
    /// Minute of the exercise.
    minute: Minute,
    /// Minutes since the strike; none where it does not wait for one.
    since_strike: Option<i64>,
}

impl Earliest {
    /// Reads a condition.
    pub fn of(condition: &Condition) -> Earliest {
        match condition {
            Condition::After(minute) | Condition::NotDidBy(_, minute) => {
                Earliest { minute: *minute, ..Earliest::default() }
            }
            Condition::Measure(Measure::MinutesSinceStrike, Op::Ge, least) if *least >= 0 => {
                Earliest { since_strike: Some(*least), ..Earliest::default() }
            }
            Condition::All(list) => list.iter().map(Earliest::of).fold(Earliest::default(), |one, other| Earliest {
                minute: one.minute.max(other.minute),
                since_strike: one.since_strike.max(other.since_strike),
            }),
            Condition::Any(list) => {
                let least = |one: Earliest, other: Earliest| Earliest {
                    minute: one.minute.min(other.minute),
                    since_strike: one.since_strike.min(other.since_strike),
                };
                list.iter().map(Earliest::of).reduce(least).unwrap_or_default()
            }
            _ => Earliest::default(),
        }
    }

    /// Whether it is that late.
    pub fn is_past(&self, now: Minute, strike: Option<Minute>) -> bool {
        let since = |least: i64| strike.is_some_and(|strike| (now - strike) as i64 >= least);
        now >= self.minute && self.since_strike.is_none_or(since)
    }
}
