//! Calling cargo and other programs, and finding what they made.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, bail};

/// The root of the project: the folder above this crate, as cargo names it to a program it runs.
pub fn project() -> anyhow::Result<PathBuf> {
    let own = std::env::var_os("CARGO_MANIFEST_DIR").context("start the builder with cargo: `cargo host`")?;
    let own = PathBuf::from(own);
    Ok(own.parent().context("the builder lies in a folder of the project")?.to_owned())
}

/// A program that works in the project's folder.
pub fn program(name: &str, project: &Path) -> Command {
    let mut command = Command::new(name);
    command.current_dir(project);
    command
}

/// Runs a program to its end, its output going to the terminal.
pub fn run(mut command: Command) -> anyhow::Result<()> {
    let name = name_of(&command);
    let status = command.status().with_context(|| format!("`{name}` could not be started"))?;
    if !status.success() {
        bail!("`{name}` ended with {status}");
    }
    Ok(())
}

/// Runs a program and returns what it printed, or what it complained of as the error.
pub fn output(mut command: Command) -> anyhow::Result<String> {
    let name = name_of(&command);
    let output = command.output().with_context(|| format!("`{name}` could not be started"))?;
    if !output.status.success() {
        bail!("`{name}` ended with {}: {}", output.status, String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Runs a program, passes its output on, and hands each line to `read`; says whether the program succeeded.
pub fn run_reading(mut command: Command, mut read: impl FnMut(&str)) -> anyhow::Result<bool> {
    let name = name_of(&command);
    let mut child = command.stdout(Stdio::piped()).spawn().with_context(|| format!("`{name}` could not be started"))?;
    let stdout = child.stdout.take().context("the output was asked for")?;
    for line in BufReader::new(stdout).split(b'\n') {
        let line = String::from_utf8_lossy(&line?).into_owned();
        println!("{line}");
        read(&line);
    }
    Ok(child.wait()?.success())
}

/// Runs `cargo build` and returns the last file it names whose name ends with `ending`.
pub fn build(command: Command, ending: &str) -> anyhow::Result<PathBuf> {
    build_all(command, &[ending])?.pop().context("one file for one ending")
}

/// Runs `cargo build` with JSON messages and returns, for each ending, the last file it names whose name ends with it.
///
/// Cargo tells where its results lie, so no folder layout is guessed here.
pub fn build_all(mut command: Command, endings: &[&str]) -> anyhow::Result<Vec<PathBuf>> {
    command.arg("--message-format=json-render-diagnostics").stdout(Stdio::piped());
    let name = name_of(&command);
    let mut child = command.spawn().with_context(|| format!("`{name}` could not be started"))?;
    let stdout = child.stdout.take().context("the output was asked for")?;
    let mut found = vec![None; endings.len()];
    for line in BufReader::new(stdout).lines() {
        let line = line?;
        for (ending, found) in endings.iter().zip(&mut found) {
            *found = artifact(&line, ending).or(found.take());
        }
    }
    let status = child.wait()?;
    if !status.success() {
        bail!("`{name}` ended with {status}");
    }
    let named = |(ending, found): (&&str, Option<PathBuf>)| {
        found.with_context(|| format!("`{name}` named no file that ends with {ending}"))
    };
    endings.iter().zip(found).map(named).collect()
}

/// The file of a `compiler-artifact` message whose name ends with `ending`.
pub fn artifact(message: &str, ending: &str) -> Option<PathBuf> {
    let message: serde_json::Value = serde_json::from_str(message).ok()?;
    if message["reason"] != "compiler-artifact" {
        return None;
    }
    let files = message["filenames"].as_array()?;
    files.iter().filter_map(|file| file.as_str()).find(|file| file.ends_with(ending)).map(PathBuf::from)
}

/// The first words of a command line, for messages.
fn name_of(command: &Command) -> String {
    /// Enough words to tell commands apart, few enough to read.
    const WORDS_MAX: usize = 4;
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.take(WORDS_MAX).map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}
