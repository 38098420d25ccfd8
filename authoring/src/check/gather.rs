//! Gathering: the files that a folder holds.

use std::path::{Path, PathBuf};

use codedark_protocol::Msg;
use codedark_scenario::{Kind, decode, kind_of};

/// Deepest folder that is looked into.
const DEPTH_MAX: usize = 16;

/// Most files that are looked at.
const FILES_MAX: usize = 1000;

/// The file itself, or every scenario and library in a folder and below, sorted. Links are not followed.
pub fn files(path: &Path) -> Result<Vec<PathBuf>, Msg> {
    if !path.is_dir() {
        return Ok(vec![path.to_path_buf()]);
    }
    let mut found = Vec::new();
    collect(path, DEPTH_MAX, &mut found)?;
    found.sort();
    if found.is_empty() {
        return Err(Msg::new("scenario-none").word("file", path.display().to_string()));
    }
    Ok(found)
}

fn collect(folder: &Path, depth: usize, into: &mut Vec<PathBuf>) -> Result<(), Msg> {
    let refused = |error: std::io::Error| {
        Msg::new("file-failed").word("file", folder.display().to_string()).word("reason", error.to_string())
    };
    for entry in folder.read_dir().map_err(refused)? {
        let entry = entry.map_err(refused)?;
        let (path, kind) = (entry.path(), entry.file_type().map_err(refused)?);
        if kind.is_dir() {
            let deeper = depth.checked_sub(1).ok_or_else(|| too_much(folder, "scenario-folder-deep", DEPTH_MAX))?;
            collect(&path, deeper, into)?;
        } else if kind.is_file() && path.extension().is_some_and(|ending| ending == "ron") && !is_other(&path) {
            if into.len() >= FILES_MAX {
                return Err(too_much(folder, "scenario-folder-full", FILES_MAX));
            }
            into.push(path);
        }
    }
    Ok(())
}

fn too_much(folder: &Path, id: &str, most: usize) -> Msg {
    Msg::new(id).word("file", folder.display().to_string()).number("most", most as i64)
}

/// Whether a file is written in the same way, but is neither scenario nor library, such as a policy.
fn is_other(path: &Path) -> bool {
    let small = path.metadata().is_ok_and(|about| about.len() <= codedark_scenario::tree::FILE_BYTES_MAX as u64);
    let bytes = small.then(|| std::fs::read(path).ok()).flatten();
    bytes.and_then(|bytes| decode("", &bytes).ok()).is_some_and(|source| kind_of(&source.text) == Kind::Other)
}
