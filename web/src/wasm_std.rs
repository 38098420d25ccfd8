//! The standard library for WebAssembly, which the browser client is linked with.
//!
//! Three ways, the cheapest first: the toolchain has it; rustup fetches it; or it is compiled from the source in
//! Debian's package `rust-src` ([`crate::debian`]), for machines that reach their distribution's mirror and nothing else.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context;

use crate::cargo;
use crate::debian;

/// Name of the compiler's target for browsers.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// Where the standard library for browsers comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WasmStd {
    /// The toolchain has it compiled.
    Installed,
    /// It is compiled along with the client.
    FromSource,
}

impl WasmStd {
    /// Adds to a cargo command what this way needs.
    pub fn apply(self, command: &mut Command) {
        command.args(["--target", TARGET]);
        if self == WasmStd::FromSource {
            // Compiling std is not a stable option of cargo; the variable lets the pinned stable compiler do it.
            command.env("RUSTC_BOOTSTRAP", "1").args(["-Z", "build-std=std,panic_abort"]);
        }
    }
}

/// Finds or fetches the standard library for browsers.
pub fn ensure(project: &Path) -> anyhow::Result<WasmStd> {
    if installed(project)? {
        return Ok(WasmStd::Installed);
    }
    let compiler = compiler_version(project)?;
    let source = source_link(project)?;
    if debian::linked(&source, &compiler) {
        return Ok(WasmStd::FromSource);
    }
    if offline() {
        println!("      cargo is set to work offline: rustup is not asked");
    } else {
        println!("      asking rustup for {TARGET}");
        let mut rustup = cargo::program("rustup", project);
        rustup.args(["target", "add", TARGET]);
        match cargo::output(rustup) {
            Ok(_) if installed(project)? => return Ok(WasmStd::Installed),
            Ok(_) => println!("      rustup ended without it"),
            Err(error) => println!("      rustup cannot: {}", first_line(&error.to_string())),
        }
    }
    if source.join("library/std/Cargo.toml").is_file() {
        println!("      using the compiler's source that rustup installed");
        return Ok(WasmStd::FromSource);
    }
    println!("      fetching the compiler's source from Debian (45 MB)");
    debian::fetch(project, &compiler, &source).context("the WebAssembly standard library cannot be had")?;
    Ok(WasmStd::FromSource)
}

/// Whether the toolchain has the library compiled.
fn installed(project: &Path) -> anyhow::Result<bool> {
    let mut rustc = cargo::program("rustc", project);
    rustc.args(["--print", "target-libdir", "--target", TARGET]);
    let folder = PathBuf::from(cargo::output(rustc)?);
    let Ok(files) = std::fs::read_dir(folder) else { return Ok(false) };
    Ok(files.flatten().any(|file| file.file_name().to_string_lossy().starts_with("libstd-")))
}

/// The compiler's version, such as `1.95.0`.
fn compiler_version(project: &Path) -> anyhow::Result<String> {
    let mut rustc = cargo::program("rustc", project);
    rustc.arg("-vV");
    let text = cargo::output(rustc)?;
    let release = text.lines().find_map(|line| line.strip_prefix("release: "));
    Ok(release.context("the compiler does not tell its version")?.to_owned())
}

/// Where cargo looks for the compiler's source.
fn source_link(project: &Path) -> anyhow::Result<PathBuf> {
    let mut rustc = cargo::program("rustc", project);
    rustc.args(["--print", "sysroot"]);
    Ok(PathBuf::from(cargo::output(rustc)?).join("lib/rustlib/src/rust"))
}

fn offline() -> bool {
    std::env::var("CARGO_NET_OFFLINE").is_ok_and(|value| value == "true" || value == "1")
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or(text)
}
