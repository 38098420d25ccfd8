//! The browser client and its page: compiled, bound to JavaScript, compressed, and laid out to be served.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, bail};
use flate2::Compression;
use flate2::write::GzEncoder;
use wasm_bindgen_cli_support::Bindgen;

use crate::cargo;
use crate::steps::Steps;
use crate::wasm_std::{self, WasmStd};

/// Remembers which build a folder was made from.
const STAMP: &str = ".made-from";
/// What is downloaded, beside the script that starts it.
const PROGRAM: &str = "client_bg.wasm";
/// How long the program is once it is unpacked, for the page's progress: the server sends it compressed.
const SIZES: &str = "sizes.json";

/// Which client to build.
pub enum Size {
    /// The client of daily work, of `cargo host` and of the browser tests.
    Quick,
    /// The smallest download; a long build.
    Small {
        /// A `wasm-opt` program to run over it.
        wasm_opt: Option<String>,
    },
}

impl Size {
    /// The cargo profile.
    pub fn profile(&self) -> &'static str {
        match self {
            Size::Quick => "wasm-quick",
            Size::Small { .. } => "wasm-small",
        }
    }

    /// The folder that is served, below `web/`.
    fn folder(&self) -> &'static str {
        match self {
            Size::Quick => "dist",
            Size::Small { .. } => "dist-small",
        }
    }
}

/// The whole way, as a task of its own.
pub fn run(size: &Size) -> anyhow::Result<PathBuf> {
    let project = cargo::project()?;
    let mut steps = Steps::of(3);
    build(&project, size, &mut steps)
}

/// Three steps: the standard library, the program, the page. Returns the folder to serve.
pub fn build(project: &Path, size: &Size, steps: &mut Steps) -> anyhow::Result<PathBuf> {
    let std = steps.run("Looking for the WebAssembly standard library", || wasm_std::ensure(project))?;
    let title = match size {
        Size::Quick => "Building the browser client (about 15 minutes the first time)",
        Size::Small { .. } => "Building the small browser client (about 20 minutes the first time, 5 after a change)",
    };
    let program = steps.run(title, || compile(project, size, std))?;
    steps.run("Making the page", || page(project, size, &program))
}

/// Compiles the client and returns the path of its WebAssembly.
fn compile(project: &Path, size: &Size, std: WasmStd) -> anyhow::Result<PathBuf> {
    let mut command = cargo::program("cargo", project);
    command.args(["build", "--locked", "--package", "codedark-client", "--profile", size.profile()]);
    std.apply(&mut command);
    cargo::build(command, ".wasm")
}

/// Binds the program to JavaScript and lays the page's own files beside it.
fn page(project: &Path, size: &Size, program: &Path) -> anyhow::Result<PathBuf> {
    let folder = project.join("web").join(size.folder());
    fs::create_dir_all(&folder)?;
    let stamp = stamp_of(program)?;
    if fs::read_to_string(folder.join(STAMP)).is_ok_and(|last| last == stamp) {
        println!("      the client is up to date");
    } else {
        bind(program, &folder)?;
        if let Size::Small { wasm_opt: Some(wasm_opt) } = size {
            optimise(project, wasm_opt, &folder.join(PROGRAM))?;
        }
        for name in ["client.js", PROGRAM] {
            compress(&folder.join(name))?;
        }
        write_sizes(&folder)?;
        fs::write(folder.join(STAMP), stamp)?;
    }
    lay_out(&project.join("web/page"), &folder)?;
    Ok(folder)
}

fn stamp_of(program: &Path) -> anyhow::Result<String> {
    let facts = fs::metadata(program)?;
    let changed = facts.modified()?.duration_since(std::time::UNIX_EPOCH)?;
    Ok(format!("{} {} {}", program.display(), facts.len(), changed.as_nanos()))
}

fn bind(program: &Path, folder: &Path) -> anyhow::Result<()> {
    let mut bindgen = Bindgen::new();
    bindgen.input_path(program).out_name("client").typescript(false);
    // Names of functions are a third of the file and help nobody in a classroom.
    bindgen.remove_name_section(true).remove_producers_section(true);
    let made = bindgen.web(true).and_then(|bindgen| bindgen.generate(folder));
    made.map_err(|error| anyhow!("wasm-bindgen: {error:#}"))
}

fn optimise(project: &Path, wasm_opt: &str, file: &Path) -> anyhow::Result<()> {
    println!("      wasm-opt -Oz (several minutes)");
    let mut command = cargo::program(wasm_opt, project);
    command.args(["-Oz", "--enable-bulk-memory", "--enable-nontrapping-float-to-int", "--enable-sign-ext"]);
    command.args(["--enable-mutable-globals", "--enable-reference-types", "--enable-multivalue"]);
    command.arg(file).arg("-o").arg(file);
    cargo::run(command)
}

/// Writes the compressed twin of a file, which the server prefers: a class downloads all at once.
fn compress(file: &Path) -> anyhow::Result<()> {
    let bytes = fs::read(file).with_context(|| format!("{} is missing", file.display()))?;
    let mut name = file.as_os_str().to_owned();
    name.push(".gz");
    let mut encoder = GzEncoder::new(fs::File::create(name)?, Compression::default());
    encoder.write_all(&bytes)?;
    let size_bytes = encoder.finish()?.metadata()?.len();
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    println!("      {name}: {:.1} MB, {:.1} MB over the network", megabytes(bytes.len() as u64), megabytes(size_bytes));
    Ok(())
}

/// Writes down how long the program is.
pub fn write_sizes(folder: &Path) -> anyhow::Result<()> {
    let size_bytes = fs::metadata(folder.join(PROGRAM))?.len();
    fs::write(folder.join(SIZES), format!("{{\"{PROGRAM}\": {size_bytes}}}\n"))?;
    Ok(())
}

fn megabytes(size_bytes: u64) -> f64 {
    size_bytes as f64 / 1e6
}

/// Copies the page's own files. Folders in `page` are copied whole.
pub fn lay_out(page: &Path, folder: &Path) -> anyhow::Result<()> {
    if !page.join("index.html").is_file() {
        bail!("{} has no index.html", page.display());
    }
    copy_all(page, folder)
}

fn copy_all(from: &Path, to: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_all(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), &target)?;
        }
    }
    Ok(())
}
