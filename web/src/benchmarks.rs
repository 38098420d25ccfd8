//! Benchmarks of `cargo verify --long`: tables for people to read, each row beside what it took in the run before.
//!
//! They judge nothing: what is slow on one machine is quick on another. The runs before lie beside the programs that were
//! measured, in cargo's target folder, so that two builds of one machine are compared and never two machines.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;

use crate::browser::{self, Made};
use crate::cargo;

/// The simulation and the checker.
pub fn simulation(project: &Path, server: &Path) -> anyhow::Result<()> {
    let mut command = cargo::program(server.to_str().context("the path of the server is not text")?, project);
    command.args(["bench", "--beside"]).arg(kept(server, "simulation.json")?);
    cargo::run(command)
}

/// Presses of one class while another one is rated, and while somebody floods the server.
pub fn classes(project: &Path) -> anyhow::Result<()> {
    let mut command = cargo::program("cargo", project);
    command.args(["bench", "--locked", "--package", "codedark", "--bench", "presses_beside_a_rating"]);
    command.args(["--bench", "presses_beside_a_flood"]);
    cargo::run(command)
}

/// The pages, in a browser.
pub fn pages(project: &Path, made: &Made) -> anyhow::Result<()> {
    let mut command = browser::script(project, made, "bench");
    command.env("CODEDARK_BESIDE", kept(&made.server, "pages.json")?);
    cargo::run(command)
}

/// The file that keeps a benchmark's last run.
fn kept(server: &Path, name: &str) -> anyhow::Result<PathBuf> {
    let folder = server.with_file_name("benchmarks");
    fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    Ok(folder.join(name))
}
