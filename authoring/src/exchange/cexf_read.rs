//! Reading the Common Exercise Format: our own exercises without loss, others' as far as a hospital can play them.
//!
//! What is left out of another's exercise is named, field by field.

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use codedark_content::words::sentence;
use codedark_protocol::Msg;
use codedark_scenario::edit::quoted;
use codedark_scenario::{Role, SourceFile};
use serde_json::{Map, Value};

use super::cexf::{ANSWER, MINUTE_S, OWN};
use super::inject::{Choice, Draft, Trigger};
use super::plan::fresh_id;

/// Largest file that is read, in MiB.
pub const FILE_MIB_MAX: u64 = 8;
/// Most injects.
const INJECTS_MAX: usize = 500;
/// Most characters of a text that a screen takes.
const TEXT_CHARS_MAX: usize = 600;
/// The first minute at which something can come.
const FIRST_MINUTE: u64 = 1;
/// The fields of each part that are read, or that say nothing a scenario needs.
const KNOWN: [(&str, &[&str]); 4] = [
    (
        "exercise",
        &["uuid", "name", "description", "expanded", "namespace", "tags", "version", "total_duration", "meta"],
    ),
    ("inject_flow", &["description", "inject_uuid", "reporting_callback", "requirements", "sequence", "timing"]),
    ("inject_payloads", &["uuid", "name", "type", "parameters"]),
    ("injects", &["uuid", "name", "action", "action_payload_resource_uuid", "target_tool", "inject_evaluation"]),
];

/// What an exercise holds.
pub struct Read {
    /// Its name.
    pub name: String,
    /// What it is about.
    pub description: String,
    /// Its injects.
    pub drafts: Vec<Draft>,
    /// The scenario's own texts, where it was one of ours: its file first, then libraries.
    pub files: Vec<SourceFile>,
    /// What was not understood, in sentences.
    pub notes: Vec<String>,
}

/// Reads an exercise. Injects of others get ids that are not `taken`, and go to this role.
///
/// # Errors
/// A sentence for each thing without which it cannot be read.
pub fn read(bytes: &[u8], taken: &BTreeSet<String>, role: Role) -> Result<Read, Vec<String>> {
    let one = |msg: Msg| vec![sentence(&msg)];
    if bytes.len() as u64 > FILE_MIB_MAX << 20 {
        return Err(one(Msg::new("cexf-large").number("most", FILE_MIB_MAX as i64)));
    }
    let root: Value = serde_json::from_slice(bytes)
        .map_err(|error| one(Msg::new("cexf-no-json").word("reason", error.to_string())))?;
    let missing = ["exercise", "inject_flow", "injects"].into_iter().find(|field| root.get(field).is_none());
    if let Some(field) = missing {
        return Err(one(Msg::new("cexf-missing").word("field", field)));
    }
    let mut reader = Reader { root: &root, role, ids: BTreeMap::new(), notes: Vec::new(), refused: Vec::new() };
    let drafts = reader.drafts(taken);
    reader.unknown_fields();
    if !reader.refused.is_empty() {
        return Err(reader.refused);
    }
    let files = reader.files();
    let text = |field: &str| root["exercise"][field].as_str().unwrap_or_default().to_owned();
    Ok(Read { name: text("name"), description: text("description"), drafts, files, notes: reader.notes })
}

struct Reader<'a> {
    root: &'a Value,
    role: Role,
    /// Ids of injects by their UUIDs.
    ids: BTreeMap<&'a str, String>,
    notes: Vec<String>,
    refused: Vec<String>,
}

impl<'a> Reader<'a> {
    fn list(&self, name: &str) -> &'a [Value] {
        self.root[name].as_array().map_or(&[], Vec::as_slice)
    }

    fn drafts(&mut self, taken: &BTreeSet<String>) -> Vec<Draft> {
        let injects = self.list("injects");
        if injects.len() > INJECTS_MAX {
            self.refused.push(sentence(&Msg::new("cexf-many").number("most", INJECTS_MAX as i64)));
            return Vec::new();
        }
        let mut taken = taken.clone();
        for inject in injects {
            let Some(uuid) = inject["uuid"].as_str() else { continue };
            let own = self.payload(inject).and_then(|payload| payload["parameters"][OWN]["inject"].as_str());
            let id = own.map_or_else(|| fresh_id(inject["name"].as_str().unwrap_or_default(), &taken), str::to_owned);
            taken.insert(id.clone());
            if self.ids.insert(uuid, id).is_some() {
                self.refused.push(sentence(&Msg::new("cexf-uuid-twice").word("uuid", uuid)));
            }
        }
        injects.iter().filter_map(|inject| self.draft(inject)).collect()
    }

    fn payload(&self, inject: &Value) -> Option<&'a Value> {
        let uuid = inject["action_payload_resource_uuid"].as_str()?;
        self.list("inject_payloads").iter().find(|payload| payload["uuid"] == uuid)
    }

    fn draft(&mut self, inject: &'a Value) -> Option<Draft> {
        let place = sentence(&Msg::new("cexf-inject").word("name", inject["name"].as_str().unwrap_or_default()));
        let Some(uuid) = inject["uuid"].as_str() else {
            self.refuse(&place, Msg::new("cexf-no-uuid"));
            return None;
        };
        let flow = self.list("inject_flow").iter().find(|step| step["inject_uuid"] == uuid);
        let payload = self.payload(inject);
        let own = payload.map(|payload| &payload["parameters"][OWN]).filter(|own| own.is_object());
        let mut draft = Draft {
            id: self.ids.get(uuid).cloned(),
            title: inject["name"].as_str().filter(|name| !name.trim().is_empty()).map(str::to_owned),
            text: self.text(payload, &place),
            options: Some(self.options(inject, &place, own.is_some())),
            trigger: flow.and_then(|flow| self.moment(flow, &place)),
            place,
            ..Draft::default()
        };
        match own {
            Some(own) => {
                let word = |field: &str| own[field].as_str().filter(|word| !word.is_empty()).map(str::to_owned);
                draft.role = own["role"].as_str().and_then(Role::from_id);
                draft.when = own["when"].as_str().map(str::to_owned);
                draft.best = word("best");
                draft.deadline_min = own["deadline_min"].as_u64();
                draft.distressing = own["distressing"].as_bool();
            }
            None => self.foreign(&mut draft, flow, uuid),
        }
        Some(draft)
    }

    /// What another's exercise leaves open: the role, the order, the words.
    fn foreign(&mut self, draft: &mut Draft, flow: Option<&Value>, uuid: &str) {
        draft.role = Some(self.role);
        let described = flow.and_then(|flow| flow["description"].as_str()).filter(|words| !words.trim().is_empty());
        let id = draft.id.clone().unwrap_or_default();
        draft.title = draft.title.take().or(Some(id));
        draft.text = draft.text.take().or_else(|| described.map(str::to_owned)).or_else(|| draft.title.clone());
        for text in [&mut draft.title, &mut draft.text].into_iter().flatten() {
            if text.chars().count() > TEXT_CHARS_MAX {
                *text = text.chars().take(TEXT_CHARS_MAX).collect();
                let msg = Msg::new("cexf-cut").number("most", TEXT_CHARS_MAX as i64);
                self.notes.push(sentence(&Msg::new("row").word("row", &draft.place).word("what", sentence(&msg))));
            }
        }
        if draft.trigger.is_some() {
            return;
        }
        let required = flow.and_then(|flow| flow["requirements"]["inject_uuid"].as_str());
        let follows =
            |step: &&Value| step["sequence"]["followed_by"].as_array().into_iter().flatten().any(|next| next == uuid);
        let before = self.list("inject_flow").iter().find(follows).and_then(|step| step["inject_uuid"].as_str());
        let starts = flow.is_some_and(|flow| words_of(&flow["sequence"]["trigger"]).contains(&"startex"));
        match required.or(before.filter(|_| !starts)).and_then(|uuid| self.ids.get(uuid)) {
            Some(id) => draft.when = Some(format!("Fired({})", quoted(id))),
            None if starts => draft.trigger = Some(Trigger::At(FIRST_MINUTE)),
            None => {}
        }
    }

    fn text(&mut self, payload: Option<&Value>, place: &str) -> Option<String> {
        let parameters = &payload?["parameters"];
        let content = parameters["content"].as_str().or_else(|| parameters["contents"].as_str());
        let text = match (content, parameters["content-type"].as_str()) {
            (Some(content), Some("base64")) => {
                BASE64.decode(content.trim()).ok().and_then(|bytes| String::from_utf8(bytes).ok())
            }
            (content, _) => content.map(str::to_owned),
        };
        if text.is_none() {
            let kind = payload?["type"].as_str().unwrap_or_default();
            self.note(place, Msg::new("cexf-payload").word("kind", kind));
        }
        text.filter(|text| !text.trim().is_empty())
    }

    /// Answers of our own. Another's evaluation looks into tools that a hospital's team does not have.
    fn options(&mut self, inject: &Value, place: &str, own: bool) -> Vec<Choice> {
        let mut options = Vec::new();
        for evaluation in inject["inject_evaluation"].as_array().into_iter().flatten() {
            let result = evaluation["result"].as_str().unwrap_or_default().to_owned();
            let id = evaluation["parameters"][0][ANSWER]["values"][0].as_str().filter(|_| own);
            match (id, evaluation["score_range"][1].as_u64().and_then(|credit| u32::try_from(credit).ok())) {
                (Some(id), Some(credit)) => {
                    let effects = evaluation["evaluation_context"][OWN]["effects"].as_str().unwrap_or_default();
                    options.push(Choice { id: id.to_owned(), credit, words: result, effects: effects.to_owned() });
                }
                _ => {
                    let tool = inject["target_tool"].as_str().unwrap_or_default();
                    self.note(place, Msg::new("cexf-evaluation").word("tool", tool).word("result", result));
                }
            }
        }
        options
    }

    fn moment(&mut self, flow: &Value, place: &str) -> Option<Trigger> {
        let timing = &flow["timing"];
        if !timing["periodic_run_every"].is_null() {
            self.note(place, Msg::new("cexf-periodic"));
        }
        let at = &timing["triggered_at"];
        if at.is_null() {
            return None;
        }
        match at.as_u64().or_else(|| at.as_f64().filter(|at| at.fract() == 0.0 && *at >= 0.0).map(|at| at as u64)) {
            Some(seconds) if seconds % MINUTE_S == 0 => Some(Trigger::At(seconds / MINUTE_S)),
            _ => {
                self.refuse(place, Msg::new("cexf-seconds").word("at", at.to_string()));
                None
            }
        }
    }

    /// The scenario's own texts that came along. A name that could lead out of the scenario's folder is none of ours.
    fn files(&mut self) -> Vec<SourceFile> {
        let mut files = Vec::new();
        for payload in self.list("inject_payloads") {
            let parameters = &payload["parameters"];
            let Some(name) = parameters[OWN]["source"].as_str() else { continue };
            let bytes = parameters["content"].as_str().and_then(|content| BASE64.decode(content).ok());
            match bytes.and_then(|bytes| String::from_utf8(bytes).ok()).filter(|_| is_own_name(name)) {
                Some(text) => files.push(SourceFile { name: name.to_owned(), text }),
                None => self.notes.push(sentence(&Msg::new("cexf-file").word("file", name))),
            }
        }
        files
    }

    /// Names fields that this program does not know, once for each.
    fn unknown_fields(&mut self) {
        let mut unknown = BTreeSet::new();
        let mut look = |part: &str, known: &[&str], fields: Option<&Map<String, Value>>| {
            let fields = fields.into_iter().flatten().map(|(name, _)| name.as_str());
            unknown.extend(fields.filter(|name| !known.contains(name)).map(|name| format!("{part}.{name}")));
        };
        for (part, known) in KNOWN {
            match &self.root[part] {
                Value::Array(items) => items.iter().for_each(|item| look(part, known, item.as_object())),
                one => look(part, known, one.as_object()),
            }
        }
        look("exercise.meta", &["author", "level", "priority", OWN], self.root["exercise"]["meta"].as_object());
        let parts: Vec<&str> = KNOWN.iter().map(|(part, _)| *part).collect();
        let top = self.root.as_object().into_iter().flatten().map(|(name, _)| name);
        unknown.extend(top.filter(|name| !parts.contains(&name.as_str())).cloned());
        self.notes.extend(unknown.iter().map(|field| sentence(&Msg::new("cexf-unknown").word("field", field))));
    }

    fn note(&mut self, place: &str, msg: Msg) {
        self.notes.push(sentence(&Msg::new("row").word("row", place).word("what", sentence(&msg))));
    }

    fn refuse(&mut self, place: &str, msg: Msg) {
        self.refused.push(sentence(&Msg::new("row").word("row", place).word("what", sentence(&msg))));
    }
}

/// A word or a list of words: the format's own samples have both.
fn words_of(value: &Value) -> Vec<&str> {
    match value {
        Value::Array(words) => words.iter().filter_map(Value::as_str).collect(),
        word => word.as_str().into_iter().collect(),
    }
}

/// Whether a name is one that a scenario's files have: small letters, digits, hyphens, folders.
fn is_own_name(name: &str) -> bool {
    let plain = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
    let stem = name.strip_suffix(".ron").unwrap_or_default();
    !stem.is_empty() && stem.split('/').all(|part| !part.is_empty() && part.chars().all(plain))
}
