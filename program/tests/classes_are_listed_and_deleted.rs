//! `codedark classes` lists, deletes and erases; `--class` chooses whose record is taken out or replayed.

use codedark_server::store::FolderLock;
use serde_json::Value;

use crate::common::Desk;
use crate::stores::{add_class, open, unpack_fixture, whole};

const DATA: &str = "data/codedark.sqlite";

/// A desk with the fixture: class 1 has ended, class 2 is in play.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.write(DATA, "");
    unpack_fixture(&desk.path(DATA));
    desk
}

#[test]
fn the_list_says_how_each_stands() {
    let desk = desk();
    let before = std::fs::read(desk.path(DATA)).expect("readable");
    let said = desk.run(&["classes"]);
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    let lines: Vec<&str> = said.out.lines().collect();
    assert_eq!(lines.len(), 3, "{}", said.out);
    for (line, parts) in [
        (lines[1], ["1", "ended", "SBT49PCT", "2020-09-13 12:26", "4", "A year at a regional hospital"]),
        (lines[2], ["2", "running", "DA4KWSU3", "2020-09-13 12:26", "5", "A year at a regional hospital"]),
    ] {
        assert_eq!(line.split("  ").map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>(), parts);
    }
    let listed: Value = serde_json::from_str(&desk.run(&["classes", "--json"]).out).expect("JSON");
    assert_eq!(listed["classes"][1]["state"], "running");
    assert_eq!(listed["classes"][1]["people"][1]["name"], "Eimear");
    assert_eq!(std::fs::read(desk.path(DATA)).expect("readable"), before, "listing changes nothing");

    let mut store = open(&desk.path(DATA));
    add_class(&mut store, "Wednesday", 0, false);
    drop(store);
    let said = desk.run(&["classes"]);
    assert!(said.out.contains("prepared") && said.out.contains("Wednesday"), "{}", said.out);
}

#[test]
fn one_is_deleted_and_one_person_erased() {
    let desk = desk();
    let before = whole(&open(&desk.path(DATA)));
    let said = desk.run(&["classes", "erase", "2", "--person", "3"]);
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    let said = desk.run(&["classes", "delete", "1"]);
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    let after = whole(&open(&desk.path(DATA)));
    assert_eq!(after.len(), 1);
    assert_eq!(after[0].lines, before[1].lines);
    assert_eq!((after[0].people[2].name.as_str(), after[0].people[1].name.as_str()), ("", "Eimear"));
    let bytes = std::fs::read(desk.path(DATA)).expect("readable");
    for gone in ["Fergal", "I have.", "Aoife", "SBT49PCT"] {
        assert!(!bytes.windows(gone.len()).any(|part| part == gone.as_bytes()), "{gone} is gone from the file");
    }
}

#[test]
fn a_record_is_taken_out_and_replayed_by_number() {
    let desk = desk();
    let records: Vec<String> =
        whole(&open(&desk.path(DATA))).iter().map(|class| class.lines.join("\n") + "\n").collect();
    for (class, record) in [("1", &records[0]), ("2", &records[1])] {
        let said = desk.run(&["record", "export", "--class", class, "--out", "record.jsonl"]);
        assert_eq!((said.code, said.err.as_str()), (0, ""));
        assert_eq!(&desk.read("record.jsonl"), record);
    }
    assert_eq!(desk.run(&["record", "export", "--out", "newest.jsonl"]).code, 0);
    assert_eq!(desk.read("newest.jsonl"), records[1], "without a number, the newest");
    let (file, store) = (desk.run(&["replay", "newest.jsonl"]), desk.run(&["replay", "--class", "2"]));
    assert_eq!((file.code, &file.err), (store.code, &store.err), "from the store as from its file");
    let told = "The record was made by another version (record 1, model 6) and cannot be re-run by this one.";
    assert_eq!((store.code, store.err.trim()), (1, told), "the model has changed since");
}

#[test]
fn wrong_numbers_and_files_are_told_in_a_sentence() {
    for (args, told, why) in [
        (vec!["classes", "delete", "9"], "There is no class 9.", "no such class"),
        (vec!["classes", "erase", "9", "--person", "1"], "There is no class 9.", "no such class to erase in"),
        (
            vec!["classes", "erase", "1", "--person", "9"],
            "There is no participant 9 in this class.",
            "nobody of that number",
        ),
        (vec!["record", "export", "--class", "9", "--out", "x"], "There is no class 9.", "no record"),
        (vec!["replay", "--class", "9"], "There is no class 9.", "nothing to replay"),
        (vec!["classes", "--data", "none.sqlite"], "There is no file none.sqlite.", "no store"),
        (vec!["classes", "delete", "1", "--data", "text.sqlite"], "text.sqlite is no Code Dark store", "a text"),
        (vec!["classes", "--data", "empty.sqlite"], "empty.sqlite is empty", "an empty file"),
    ] {
        let desk = desk();
        desk.write("text.sqlite", "Dear all,\n");
        desk.write("empty.sqlite", "");
        let (files, before) = (desk.files(), std::fs::read(desk.path(DATA)).expect("readable"));
        let said = desk.run(&args);
        assert!(said.code != 0 && said.err.contains(told), "{why}: {} {}", said.out, said.err);
        assert_eq!(said.err.trim_end().lines().count(), 1, "{why}: one sentence, {}", said.err);
        assert_eq!(desk.files(), files, "{why}: no file more");
        assert_eq!(std::fs::read(desk.path(DATA)).expect("readable"), before, "{why}: nothing was written");
    }
}

#[test]
fn nothing_is_deleted_under_a_running_server() {
    let desk = desk();
    let _held = FolderLock::take(&desk.path(DATA), "http://127.0.0.1:8080").expect("a server holds the folder");
    for args in [["classes", "delete", "1"].as_slice(), &["classes", "erase", "1", "--person", "2"]] {
        let said = desk.run(args);
        assert!(said.code != 0 && said.err.contains("http://127.0.0.1:8080"), "{}", said.err);
    }
    assert_eq!(desk.run(&["classes"]).code, 0, "but listed they are");
    assert_eq!(whole(&open(&desk.path(DATA))).len(), 2);
}
