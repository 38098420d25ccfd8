//! A byte that was flipped anywhere in the file: the store opens, and what is gone is named; all else is as it was.

use crate::stores::{Dice, Folder, Whole, add_class, unpack_fixture, whole};
use codedark_protocol::{Arg, Msg};
use codedark_server::store::{Opened, Store, StoreProblem};

/// Flips of a store of this version in each run of the gate.
const FLIPS: usize = 60;
/// Flips of the fixture, whose version has no digests.
const FLIPS_OF_VERSION_1: usize = 20;
/// Flips in the long run.
const FLIPS_LONG: usize = 2000;

fn number(msg: &Msg, name: &str) -> Option<i64> {
    msg.args.iter().find(|(known, _)| known == name).and_then(|(_, value)| match value {
        Arg::Number(number) => Some(*number),
        _ => None,
    })
}

/// Whether a class says that this is missing.
fn names(found: &Whole, id: &str) -> bool {
    found.class.missing.iter().any(|msg| msg.id == id)
}

/// Every loss is named.
fn check_class(before: &Whole, after: &Whole, digests: bool, why: &str) {
    let unsure = names(after, "store-missing-perhaps");
    assert!(before.lines.starts_with(&after.lines), "{why}: a record is what it was, up to where it is cut");
    if after.lines.len() < before.lines.len() {
        let cut = after.class.missing.iter().find(|msg| msg.id == "store-missing-lines");
        let from = cut.and_then(|msg| number(msg, "from"));
        assert!(from == Some(after.lines.len() as i64 + 1) || unsure, "{why}: lines are gone and not named");
    }
    for person in &before.people {
        let same = after.people.contains(person);
        let named = |msg: &Msg| msg.id == "store-missing-name" && number(msg, "person") == Some(person.id.into());
        let said = after.class.missing.iter().any(named) || names(after, "store-missing-somebody");
        assert!(same || !digests || said || unsure, "{why}: {person:?} is gone and not named");
    }
    let decided = |found: &Whole| (found.standings.clone(), found.door, found.done.clone());
    if decided(after) != decided(before) {
        assert!(names(after, "store-missing-house") || unsure, "{why}: what was decided is gone and not named");
    }
    if after.chat != before.chat && digests {
        assert!(names(after, "store-missing-chat") || unsure, "{why}: chat is gone and not named");
        assert!(after.chat.iter().all(|line| before.chat.contains(line)), "{why}: and none is made up");
    }
    if after.result != before.result {
        assert!(names(after, "store-missing-result") || unsure, "{why}: the result is gone and not named");
    }
    let row = |found: &Whole| (found.class.title.clone(), found.class.code.clone(), found.class.ended_ms);
    if digests && row(after) != row(before) {
        assert!(names(after, "store-missing-class"), "{why}: the class's own row is gone and not named");
    }
}

/// A place to flip: anywhere, or in a page that holds rows or leads to them, since most pages only go on with a long text.
fn place(file: &[u8], flip: usize, dice: &mut Dice) -> usize {
    const PAGE_BYTES: usize = 4096;
    if flip.is_multiple_of(3) {
        return dice.below(file.len());
    }
    let pages: Vec<usize> = (0..file.len()).step_by(PAGE_BYTES).filter(|page| file[*page] != 0).collect();
    pages[dice.below(pages.len())] + dice.below(PAGE_BYTES)
}

/// Flips one byte at random places of a store, each in a fresh copy.
fn flip(file: &[u8], before: &[Whole], flips: usize, seed: u64, digests: bool) {
    let mut dice = Dice(seed);
    let (mut salvaged, mut untouched) = (0, 0);
    for number in 0..flips {
        let (at, bits) = (place(file, number, &mut dice), 1 + dice.below(255) as u8);
        let why = format!("seed {seed}: byte {at} with {bits:#04x}");
        let folder = Folder::new();
        let path = folder.path("codedark.sqlite");
        let mut flipped = file.to_vec();
        flipped[at] ^= bits;
        std::fs::write(&path, &flipped).expect("written");
        let opened = match Store::open(&path, None) {
            Ok(opened) => opened,
            Err(StoreProblem::Newer(_)) => {
                // The version itself: the file is left as it was, for who knows better.
                assert!((60..64).contains(&at), "{why}");
                assert_eq!(std::fs::read(&path).expect("readable"), flipped, "{why}");
                continue;
            }
            Err(problem) => panic!("{why}: {problem:?}"),
        };
        let Opened { store, missing } = opened;
        let after = whole(&store);
        if missing.is_empty() {
            untouched += 1;
            let same = after == before;
            assert!(same || !digests, "{why}: what is different, shows");
            assert!(!digests || store.key().expect("readable").is_some(), "{why}");
        } else {
            salvaged += 1;
            let aside = std::fs::read(folder.path("codedark.sqlite.damaged-1")).expect("the damaged file is kept");
            assert_eq!(aside, flipped, "{why}: and as it was");
            let key = store.key().expect("readable").is_some();
            assert!(key || missing.iter().any(|msg| msg.id == "store-missing-key"), "{why}: the key");
        }
        let stray = missing.iter().any(|msg| msg.id == "store-missing-stray" || msg.id == "store-missing-all");
        for class in before {
            match after.iter().find(|one| one.class.id == class.class.id) {
                Some(found) => check_class(class, found, digests, &why),
                None => assert!(stray, "{why}: class {} is gone and not named", class.class.id),
            }
        }
        drop(store);
        let again = Store::open(&path, None).expect("the new store opens");
        assert_eq!(again.missing, [], "{why}: and is in order");
        assert_eq!(whole(&again.store), after, "{why}: and the same");
    }
    println!("seed {seed}: of {flips} flips {salvaged} were salvaged, and {untouched} hit nothing that counts");
}

/// A store of this version with an ended and a running class.
fn filled() -> (Vec<u8>, Vec<Whole>) {
    let folder = Folder::new();
    let path = folder.path("codedark.sqlite");
    let mut store = crate::stores::open(&path);
    store.set_key("KEY2345").expect("written");
    add_class(&mut store, "Monday", 400, true);
    add_class(&mut store, "Tuesday", 250, false);
    let before = whole(&store);
    drop(store);
    (std::fs::read(&path).expect("readable"), before)
}

#[test]
fn of_a_store_of_this_version() {
    let (file, before) = filled();
    flip(&file, &before, FLIPS, 21, true);
}

#[test]
fn of_the_fixture() {
    let folder = Folder::new();
    let path = folder.path("codedark.sqlite");
    unpack_fixture(&path);
    let file = std::fs::read(&path).expect("readable");
    let before = whole(&crate::stores::open(&path));
    flip(&file, &before, FLIPS_OF_VERSION_1, 23, false);
}

#[test]
#[ignore = "long: 2000 flips"]
fn of_both_many_times() {
    let (file, before) = filled();
    flip(&file, &before, FLIPS_LONG, 24, true);
    let folder = Folder::new();
    let path = folder.path("codedark.sqlite");
    unpack_fixture(&path);
    let fixture = std::fs::read(&path).expect("readable");
    let before = whole(&crate::stores::open(&path));
    flip(&fixture, &before, FLIPS_LONG / 10, 25, false);
}
