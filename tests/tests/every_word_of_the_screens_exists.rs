//! Every id that a screen asks for stands in the Fluent file, and the file has no mistakes.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use fluent_bundle::FluentResource;

/// Calls that name a word by its id.
const ASKING: [&str; 4] = [".t(\"", ".with(\"", ".count(\"", "labelled(ui, words, \""];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else {
            found.push(path);
        }
    }
}

#[test]
fn every_word_that_is_asked_for_exists() {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let english = fs::read_to_string(project.join("assets/locales/en/client.ftl")).expect("the words");
    if let Err((_, problems)) = FluentResource::try_new(english.clone()) {
        panic!("the Fluent file has mistakes: {problems:?}");
    }
    let known: BTreeSet<&str> = english.lines().filter_map(|line| line.split_once(" =")).map(|(id, _)| id).collect();
    let mut files = Vec::new();
    for room in ["screens", "client", "studio"] {
        sources(&project.join("game").join(room).join("src"), &mut files);
    }
    let mut missing = BTreeSet::new();
    for file in files {
        let source = fs::read_to_string(&file).expect("source text");
        for call in ASKING {
            for (at, _) in source.match_indices(call) {
                let id = source[at + call.len()..].split('"').next().unwrap_or_default();
                if !known.contains(id) {
                    missing.insert(id.to_owned());
                }
            }
        }
    }
    assert!(missing.is_empty(), "these words are asked for, and are not there: {missing:?}");
}
