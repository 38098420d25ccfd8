//! Every control that the language calls the model's own is read by a rule of the model: its sources name it.

use std::fs;
use std::path::Path;

use codedark_scenario::Control;

/// All sources below a folder.
fn sources(folder: &Path) -> String {
    let entries = fs::read_dir(folder).expect("a folder of sources").map(|entry| entry.expect("an entry").path());
    entries
        .map(|path| if path.is_dir() { sources(&path) } else { fs::read_to_string(&path).expect("a source file") })
        .collect()
}

#[test]
fn a_control_of_the_language_is_named_where_it_counts() {
    let sources = sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    for control in Control::ALL {
        assert!(sources.contains(&format!("Control::{control:?}.id()")), "no rule reads {control:?}");
    }
}
