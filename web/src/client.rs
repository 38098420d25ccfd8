//! The browser's programs and their pages: compiled, bound to JavaScript, compressed, and laid out to be served.

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

/// How long each program is once it is unpacked, for the page's progress: the server sends it compressed.
const SIZES: &str = "sizes.json";

/// A program of the page.
struct Program {
    /// Cargo's name of it.
    package: &'static str,
    /// How cargo's file of it ends.
    built: &'static str,
    /// Its folder below the page's.
    folder: &'static str,
    /// The name of its two halves: the script that starts it, and what is downloaded.
    name: &'static str,
}

/// All programs of the page. They are compiled at once, so that what they share is compiled once.
const PROGRAMS: [Program; 2] = [
    Program { package: "codedark-client", built: "/codedark-client.wasm", folder: "", name: "client" },
    Program { package: "codedark-studio", built: "/codedark-studio.wasm", folder: "studio", name: "studio" },
];

impl Program {
    /// What is downloaded, as the page's scripts name it.
    fn wasm(&self) -> String {
        Path::new(self.folder).join(format!("{}_bg.wasm", self.name)).display().to_string()
    }

    /// Remembers which build its halves were made from.
    fn stamp(&self) -> String {
        format!(".{}-made-from", self.name)
    }
}

/// Which programs to build.
pub enum Size {
    /// Those of daily work, of `cargo host` and of the browser tests.
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

/// Three steps: the standard library, the programs, the page. Returns the folder to serve.
pub fn build(project: &Path, size: &Size, steps: &mut Steps) -> anyhow::Result<PathBuf> {
    let std = steps.run("Looking for the WebAssembly standard library", || wasm_std::ensure(project))?;
    let title = match size {
        Size::Quick => "Building the programs for the browser (about 15 minutes the first time)",
        Size::Small { .. } => {
            "Building small programs for the browser (about 25 minutes the first time, 10 after a change)"
        }
    };
    let built = steps.run(title, || compile(project, size, std))?;
    steps.run("Making the page", || page(project, size, &built))
}

/// The packages of all programs, as cargo's arguments.
pub fn packages() -> impl Iterator<Item = &'static str> {
    PROGRAMS.iter().flat_map(|program| ["--package", program.package])
}

/// Compiles the programs and returns the paths of their WebAssembly.
fn compile(project: &Path, size: &Size, std: WasmStd) -> anyhow::Result<Vec<PathBuf>> {
    let mut command = cargo::program("cargo", project);
    command.args(["build", "--locked", "--profile", size.profile()]).args(packages());
    std.apply(&mut command);
    cargo::build_all(command, &PROGRAMS.map(|program| program.built))
}

/// Binds the programs to JavaScript and lays the page's own files beside them.
fn page(project: &Path, size: &Size, built: &[PathBuf]) -> anyhow::Result<PathBuf> {
    let folder = project.join("web").join(size.folder());
    for (program, built) in PROGRAMS.iter().zip(built) {
        halves(project, size, program, built, &folder)?;
    }
    write_sizes(&folder)?;
    lay_out(&project.join("web/page"), &folder)?;
    Ok(folder)
}

/// Makes both halves of a program, unless they are there.
fn halves(project: &Path, size: &Size, program: &Program, built: &Path, page: &Path) -> anyhow::Result<()> {
    let folder = page.join(program.folder);
    fs::create_dir_all(&folder)?;
    let (stamp, last) = (stamp_of(built)?, folder.join(program.stamp()));
    if fs::read_to_string(&last).is_ok_and(|last| last == stamp) {
        println!("      {} is up to date", program.package);
        return Ok(());
    }
    bind(built, program.name, &folder)?;
    let wasm = page.join(program.wasm());
    if let Size::Small { wasm_opt: Some(wasm_opt) } = size {
        optimise(project, wasm_opt, &wasm)?;
    }
    compress(&folder.join(format!("{}.js", program.name)))?;
    compress(&wasm)?;
    fs::write(last, stamp)?;
    Ok(())
}

fn stamp_of(program: &Path) -> anyhow::Result<String> {
    let facts = fs::metadata(program)?;
    let changed = facts.modified()?.duration_since(std::time::UNIX_EPOCH)?;
    Ok(format!("{} {} {}", program.display(), facts.len(), changed.as_nanos()))
}

fn bind(program: &Path, name: &str, folder: &Path) -> anyhow::Result<()> {
    let mut bindgen = Bindgen::new();
    bindgen.input_path(program).out_name(name).typescript(false);
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

/// Writes down how long the programs are.
pub fn write_sizes(folder: &Path) -> anyhow::Result<()> {
    let mut sizes = serde_json::Map::new();
    for program in &PROGRAMS {
        let wasm = program.wasm();
        let size_bytes = fs::metadata(folder.join(&wasm)).with_context(|| format!("{wasm} is missing"))?.len();
        sizes.insert(wasm, size_bytes.into());
    }
    fs::write(folder.join(SIZES), format!("{}\n", serde_json::Value::from(sizes)))?;
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
