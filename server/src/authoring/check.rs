//! `codedark scenario check`: all problems at once.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use codedark_protocol::Msg;

use crate::terminal::show;
use crate::words::sentence;

/// What to check.
#[derive(Args)]
pub struct Check {
    /// The scenario.
    file: PathBuf,
}

/// Prints the problems; fails when there are any.
pub fn run(asked: &Check) -> Result<ExitCode, String> {
    match codedark_scenario::load(&asked.file) {
        Ok(_) => {
            show(&sentence(&Msg::new("scenario-fine").word("file", asked.file.display().to_string())));
            Ok(ExitCode::SUCCESS)
        }
        Err(problems) => {
            problems.iter().for_each(|problem| show(&problem.to_string()));
            Ok(ExitCode::FAILURE)
        }
    }
}
