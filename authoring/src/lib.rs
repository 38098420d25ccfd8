//! What authors of scenarios use at the command line, one file or folder a command: `codedark scenario ...`, and `run`,
//! `calibrate` and `bench`, which play exercises without a class.
//!
//! The language itself, its reader and its checks live in `codedark-scenario`, since the browser uses them as well. Here is
//! what needs files, a terminal, or thousands of played exercises. Nothing here opens a port.

pub mod bench;
pub mod calibrate;
mod check;
pub mod exchange;
mod explain;
mod fmt;
mod graph;
mod migrate;
pub mod new;
pub mod percentile;
mod playtest;
pub mod rating;
pub mod report;
mod text_file;
mod wording;

use std::process::ExitCode;

use clap::Subcommand;

/// What can be done with a scenario file.
#[derive(Subcommand)]
pub enum ScenarioTask {
    /// Write a whole scenario to begin with.
    New(new::New),
    /// Print every problem of a scenario, each at its place.
    Check(check::Check),
    /// Lay files out as the shipped ones are, every comment kept.
    Fmt(fmt::Fmt),
    /// Exchange injects with tables and other programs.
    #[command(subcommand)]
    Exchange(exchange::Exchange),
    /// Explain a code of the checker, with a bad and a good example.
    Explain(explain::Explain),
    /// Rewrite files of earlier versions for this one, every comment kept.
    Migrate(migrate::Migrate),
    /// Draw its network, what care depends on, and its storyline.
    Graph(graph::Graph),
    /// Let stand-ins play it many times, and write a report on what came of it.
    Playtest(playtest::Playtest),
}

impl ScenarioTask {
    /// Does what was asked.
    ///
    /// # Errors
    /// One sentence for the person at the terminal.
    pub fn run(self) -> Result<ExitCode, String> {
        match self {
            ScenarioTask::New(asked) => new::run(&asked),
            ScenarioTask::Check(asked) => check::run(&asked),
            ScenarioTask::Fmt(asked) => fmt::run(&asked),
            ScenarioTask::Exchange(asked) => asked.run(),
            ScenarioTask::Explain(asked) => explain::run(&asked),
            ScenarioTask::Migrate(asked) => migrate::run(&asked),
            ScenarioTask::Graph(asked) => graph::run(&asked),
            ScenarioTask::Playtest(asked) => playtest::run(asked),
        }
    }
}
