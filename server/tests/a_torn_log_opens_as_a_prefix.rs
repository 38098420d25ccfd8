//! Wherever a power cut tears the log, the store opens with all that was on the disk before, and with nothing halved.

use std::path::Path;

use crate::stores::{Dice, Folder, Lines, chat, new_class, open, person};
use codedark_server::store::{Change, Store};

/// Cuts in each run of the gate.
const CUTS: usize = 20;
/// Cuts in the long run.
const CUTS_LONG: usize = 200;
/// Commits of the class whose log is torn. Fewer than would make SQLite take the log into the file.
const COMMITS: u32 = 150;

/// A store as it lay on the disk while its server still ran.
struct Torn {
    file: Vec<u8>,
    log: Vec<u8>,
    /// Bytes of the log after each commit.
    synced: Vec<usize>,
}

fn tearing() -> Torn {
    let folder = Folder::new();
    let path = folder.path("codedark.sqlite");
    let log = folder.path("codedark.sqlite-wal");
    let mut store = open(&path);
    let mut lines = Lines::new();
    let class = store.create_class(&new_class("Monday"), &[lines.header()]).expect("a class");
    let length = || log.metadata().expect("the log is there").len() as usize;
    let mut synced = vec![length()];
    for commit in 1..=COMMITS {
        // An act, what was said and who came belong together.
        let changes = [
            lines.change(class.record, 1),
            Change::Chat { class: class.id, chat: chat(commit, 1, &format!("{commit}")) },
            Change::Person { class: class.id, person: person(commit, &format!("Aoife {commit}")) },
        ];
        store.commit(&changes).expect("written");
        synced.push(length());
    }
    let read = |path: &Path| std::fs::read(path).expect("readable");
    Torn { file: read(&path), log: read(&log), synced }
}

/// Opens the store with its log cut here. Gives how many commits it has.
fn commits_after(torn: &Torn, cut: usize) -> Option<usize> {
    let folder = Folder::new();
    let path = folder.path("codedark.sqlite");
    std::fs::write(&path, &torn.file).expect("written");
    std::fs::write(folder.path("codedark.sqlite-wal"), &torn.log[..cut]).expect("written");
    let opened = Store::open(&path, None).expect("it opens");
    assert_eq!(opened.missing, [], "a torn log is no damage");
    let class = opened.store.classes().expect("readable").pop()?;
    let commits = opened.store.lines(class.record).expect("readable").len() - 1;
    assert_eq!(opened.store.chat(class.id).expect("readable").len(), commits, "what was said came with the act");
    assert_eq!(opened.store.people(class.id).expect("readable").len(), commits, "and who came");
    Some(commits)
}

fn cut(cuts: usize, seed: u64) {
    let torn = tearing();
    let mut dice = Dice(seed);
    for _ in 0..cuts {
        let cut = dice.below(torn.log.len() + 1);
        let synced = torn.synced.iter().filter(|end| **end <= cut).count().checked_sub(1);
        assert_eq!(commits_after(&torn, cut), synced, "seed {seed}: a log of {cut} of {} bytes", torn.log.len());
    }
}

#[test]
fn twenty_cuts_lose_only_what_was_not_synced() {
    cut(CUTS, 13);
}

#[test]
#[ignore = "long: 200 cuts"]
fn two_hundred_cuts_lose_only_what_was_not_synced() {
    cut(CUTS_LONG, 14);
}
