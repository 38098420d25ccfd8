//! `cargo verify`: everything that must pass, each step with its title and time, and one closing line.
//!
//! A failed step does not hide the next: all run, save those that need what a failed one should have made. The native
//! client is not built here: the browser client is the same code, and Bevy's window would double the time.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Instant;

use crate::cargo;
use crate::client::{self, Size};
use crate::host;
use crate::steps::{Steps, spell};
use crate::tally::Tally;
use crate::wasm_std;

/// The crates that run natively. The client is checked for the browser instead.
const NATIVE: [&str; 6] =
    ["codedark-scenario", "codedark-protocol", "codedark-sim", "codedark-server", "codedark-web", "codedark-tests"];
/// Where the browser tests lie.
const BROWSER_TESTS: &str = "tests/browser";
/// What Debian calls its browser, and where it puts it.
const CHROMIUM: (&str, &str) = ("chromium", "/usr/bin/chromium");

/// Runs all steps; fails when one failed.
pub fn run() -> anyhow::Result<ExitCode> {
    let project = cargo::project()?;
    let started = Instant::now();
    let mut run = Run { steps: Steps::of(11), tally: Tally::default(), lines: Vec::new() };

    run.step("Format", |_| cargo::run(cargo(&project, &["fmt", "--all", "--check"])));
    run.step("Clippy: the native crates", |_| cargo::run(clippy(native(cargo(&project, &["clippy", "--release"])))));
    run.step("Tests", |tally| tests(&project, tally));
    let server = run.step("The server", |_| host::build_server(&project));
    let page = client::build(&project, &Size::Quick, &mut run.steps);
    run.note("Browser client", page.as_ref().err());
    run.step("Clippy: the browser client", |_| clippy_client(&project));
    let tools = run.step("Tools of the browser tests", |_| browser_tools(&project));
    let simulation = run.step("The simulation as WebAssembly", |_| simulation(&project));
    match (server, page, tools, simulation) {
        (Some(server), Ok(page), Some(()), Some(simulation)) => {
            let made = [("CODEDARK", &server), ("CODEDARK_PAGE", &page), ("CODEDARK_EXERCISE_WASM", &simulation)];
            run.step("Browser tests", |tally| browser_tests(&project, made, tally));
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

fn tests(project: &Path, tally: &mut Tally) -> anyhow::Result<()> {
    let command = native(cargo(project, &["test", "--release", "--locked", "--no-fail-fast"]));
    passed(cargo::run_reading(command, |line| tally.read(line))?)
}

fn clippy_client(project: &Path) -> anyhow::Result<()> {
    let mut command = cargo(project, &["clippy", "--package", "codedark-client", "--profile", Size::Quick.profile()]);
    wasm_std::ensure(project)?.apply(&mut command);
    // Without --all-targets: tests for the browser target would need a harness of their own.
    command.args(["--locked", "--", "-D", "warnings"]);
    cargo::run(command)
}

/// Installs Debian's browser and the npm packages when they are not there yet.
fn browser_tools(project: &Path) -> anyhow::Result<()> {
    let (package, path) = CHROMIUM;
    if !Path::new(path).exists() {
        println!("      installing Debian's {package}");
        cargo::run(tool("apt-get", project, &["--quiet", "update"]))?;
        let install = ["--quiet", "install", "--yes", "--no-install-recommends", package];
        cargo::run(tool("apt-get", project, &install))?;
    }
    let folder = project.join(BROWSER_TESTS);
    let installed = folder.join("node_modules/.package-lock.json").metadata().and_then(|file| file.modified());
    let locked = folder.join("package-lock.json").metadata().and_then(|file| file.modified())?;
    if installed.is_ok_and(|installed| installed >= locked) {
        return Ok(());
    }
    cargo::run(tool("npm", &folder, &["ci", "--no-audit", "--no-fund"]))
}

fn tool(name: &str, folder: &Path, arguments: &[&str]) -> Command {
    let mut command = cargo::program(name, folder);
    command.args(arguments);
    command
}

/// One whole exercise for a bare WebAssembly host, which a test holds against the native one.
fn simulation(project: &Path) -> anyhow::Result<PathBuf> {
    let mut command = cargo(project, &["build", "--package", "codedark-sim", "--example", "exercise_hash"]);
    command.args(["--profile", Size::Quick.profile(), "--locked"]);
    wasm_std::ensure(project)?.apply(&mut command);
    cargo::build(command, ".wasm")
}

/// Runs the browser tests; `made` are the variables that tell them what was built.
fn browser_tests(project: &Path, made: [(&str, &PathBuf); 3], tally: &mut Tally) -> anyhow::Result<()> {
    let mut command = cargo::program("npm", &project.join(BROWSER_TESTS));
    command.args(["run", "--silent", "test"]).envs(made);
    passed(cargo::run_reading(command, |line| tally.read(line))?)
}

fn passed(succeeded: bool) -> anyhow::Result<()> {
    if succeeded { Ok(()) } else { Err(anyhow::anyhow!("tests failed")) }
}
