//! Injects as other programs know them: what a scenario says of each, gathered in one place.

use codedark_content::words::{say, sentence};
use codedark_protocol::Msg;
use codedark_scenario::edit::written_all;
use codedark_scenario::{Condition, Fact, Inject, InjectOption, Names, Op, Role, Scenario, SourceFile, Texts, read_as};

use super::source::Source;

/// The language of exchange.
const LANGUAGE: &str = "en";

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Its id.
    pub id: String,
    /// How good it is, 0 to 100.
    pub credit: u32,
    /// What people read.
    pub words: String,
    /// What it changes, as a scenario writes it; empty for nothing.
    pub effects: String,
}

/// What makes an inject come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trigger {
    /// The facilitator hands it out.
    ByHand,
    /// This minute, perhaps with a condition beside it.
    At(u64),
    /// A condition alone.
    Holds,
}

/// An inject of a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its id.
    pub id: String,
    /// Who receives it.
    pub role: Role,
    /// Its heading.
    pub title: String,
    /// Its body.
    pub text: String,
    /// The best practice and its reason; empty where nothing is asked.
    pub best: String,
    /// Answers.
    pub options: Vec<Choice>,
    /// Minutes to answer.
    pub deadline_min: u64,
    /// Whether it is marked as distressing.
    pub distressing: bool,
    /// What makes it come.
    pub trigger: Trigger,
    /// The condition in words, its own minute left out; empty for none.
    pub condition: String,
    /// The whole of `when`, as the scenario writes it; empty for none.
    pub when: String,
}

/// An inject as a table or another program tells it: what it leaves out is not to be changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// Where it stands, for sentences: the row and its title.
    pub place: String,
    /// Its id, where it has one already.
    pub id: Option<String>,
    /// Who receives it.
    pub role: Option<Role>,
    /// Its heading.
    pub title: Option<String>,
    /// Its body.
    pub text: Option<String>,
    /// The best practice.
    pub best: Option<String>,
    /// Answers.
    pub options: Option<Vec<Choice>>,
    /// Minutes to answer.
    pub deadline_min: Option<u64>,
    /// Whether it is marked as distressing.
    pub distressing: Option<bool>,
    /// What makes it come.
    pub trigger: Option<Trigger>,
    /// Its minute, told a second time as the time since the start.
    pub offset_min: Option<u64>,
    /// The condition in words, which can only be compared.
    pub condition: Option<String>,
    /// The whole of `when`, as a scenario writes it.
    pub when: Option<String>,
    /// What has no place in a scenario: the column and what stands there.
    pub aside: Vec<(&'static str, String)>,
}

/// The injects of a scenario, those with a time first and in its order, then the others as the scenario has them.
pub fn entries(source: &Source) -> Vec<Entry> {
    let mut pieces = Pieces::of(source);
    let injects = &source.scenario.injects;
    let mut all: Vec<Entry> = injects.iter().map(|inject| entry(&source.scenario, inject, &mut pieces)).collect();
    all.sort_by_key(|entry| match entry.trigger {
        Trigger::At(minute) => (0, minute),
        Trigger::Holds => (1, 0),
        Trigger::ByHand => (2, 0),
    });
    all
}

/// What the scenario or its libraries write at the places that are carried as they are, in the order in which injects ask
/// for them: one reading of the texts serves all.
struct Pieces(std::vec::IntoIter<Option<String>>);

impl Pieces {
    fn of(source: &Source) -> Pieces {
        let paths = source.scenario.injects.iter().flat_map(|inject| {
            let own = format!("injects/{}", inject.id);
            let effects = inject.options.iter().map(|option| format!("{own}/options/{}/effects", option.id));
            std::iter::once(format!("{own}/when")).chain(effects).collect::<Vec<_>>()
        });
        Pieces(written_all(&source.main, &source.find(), &paths.collect::<Vec<_>>()).into_iter())
    }

    /// The next piece, where it says something.
    fn next(&mut self, says: bool) -> String {
        self.0.next().flatten().filter(|_| says).unwrap_or_default()
    }
}

fn entry(scenario: &Scenario, inject: &Inject, pieces: &mut Pieces) -> Entry {
    let own = |rest: &str| words(&scenario.texts, &format!("inject.{}{rest}", inject.id));
    let when = pieces.next(inject.when.is_some());
    let choice = |option: &InjectOption| Choice {
        id: option.id.clone(),
        credit: option.credit,
        words: own(&format!(".{}", option.id)),
        effects: pieces.next(!option.effects.is_empty()),
    };
    Entry {
        id: inject.id.clone(),
        role: inject.role,
        title: own(""),
        text: own(".text"),
        best: own(".best"),
        options: inject.options.iter().map(choice).collect(),
        deadline_min: inject.deadline_min,
        distressing: inject.distressing,
        trigger: trigger_of(inject.when.as_ref()),
        condition: inject.when.as_ref().map(beside_minute).unwrap_or_default(),
        when,
    }
}

fn words(texts: &Texts, key: &str) -> String {
    texts.get(key).and_then(|languages| languages.get(LANGUAGE)).cloned().unwrap_or_default()
}

/// The one minute at or after which a condition can hold, and the way to it below `when`: it is `After`, or `All` with one
/// `After` in it.
pub fn minute_of(when: &Condition) -> Option<(u64, String)> {
    match when {
        Condition::After(minute) => Some((*minute, "0".to_owned())),
        Condition::All(parts) => {
            let minutes = parts.iter().enumerate().filter_map(|(index, part)| match part {
                Condition::After(minute) => Some((*minute, format!("0/{index}/0"))),
                _ => None,
            });
            let minutes: Vec<_> = minutes.collect();
            if let [one] = &minutes[..] { Some(one.clone()) } else { None }
        }
        _ => None,
    }
}

/// A condition from its text, read as scenarios are; none where nothing is waited for.
///
/// # Errors
/// Every problem that it has, its place being that in `when` alone.
pub fn condition(when: &str) -> Result<Option<Condition>, Msg> {
    if when.is_empty() {
        return Ok(None);
    }
    let source = SourceFile { name: "when".to_owned(), text: when.to_owned() };
    read_as(&source, "when", Names::Bare).map_err(|problems| {
        let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
        Msg::new("row-when").word("when", when).word("problems", problems.join(" "))
    })
}

/// What makes an inject come that waits for this.
pub fn trigger_of(when: Option<&Condition>) -> Trigger {
    when.map_or(Trigger::ByHand, |when| minute_of(when).map_or(Trigger::Holds, |(minute, _)| Trigger::At(minute)))
}

/// A condition in words, without the minute that [`minute_of`] finds.
fn beside_minute(when: &Condition) -> String {
    match (when, minute_of(when)) {
        (Condition::After(_), Some(_)) => String::new(),
        (Condition::All(parts), Some(_)) => {
            let others: Vec<Condition> =
                parts.iter().filter(|part| !matches!(part, Condition::After(_))).cloned().collect();
            if others.is_empty() { String::new() } else { in_words(&Condition::All(others)) }
        }
        _ => in_words(when),
    }
}

/// A condition as a person reads it.
fn in_words(condition: &Condition) -> String {
    let joined = |parts: &[Condition], id: &str| {
        let parts: Vec<String> = parts.iter().map(in_words).collect();
        if let [one] = &parts[..] { one.clone() } else { format!("({})", parts.join(&format!(" {} ", say(id)))) }
    };
    let minute = |id: &str, minute: u64| sentence(&Msg::new(id).word("time", super::clock::offset(minute)));
    let word = |id: &str, word: &str| sentence(&Msg::new(id).word("id", word));
    match condition {
        Condition::All(parts) => joined(parts, "when-and"),
        Condition::Any(parts) => joined(parts, "when-or"),
        Condition::Not(part) => sentence(&Msg::new("when-not").word("what", in_words(part))),
        Condition::After(at) => minute("when-after", *at),
        Condition::Within(at) => minute("when-before", *at),
        Condition::Measure(measure, op, value) => {
            let name = serde_json::to_value(measure).map(|name| plain(name.as_str().unwrap_or_default()));
            let msg = Msg::new(match op {
                Op::Lt => "when-below",
                Op::Le => "when-at-most",
                Op::Eq => "when-equal",
                Op::Ge => "when-at-least",
                Op::Gt => "when-above",
            });
            sentence(&msg.word("measure", name.unwrap_or_default()).word("value", value.to_string()))
        }
        Condition::Did(action) => word("when-did", action),
        Condition::NotDidBy(action, at) => {
            sentence(&Msg::new("when-not-did").word("id", action).word("time", super::clock::offset(*at)))
        }
        Condition::Fired(inject) => word("when-fired", inject),
        Condition::Chose(inject, option) => sentence(&Msg::new("when-chose").word("id", inject).word("option", option)),
        Condition::Knows(role, fact) => {
            let fact = match fact {
                Fact::Intrusion => "when-intrusion",
                Fact::Ransomware => "when-ransomware",
                Fact::DataTheft => "when-data-theft",
                Fact::BackupsLost => "when-backups-lost",
            };
            sentence(&Msg::new("when-knows").word("role", role_name(*role)).word("fact", say(fact)))
        }
        Condition::Reported(duty) => word("when-reported", duty),
        Condition::ReportedInTime(duty) => word("when-reported-in-time", duty),
        Condition::Overdue(duty) => word("when-overdue", duty),
    }
}

fn plain(id: &str) -> String {
    id.replace('_', " ")
}

/// A role as people call it.
pub fn role_name(role: Role) -> String {
    say(&format!("role-{}", role.id().replace('_', "-")))
}

/// The role that people call so, or that has this id.
pub fn role_named(name: &str) -> Option<Role> {
    let name = name.trim();
    let all = Role::EIGHT.into_iter().chain([Role::SocAnalyst]);
    Role::from_id(name).or_else(|| all.into_iter().find(|role| role_name(*role).eq_ignore_ascii_case(name)))
}
