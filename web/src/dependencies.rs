//! What the project depends on, held against `deny.toml` at its root: licences, duplicates, sources.
//!
//! cargo-deny is installed once, into `tools` of cargo's target folder, and in one version: another one could judge otherwise.
//! Advisories are not asked for here, since their database is fetched from the network anew each time: CONTRIBUTING.md says
//! how to ask for them.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context;

use crate::cargo;

/// The version of cargo-deny that judges.
const DENY_VERSION: &str = "0.20.2";

/// Holds all dependencies against `deny.toml`. A warning fails, too: it tells of an entry that nothing needs any more.
pub fn check(project: &Path) -> anyhow::Result<()> {
    let mut command = cargo::program(deny(project)?.to_str().context("the target folder is not text")?, project);
    command.args(["--locked", "check", "--hide-inclusion-graph", "--deny", "warnings", "bans", "licenses", "sources"]);
    cargo::run(command)
}

/// The program cargo-deny, installed when it is not there yet.
fn deny(project: &Path) -> anyhow::Result<PathBuf> {
    let tools = target(project)?.join("tools");
    let program = tools.join("bin/cargo-deny");
    let mut version = Command::new(&program);
    version.arg("--version");
    if cargo::output(version).is_ok_and(|version| version == format!("cargo-deny {DENY_VERSION}")) {
        return Ok(program);
    }
    println!("      installing cargo-deny {DENY_VERSION}");
    let mut install = cargo::program("cargo", project);
    install.args(["install", "cargo-deny", "--locked", "--version", &format!("={DENY_VERSION}"), "--root"]).arg(&tools);
    // Built in a folder of its own that goes afterwards, and quickly: it works for seconds.
    install.env_remove("CARGO_TARGET_DIR");
    let quick = [("LTO", "off"), ("CODEGEN_UNITS", "16"), ("OPT_LEVEL", "1")];
    install.envs(quick.map(|(setting, value)| (format!("CARGO_PROFILE_RELEASE_{setting}"), value)));
    cargo::run(install)?;
    Ok(program)
}

/// Cargo's target folder.
fn target(project: &Path) -> anyhow::Result<PathBuf> {
    let mut metadata = cargo::program("cargo", project);
    metadata.args(["metadata", "--no-deps", "--format-version", "1"]);
    let metadata: serde_json::Value = serde_json::from_str(&cargo::output(metadata)?)?;
    Ok(metadata["target_directory"].as_str().context("cargo names its target folder")?.into())
}
