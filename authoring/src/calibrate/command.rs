//! The command itself: what is played, what is told on the way, and what is printed at the end.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use codedark_content::terminal::{show, write};
use codedark_content::words::{say, sentence};
use codedark_protocol::Msg;
use codedark_scenario::{Problem, Scenario};
use indicatif::ProgressBar;

use super::influence::Hear;
use super::named::{Named, Setting, all, named};
use super::{calibrate, html, influence, json, scenarios, seeds_of, text};

/// Seeds of each scenario where no other number of them is asked for: for the table, and where each number's ends are
/// played, which takes more than three hundred times as many plays.
const SEEDS: u64 = 40;
const SEEDS_AT_ENDS: u64 = 12;

/// What to hold against the record.
#[derive(Args)]
pub struct Calibrate {
    /// Built-in names or files of scenarios; all shipped ones that have published points without them.
    #[arg(value_name = "SCENARIO")]
    scenarios: Vec<String>,
    /// Seeds to play for each scenario, 40 without it and 12 with --spread; at least 400 where the published figures are
    /// statistics over many incidents.
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..=10_000))]
    seeds: Option<u64>,
    /// Play with another value of a number of the model, as MODEL.md lists them: by_hand=0.5, or flow.by_hand=0.5 where
    /// several are called so. May be said again.
    #[arg(long, value_name = "NAME=VALUE")]
    set: Vec<String>,
    /// Play with both ends of each number's range, and tell which points turn over. With names, of these numbers alone. All
    /// of them over all incidents take a day on two cores. Scenarios stand before it.
    #[arg(long, value_name = "NAME", num_args = 0..)]
    spread: Option<Vec<String>>,
    /// Play as --spread does, and tell of each incident what the others alone would choose, and how much of it then holds.
    #[arg(long)]
    leave_one_out: bool,
    /// Print one JSON object instead of a table.
    #[arg(long)]
    json: bool,
    /// Also write a page that draws the curves against the published points.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["spread", "leave_one_out"])]
    html: Option<PathBuf>,
}

/// Plays, and prints what came of it.
///
/// # Errors
/// One sentence for the person at the terminal.
pub fn run(asked: &Calibrate) -> Result<ExitCode, String> {
    let setting = Setting::of(&asked.set)?;
    let of = asked.spread.as_deref().unwrap_or_default();
    let of: Vec<Named> = of.iter().map(|name| named(name)).collect::<Result<_, _>>()?;
    let scenarios = incidents(&asked.scenarios).map_err(|problems| Problem::lines(&problems))?;
    if scenarios.iter().all(|scenario| scenario.calibration.is_empty()) {
        return Err(say("calibrate-nothing"));
    }
    if asked.leave_one_out && scenarios.len() < 2 {
        return Err(say("left-out-nothing"));
    }
    match asked.spread.is_some() || asked.leave_one_out {
        true => at_the_ends(asked, &scenarios, &setting, &of),
        false => as_they_are(asked, &scenarios, &setting),
    }
}

fn incidents(names: &[String]) -> Result<Vec<Arc<Scenario>>, Vec<Problem>> {
    if names.is_empty() {
        return scenarios(None);
    }
    let each: Result<Vec<_>, _> = names.iter().map(|name| scenarios(Some(name.as_str()))).collect();
    Ok(each?.into_iter().flatten().collect())
}

/// The points with the numbers as they are, or were set.
fn as_they_are(asked: &Calibrate, scenarios: &[Arc<Scenario>], setting: &Setting) -> Result<ExitCode, String> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let seeds = |scenario: &Scenario| seeds_of(scenario, asked.seeds.unwrap_or(SEEDS));
    let bar = ProgressBar::new(scenarios.iter().map(|scenario| seeds(scenario)).sum());
    let one = |scenario: &Arc<Scenario>| {
        let one = calibrate(scenario, &setting.numbers, seeds(scenario), threads, &|| bar.inc(1));
        let passed = one.results.iter().filter(|result| result.passes()).count();
        let msg = Msg::new("calibrate-played").word("scenario", one.scenario.as_str()).number("passed", passed as i64);
        tell(&bar, &sentence(&msg.number("points", one.results.len() as i64)));
        one
    };
    let all: Vec<_> = scenarios.iter().map(one).collect();
    bar.finish_and_clear();
    match asked.json {
        true => show(&format!("{:#}", json(&all, setting))),
        false => show(&text(&all, setting)),
    }
    if let Some(file) = &asked.html {
        write(file, html(&all, setting))?;
    }
    let missed = all.iter().flat_map(|one| &one.results).any(|result| !result.passes());
    Ok(if missed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// The points with both ends of the numbers' ranges. Nothing is judged: what a number carries is no failure.
fn at_the_ends(
    asked: &Calibrate,
    scenarios: &[Arc<Scenario>],
    setting: &Setting,
    of: &[Named],
) -> Result<ExitCode, String> {
    let of = if of.is_empty() { all() } else { of.to_vec() };
    let seeds = asked.seeds.unwrap_or(SEEDS_AT_ENDS);
    let plays = influence::plays(scenarios, of.len(), seeds);
    let bar = ProgressBar::new(plays);
    let begins = Msg::new("influence-begins").number("numbers", of.len() as i64).number("plays", plays as i64);
    tell(&bar, &sentence(&begins));
    let hear = Hear {
        played: &|| bar.inc(1),
        begun: &|in_use| tell(&bar, &influence::begun(in_use)),
        found: &|one, in_use| tell(&bar, &influence::found(one, in_use)),
    };
    let found = influence::influences(scenarios, &setting.numbers, &of, seeds, &hear);
    bar.finish_and_clear();
    if asked.json {
        show(&format!("{:#}", influence::json(&found, setting)));
        return Ok(ExitCode::SUCCESS);
    }
    if asked.spread.is_some() {
        show(&influence::text(&found, setting));
    }
    if asked.leave_one_out {
        show(&influence::left_out_text(&found, setting));
    }
    Ok(ExitCode::SUCCESS)
}

/// A line above the bar; without a terminal there is no bar, and the line is told all the same.
fn tell(bar: &ProgressBar, line: &str) {
    bar.suspend(|| eprintln!("{line}"));
}
