//! A scenario's things in the words that people read.

use codedark_content::words::say;
use codedark_scenario::{Condition, Fact, Measure, Op, Role, Scenario};

/// A day and an hour, in minutes.
const DAY: u64 = 1440;
const HOUR: u64 = 60;

/// The scenario's words.
pub struct Words<'a>(pub &'a Scenario);

impl Words<'_> {
    /// The English words of a key; the id where there are none.
    pub fn text(&self, key: &str, id: &str) -> String {
        self.0.texts.get(key).and_then(|words| words.get("en")).cloned().unwrap_or_else(|| id.to_owned())
    }

    /// The words of a thing of a kind: `service`, `imaging`.
    pub fn of(&self, kind: &str, id: &str) -> String {
        self.text(&format!("{kind}.{id}"), id)
    }

    /// A condition, as one would say it.
    pub fn condition(&self, condition: &Condition) -> String {
        let all = |parts: &[Condition], between: &str| {
            parts.iter().map(|part| self.condition(part)).collect::<Vec<_>>().join(between)
        };
        match condition {
            Condition::All(parts) => all(parts, ", and "),
            Condition::Any(parts) => all(parts, ", or "),
            Condition::Not(part) => format!("not: {}", self.condition(part)),
            Condition::After(minute) => format!("from {} on", day(*minute)),
            Condition::Within(minute) => format!("before {}", day(*minute)),
            Condition::Measure(measure, op, value) => compared(*measure, *op, *value),
            Condition::Did(action) => format!("after \u{201c}{}\u{201d}", self.of("action", action)),
            Condition::NotDidBy(action, minute) => {
                format!("no \u{201c}{}\u{201d} by {}", self.of("action", action), day(*minute))
            }
            Condition::Fired(inject) => format!("after \u{201c}{}\u{201d}", self.of("inject", inject)),
            Condition::Chose(inject, option) => {
                let answer = self.text(&format!("inject.{inject}.{option}"), option);
                format!("after the answer \u{201c}{answer}\u{201d} to \u{201c}{}\u{201d}", self.of("inject", inject))
            }
            Condition::Knows(who, fact) => format!("{} knows of {}", role(*who), known(*fact)),
            Condition::Reported(duty) => format!("\u{201c}{}\u{201d} was sent", self.of("duty", duty)),
            Condition::ReportedInTime(duty) => format!("\u{201c}{}\u{201d} was sent in time", self.of("duty", duty)),
            Condition::Overdue(duty) => format!("\u{201c}{}\u{201d} is overdue", self.of("duty", duty)),
        }
    }
}

/// A role, as the client says it.
pub fn role(role: Role) -> String {
    say(&format!("role-{}", role.id().replace('_', "-")))
}

/// A minute of the exercise as a day, from 1.
fn day(minute: u64) -> String {
    format!("day {}", minute / DAY + 1)
}

fn span(minutes: i64) -> String {
    let minutes = minutes.max(0) as u64;
    let plural = |count: u64, unit: &str| format!("{count} {unit}{}", if count == 1 { "" } else { "s" });
    match minutes {
        minutes if minutes >= 2 * DAY => plural(minutes / DAY, "day"),
        minutes if minutes >= HOUR => plural(minutes / HOUR, "hour"),
        minutes => plural(minutes, "minute"),
    }
}

fn known(fact: Fact) -> &'static str {
    match fact {
        Fact::Intrusion => "the intruder",
        Fact::Ransomware => "the ransomware",
        Fact::DataTheft => "the stolen data",
        Fact::BackupsLost => "the lost backups",
    }
}

fn compared(measure: Measure, op: Op, value: i64) -> String {
    match (measure, op, value) {
        (Measure::Detonated, Op::Lt, 1) | (Measure::Detonated, Op::Eq, 0) => return "no attack set off".to_owned(),
        (Measure::Detonated, ..) => return "attack set off".to_owned(),
        (Measure::MinutesSinceStrike, Op::Ge | Op::Gt, value) if value <= 1 => return "once it struck".to_owned(),
        (Measure::MinutesSinceStrike, Op::Ge | Op::Gt, value) => return format!("{} after the strike", span(value)),
        (Measure::MinutesSinceStrike, Op::Le | Op::Lt, value) => {
            return format!("less than {} after the strike", span(value));
        }
        _ => {}
    }
    let id = serde_json::to_value(measure).ok().and_then(|id| id.as_str().map(|id| id.replace('_', "-")));
    let name = say(&format!("figure-{}", id.unwrap_or_default()));
    let sign = match op {
        Op::Lt => "<",
        Op::Le => "≤",
        Op::Eq => "=",
        Op::Ge => "≥",
        Op::Gt => ">",
    };
    let milli = format!("{measure:?}").ends_with("Milli");
    if milli { format!("{name} {sign} {} %", value / 10) } else { format!("{name} {sign} {value}") }
}
