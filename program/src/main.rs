//! The program `codedark`: hosts classes, plays exercises by stand-ins, re-runs records, checks scenarios.

mod cli;
mod keeping;
mod watch;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    match cli::Program::parse().run() {
        Ok(code) => code,
        Err(sentence) => {
            eprintln!("{sentence}");
            ExitCode::FAILURE
        }
    }
}
