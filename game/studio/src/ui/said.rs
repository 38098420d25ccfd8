//! Conditions and moments in words, for people who do not read RON.

use codedark_scenario::{Condition, Measure, Op, Scenario};
use serde::Serialize;

use codedark_screens::words::{Words, grouped};

/// A condition as a sentence's part: "on Mon 15 Feb 2021, 08:01, and if ransomware set off is less than 1".
pub(super) fn condition(words: &Words, scenario: &Scenario, condition: &Condition) -> String {
    let inner = |part: &Condition| self::condition(words, scenario, part);
    let joined = |parts: &[Condition], id: &str| {
        let all: Vec<String> = parts.iter().map(inner).collect();
        all.join(&words.with(id, &[]))
    };
    let named = |id: &str, kind: &str, name: &str| words.with(id, &[("name", &words.text(&format!("{kind}.{name}")))]);
    match condition {
        Condition::All(parts) => joined(parts, "when-and"),
        Condition::Any(parts) => joined(parts, "when-or"),
        Condition::Not(part) => words.with("when-not", &[("what", &inner(part))]),
        Condition::After(minute) => words.with("when-after", &[("moment", &words.moment(&scenario.starts, *minute))]),
        Condition::Within(minute) => words.with("when-within", &[("moment", &words.moment(&scenario.starts, *minute))]),
        Condition::Measure(Measure::MinutesSinceStrike, Op::Ge | Op::Gt, minutes) => {
            words.with("when-since-strike", &[("span", &words.span(minutes.unsigned_abs()))])
        }
        Condition::Measure(measure, op, value) => {
            let name = words.text(&format!("figure.{}", id_of(measure).replace('_', "-")));
            let args = [("name", name.as_str()), ("value", &grouped(*value))];
            words.with(comparing(*op), &args)
        }
        Condition::Did(action) => named("when-did", "action", action),
        Condition::NotDidBy(action, minute) => words.with(
            "when-not-did-by",
            &[("name", &words.text(&format!("action.{action}"))), ("moment", &words.moment(&scenario.starts, *minute))],
        ),
        Condition::Fired(inject) => named("when-fired", "inject", inject),
        Condition::Chose(inject, option) => {
            let answer = words.text(&format!("inject.{inject}.{option}"));
            words.with("when-chose", &[("name", &words.text(&format!("inject.{inject}"))), ("answer", &answer)])
        }
        Condition::Knows(role, fact) => {
            let fact = words.t(&format!("fact-{}", id_of(fact).replace('_', "-")));
            words.with("when-knows", &[("role", &words.role(*role)), ("fact", &fact)])
        }
        Condition::Reported(duty) => named("when-reported", "duty", duty),
        Condition::ReportedInTime(duty) => named("when-reported-in-time", "duty", duty),
        Condition::Overdue(duty) => named("when-overdue", "duty", duty),
    }
}

fn comparing(op: Op) -> &'static str {
    match op {
        Op::Lt => "when-less",
        Op::Le => "when-at-most",
        Op::Eq => "when-equal",
        Op::Ge => "when-at-least",
        Op::Gt => "when-more",
    }
}

/// The name of a variant, as files write it.
pub(super) fn id_of(variant: &impl Serialize) -> String {
    serde_json::to_value(variant).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}
