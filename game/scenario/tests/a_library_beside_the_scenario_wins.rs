//! Files: a library beside the scenario wins over the built-in one of the same name.

use std::fs;
use std::path::{Path, PathBuf};

use crate::common::{SMALL, shown};
use codedark_shipped::{built_in, load};

/// A folder of this test's own, emptied first.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("library/hospitals")).expect("a folder for the test");
    folder
}

/// The small scenario, drawing its hospital from a library by the name of a built-in one.
fn scenario_and_library() -> (String, String) {
    let start = SMALL.find("    hospital: (").expect("a hospital");
    let end = SMALL.find("    adversary: (").expect("an adversary");
    let scenario = format!("{}    hospital: (from: \"hospitals/regional-300\"),\n{}", &SMALL[..start], &SMALL[end..]);
    (scenario, format!("(version: 1,\n{})", &SMALL[start..end]))
}

#[test]
fn the_own_library_is_taken_before_the_built_in_one() {
    assert!(built_in("library/hospitals/regional-300").is_some(), "there is one built in");
    let folder = folder("own-library");
    let (scenario, library) = scenario_and_library();
    fs::write(folder.join("mine.ron"), scenario).expect("write");
    fs::write(folder.join("library/hospitals/regional-300.ron"), library).expect("write");
    let loaded = load(&folder.join("mine.ron")).expect("no problems");
    assert_eq!(loaded.scenario.hospital.id, "clinic");
    assert_eq!(loaded.sources[0].name, "mine.ron", "no folder of this machine gets into a record");
}

#[test]
fn a_problem_is_told_with_the_path_that_leads_to_the_file() {
    let folder = folder("paths");
    let (scenario, library) = scenario_and_library();
    fs::write(folder.join("mine.ron"), scenario.replace("id: \"small\"", "id: \"Small\"")).expect("write");
    let own = folder.join("library/hospitals/regional-300.ron");
    fs::write(&own, library.replace("beds: 30", "beds: 0")).expect("write");
    let problems = shown(load(&folder.join("mine.ron")));
    assert!(problems[0].starts_with(&format!("{}:4:9: `Small`", folder.join("mine.ron").display())), "{problems:#?}");
    assert!(problems[1].starts_with(&format!("{}:4:15: `beds`", own.display())), "{problems:#?}");

    let nowhere = folder.join("nowhere.ron");
    assert_eq!(shown(load(&nowhere)), [format!("{}:1:1: This file does not exist.", nowhere.display())]);
    fs::write(folder.join("latin.ron"), b"(id: \"Gr\xfc\xdfe\")").expect("write");
    assert!(shown(load(&folder.join("latin.ron")))[0].contains(":1:9: This character is not UTF-8"));
}
