//! The guard of the model: reference runs keep their state hashes while [`MODEL_VERSION`] stays, and a block of an earlier
//! version is never changed. A change that is meant raises the version and adds a block; what it moved can be read in
//! `reference_measures.txt`.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

use crate::reference::{Run, runs};
use codedark_sim::exercise::MODEL_VERSION;

const HASHES: &str = include_str!("golden/reference_hashes.txt");
const MEASURES: &str = include_str!("golden/reference_measures.txt");

/// How a reference run ended.
struct Ended {
    name: String,
    hash: String,
    /// The measures of the first hospital, a line each.
    measures: String,
}

fn end(run: &Run) -> Ended {
    let exercise = run.play().exercise;
    let hospital = exercise.hospitals().swap_remove(0);
    let measures = exercise.figures(&hospital).into_iter().map(|(measure, value)| format!("  {measure:?} {value}\n"));
    Ended { name: run.name.clone(), hash: exercise.hash(), measures: measures.collect() }
}

/// All runs, played once for all tests, on two threads, in their order.
fn ended() -> &'static [Ended] {
    static ENDED: OnceLock<Vec<Ended>> = OnceLock::new();
    ENDED.get_or_init(|| {
        let runs = runs();
        let (first, second) = runs.split_at(runs.len() / 2);
        std::thread::scope(|scope| {
            let second = scope.spawn(|| second.iter().map(end).collect::<Vec<_>>());
            first.iter().map(end).chain(second.join().expect("the runs end")).collect()
        })
    })
}

/// Blocks of the file of hashes, by model version.
fn blocks(text: &str) -> BTreeMap<u32, String> {
    let mut blocks: BTreeMap<u32, String> = BTreeMap::new();
    let mut version = 0;
    for line in text.lines() {
        match line.strip_prefix("model ").and_then(|version| version.parse().ok()) {
            Some(number) => {
                assert!(number > version, "blocks follow each other: {number} after {version}");
                version = number;
                blocks.insert(version, String::new());
            }
            None => *blocks.entry(version).or_default() += &format!("{line}\n"),
        }
    }
    blocks
}

#[test]
fn reference_runs_keep_their_hashes() {
    let found: String = ended().iter().map(|run| format!("{} {}\n", run.name, run.hash)).collect();
    let golden = blocks(HASHES).pop_last().expect("the file has a block");
    assert_eq!(
        (MODEL_VERSION, found.as_str()),
        (golden.0, golden.1.as_str()),
        "raise MODEL_VERSION when the model changes, and add a block; this build's:\nmodel {MODEL_VERSION}\n{found}"
    );
}

#[test]
fn the_measures_of_this_version_are_written_down() {
    let found: String = ended().iter().map(|run| format!("{}\n{}", run.name, run.measures)).collect();
    let found = format!("model {MODEL_VERSION}\n{found}");
    if found != MEASURES {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("reference_measures.txt");
        std::fs::write(&path, &found).expect("the folder for tests can be written");
        panic!("the measures moved: compare golden/reference_measures.txt with {}", path.display());
    }
}

/// Every version of the file that was ever committed, newest first. A copy without its history has none.
fn committed() -> Vec<String> {
    let git = |arguments: &[&str]| {
        let output = Command::new("git").args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output().ok()?;
        output.status.success().then(|| String::from_utf8(output.stdout).expect("git gives text"))
    };
    let file = "tests/golden/reference_hashes.txt";
    let commits = git(&["log", "--format=%H", "--", file]).unwrap_or_default();
    commits.lines().filter_map(|commit| git(&["show", &format!("{commit}:./{file}")])).collect()
}

#[test]
fn a_committed_block_is_never_changed() {
    let now = blocks(HASHES);
    // Before this guard the file held one block, of three runs, that was written over.
    let guarded =
        committed().into_iter().map(|text| blocks(&text)).filter(|then| then.values().all(|block| is_whole(block)));
    for (version, block) in guarded.flatten() {
        assert_eq!(
            now.get(&version),
            Some(&block),
            "the block of model {version} was committed and is another one now"
        );
    }
}

fn is_whole(block: &str) -> bool {
    block.lines().count() > 3
}

#[test]
fn a_changed_block_is_found() {
    let (mut was, mut now) = (blocks("model 1\na 1\n"), blocks("model 1\na 2\nmodel 2\na 3\n"));
    assert_ne!(was.remove(&1), now.remove(&1));
    assert_eq!(now.keys().collect::<Vec<_>>(), [&2]);
}
