//! `codedark classes`: the list, and what is taken out of it.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use codedark_content::terminal::show;
use codedark_content::words::{say, sentence};
use codedark_protocol::Msg;
use codedark_server::serve::DATA;
use codedark_server::store::{FolderLock, Opened, Store, StoreError, StoredClass};
use jiff::Timestamp;
use serde_json::{Value, json};

/// Columns of the list, by the ids of their heads.
const HEADS: [&str; 6] =
    ["classes-number", "classes-state", "classes-code", "classes-opened", "classes-people", "classes-title"];

/// What is asked about classes; without a task, the list of them.
#[derive(Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Classes {
    #[command(subcommand)]
    task: Option<Task>,
    /// The file that holds classes.
    #[arg(long, default_value = DATA, value_name = "FILE")]
    data: PathBuf,
    /// Print one JSON object instead of a table.
    #[arg(long)]
    json: bool,
}

#[derive(Subcommand)]
enum Task {
    /// Delete a class with its record, people, chat and results.
    Delete {
        /// Number of the class.
        class: i64,
        /// The file that holds classes.
        #[arg(long, default_value = DATA, value_name = "FILE")]
        data: PathBuf,
    },
    /// Erase what a person is known by: name, token, the text of their chat. Their number stays in the record.
    Erase {
        /// Number of the class.
        class: i64,
        /// Number of the person, as `codedark classes --json` and the facilitator's page tell.
        #[arg(long)]
        person: u32,
        /// The file that holds classes.
        #[arg(long, default_value = DATA, value_name = "FILE")]
        data: PathBuf,
    },
}

impl Classes {
    /// Does what was asked.
    ///
    /// # Errors
    /// One sentence. Nothing was changed then.
    pub fn run(self) -> Result<(), String> {
        match self.task {
            None => list(&self.data, self.json).map_err(|reason| sentence(&reason)),
            Some(Task::Delete { class, data }) => {
                let aside = change(&data, |store| store.class(class).map(drop), |store| store.delete_class(class))?;
                show(&sentence(&Msg::new("classes-deleted").number("class", class)));
                tell_aside(aside);
                Ok(())
            }
            Some(Task::Erase { class, person, data }) => {
                let known = |store: &Store| is_known(store, class, person);
                let aside = change(&data, known, |store| store.erase_person(class, person))?;
                show(&sentence(&Msg::new("classes-erased").number("class", class).number("person", person.into())));
                tell_aside(aside);
                Ok(())
            }
        }
    }
}

fn is_known(store: &Store, class: i64, person: u32) -> Result<(), StoreError> {
    store.class(class)?;
    let known = store.people(class)?.iter().any(|one| one.id == person);
    if known { Ok(()) } else { Err(StoreError::NoPerson(person)) }
}

/// Changes a store whose folder nobody holds. What is asked for is looked up first, so that a wrong number changes nothing.
fn change<T>(
    data: &Path,
    look_up: impl FnOnce(&Store) -> Result<(), StoreError>,
    change: impl FnOnce(&mut Store) -> Result<T, StoreError>,
) -> Result<T, String> {
    let store = Store::read_only(data).map_err(|problem| sentence(&problem.msg()))?;
    look_up(&store).map_err(|error| sentence(&error.msg()))?;
    drop(store);
    let _lock = FolderLock::take(data, "").map_err(|reason| sentence(&reason))?;
    let Opened { mut store, missing } = Store::open(data, None).map_err(|problem| sentence(&problem.msg()))?;
    missing.iter().for_each(|what| show(&sentence(what)));
    change(&mut store).map_err(|error| sentence(&error.msg()))
}

/// Says that files went which were set aside.
fn tell_aside(aside: usize) {
    if aside > 0 {
        show(&sentence(&Msg::new("classes-aside-removed").number("count", aside as i64)));
    }
}

fn list(data: &Path, as_json: bool) -> Result<(), Msg> {
    let store = Store::read_only(data).map_err(|problem| problem.msg())?;
    let failed = |error: StoreError| error.msg();
    let (mut rows, mut objects) = (Vec::new(), Vec::new());
    for class in store.classes().map_err(failed)? {
        let people = store.people(class.id).map_err(failed)?;
        let state = state(&store, &class).map_err(failed)?;
        rows.push([
            class.id.to_string(),
            say(state.1),
            class.code.clone(),
            moment(class.created_ms),
            people.iter().filter(|person| !person.facilitator).count().to_string(),
            class.title.clone(),
        ]);
        objects.push(json!({
            "id": class.id, "title": class.title, "scenario": class.scenario, "code": class.code, "state": state.0,
            "created_ms": class.created_ms, "ended_ms": class.ended_ms, "keep_days": class.keep_days,
            "teams": class.teams,
            "people": people.iter().map(|person| json!({
                "id": person.id, "name": person.name, "facilitator": person.facilitator,
            })).collect::<Vec<Value>>(),
            "missing": class.missing.iter().map(sentence).collect::<Vec<String>>(),
        }));
    }
    match (as_json, rows.is_empty()) {
        (true, _) => show(&format!("{:#}", json!({ "classes": objects }))),
        (false, true) => show(&sentence(&Msg::new("no-session").word("file", data.display().to_string()))),
        (false, false) => show(&table(&rows)),
    }
    Ok(())
}

/// How far a class is: for programs, and the id of the word for people.
fn state(store: &Store, class: &StoredClass) -> Result<(&'static str, &'static str), StoreError> {
    Ok(if class.ended_ms.is_some() {
        ("ended", "classes-ended")
    } else if store.has_begun(class.record)? {
        ("running", "classes-running")
    } else {
        ("prepared", "classes-prepared")
    })
}

/// A moment, as everybody on Earth reads it.
fn moment(wall_ms: u64) -> String {
    let moment = Timestamp::from_millisecond(wall_ms as i64);
    moment.map(|moment| moment.strftime("%Y-%m-%d %H:%M").to_string()).unwrap_or_default()
}

fn table(rows: &[[String; 6]]) -> String {
    let heads = HEADS.map(say);
    let all = || std::iter::once(&heads).chain(rows);
    let width = |column: usize| all().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..heads.len()).map(width).collect();
    let line = |row: &[String; 6]| {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}"));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    all().map(line).collect::<Vec<_>>().join("\n")
}
