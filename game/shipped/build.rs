//! Embeds the shipped scenarios and libraries, so that a program needs no files beside it.
//!
//! A build script rather than a macro, because Cargo then rebuilds when a file is added, changed or removed.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let home = PathBuf::from(env::var("CARGO_MANIFEST_DIR").unwrap_or_default());
    println!("cargo:rerun-if-changed=build.rs");
    embed_scenarios(&home.join("../../scenarios"))
}

fn embed_scenarios(root: &Path) -> io::Result<()> {
    println!("cargo:rerun-if-changed={}", root.display());
    let mut files = Vec::new();
    collect(root, &mut files)?;
    files.sort();

    let mut table = String::from("&[\n");
    for file in files {
        println!("cargo:rerun-if-changed={}", file.display());
        let inside = file.strip_prefix(root).map_err(io::Error::other)?;
        let name = inside.to_string_lossy().replace('\\', "/");
        let path = file.canonicalize()?;
        let _ = writeln!(table, "({name:?}, include_str!({path:?})),");
    }
    table.push(']');
    fs::write(PathBuf::from(env::var("OUT_DIR").unwrap_or_default()).join("built_in.rs"), table)
}

/// Every `.ron` file below a folder.
fn collect(folder: &Path, into: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            println!("cargo:rerun-if-changed={}", path.display());
            collect(&path, into)?;
        } else if path.extension().is_some_and(|extension| extension == "ron") {
            into.push(path);
        }
    }
    Ok(())
}
