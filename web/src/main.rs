//! Command line of the builder. People reach it through the aliases in `.cargo/config.toml`.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use codedark_web::client::Size;
use codedark_web::verify::Extent;
use codedark_web::{client, host, verify};

#[derive(Parser)]
#[command(name = "codedark-web", about = "Builds and checks Code Dark.")]
struct Line {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Builds the programs for the browser and the server, and starts a class.
    Host {
        /// Options for `codedark serve`, such as `--listen 127.0.0.1:9000`.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        options: Vec<String>,
    },
    /// Runs everything that must pass.
    Verify {
        /// Also what takes minutes: the long tests, what dependencies may be, and benchmarks beside their last run.
        #[arg(long)]
        long: bool,
    },
    /// Builds the programs for the browser alone.
    Client {
        /// Makes the download small: a long build, written to `web/dist-small`.
        #[arg(long)]
        small: bool,
        /// A `wasm-opt` program that shrinks the small programs further.
        #[arg(long, requires = "small")]
        wasm_opt: Option<String>,
    },
}

fn main() -> ExitCode {
    let result = match Line::parse().task {
        Task::Host { options } => host::run(&options),
        Task::Verify { long } => verify::run(if long { Extent::Long } else { Extent::Daily }),
        Task::Client { small, wasm_opt } => {
            let size = if small { Size::Small { wasm_opt } } else { Size::Quick };
            client::run(&size).map(|_| ExitCode::SUCCESS)
        }
    };
    result.unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::FAILURE
    })
}
