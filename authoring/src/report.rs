//! Reports: what `codedark run` prints, and the record of a played exercise.

use std::fmt::Write;

use codedark_content::Content;
use codedark_content::words::{say, sentence, told};
use codedark_protocol::{Msg, Outcome};
use codedark_scenario::Role;
use codedark_sim::base::time::Calendar;
use codedark_sim::exercise::{Chain, Exercise, Played, RecordLine, Setup};
use serde_json::{Value, json};

/// What was played, for the report.
pub struct Run {
    /// Scenario, as it was named.
    pub scenario: String,
    /// Seed of all dice.
    pub seed: u64,
    /// Policy, as it was named.
    pub policy: String,
    /// How it went.
    pub played: Played,
}

impl Run {
    /// The one object that `--json` prints.
    pub fn json(&mut self) -> Value {
        let exercise = &mut self.played.exercise;
        let hospitals: Vec<Value> = exercise.hospitals().iter().map(|id| hospital_json(exercise, id)).collect();
        let refused = serde_json::to_value(&self.played.refused).expect("refusals are plain data");
        let mut object = json!({ "scenario": self.scenario, "seed": self.seed, "policy": self.policy });
        let fields = object.as_object_mut().expect("an object");
        if let Some(Value::Object(first)) = hospitals.first() {
            fields.extend(first.clone());
        }
        fields.insert("refused".to_owned(), refused);
        fields.insert("events".to_owned(), exercise.worked().events().into());
        fields.insert("duration_min".to_owned(), exercise.now().into());
        fields.insert("hospitals".to_owned(), hospitals.into());
        object
    }

    /// What a person reads: results, care, attack, and what happened, hospital by hospital.
    pub fn text(&mut self) -> String {
        let exercise = &mut self.played.exercise;
        let scenario = exercise.scenario().clone();
        let first_minute = Calendar::parse(&scenario.starts).map_or(0, |calendar| calendar.minute_of_day(0));
        let head = Msg::new("run-head").word("scenario", self.scenario.as_str()).word("seed", self.seed.to_string());
        let mut text =
            sentence(&head.word("policy", self.policy.as_str()).number("days", (exercise.now() / 1440) as i64));
        for id in exercise.hospitals() {
            let outcome = exercise.outcome(&id);
            text += "\n\n";
            text += &outcome_text(&id, &outcome);
            for row in exercise.events(&id) {
                let role = row.role.map_or("", Role::id);
                let minute = row.at_min + first_minute;
                let (day, hour, minute) = (minute / 1440, minute / 60 % 24, minute % 60);
                let _ = write!(text, "\n  {day:>5} {hour:02}:{minute:02}  {role:<22} ");
                text += &told(&row.what, &scenario.texts);
            }
            let _ = write!(text, "\n{} {}", say("run-hash"), exercise.hospital_hash(&id));
        }
        for refused in &self.played.refused {
            let decision = &refused.decision;
            let line =
                Msg::new("run-refused").number("minute", decision.minute as i64).word("role", decision.role.id());
            let line =
                line.word("action", decision.action.as_str()).word("reason", told(&refused.reason, &scenario.texts));
            let _ = write!(text, "\n{}", sentence(&line));
        }
        text
    }

    /// The record, ready to be written to a file.
    pub fn record(&mut self, content: &Content, setup: &Setup) -> String {
        let exercise = &mut self.played.exercise;
        let hospitals = exercise.hospitals();
        let mut lines = vec![content.header(setup)];
        lines.extend(self.played.entries.iter().cloned().map(RecordLine::Entry));
        lines.push(RecordLine::Mark { minutes: vec![exercise.now()], hashes: vec![exercise.hash()] });
        lines.push(RecordLine::Results { outcomes: hospitals.iter().map(|id| exercise.outcome(id)).collect() });
        let mut chain = Chain::default();
        lines.iter().map(|line| chain.link(line) + "\n").collect()
    }
}

fn hospital_json(exercise: &mut Exercise, id: &str) -> Value {
    let outcome = exercise.outcome(id);
    let objectives: Vec<Value> = outcome
        .objectives
        .iter()
        .map(|one| {
            json!({
                "id": one.id, "phase": one.phase, "rating": one.rating, "attainment": one.attainment,
                "by_stand_in": one.by_stand_in, "capped": one.capped,
            })
        })
        .collect();
    json!({
        "hospital": id,
        "score": outcome.score,
        "process": outcome.process,
        "outcome": outcome.outcome,
        "objectives": objectives,
        "care": outcome.care,
        "attack": outcome.attack,
        "next_hospital": outcome.next_hospital,
        "state_hash": exercise.hospital_hash(id),
    })
}

/// What a hospital reached, as people read it.
pub fn outcome_text(id: &str, outcome: &Outcome) -> String {
    let (care, attack) = (&outcome.care, &outcome.attack);
    let minute = |at: Option<u64>| at.map_or(say("run-never"), |minute| minute.to_string());
    let lines = [
        Msg::new("run-score")
            .word("hospital", id)
            .word("score", format!("{:.1}", outcome.score))
            .word("process", format!("{:.1}", outcome.process))
            .word("outcome", format!("{:.1}", outcome.outcome)),
        Msg::new("run-care")
            .number("delayed", care.minutes_delayed)
            .word("unsafe", format!("{:.1}", care.unsafe_events))
            .number("cancelled", care.cancelled)
            .number("diverted", care.diverted),
        Msg::new("run-attack")
            .number("encrypted", attack.devices_encrypted)
            .number("total", attack.devices_total)
            .number("stolen", attack.data_stolen_gb)
            .word("detonated", minute(attack.detonated_at_min))
            .word("detected", minute(attack.detected_at_min)),
    ];
    let mut text = lines.iter().map(sentence).collect::<Vec<_>>().join("\n");
    for one in &outcome.objectives {
        let rating = one.rating.map_or("-".to_owned(), |rating| format!("{rating:?}"));
        let reached = one.attainment.map_or("   -".to_owned(), |attainment| format!("{attainment:.2}"));
        let _ = write!(text, "\n  {rating}  {reached}  {:<11} {}", one.phase, one.id);
    }
    text
}
