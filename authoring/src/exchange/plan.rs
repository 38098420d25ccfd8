//! What an import would change: first told, then written.
//!
//! Nothing is removed because a table leaves it out, and a trigger that is a condition stays as it is unless the whole
//! condition came along. The scenario's text changes at the places told, and nowhere else.

use std::collections::BTreeSet;

use codedark_content::words::{say, sentence};
use codedark_protocol::Msg;
use codedark_scenario::edit::{Refused, add, quoted, remove, set, set_within};

use super::clock::Clock;
use super::inject::{Choice, Draft, Entry, Trigger, condition, entries, minute_of, role_name, trigger_of};
use super::msel::{aside_cell, options_cell, phase};
use super::source::Source;

/// Minutes to answer where nobody gave them: a day.
const DEADLINE_MIN: u64 = 1440;
/// Longest id made from a title.
const ID_CHARS_MAX: usize = 48;

/// A field of an inject that changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What it is called.
    pub field: String,
    /// What stands there now.
    pub old: String,
    /// What shall stand there.
    pub new: String,
}

/// What becomes of one inject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its id.
    pub id: String,
    /// Its title now, or the new one's.
    pub title: String,
    /// Whether the scenario does not have it yet.
    pub is_new: bool,
    /// What changes.
    pub changes: Vec<Change>,
}

/// An edit of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Edit {
    /// A value at a place.
    Set(String, String),
    /// A whole new inject.
    Add(String),
    /// Words that belong to nothing any more.
    Drop(String),
}

/// What an import would do.
#[derive(Debug, Default)]
pub struct Plan {
    /// Injects that change or are new.
    pub steps: Vec<Step>,
    /// Injects that the table does not name: they stay.
    pub kept: Vec<String>,
    /// What was not taken over, in sentences.
    pub notes: Vec<String>,
    edits: Vec<Edit>,
}

impl Plan {
    /// Holds drafts against a scenario.
    ///
    /// # Errors
    /// A sentence for each draft that cannot be followed.
    pub fn new(source: &Source, drafts: &[Draft]) -> Result<Plan, Vec<String>> {
        let there = entries(source);
        let mut taken: BTreeSet<String> = there.iter().map(|entry| entry.id.clone()).collect();
        taken.extend(drafts.iter().filter_map(|draft| draft.id.clone()));
        let (mut plan, mut refused) = (Plan::default(), Vec::new());
        for draft in drafts {
            let known = there.iter().find(|entry| Some(&entry.id) == draft.id.as_ref());
            let done = match known {
                Some(entry) => Compare { source, entry, draft, plan: &mut plan, changes: Vec::new() }.all(),
                None => plan.add(source, draft, &mut taken),
            };
            if let Err(msg) = done {
                refused.push(about(draft, &msg));
            }
        }
        let named = |entry: &&Entry| !drafts.iter().any(|draft| draft.id.as_ref() == Some(&entry.id));
        plan.kept = there.iter().filter(named).map(|entry| entry.id.clone()).collect();
        if refused.is_empty() { Ok(plan) } else { Err(refused) }
    }

    /// Whether the scenario stays as it is.
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }

    /// The scenario's text with everything done, and what it is then: it loads.
    ///
    /// # Errors
    /// Every problem that it would have.
    pub fn carried_out(&self, source: &Source) -> Result<Source, String> {
        let find = source.find();
        let mut main = source.main.clone();
        for edit in &self.edits {
            let done = match edit {
                // Words stand over a library's wherever that is: without reading libraries each time, a long table takes
                // seconds instead of a minute. A scenario over another one is read with it.
                Edit::Set(path, value) if path.starts_with("texts/") => {
                    set(&main, &|_| None, path, value).or_else(|_| set(&main, &find, path, value))
                }
                Edit::Set(path, value) => set(&main, &find, path, value),
                // Where there are no injects at all, there is no list to add to.
                Edit::Add(item) => match add(&main, &find, "injects", item) {
                    Err(Refused::NoPlace(_)) => set(&main, &find, "injects", &format!("[\n    {item},\n]")),
                    done => done,
                },
                Edit::Drop(path) => match remove(&main, &find, path) {
                    // A library's words stay with the library.
                    Err(Refused::InLibrary(_) | Refused::NoPlace(_)) => continue,
                    done => done,
                },
            };
            main.text = done.map_err(|refused| refused.to_string())?;
        }
        source.with(main.text)
    }

    fn add(&mut self, source: &Source, draft: &Draft, taken: &mut BTreeSet<String>) -> Result<(), Msg> {
        let title = draft.title.clone().ok_or_else(|| Msg::new("row-no-title"))?;
        let role = draft.role.ok_or_else(|| Msg::new("row-no-role"))?;
        if draft.condition.is_some() && draft.when.is_none() {
            return Err(Msg::new("row-condition-new"));
        }
        let id = match &draft.id {
            Some(id) if is_id(id) => id.clone(),
            Some(id) => return Err(Msg::new("row-id").word("id", id)),
            None => fresh_id(&title, taken),
        };
        taken.insert(id.clone());
        let options = draft.options.as_deref().unwrap_or_default();
        let best = if options.is_empty() { draft.best.clone() } else { Some(best_of(draft)?) };
        let deadline = draft.deadline_min.unwrap_or(if options.is_empty() { 0 } else { DEADLINE_MIN });
        let when = match (&draft.when, moment(draft)) {
            (Some(when), Some(Trigger::At(minute))) => Some(at_minute(when, minute)?),
            (Some(when), _) => condition(when)?.map(|_| when.clone()),
            (None, Some(Trigger::At(minute))) => Some(format!("After({minute})")),
            (None, Some(Trigger::Holds)) => return Err(Msg::new("row-condition-new")),
            (None, _) => None,
        };
        let mut fields = vec![format!("id: {}, role: {}", quoted(&id), role.id())];
        fields.extend(when.map(|when| format!("when: {when}")));
        if !options.is_empty() {
            let items: Vec<String> =
                options.iter().map(|option| format!("        {},\n", written_option(option))).collect();
            fields.push(format!("options: [\n{}    ]", items.concat()));
        }
        fields.extend((deadline > 0).then(|| format!("deadline_min: {deadline}")));
        fields.extend((draft.distressing == Some(true)).then(|| "distressing: true".to_owned()));
        self.edits.push(Edit::Add(format!("(\n    {},\n)", fields.join(",\n    "))));
        let text = draft.text.clone().ok_or_else(|| Msg::new("row-no-text"))?;
        self.words(&id, "", &title);
        self.words(&id, ".text", &text);
        options.iter().for_each(|option| self.words(&id, &format!(".{}", option.id), &option.words));
        best.iter().for_each(|best| self.words(&id, ".best", best));
        self.note_aside(source, draft, None);
        self.steps.push(Step { id, title, is_new: true, changes: Vec::new() });
        Ok(())
    }

    fn words(&mut self, id: &str, rest: &str, words: &str) {
        self.edits.push(Edit::Set(format!("texts/inject.{id}{rest}/en"), quoted(words)));
    }

    /// Names what the table says and a scenario cannot, and a time since the start that tells another time than the time.
    fn note_aside(&mut self, source: &Source, draft: &Draft, entry: Option<&Entry>) {
        let before = entry.map(|entry| entry.trigger);
        if let (Some(time), Some(since)) = (draft.trigger, draft.offset_min.map(Trigger::At))
            && time != since
            && before != Some(since)
        {
            self.notes.push(about(draft, &Msg::new("note-offset")));
        }
        for (column, words) in &draft.aside {
            let told = if *column == "Phase" {
                let id = entry.map_or("", |entry| &entry.id);
                let triggers = [entry.map(|entry| entry.trigger), draft.trigger];
                triggers.into_iter().flatten().any(|trigger| phase(&source.scenario, trigger, id) == *words)
            } else {
                aside_cell(column) == *words
            };
            if !told {
                let id = if *column == "Phase" { "note-phase" } else { "note-aside" };
                self.notes.push(about(draft, &Msg::new(id).word("column", *column).word("value", words)));
            }
        }
    }
}

/// An inject of the scenario beside what a table says of it.
struct Compare<'a> {
    source: &'a Source,
    entry: &'a Entry,
    draft: &'a Draft,
    plan: &'a mut Plan,
    changes: Vec<Change>,
}

impl Compare<'_> {
    fn all(mut self) -> Result<(), Msg> {
        let (entry, draft) = (self.entry, self.draft);
        let edits_before = self.plan.edits.len();
        let done = self.trigger().and_then(|()| self.options());
        if let Err(msg) = done {
            self.plan.edits.truncate(edits_before);
            return Err(msg);
        }
        self.field(
            "role",
            "change-role",
            role_name(entry.role),
            draft.role.map(|role| (role_name(role), role.id().to_owned())),
        );
        let minutes = draft.deadline_min.map(|minutes| (minutes.to_string(), minutes.to_string()));
        self.field("deadline_min", "change-deadline", entry.deadline_min.to_string(), minutes);
        let yes_no = |yes: bool| say(if yes { "msel-yes" } else { "msel-no" });
        let distressing = draft.distressing.map(|yes| (yes_no(yes), yes.to_string()));
        self.field("distressing", "change-distressing", yes_no(entry.distressing), distressing);
        self.text("", "change-title", &entry.title, draft.title.as_ref());
        self.text(".text", "change-text", &entry.text, draft.text.as_ref());
        self.text(".best", "change-best", &entry.best, draft.best.as_ref());
        self.plan.note_aside(self.source, draft, Some(entry));
        if !self.changes.is_empty() {
            let step = Step { id: entry.id.clone(), title: entry.title.clone(), is_new: false, changes: self.changes };
            self.plan.steps.push(step);
        }
        Ok(())
    }

    fn change(&mut self, label: &str, old: impl Into<String>, new: impl Into<String>) {
        self.changes.push(Change { field: say(label), old: old.into(), new: new.into() });
    }

    fn set(&mut self, below: &str, value: impl Into<String>) {
        self.plan.edits.push(Edit::Set(format!("injects/{}/{below}", self.entry.id), value.into()));
    }

    /// A plain field: as it is shown, and as it is written.
    fn field(&mut self, name: &str, label: &str, old: String, new: Option<(String, String)>) {
        if let Some((shown, written)) = new.filter(|(shown, _)| *shown != old) {
            self.change(label, old, shown);
            self.set(name, written);
        }
    }

    fn text(&mut self, rest: &str, label: &str, old: &str, new: Option<&String>) {
        if let Some(new) = new.filter(|new| *new != &old.replace("\r\n", "\n").replace('\r', "\n")) {
            self.change(label, old, new);
            self.plan.words(&self.entry.id, rest, new);
        }
    }

    fn trigger(&mut self) -> Result<(), Msg> {
        let (entry, draft) = (self.entry, self.draft);
        if draft.condition.as_ref().is_some_and(|condition| condition.trim() != entry.condition) {
            return Err(Msg::new("row-condition-changed"));
        }
        let mut waits_for = condition(&entry.when)?;
        if let Some(other) = draft.when.as_ref().filter(|other| !same_text(other, &entry.when)) {
            self.change("change-when", &entry.when, other);
            self.set("when", if other.is_empty() { "None" } else { other });
            waits_for = condition(other)?;
        }
        let (now, own) = (trigger_of(waits_for.as_ref()), waits_for.as_ref().and_then(minute_of));
        let Some(wanted) = moment(draft).filter(|wanted| *wanted != now) else { return Ok(()) };
        let clock = Clock::of(&self.source.scenario);
        let shown = |trigger: Trigger| match trigger {
            Trigger::At(minute) => clock.words(minute),
            Trigger::ByHand => say("msel-by-hand"),
            Trigger::Holds => say("msel-holds"),
        };
        match (waits_for, own, wanted) {
            (None, _, Trigger::At(minute)) => self.set("when", format!("After({minute})")),
            (Some(_), Some((_, way)), Trigger::At(minute)) => self.set(&format!("when/{way}"), minute.to_string()),
            (Some(_), Some(_), Trigger::ByHand) if entry.condition.is_empty() => self.set("when", "None"),
            _ => return Err(Msg::new("row-time-of-condition")),
        }
        self.change("change-time", shown(now), shown(wanted));
        Ok(())
    }

    fn options(&mut self) -> Result<(), Msg> {
        let (entry, draft) = (self.entry, self.draft);
        let Some(new) = &draft.options else { return Ok(()) };
        let plain = |options: &[Choice]| options_cell(options).replace("\r\n", "\n").replace('\r', "\n");
        let effects = |option: &Choice| {
            let old = entry.options.iter().find(|old| old.id == option.id);
            old.map_or(option.effects.clone(), |old| match option.effects.is_empty() {
                true => old.effects.clone(),
                false => option.effects.clone(),
            })
        };
        let whole: Vec<Choice> =
            new.iter().map(|option| Choice { effects: effects(option), ..option.clone() }).collect();
        let same_effects = |old: &Choice| {
            whole
                .iter()
                .find(|option| option.id == old.id)
                .is_none_or(|option| same_text(&option.effects, &old.effects))
        };
        if plain(&entry.options) == plain(&whole) && entry.options.iter().all(same_effects) {
            return Ok(());
        }
        let ids = |options: &[Choice]| options.iter().map(|option| option.id.clone()).collect::<Vec<_>>();
        if ids(&entry.options) == ids(&whole) && entry.options.iter().all(same_effects) {
            let pairs = entry.options.iter().zip(&whole);
            for (_, option) in pairs.filter(|(old, option)| old.credit != option.credit) {
                self.set(&format!("options/{}/credit", option.id), option.credit.to_string());
            }
        } else {
            if entry.options.is_empty() && entry.best.is_empty() && !whole.is_empty() {
                best_of(draft)?;
            }
            let items: Vec<String> = whole.iter().map(written_option).collect();
            self.set("options", format!("[{}]", items.join(", ")));
        }
        for option in &whole {
            let old = entry.options.iter().find(|old| old.id == option.id).map_or("", |old| &old.words);
            if plain_words(old) != option.words {
                self.plan.words(&entry.id, &format!(".{}", option.id), &option.words);
            }
        }
        for gone in entry.options.iter().filter(|old| !whole.iter().any(|option| option.id == old.id)) {
            self.plan.edits.push(Edit::Drop(format!("texts/inject.{}.{}", entry.id, gone.id)));
        }
        self.change("change-options", plain(&entry.options), plain(&whole));
        Ok(())
    }
}

fn plain_words(words: &str) -> String {
    words.replace("\r\n", "\n").replace('\r', "\n")
}

/// When a draft wants an inject. The time counts, and the time since the start where there is no time.
fn moment(draft: &Draft) -> Option<Trigger> {
    draft.trigger.or(draft.offset_min.map(Trigger::At))
}

/// The best practice that a question cannot do without.
fn best_of(draft: &Draft) -> Result<String, Msg> {
    draft.best.clone().ok_or_else(|| Msg::new("row-no-best"))
}

fn about(draft: &Draft, msg: &Msg) -> String {
    sentence(&Msg::new("row").word("row", &draft.place).word("what", sentence(msg)))
}

/// An option as a scenario writes it.
fn written_option(option: &Choice) -> String {
    let effects = if option.effects.is_empty() { String::new() } else { format!("effects: {}, ", option.effects) };
    format!("(id: {}, {effects}credit: {})", quoted(&option.id), option.credit)
}

/// Whether two pieces of a scenario differ in blanks only.
fn same_text(one: &str, other: &str) -> bool {
    let plain = |text: &str| text.split_whitespace().collect::<String>();
    plain(one) == plain(other)
}

/// The text of a condition that can hold from another minute on: its own minute changes, and nothing else.
fn at_minute(when: &str, minute: u64) -> Result<String, Msg> {
    let Some(waits_for) = condition(when)? else { return Ok(format!("After({minute})")) };
    let (there, way) = minute_of(&waits_for).ok_or_else(|| Msg::new("row-time-of-condition"))?;
    if there == minute {
        return Ok(when.to_owned());
    }
    let refused = |refused: Refused| Msg::new("row-when").word("when", when).word("problems", refused.to_string());
    set_within(when, &way, &minute.to_string()).map_err(refused)
}

/// Whether words can be an id: small letters and digits, joined by single hyphens.
fn is_id(id: &str) -> bool {
    let plain = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit();
    id.split('-').all(|part| !part.is_empty() && part.chars().all(plain))
}

/// An id from a title that nothing else has.
pub fn fresh_id(title: &str, taken: &BTreeSet<String>) -> String {
    let letters: String = title
        .chars()
        .map(|letter| if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { ' ' })
        .collect();
    let mut id = String::new();
    for word in letters.split_whitespace() {
        if id.len() + word.len() >= ID_CHARS_MAX {
            break;
        }
        id += if id.is_empty() { "" } else { "-" };
        id += word;
    }
    let id = if id.is_empty() { "inject".to_owned() } else { id };
    let numbered = |number: usize| if number == 1 { id.clone() } else { format!("{id}-{number}") };
    (1..).map(numbered).find(|id| !taken.contains(id)).expect("numbers do not end")
}
