//! Ratings after class: the outcomes of a record, measured by what idle and competent play reach in a team's place.
//!
//! They take seconds on all cores, so nobody who serves pages calls this: it belongs on a thread of its own.

use codedark_content::recorded::{opening, read};
use codedark_content::words::sentence;
use codedark_protocol::{Msg, ObjectiveResult, Outcome};
use codedark_sim::exercise::{Entry, Forks, RecordLine, rate, standing};
use serde_json::{Value, json};

use crate::report::outcome_text;

/// As many forks as people who read a rating need, on all cores.
pub fn full() -> Forks {
    Forks::full(std::thread::available_parallelism().map_or(1, usize::from))
}

/// Rates the teams of a record, each as a text with its outcomes' two ends.
pub fn rated_record(text: &str) -> Result<Vec<String>, Msg> {
    let lines = read(text)?;
    let (content, setup) = opening(&lines)?;
    let entries: Vec<Entry> = lines
        .into_iter()
        .filter_map(|line| match line {
            RecordLine::Entry(entry) => Some(entry),
            _ => None,
        })
        .collect();
    let teams = setup.regions.iter().flat_map(|region| &region.hospitals).filter_map(|hospital| hospital.team.clone());
    let outcomes = rate(&content.scenario, &setup, &standing(&entries), full(), &|_, _| {});
    Ok(teams.zip(&outcomes).map(|(team, outcome)| rated_text(&team, outcome)).collect())
}

/// A rated outcome, as people read it.
pub fn rated_text(team: &str, outcome: &Outcome) -> String {
    let head = sentence(&Msg::new("run-rated").word("team", team));
    let spans = outcome.objectives.iter().filter_map(span_text);
    [head, outcome_text(&outcome.hospital, outcome)].into_iter().chain(spans).collect::<Vec<_>>().join("\n")
}

fn span_text(result: &ObjectiveResult) -> Option<String> {
    let span = result.span?;
    let number = |value: f64| format!("{value:.1}");
    let msg = Msg::new(if span.at_stake { "run-span" } else { "run-span-nothing" });
    let msg = msg.word("objective", result.id.as_str()).word("idle", number(span.idle));
    Some(sentence(&msg.word("competent", number(span.competent)).word("reached", number(span.reached))))
}

/// A rated outcome, as programs read it.
pub fn rated_json(outcome: &Outcome) -> Value {
    json!({
        "score": outcome.score,
        "process": outcome.process,
        "outcome": outcome.outcome,
        "objectives": outcome.objectives,
        "next_hospital": outcome.next_hospital,
    })
}
