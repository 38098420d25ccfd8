//! `cargo host`: from a fresh clone to a running class.

use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};

use crate::cargo;
use crate::client::{self, Size};
use crate::steps::Steps;

/// Builds what is not up to date, then becomes the server.
///
/// The builder's process is replaced, so that Ctrl-C and exit codes are the server's own.
pub fn run(options: &[String]) -> anyhow::Result<ExitCode> {
    let project = cargo::project()?;
    let mut steps = Steps::of(5);
    steps.run("Checking the machine", || check_machine(&project))?;
    let page = client::build(&project, &Size::Quick, &mut steps)?;
    let server = steps.run("Building the server (about 5 minutes the first time)", || build_server(&project))?;
    println!("Starting the class. Ctrl-C ends the server; the exercise is kept and goes on at the next start.");
    let mut serve = cargo::program(server.to_str().context("the path of the server is not text")?, &project);
    serve.arg("serve").args(options);
    // Another page, such as the small one, takes the place of the one that was built here.
    if !options.iter().any(|option| option == "--page" || option.starts_with("--page=")) {
        serve.arg("--page").arg(page);
    }
    Err(serve.exec()).context("the server could not be started")
}

/// Builds the server and returns the path of its program.
pub fn build_server(project: &Path) -> anyhow::Result<PathBuf> {
    let mut command = cargo::program("cargo", project);
    command.args(["build", "--locked", "--release", "--package", "codedark"]);
    cargo::build(command, "/codedark")
}

/// The bundled SQLite needs a C compiler; without one cargo's error comes late and is hard to read.
fn check_machine(project: &Path) -> anyhow::Result<()> {
    let mut compiler = cargo::program("cc", project);
    compiler.arg("--version");
    if cargo::output(compiler).is_err() {
        bail!("a C compiler is missing. On Debian and Ubuntu: apt-get install gcc");
    }
    Ok(())
}
