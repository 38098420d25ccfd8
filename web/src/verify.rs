//! `cargo verify`: everything that must pass, each step with its title and time, and one closing line.
//!
//! A failed step does not hide the next: all run, save those that need what a failed one should have made. The native
//! window is not built here: the browser's program is the same code, and Bevy's window would double the time.
//!
//! What takes minutes runs only when it is asked for: tests that are ignored with the reason `long: ...`,
//! what dependencies may be, and benchmarks.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Instant;

use crate::benchmarks;
use crate::browser::{self, Made};
use crate::cargo;
use crate::client::{self, Size};
use crate::dependencies;
use crate::steps::{Steps, spell};
use crate::tally::Tally;
use crate::wasm_std;

/// The crates that run natively. The client and the shell around screens are checked for the browser instead.
const NATIVE: [&str; 12] = [
    "codedark-scenario",
    "codedark-shipped",
    "codedark-protocol",
    "codedark-sim",
    "codedark-screens",
    "codedark-studio",
    "codedark-content",
    "codedark-server",
    "codedark-authoring",
    "codedark",
    "codedark-web",
    "codedark-tests",
];

/// How much is run.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// What must pass before every change.
    Daily,
    /// That, and what takes minutes.
    Long,
}

/// Runs all steps; fails when one failed.
pub fn run(extent: Extent) -> anyhow::Result<ExitCode> {
    let project = cargo::project()?;
    let started = Instant::now();
    let steps = if extent == Extent::Long { 15 } else { 11 };
    let mut run = Run { steps: Steps::of(steps), tally: Tally::default(), lines: Vec::new() };

    run.step("Format", |_| cargo::run(cargo(&project, &["fmt", "--all", "--check"])));
    run.step("Clippy: the native crates", |_| cargo::run(clippy(native(cargo(&project, &["clippy", "--release"])))));
    if extent == Extent::Long {
        run.step("Licences, duplicates and sources of dependencies", |_| dependencies::check(&project));
    }
    let server = run.step("Building the tests and the server", |_| server(&project));
    run.step("Tests", |tally| tests(&project, extent, tally));
    let page = client::build(&project, &Size::Quick, &mut run.steps);
    run.note("Browser's programs", page.as_ref().err());
    run.step("Clippy: the browser's programs", |_| clippy_client(&project));
    let tools = run.step("Tools of the browser tests", |_| browser::tools(&project));
    let simulation = run.step("The simulation as WebAssembly", |_| simulation(&project));
    match (server, page, tools, simulation) {
        (Some(server), Ok(page), Some(()), Some(simulation)) => {
            let made = Made { server, page, simulation };
            run.step("Browser tests", |tally| passed(browser::tests(&project, &made, tally)?));
            if extent == Extent::Long {
                run.step("Benchmark: simulation and checker", |_| benchmarks::simulation(&project, &made.server));
                run.step("Benchmark: classes", |_| benchmarks::classes(&project));
                run.step("Benchmark: pages", |_| benchmarks::pages(&project, &made));
            }
        }
        _ => run.skip("Browser tests"),
    }

    println!("\nAll steps took {}:", spell(started.elapsed()));
    for line in &run.lines {
        println!("  {line}");
    }
    println!("{} passed, {} failed", run.tally.passed, run.tally.failed);
    Ok(if run.tally.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What has been run, and how it went.
struct Run {
    steps: Steps,
    tally: Tally,
    lines: Vec<String>,
}

impl Run {
    fn step<T>(&mut self, title: &str, step: impl FnOnce(&mut Tally) -> anyhow::Result<T>) -> Option<T> {
        let before = self.tally;
        let started = Instant::now();
        let tally = &mut self.tally;
        let result = self.steps.run(title, || step(tally));
        self.tally.end_step(before, result.is_ok());
        let ending = if result.is_ok() { "ok" } else { "FAILED" };
        self.lines.push(format!("{title}: {ending}, {}", spell(started.elapsed())));
        result.inspect_err(|error| println!("error: {error:#}")).ok()
    }

    fn note(&mut self, title: &str, error: Option<&anyhow::Error>) {
        let before = self.tally;
        self.tally.end_step(before, error.is_none());
        if let Some(error) = error {
            println!("error: {error:#}");
        }
        self.lines.push(format!("{title}: {}", if error.is_none() { "ok" } else { "FAILED" }));
    }

    fn skip(&mut self, title: &str) {
        self.tally.failed += 1;
        self.lines.push(format!("{title}: FAILED, not run: what they need could not be made"));
    }
}

fn cargo(project: &Path, arguments: &[&str]) -> Command {
    let mut command = cargo::program("cargo", project);
    command.args(arguments);
    command
}

fn native(mut command: Command) -> Command {
    for package in NATIVE {
        command.args(["--package", package]);
    }
    command
}

fn clippy(mut command: Command) -> Command {
    command.args(["--locked", "--all-targets", "--", "-D", "warnings"]);
    command
}

/// The tests of the native crates, without examples and documentation: neither holds a test.
fn all_tests(project: &Path) -> Command {
    native(cargo(project, &["test", "--tests", "--release", "--locked", "--no-fail-fast"]))
}

/// Builds the tests, and with them the server that some of them start. The browser tests take the same one: built by itself
/// it would have other features, and most of it would be compiled once more.
fn server(project: &Path) -> anyhow::Result<PathBuf> {
    let mut command = all_tests(project);
    command.arg("--no-run");
    cargo::build(command, "/codedark")
}

fn tests(project: &Path, extent: Extent, tally: &mut Tally) -> anyhow::Result<()> {
    let mut command = all_tests(project);
    if extent == Extent::Long {
        command.args(["--", "--include-ignored"]);
    }
    passed(cargo::run_reading(command, |line| tally.read(line))?)
}

fn clippy_client(project: &Path) -> anyhow::Result<()> {
    let mut command = cargo(project, &["clippy", "--package", "codedark-shell", "--package", "codedark-screens"]);
    command.args(client::packages()).args(["--profile", Size::Quick.profile()]);
    wasm_std::ensure(project)?.apply(&mut command);
    // Without --all-targets: tests for the browser target would need a harness of their own.
    command.args(["--locked", "--", "-D", "warnings"]);
    cargo::run(command)
}

/// One whole exercise for a bare WebAssembly host, which a test holds against the native one. Built by itself: together with
/// the client it would import what only a browser has.
fn simulation(project: &Path) -> anyhow::Result<PathBuf> {
    let mut command = cargo(project, &["build", "--package", "codedark-sim", "--example", "reference_run"]);
    command.args(["--profile", Size::Quick.profile(), "--locked"]);
    wasm_std::ensure(project)?.apply(&mut command);
    cargo::build(command, ".wasm")
}

fn passed(succeeded: bool) -> anyhow::Result<()> {
    if succeeded { Ok(()) } else { Err(anyhow::anyhow!("tests failed")) }
}
