//! The Master Scenario Events List: injects as the table that exercise planners work with.
//!
//! A table tells some things twice for its readers (the time since the start, the phase, the condition in words). What is
//! only told is never taken back silently: a changed cell that cannot be followed is named.

use std::collections::BTreeMap;

use codedark_content::words::{say, sentence};
use codedark_protocol::Msg;
use codedark_scenario::{Condition, Measure, Op, Scenario};

use super::cell::Cell;
use super::clock::{Clock, from_offset, offset};
use super::inject::{Choice, Draft, Entry, Trigger, role_name, role_named};
use super::table::{Line, Table};

/// The columns, in their order.
const COLUMNS: [&str; 15] = [
    "Number",
    "Inject ID",
    "Time",
    "Offset",
    "Phase",
    "Title",
    "Text",
    "From",
    "To",
    "Delivery",
    "Expected action",
    "Options",
    "Deadline (minutes)",
    "Condition",
    "Distressing",
];
/// The columns that a table cannot do without.
const NEEDED: [&str; 3] = ["Inject ID", "Title", "To"];
/// The columns that hold long texts.
const WIDE: [&str; 4] = ["Text", "Expected action", "Options", "Condition"];
/// What stands before the further lines of an option's words.
const INDENT: &str = "  ";

/// Whether the column holds long texts.
pub fn is_wide(column: usize) -> bool {
    COLUMNS.get(column).is_some_and(|name| WIDE.contains(name))
}

/// The table of these injects.
pub fn table(scenario: &Scenario, entries: &[Entry]) -> Table {
    let clock = Clock::of(scenario);
    let line = |(index, entry): (usize, &Entry)| {
        let number = index + 1;
        let cells = COLUMNS.iter().map(|column| cell(column, number, entry, scenario, &clock)).collect();
        Line { row: number + 1, cells }
    };
    let lines = entries.iter().enumerate().map(line).collect();
    Table { heading: COLUMNS.iter().map(ToString::to_string).collect(), lines }
}

fn cell(column: &str, number: usize, entry: &Entry, scenario: &Scenario, clock: &Clock) -> Cell {
    match column {
        "Number" => Cell::Number(number as f64),
        "Inject ID" => Cell::text(&entry.id),
        "Time" => match entry.trigger {
            Trigger::At(minute) => clock.cell(minute),
            Trigger::ByHand => Cell::Text(say("msel-by-hand")),
            Trigger::Holds => Cell::Text(say("msel-holds")),
        },
        "Offset" => match entry.trigger {
            Trigger::At(minute) => Cell::Text(offset(minute)),
            _ => Cell::Empty,
        },
        "Phase" => Cell::text(&phase(scenario, entry.trigger, &entry.id)),
        "Title" => Cell::text(&entry.title),
        "Text" => Cell::text(&entry.text),
        "To" => Cell::Text(role_name(entry.role)),
        "Expected action" => Cell::text(&entry.best),
        "Options" => Cell::text(&options_cell(&entry.options)),
        "Deadline (minutes)" if entry.options.is_empty() && entry.deadline_min == 0 => Cell::Empty,
        "Deadline (minutes)" => Cell::Number(entry.deadline_min as f64),
        "Condition" => Cell::text(&entry.condition),
        "Distressing" => Cell::Text(say(if entry.distressing { "msel-yes" } else { "msel-no" })),
        aside => Cell::Text(aside_cell(aside)),
    }
}

/// What a scenario cannot say, and is the same for all injects.
pub fn aside_cell(column: &str) -> String {
    say(if column == "From" { "msel-from" } else { "msel-delivery" })
}

/// The phase that an inject comes in by the calendar, or by the time since a strike; empty where neither says it.
pub fn phase(scenario: &Scenario, trigger: Trigger, id: &str) -> String {
    let mut from = 0;
    let name = |index: usize| {
        let phase = scenario.phases.get(index)?;
        scenario.texts.get(&format!("phase.{}", phase.id)).and_then(|words| words.get("en")).cloned()
    };
    let of_minute = |minute: u64, from: &mut u64| {
        scenario.phases.iter().position(|phase| {
            *from += phase.length_min;
            minute < *from
        })
    };
    let index = match trigger {
        Trigger::At(minute) => of_minute(minute, &mut from),
        Trigger::ByHand => None,
        Trigger::Holds => {
            let when = scenario.injects.iter().find(|inject| inject.id == id).and_then(|inject| inject.when.as_ref());
            // A strike opens response, the third phase; what lies further after it than response is long, is recovery.
            let after_strike = when.and_then(since_strike);
            let length = scenario.phases.get(2).map_or(0, |phase| phase.length_min);
            after_strike.map(|minutes| if (minutes as u64) < length { 2 } else { 3 })
        }
    };
    index.and_then(name).unwrap_or_default()
}

fn since_strike(when: &Condition) -> Option<i64> {
    match when {
        Condition::Measure(Measure::MinutesSinceStrike, Op::Ge | Op::Gt, minutes) if *minutes >= 0 => Some(*minutes),
        Condition::All(parts) => parts.iter().find_map(since_strike),
        _ => None,
    }
}

/// Options in one cell: a line each, `id [credit]: words`; further lines of the words are set in.
pub fn options_cell(options: &[Choice]) -> String {
    let line = |option: &Choice| {
        format!("{} [{}]: {}", option.id, option.credit, option.words.replace('\n', &format!("\n{INDENT}")))
    };
    options.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Reads what [`options_cell`] writes.
///
/// # Errors
/// The line that is none.
fn options_of(cell: &str) -> Result<Vec<Choice>, Msg> {
    let mut options: Vec<Choice> = Vec::new();
    for line in cell.lines() {
        if let (Some(words), Some(last)) = (line.strip_prefix(INDENT), options.last_mut()) {
            last.words += "\n";
            last.words += words;
            continue;
        }
        if line.trim().is_empty() {
            continue;
        }
        let read = || {
            let (id, rest) = line.split_once(" [")?;
            let (credit, words) = rest.split_once("]:")?;
            let credit = credit.trim().parse().ok().filter(|credit| *credit <= 100)?;
            let words = words.strip_prefix(' ').unwrap_or(words).to_owned();
            Some(Choice { id: id.trim().to_owned(), credit, words, effects: String::new() })
        };
        options.push(read().ok_or_else(|| Msg::new("row-option").word("line", line.trim()))?);
    }
    Ok(options)
}

/// What a table says of injects.
///
/// # Errors
/// A sentence for each row that cannot be followed, or one about the table.
pub fn drafts(scenario: &Scenario, table: &Table) -> Result<Vec<Draft>, Vec<String>> {
    let columns = columns(table).map_err(|refused| vec![sentence(&refused)])?;
    let clock = Clock::of(scenario);
    let (mut drafts, mut refused) = (Vec::new(), Vec::new());
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for line in &table.lines {
        let cell = |name: &str| columns.get(name).and_then(|index| line.cells.get(*index)).unwrap_or(&Cell::Empty);
        let place = place(line.row, &cell("Title").words());
        let mut refuse =
            |msg: Msg| refused.push(sentence(&Msg::new("row").word("row", &place).word("what", sentence(&msg))));
        for (name, id) in [("Number", "row-number-twice"), ("Inject ID", "row-id-twice")] {
            let value = cell(name).words().trim().to_owned();
            let key = format!("{name} {value}");
            if let Some(before) = seen.get(&key).filter(|_| !value.is_empty()) {
                refuse(Msg::new(id).word("value", &value).number("before", *before as i64));
            }
            seen.entry(key).or_insert(line.row);
        }
        match draft(place.clone(), &cell, &clock) {
            Ok(draft) => drafts.push(draft),
            Err(why) => why.into_iter().for_each(&mut refuse),
        }
    }
    if refused.is_empty() { Ok(drafts) } else { Err(refused) }
}

fn place(row: usize, title: &str) -> String {
    let msg = Msg::new(if title.trim().is_empty() { "row-untitled" } else { "row-place" });
    sentence(&msg.number("row", row as i64).word("title", title.trim()))
}

/// Where each known column stands.
fn columns(table: &Table) -> Result<BTreeMap<&'static str, usize>, Msg> {
    let mut columns = BTreeMap::new();
    for (index, name) in table.heading.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
        let known = COLUMNS.iter().find(|column| column.eq_ignore_ascii_case(name));
        let column = known
            .ok_or_else(|| Msg::new("table-unknown-column").word("column", name).word("known", COLUMNS.join(", ")))?;
        if columns.insert(*column, index).is_some() {
            return Err(Msg::new("table-column-twice").word("column", name));
        }
    }
    match NEEDED.iter().find(|name| !columns.contains_key(*name)) {
        None => Ok(columns),
        Some(name) => Err(Msg::new("table-no-column").word("column", *name).word("known", COLUMNS.join(", "))),
    }
}

fn draft<'a>(place: String, cell: &dyn Fn(&str) -> &'a Cell, clock: &Clock) -> Result<Draft, Vec<Msg>> {
    let mut refused = Vec::new();
    let mut kept = |result: Result<(), Msg>| result.unwrap_or_else(|msg| refused.push(msg));
    let filled = |name: &str| Some(cell(name)).filter(|cell| !cell.is_blank());
    // A carriage return is how some programs end a line inside a cell.
    let text = |name: &str| filled(name).map(|cell| cell.words().replace("\r\n", "\n").replace('\r', "\n"));
    let mut draft = Draft {
        place,
        id: text("Inject ID").map(|id| id.trim().to_owned()),
        title: text("Title"),
        text: text("Text"),
        best: text("Expected action"),
        condition: text("Condition"),
        aside: ["From", "Delivery", "Phase"].into_iter().filter_map(|name| Some((name, text(name)?))).collect(),
        ..Draft::default()
    };
    let number = |name: &str, id: &str| whole(filled(name), id);
    kept(number("Number", "row-number").map(|_| ()));
    kept(number("Deadline (minutes)", "row-deadline").map(|read| draft.deadline_min = read));
    kept(role(text("To").as_deref()).map(|read| draft.role = read));
    kept(yes_no(text("Distressing").as_deref()).map(|read| draft.distressing = read));
    kept(text("Options").map(|cell| options_of(&cell)).transpose().map(|read| draft.options = read));
    kept(trigger(filled("Time"), clock).map(|read| draft.trigger = read));
    kept(text("Offset").map(|words| from_offset(&words)).transpose().map(|read| draft.offset_min = read));
    if refused.is_empty() { Ok(draft) } else { Err(refused) }
}

fn trigger(cell: Option<&Cell>, clock: &Clock) -> Result<Option<Trigger>, Msg> {
    let Some(cell) = cell else { return Ok(None) };
    let is = |id: &str| cell.words().trim().eq_ignore_ascii_case(&say(id));
    Ok(Some(match () {
        () if is("msel-by-hand") => Trigger::ByHand,
        () if is("msel-holds") => Trigger::Holds,
        () => Trigger::At(clock.minute(cell)?),
    }))
}

fn role(name: Option<&str>) -> Result<Option<codedark_scenario::Role>, Msg> {
    let unknown = |name: &str| {
        let all = codedark_scenario::Role::EIGHT.map(role_name).join(", ");
        Msg::new("row-role").word("role", name.trim()).word("known", all)
    };
    name.map(|name| role_named(name).ok_or_else(|| unknown(name))).transpose()
}

fn yes_no(word: Option<&str>) -> Result<Option<bool>, Msg> {
    let Some(word) = word.map(str::trim) else { return Ok(None) };
    let found =
        [("msel-yes", true), ("msel-no", false)].into_iter().find(|(id, _)| word.eq_ignore_ascii_case(&say(id)));
    found.map(|(_, yes)| Some(yes)).ok_or_else(|| Msg::new("row-distressing").word("word", word))
}

fn whole(cell: Option<&Cell>, id: &str) -> Result<Option<u64>, Msg> {
    let Some(cell) = cell else { return Ok(None) };
    let read = match cell {
        Cell::Number(number) | Cell::Moment(number) => {
            (number.fract() == 0.0 && *number >= 0.0).then_some(*number as u64)
        }
        cell => cell.words().trim().parse().ok(),
    };
    read.map(Some).ok_or_else(|| Msg::new(id).word("value", cell.words()))
}
