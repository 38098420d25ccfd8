//! The browser tests: the tools they need, and running them on what was built.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::cargo;
use crate::tally::Tally;

/// Where they lie.
const FOLDER: &str = "tests/browser";
/// What Debian calls its browser, and where it puts it.
const CHROMIUM: (&str, &str) = ("chromium", "/usr/bin/chromium");

/// What was built, and is tested.
pub struct Made {
    /// The program `codedark`.
    pub server: PathBuf,
    /// The folder of the page.
    pub page: PathBuf,
    /// One whole exercise as WebAssembly.
    pub simulation: PathBuf,
}

/// Installs Debian's browser and the npm packages when they are not there yet.
pub fn tools(project: &Path) -> anyhow::Result<()> {
    let (package, path) = CHROMIUM;
    if !Path::new(path).exists() {
        println!("      installing Debian's {package}");
        cargo::run(tool("apt-get", project, &["--quiet", "update"]))?;
        let install = ["--quiet", "install", "--yes", "--no-install-recommends", package];
        cargo::run(tool("apt-get", project, &install))?;
    }
    let folder = project.join(FOLDER);
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

/// Runs the tests; whether all passed.
pub fn tests(project: &Path, made: &Made, tally: &mut Tally) -> anyhow::Result<bool> {
    cargo::run_reading(script(project, made, "test"), |line| tally.read(line))
}

/// A script of the tests' own `package.json`, told what was built.
pub fn script(project: &Path, made: &Made, name: &str) -> Command {
    let mut command = tool("npm", &project.join(FOLDER), &["run", "--silent", name]);
    let Made { server, page, simulation } = made;
    command.envs([("CODEDARK", server), ("CODEDARK_PAGE", page), ("CODEDARK_EXERCISE_WASM", simulation)]);
    command
}
