//! `codedark scenario playtest`: thousands of exercises by stand-ins, summed up in a report.
//!
//! Each skill plays the same seeds, competent play again without each action that it took, people who follow one rule play
//! some of them, and eight people play each length of class by its clock. What was played is kept in a journal beside the
//! report, so that it can be stopped.

mod chart;
mod compare;
mod findings;
mod hour;
mod journal;
mod many;
mod policies;
mod report;
mod results;
mod statistics;
mod summary;
mod trial;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Args, Subcommand};
use codedark_content::Content;
use codedark_content::terminal::{show, unreadable, write};
use codedark_content::words::sentence;
use codedark_protocol::Msg;
use codedark_scenario::codes::{self, Code};
use codedark_scenario::{Problem, Remark, Scenario, SourceFile, remarked};
use codedark_sim::exercise::{Skill, SourceText};
use indicatif::ProgressBar;

use self::journal::{Journal, Subject};
use self::results::{Results, Size};
use self::summary::{Summary, summary};

/// Classes in the room for each cut.
const HOURS: u64 = 5;
/// Seeds with which competent play is repeated without each action.
const PAIRS: u64 = 16;
/// Seeds with which each simple policy is played.
const SIMPLE: u64 = 8;

/// What to play.
#[derive(Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct Playtest {
    #[command(subcommand)]
    task: Option<PlaytestTask>,
    /// Built-in name or file of the scenario.
    #[arg(required = true, value_name = "FILE")]
    scenario: Option<String>,
    /// Exercises for each skill.
    #[arg(long, default_value_t = 300, value_parser = clap::value_parser!(u64).range(1..=100_000))]
    seeds: u64,
    /// The report, a page for a browser; ID-playtest.html without it. Results so far are kept beside it.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Also write the figures as one JSON object, to compare with another play-test.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// How well the stand-ins play: idle, novice, competent, separated by commas.
    #[arg(long, value_delimiter = ',', default_value = "idle,novice,competent", value_parser = skill)]
    skills: Vec<Skill>,
}

#[derive(Subcommand)]
enum PlaytestTask {
    /// Write a page that tells what changed between two play-tests.
    Compare {
        /// Figures of the earlier play-test, as --json writes them.
        before: PathBuf,
        /// Figures of the later one.
        after: PathBuf,
        /// The page.
        #[arg(long, value_name = "FILE", default_value = "playtest-comparison.html")]
        out: PathBuf,
    },
}

fn skill(name: &str) -> Result<Skill, String> {
    serde_json::from_value(name.into()).map_err(|_| "idle, novice and competent are the skills".to_owned())
}

/// Plays, and writes the report.
///
/// # Errors
/// One sentence for the person at the terminal.
pub fn run(asked: Playtest) -> Result<ExitCode, String> {
    if let Some(PlaytestTask::Compare { before, after, out }) = &asked.task {
        let page = compare::page(&read(before)?, &read(after)?);
        write(out, page)?;
        told("playtest-written", out);
        return Ok(ExitCode::SUCCESS);
    }
    let content =
        Content::named(asked.scenario.as_deref().unwrap_or_default()).map_err(|problems| Problem::lines(&problems))?;
    let out = asked.out.unwrap_or_else(|| PathBuf::from(format!("{}-playtest.html", content.scenario.id)));
    let subject = Subject::of(&content);
    let path = out.with_extension("runs.jsonl");
    let mut journal = Journal::open(&path, &subject)?;
    match (journal.begun_anew, journal.results.len()) {
        (true, _) => told("playtest-anew", &path),
        (false, 0) => told("playtest-begins", &path),
        (false, known) => eprintln!("{}", sentence(&Msg::new("playtest-goes-on").number("known", known as i64))),
    }
    let size = Size { skills: asked.skills, seeds: asked.seeds, pairs: PAIRS, simple: SIMPLE, hours: HOURS };
    let results = played(&content, &size, &mut journal).map_err(|error| unreadable(&path, &error))?;
    let summary = summary(&content.scenario, subject, &results);
    let found = found(&content, &summary);
    write(&out, report::page(&content.scenario, &summary, &found))?;
    if let Some(file) = &asked.json {
        write(file, serde_json::to_string_pretty(&summary).expect("plain data"))?;
    }
    show(&report::text(&summary));
    found.iter().for_each(|remark| show(&format!("{}: {}", remark.code, remark.message)));
    told("playtest-written", &out);
    Ok(ExitCode::SUCCESS)
}

/// What play finds suspicious about a scenario, as problems at their places, in a play-test that leaves no trace.
pub fn problems(content: &Content, seeds: u64) -> Vec<Problem> {
    let size = Size { skills: trial::SKILLS.to_vec(), seeds, pairs: PAIRS / 4, simple: 0, hours: HOURS };
    let results = played(content, &size, &mut Journal::unwritten()).expect("nothing is written");
    remarked(&files(content), found(content, &summary(&content.scenario, Subject::of(content), &results)))
}

/// Plays what a play-test of so many seeds a skill plays, and keeps nothing of it: to see how long that takes.
pub fn play_unkept(scenario: &Arc<Scenario>, seeds: u64) {
    let size = Size { skills: trial::SKILLS.to_vec(), seeds, pairs: PAIRS, simple: SIMPLE, hours: HOURS };
    many::play_all(scenario, &size, &mut Journal::unwritten(), &|_| {}, &|| {}).expect("nothing is written");
}

/// What the author can mend. A library serves many scenarios: that one of them has no use for a card or a clock of the
/// library is no fault of either.
fn found(content: &Content, summary: &Summary) -> Vec<Remark> {
    const OF_USE: [&Code; 3] = [&codes::NEVER_BEGAN, &codes::NEVER_TAKEN, &codes::CHANGES_NOTHING];
    let files = files(content);
    let mut found = findings::findings(&content.scenario, summary);
    found.retain(|remark| {
        let place = || remarked(&files, vec![remark.clone()]).pop().map(|problem| problem.file);
        !OF_USE.contains(&remark.code) || place().as_ref() == files.first().map(|file| &file.name)
    });
    found
}

fn files(content: &Content) -> Vec<SourceFile> {
    let file = |source: &SourceText| SourceFile { name: source.name.clone(), text: source.text.clone() };
    content.sources.iter().map(file).collect()
}

/// Plays with a bar that shows how far it is.
fn played(content: &Content, size: &Size, journal: &mut Journal) -> std::io::Result<Results> {
    let bar = ProgressBar::new(0);
    let results = many::play_all(&content.scenario, size, journal, &|more| bar.inc_length(more as u64), &|| bar.inc(1));
    bar.finish_and_clear();
    results
}

fn told(id: &str, file: &Path) {
    eprintln!("{}", sentence(&Msg::new(id).word("file", file.display().to_string())));
}

fn read(file: &Path) -> Result<Summary, String> {
    let text = std::fs::read_to_string(file).map_err(|error| unreadable(file, &error))?;
    let malformed = |error: serde_json::Error| {
        let msg = Msg::new("playtest-no-figures").word("file", file.display().to_string());
        sentence(&msg.word("reason", error.to_string()))
    };
    serde_json::from_str(&text).map_err(malformed)
}
