//! Conditions: when something fires, ends, or is allowed.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Measure, Role, limits};

/// A statement about one hospital, true or false at a minute. Reads the truth, except in [`Condition::Knows`].
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub enum Condition {
    /// Each of them holds.
    All(#[schemars(length(max = limits::PARTS_MAX))] Vec<Condition>),
    /// At least one holds.
    Any(#[schemars(length(max = limits::PARTS_MAX))] Vec<Condition>),
    /// It does not hold.
    Not(Box<Condition>),
    /// The clock stands at or past this minute.
    After(#[schemars(range(min = 0, max = limits::MINUTES_MAX))] u64),
    /// The clock stands before this minute.
    Within(#[schemars(range(min = 0, max = limits::MINUTES_MAX))] u64),
    /// A measure compares so with a value.
    Measure(Measure, Op, #[schemars(range(min = -limits::MEASURE_MAX, max = limits::MEASURE_MAX))] i64),
    /// The hospital has completed this action.
    Did(String),
    /// The hospital has not completed this action, and the minute is reached.
    NotDidBy(String, #[schemars(range(min = 0, max = limits::MINUTES_MAX))] u64),
    /// This inject has fired.
    Fired(String),
    /// This inject was answered with this option.
    Chose(String, String),
    /// A seat knows a fact.
    Knows(Role, Fact),
    /// Something was sent for this duty, whole or in part, early or late.
    Reported(String),
    /// Something was sent for this duty before its time ran out.
    ReportedInTime(String),
    /// This duty's time ran out before anything was sent.
    Overdue(String),
}

/// How a measure compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Op {
    /// Less than.
    Lt,
    /// At most.
    Le,
    /// Equal.
    Eq,
    /// At least.
    Ge,
    /// More than.
    Gt,
}

/// Something a seat can know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Fact {
    /// Somebody is in the network.
    Intrusion,
    /// Devices are being encrypted.
    Ransomware,
    /// Data has left the house.
    DataTheft,
    /// The backups are damaged.
    BackupsLost,
}

impl Condition {
    /// Visits it and all that it is made of.
    pub fn each<'a>(&'a self, visit: &mut impl FnMut(&'a Condition)) {
        visit(self);
        self.parts().iter().for_each(|part| part.each(visit));
    }

    /// The conditions that it joins or turns round; none where it says something itself.
    pub fn parts(&self) -> &[Condition] {
        match self {
            Condition::All(parts) | Condition::Any(parts) => parts,
            Condition::Not(part) => std::slice::from_ref(part),
            _ => &[],
        }
    }

    /// Whether it can hold only once the team could see a reason for it: it never rests on hidden truth alone.
    pub fn is_visible(&self) -> bool {
        match self {
            Condition::All(parts) => parts.iter().any(Condition::is_visible),
            Condition::Any(parts) => parts.iter().all(Condition::is_visible),
            Condition::Not(part) => part.is_visible(),
            Condition::Measure(measure, ..) => measure.is_visible(),
            // The clock alone shows nobody anything; what was done, received or learned does.
            Condition::After(_) | Condition::Within(_) | Condition::NotDidBy(..) => false,
            Condition::Did(_) | Condition::Fired(_) | Condition::Chose(..) | Condition::Knows(..) => true,
            Condition::Reported(_) | Condition::ReportedInTime(_) | Condition::Overdue(_) => true,
        }
    }
}
