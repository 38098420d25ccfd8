//! Scenario files as earlier programs left them become files of today: they load, and keep their comments.

use std::path::{Path, PathBuf};

use codedark_scenario::{Loaded, SourceFile, format, load_texts, migrate};
use codedark_shipped::{built_in, built_in_file_names};

/// The folders of old scenarios, each with its libraries beside it.
fn fixtures() -> Vec<PathBuf> {
    let old = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/old");
    let mut folders: Vec<PathBuf> =
        old.read_dir().expect("fixtures").map(|entry| entry.expect("a folder").path()).collect();
    folders.sort();
    folders
}

fn load_folder(folder: &Path, change: &dyn Fn(SourceFile) -> SourceFile) -> Result<Loaded, Vec<String>> {
    let find = |name: &str| {
        let text = std::fs::read_to_string(folder.join(name)).ok()?;
        Some(change(SourceFile { name: name.to_owned(), text }))
    };
    load_texts(find("conti-friday.ron").expect("a fixture"), &find)
        .map_err(|problems| problems.iter().map(ToString::to_string).collect())
}

fn migrated(source: SourceFile) -> SourceFile {
    let text = migrate(&source).unwrap_or_else(|problems| panic!("{}: {problems:?}", source.name)).text;
    SourceFile { text, ..source }
}

fn comments(text: &str) -> Vec<&str> {
    text.lines().filter_map(|line| line.split_once("// ").map(|(_, words)| words)).collect()
}

#[test]
fn what_no_longer_loads_does_after_migration() {
    assert_eq!(fixtures().len(), 2);
    for folder in fixtures() {
        let name = folder.display();
        load_folder(&folder, &|source| source).expect_err("it is in the language of then");
        let now = load_folder(&folder, &migrated).unwrap_or_else(|told| panic!("{name}:\n{}", told.join("\n")));
        let hospital = now.scenario.hospital;
        let service = hospital.services.iter().find(|service| service.id == "emergency").expect("it has one");
        let profile = hospital.profiles.iter().find(|profile| profile.id == service.profile).expect("its profile");
        for (hour, share, why) in [(0, 0.02, "a quarter of the first block's 0.08"), (23, 0.0425, "of the last's 0.17")]
        {
            assert!((profile.by_hour[hour] - share).abs() < 1e-9, "{why}: {:?}", profile.by_hour);
        }
    }
}

#[test]
fn comments_stay_and_a_second_time_changes_nothing() {
    for folder in fixtures() {
        for name in ["conti-friday.ron", "library/hospitals/regional-300.ron", "library/actions.ron"] {
            let text = std::fs::read_to_string(folder.join(name)).expect("a fixture");
            let once = migrated(SourceFile { name: name.to_owned(), text: text.clone() });
            assert_eq!(comments(&text), comments(&once.text), "{name}");
            format(&once).unwrap_or_else(|problems| panic!("{name} can be laid out: {problems:?}"));
            let twice = migrate(&once).expect("it can be read");
            assert_eq!((twice.text, twice.changes), (once.text, Vec::new()), "{name}");
        }
    }
}

#[test]
fn each_change_is_told_at_its_line() {
    let text = "(\n    objectives: [\n        (role: it_operations, measure: Act(any: [], // why\n            since: \
                Measure(devices_encrypted, Ge, 20))),\n    ],\n)\n";
    let done = migrate(&SourceFile { name: "a.ron".to_owned(), text: text.to_owned() }).expect("it can be read");
    assert_eq!(
        done.text,
        text.replace("Measure(", "All([Knows(it_operations, ransomware), Measure(").replace("20)", "20)])")
    );
    assert_eq!(done.changes.iter().map(|change| change.line).collect::<Vec<_>>(), [4]);
    for text in ["", "(a: 1", "(a: 1, a: 2)"] {
        migrate(&SourceFile { name: "a.ron".to_owned(), text: text.to_owned() }).expect_err("it cannot be read");
    }
}

#[test]
fn files_of_today_stay_as_they_are() {
    for name in built_in_file_names() {
        let source = built_in(name).expect("it is shipped");
        assert_eq!(migrated(source.clone()), source, "{name}");
    }
}
