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

use super::fit::Fitted;
use super::influence::Hear;
use super::named::{Named, Setting, all, named};
use super::{
    Calibrated, RUNS_MIN, calibrate, exercises, fit, html, influence, json, sample, scenarios, seeds_of, statistics_in,
    text,
};

/// Seeds of each scenario where no other number of them is asked for: for the table, and where each number's ends are
/// played, which takes more than three hundred times as many plays.
const SEEDS: u64 = 40;
const SEEDS_AT_ENDS: u64 = 12;
/// Seeds of each sample: the samples themselves are many.
const SEEDS_OF_SAMPLES: u64 = 3;
/// How a point passes, told below the flags.
const RULE: &str = "\
A point passes when the median of the runs lies in the published range, and nine tenths of them (5th to 95th percentile) are
not spread wider than three such ranges. Both are taken at limits that the true figure does not pass with two chances in
three: fewer seeds widen the limits, so they never make a point easier, and of fewer than 22 runs nothing is judged.

Results: pass; missed (the median lies outside), wide (spread too wide), unsure (the median lies inside, its limits do not),
few (fewer than 22 runs had such a figure). Statistics over many incidents are judged by the interval of the estimate.
The exit code is 1 while a point does not pass.";

/// What to hold against the record.
#[derive(Args)]
#[command(after_help = RULE)]
pub struct Calibrate {
    /// Built-in names or files of scenarios; all shipped ones that have published points without them.
    #[arg(value_name = "SCENARIO")]
    scenarios: Vec<String>,
    /// Seeds to play for each scenario, 40 without it, 12 with --spread, 3 with --samples and --fit. A scenario with
    /// statistics over many incidents gets 400 at least, and says so, except with --samples and --fit.
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
    /// With --spread: all assumptions at once, each anywhere in its range, in so many samples (a Latin hypercube; 1500 for a
    /// result to quote). Tells how wide each figure and each exercise's score is, and what moves it most.
    #[arg(long, value_name = "N", requires = "spread", conflicts_with = "leave_one_out",
        value_parser = clap::value_parser!(u32).range(8..=100_000))]
    samples: Option<u32>,
    /// Choose the ten most telling assumptions by the other incidents alone, from the middle of their ranges on, and tell what
    /// comes out for the incidents named by --without.
    #[arg(long, requires = "without", conflicts_with_all = ["spread", "leave_one_out"])]
    fit: bool,
    /// An incident that has no say in --fit, by its scenario's id. May be said again: one that is told twice, in two scenarios,
    /// must be left out twice.
    #[arg(long, value_name = "INCIDENT", requires = "fit")]
    without: Vec<String>,
    /// Play as --spread does, and tell of each incident what the others alone would choose, and how much of it then holds.
    #[arg(long)]
    leave_one_out: bool,
    /// Print one JSON object instead of a table.
    #[arg(long)]
    json: bool,
    /// Also write a page that draws the curves against the published points.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["spread", "leave_one_out", "fit"])]
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
    if let Some(samples) = asked.samples {
        return all_at_once(asked, scenarios, &setting, of, samples as usize);
    }
    if scenarios.iter().all(|scenario| scenario.calibration.is_empty()) {
        return Err(say("calibrate-nothing"));
    }
    if asked.leave_one_out && scenarios.len() < 2 {
        return Err(say("left-out-nothing"));
    }
    if asked.fit {
        return fitted(asked, &scenarios, &setting);
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
    if asked.seeds.is_some_and(|seeds| seeds < RUNS_MIN as u64) {
        tell(&bar, &sentence(&Msg::new("calibrate-too-few").number("least", RUNS_MIN as i64)));
    }
    let one = |scenario: &Arc<Scenario>| {
        tell_more_seeds(&bar, asked, scenario);
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

/// Says where more seeds are played than were asked for.
fn tell_more_seeds(bar: &ProgressBar, asked: &Calibrate, scenario: &Scenario) {
    let Some(wanted) = asked.seeds else { return };
    let seeds = seeds_of(scenario, wanted);
    if seeds > wanted {
        let msg = Msg::new("calibrate-more-seeds").word("scenario", scenario.id.as_str()).number("seeds", seeds as i64);
        let msg = msg.number("asked", wanted as i64).number("points", statistics_in(scenario) as i64);
        tell(bar, &sentence(&msg));
    }
}

/// All assumptions at once. Nothing is judged.
fn all_at_once(
    asked: &Calibrate,
    mut scenarios: Vec<Arc<Scenario>>,
    setting: &Setting,
    of: Vec<Named>,
    samples: usize,
) -> Result<ExitCode, String> {
    if asked.scenarios.is_empty() {
        // Without names, the exercises that have no published figures are there for their scores.
        scenarios = exercises().map_err(|problems| Problem::lines(&problems))?;
    }
    let of = if of.is_empty() { sample::assumptions() } else { of };
    let seeds = asked.seeds.unwrap_or(SEEDS_OF_SAMPLES);
    let plays = sample::plays(&scenarios, samples, seeds);
    let bar = ProgressBar::new(plays);
    let begins = Msg::new("sample-begins").number("samples", samples as i64).number("numbers", of.len() as i64);
    tell(&bar, &sentence(&begins.number("plays", plays as i64)));
    let found = sample::sampled(&scenarios, &setting.numbers, &of, samples, seeds, &|| bar.inc(1));
    bar.finish_and_clear();
    match asked.json {
        true => show(&format!("{:#}", sample::json(&found, setting))),
        false => show(&sample::text(&found, setting)),
    }
    Ok(ExitCode::SUCCESS)
}

/// What the other incidents choose, and what it says of those that had no say. Nothing is judged.
fn fitted(asked: &Calibrate, scenarios: &[Arc<Scenario>], setting: &Setting) -> Result<ExitCode, String> {
    let known: Vec<&str> = scenarios.iter().map(|scenario| scenario.id.as_str()).collect();
    if let Some(unknown) = asked.without.iter().find(|id| !known.contains(&id.as_str())) {
        let msg = Msg::new("fit-unknown").word("incident", unknown.as_str()).word("known", known.join(", "));
        return Err(sentence(&msg));
    }
    let (own, others): (Vec<_>, Vec<_>) =
        scenarios.iter().cloned().partition(|scenario| asked.without.contains(&scenario.id));
    if others.is_empty() {
        return Err(say("left-out-nothing"));
    }
    let seeds = asked.seeds.unwrap_or(SEEDS_OF_SAMPLES);
    let judged = |scenario: &Scenario| seeds_of(scenario, seeds.max(RUNS_MIN as u64));
    let plays = fit::plays(&others, seeds) + own.iter().map(|scenario| 2 * judged(scenario)).sum::<u64>();
    let bar = ProgressBar::new(plays);
    tell(&bar, &sentence(&Msg::new("fit-begins").number("plays", plays as i64)));
    let chosen = fit::choose(&others, &setting.numbers, &sample::assumptions(), seeds, &|| bar.inc(1));
    let (of, values): (Vec<Named>, Vec<f64>) = chosen.chosen.iter().copied().unzip();
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let play = |numbers| -> Vec<Calibrated> {
        own.iter().map(|one| calibrate(one, numbers, judged(one), threads, &|| bar.inc(1))).collect()
    };
    let found = Fitted {
        in_use: play(&setting.numbers),
        fitted: play(&sample::with_values(&setting.numbers, &of, values)),
        points: others.iter().map(|scenario| scenario.calibration.len()).sum(),
        chosen: chosen.chosen,
        missed: chosen.missed,
        met: chosen.met,
    };
    bar.finish_and_clear();
    match asked.json {
        true => show(&format!("{:#}", fit::json(&found, setting))),
        false => show(&fit::text(&found, setting)),
    }
    Ok(ExitCode::SUCCESS)
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
