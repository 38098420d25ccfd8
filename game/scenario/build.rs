//! Embeds the pages about the checker's codes, so that a program needs no files beside it.
//!
//! A build script rather than a macro, because Cargo then rebuilds when a file is added, changed or removed.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let home = PathBuf::from(env::var("CARGO_MANIFEST_DIR").unwrap_or_default());
    println!("cargo:rerun-if-changed=build.rs");
    embed_pages(&home.join("codes"))
}

/// Where the tables go.
fn table_file(name: &str) -> PathBuf {
    PathBuf::from(env::var("OUT_DIR").unwrap_or_default()).join(name)
}

/// `codes/CD0042.md` becomes `(42, "..")`.
fn embed_pages(folder: &Path) -> io::Result<()> {
    println!("cargo:rerun-if-changed={}", folder.display());
    let mut files = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    files.sort();
    let mut table = String::from("&[\n");
    for file in files {
        println!("cargo:rerun-if-changed={}", file.display());
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let number = name.strip_prefix("CD").and_then(|digits| digits.parse::<u16>().ok());
        let number = number.ok_or_else(|| io::Error::other(format!("{name} is no code")))?;
        let path = file.canonicalize()?;
        let _ = writeln!(table, "({number}, include_str!({path:?})),");
    }
    table.push(']');
    fs::write(table_file("pages.rs"), table)
}
