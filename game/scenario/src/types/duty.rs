//! Duties: what the law wants to be told, by when, to whom, and what it costs not to.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Audience, Condition, limits};

/// A legal clock.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Duty {
    /// Kebab-case id; its name, which says who is told, is the text `duty.ID`.
    pub id: String,
    /// What starts the clock: a fact that a role knows, another duty's report, a payment.
    pub starts: Condition,
    /// Who is told, and whose trust is lost by those who do not tell.
    #[serde(default = "authority")]
    pub recipient: Audience,
    /// Minutes until it is late.
    #[schemars(range(min = 1, max = 1000000))]
    pub due_min: u64,
    /// What must hold for a report to be whole. Sent earlier it is a report in part, in time all the same.
    #[serde(default)]
    #[schemars(length(max = limits::PARTS_MAX))]
    pub content: Vec<Condition>,
    /// Minutes from a report in part until the rest is due.
    #[serde(default = "two_weeks")]
    #[schemars(range(min = 1, max = 1000000))]
    pub rest_min: u64,
    /// What the authority asks of who never reported, in euro cents. Who reports late pays a share of it.
    #[schemars(range(min = 0, max = limits::CENTS_MAX))]
    pub fine_cents: i64,
    /// Whether help from outside comes by way of this report.
    #[serde(default)]
    pub brings_help: bool,
    /// Article and source.
    pub source: String,
}

fn authority() -> Audience {
    Audience::Authority
}

fn two_weeks() -> u64 {
    20_160
}

/// Where a duty stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum DutyState {
    /// The clock runs, and nothing was sent.
    Open,
    /// Everything was sent in time.
    InTime,
    /// A report in part was sent in time; the rest follows.
    InPart,
    /// Sent, but too late.
    Late,
    /// The time ran out in silence that somebody decided on.
    Concealed,
    /// The time ran out, and nobody sent anything.
    Missed,
}

impl DutyState {
    /// Whether something reached its recipient in time. Early and incomplete counts.
    pub fn is_kept(self) -> bool {
        matches!(self, DutyState::InTime | DutyState::InPart)
    }

    /// Whether the time ran out before anything was sent.
    pub fn is_broken(self) -> bool {
        matches!(self, DutyState::Late | DutyState::Concealed | DutyState::Missed)
    }
}
