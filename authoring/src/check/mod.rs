//! `codedark scenario check`: all problems of all files at once, for people or for tools.
//!
//! What is wrong is found by `codedark-scenario`; here files are gathered, and what was found is drawn ([`draw`]) or written
//! for tools ([`tools`]).

mod draw;
mod found;
mod gather;
mod tools;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use codedark_content::Content;
use codedark_content::terminal::show;
use codedark_content::words::sentence;
use codedark_protocol::Msg;
use codedark_scenario::{Checked, Loaded, Problem, codes};
use codedark_shipped::check_file;

use self::found::{Found, Report};
use super::playtest;

/// The exit code when something cannot be read at all.
const UNREADABLE: u8 = 2;

/// What to check.
#[derive(Args)]
pub struct Check {
    /// A scenario or library, or a folder: then every one in it and below.
    file: PathBuf,
    /// What counts as a failure besides errors.
    #[arg(long)]
    deny: Option<Denied>,
    /// How the problems are printed.
    #[arg(long, default_value = "text")]
    format: Format,
    /// Also let stand-ins of each skill play it this many times, and tell what that shows: --play or --play=SEEDS.
    #[arg(long, value_name = "SEEDS", require_equals = true, num_args = 0..=1, default_missing_value = "200",
        value_parser = clap::value_parser!(u64).range(1..=100_000))]
    play: Option<u64>,
}

/// What can be denied.
#[derive(Clone, Copy, ValueEnum)]
enum Denied {
    /// Warnings.
    Warnings,
}

/// How problems are printed.
#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// For people: each problem at its place in the text, and how to mend it.
    Text,
    /// For scripts: one object.
    Json,
    /// For editors and code hosts: SARIF 2.1.0.
    Sarif,
}

/// Prints the problems. Fails with 1 when there are any, and with 2 when something cannot be read.
pub fn run(asked: &Check) -> Result<ExitCode, String> {
    let files = match gather::files(&asked.file) {
        Ok(files) => files,
        Err(reason) => {
            eprintln!("{}", sentence(&reason));
            return Ok(ExitCode::from(UNREADABLE));
        }
    };
    let mut report = Report { files: files.len(), found: Vec::new() };
    // A library that several scenarios draw on is told about once.
    let mut told = BTreeSet::new();
    for file in &files {
        for found in look(file, asked.play) {
            let Problem { file, start, code, message, .. } = &found.problem;
            if told.insert((file.clone(), *start, code.number, message.clone())) {
                report.found.push(found);
            }
        }
    }
    print(asked, &report);
    Ok(exit(asked, &report))
}

/// Everything found about one file, by playing it too where that is asked for and it can be played.
fn look(file: &Path, play: Option<u64>) -> Vec<Found> {
    let Checked { scenario, sources, mut problems } = check_file(file);
    // What only holds published figures is played by no class.
    let played = scenario.filter(|scenario| !scenario.objectives.is_empty()).zip(play);
    if let Some((scenario, seeds)) = played {
        let loaded = Loaded { scenario, sources: sources.clone(), warnings: Vec::new() };
        problems.extend(playtest::problems(&Content::from(loaded), seeds));
    }
    let folder = file.parent().unwrap_or(Path::new(""));
    let found = problems.into_iter().map(|mut problem| {
        let source = sources.iter().position(|source| source.name == problem.file);
        let text = source.map(|index| sources[index].text.clone()).unwrap_or_default();
        if source == Some(0) {
            problem.file = file.display().to_string();
        } else if folder.join(&problem.file).is_file() {
            problem.file = folder.join(&problem.file).display().to_string();
        }
        Found { problem, text }
    });
    found.collect()
}

fn print(asked: &Check, report: &Report) {
    match asked.format {
        Format::Text => {
            draw::problems(&report.found).iter().for_each(|drawn| show(drawn));
            let summary = match report.found.len() {
                0 => Msg::new("scenario-fine").word("file", asked.file.display().to_string()),
                _ => Msg::new("scenario-problems")
                    .number("errors", report.errors() as i64)
                    .number("warnings", report.warnings() as i64)
                    .number("files", report.files as i64),
            };
            show(&sentence(&summary));
        }
        Format::Json => show(&format!("{:#}", tools::json(report))),
        Format::Sarif => show(&format!("{:#}", tools::sarif(report))),
    }
}

fn exit(asked: &Check, report: &Report) -> ExitCode {
    if report.found.iter().any(|found| found.problem.code == &codes::NO_FILE) {
        ExitCode::from(UNREADABLE)
    } else if report.errors() > 0 || (asked.deny.is_some() && report.warnings() > 0) {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}
