//! The Common Exercise Format of the MISP project: an exercise as JSON, in and out.
//!
//! Written so that it fits both the format's description and the schema of its editor. What the format has no field for
//! stands in fields called `codedark`, so that nothing is lost on the way there and back: other programs pass over it. Ids
//! are made from the scenario's and the inject's (UUID version 5), so that the same exercise has the same ids each time.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use codedark_scenario::{Condition, SourceFile};
use codedark_shipped::built_in;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::inject::{Choice, Entry, Trigger, condition};
use super::source::Source;

/// The namespace of all ids that are made from scenarios.
const NAMESPACE: Uuid = Uuid::from_u128(0x6f6a_4f7c_1d0b_4c6e_9a53_c0de_da4b_0001);
/// Seconds of a minute: the format counts seconds.
pub const MINUTE_S: u64 = 60;
/// The name of our own fields.
pub const OWN: &str = "codedark";
/// The version of our own fields.
const OWN_VERSION: u64 = 1;
/// What an answer is called in the parameters of an evaluation.
pub const ANSWER: &str = "codedark.answer";
/// Who is told of answers: of the tools that the format's editor knows, the one that any program can be.
const TOOL: &str = "webhook";

/// The ids of an exercise's parts.
pub struct Ids(Uuid);

impl Ids {
    /// The ids of the exercise with this scenario id.
    pub fn of(scenario: &str) -> Ids {
        Ids(Uuid::new_v5(&NAMESPACE, scenario.as_bytes()))
    }

    /// The id of a part: `inject`, `payload` or `file`.
    pub fn part(&self, kind: &str, id: &str) -> String {
        Uuid::new_v5(&self.0, format!("{kind}/{id}").as_bytes()).to_string()
    }
}

/// The exercise of a scenario.
pub fn exercise(source: &Source, entries: &[Entry]) -> Value {
    let scenario = &source.scenario;
    let ids = Ids::of(&scenario.id);
    let words = |key: &str| scenario.texts.get(key).and_then(|words| words.get("en")).cloned().unwrap_or_default();
    let length_min: u64 = scenario.phases.iter().map(|phase| phase.length_min).sum();
    let mut payloads: Vec<Value> = entries.iter().map(|entry| payload(&ids, entry)).collect();
    // Built-in libraries are in every copy of the program; what lies beside the scenario comes along.
    let differs = |file: &&SourceFile| built_in(&file.name).is_none_or(|built_in| built_in.text != file.text);
    let along = std::iter::once(&source.main).chain(source.sources[1..].iter().filter(differs));
    payloads.extend(along.map(|file| text_file(&ids, file)));
    json!({
        "exercise": {
            "uuid": ids.0.to_string(),
            "name": words("scenario.title"),
            "description": words("scenario.brief"),
            "expanded": words("scenario.brief"),
            "namespace": OWN,
            "tags": [format!("codedark:scenario=\"{}\"", scenario.id)],
            "version": scenario.version.to_string(),
            "total_duration": (length_min * MINUTE_S).to_string(),
            "meta": {
                "author": "Code Dark",
                "level": "advanced",
                "priority": 0,
                OWN: { "version": OWN_VERSION, "scenario": scenario.id, "starts": scenario.starts },
            },
        },
        "inject_flow": flow(&ids, entries),
        "inject_payloads": payloads,
        "injects": entries.iter().map(|entry| inject(&ids, entry)).collect::<Vec<_>>(),
    })
}

fn flow(ids: &Ids, entries: &[Entry]) -> Vec<Value> {
    let uuid = |entry: &Entry| ids.part("inject", &entry.id);
    let next = entries.iter().skip(1).map(Some).chain([None]);
    let step = |(index, (entry, next)): (usize, (&Entry, Option<&Entry>))| {
        let at_s = match entry.trigger {
            Trigger::At(minute) => json!(minute * MINUTE_S),
            Trigger::ByHand | Trigger::Holds => Value::Null,
        };
        json!({
            "description": entry.title,
            "inject_uuid": uuid(entry),
            "reporting_callback": [],
            "requirements": requirements(ids, &entry.when),
            "sequence": {
                "trigger": if index == 0 { vec!["startex"] } else { Vec::new() },
                "completion_trigger": ["time_expiration", "completion"],
                "followed_by": next.map(uuid).into_iter().collect::<Vec<_>>(),
            },
            "timing": { "triggered_at": at_s, "periodic_run_every": null },
        })
    };
    entries.iter().zip(next).enumerate().map(step).collect()
}

/// The inject that must come before, where the condition names one.
fn requirements(ids: &Ids, when: &str) -> Value {
    fn before(when: &Condition) -> Option<(&str, Option<&str>)> {
        match when {
            Condition::Fired(inject) => Some((inject, None)),
            Condition::Chose(inject, option) => Some((inject, Some(option))),
            Condition::All(parts) => parts.iter().find_map(before),
            _ => None,
        }
    }
    // The scenario loads, so what it writes can be read.
    let when = condition(when).ok().flatten();
    let mut fields = Map::new();
    if let Some((inject, option)) = when.as_ref().and_then(before) {
        fields.insert("inject_uuid".to_owned(), json!(ids.part("inject", inject)));
        fields.extend(option.map(|option| ("resolution_requirement".to_owned(), json!(option))));
    }
    Value::Object(fields)
}

fn inject(ids: &Ids, entry: &Entry) -> Value {
    let evaluation = |option: &Choice| {
        json!({
            "parameters": [{ ANSWER: { "comparison": "equals", "values": [option.id] } }],
            "result": option.words,
            "evaluation_strategy": "data_filtering",
            "evaluation_context": { OWN: { "effects": option.effects } },
            "score_range": [0, option.credit],
        })
    };
    json!({
        "uuid": ids.part("inject", &entry.id),
        "name": entry.title,
        "action": "email_to_participants",
        "action_payload_resource_uuid": ids.part("payload", &entry.id),
        "target_tool": TOOL,
        "inject_evaluation": entry.options.iter().map(evaluation).collect::<Vec<_>>(),
    })
}

/// What the inject says, and what only we can say about it.
fn payload(ids: &Ids, entry: &Entry) -> Value {
    json!({
        "uuid": ids.part("payload", &entry.id),
        "name": entry.id,
        "type": "file",
        "parameters": {
            "filename": format!("{}.txt", entry.id),
            "content-type": "base64",
            "content": BASE64.encode(&entry.text),
            OWN: {
                "inject": entry.id,
                "role": entry.role.id(),
                "when": entry.when,
                "condition": entry.condition,
                "best": entry.best,
                "deadline_min": entry.deadline_min,
                "distressing": entry.distressing,
            },
        },
    })
}

fn text_file(ids: &Ids, file: &SourceFile) -> Value {
    json!({
        "uuid": ids.part("file", &file.name),
        "name": file.name,
        "type": "file",
        "parameters": {
            "filename": file.name,
            "content-type": "base64",
            "content": BASE64.encode(&file.text),
            OWN: { "source": file.name },
        },
    })
}
