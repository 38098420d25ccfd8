//! The built program beside a folder of its own, as somebody at a terminal has it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder that goes with the test.
pub struct Desk(tempfile::TempDir);

/// What the program said, and whether it was content.
pub struct Said {
    /// Whether it ended well.
    pub well: bool,
    /// What it printed and complained.
    pub words: String,
}

impl Desk {
    /// A folder with the small exercise in it.
    pub fn new() -> Desk {
        let desk = Desk(tempfile::tempdir().expect("a folder"));
        std::fs::copy(data("small.ron"), desk.path("small.ron")).expect("the fixture");
        desk
    }

    /// A file in it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file.
    pub fn write(&self, name: &str, contents: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), contents).expect("written");
    }

    /// What a file holds.
    pub fn text(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).expect("a text")
    }

    /// Runs `codedark scenario exchange ..` here.
    pub fn exchange(&self, words: &[&str]) -> Said {
        said(
            Command::new(env!("CARGO_BIN_EXE_codedark"))
                .args(["scenario", "exchange"])
                .args(words)
                .current_dir(self.0.path()),
        )
    }

    /// Imports a table that must be refused, and checks that the scenario is as it was.
    #[track_caller]
    pub fn refused(&self, table: &str) -> String {
        let said = self.exchange(&["import", table, "--into", "small.ron"]);
        assert!(!said.well, "{table} must be refused: {}", said.words);
        assert_eq!(self.text("small.ron"), std::fs::read_to_string(data("small.ron")).expect("the fixture"), "{table}");
        said.words
    }

    /// The small exercise's table as CSV, a line replaced.
    pub fn table(&self, change: impl Fn(String) -> String) -> String {
        let said = self.exchange(&["export", "small.ron", "--as", "msel", "--out", "small.csv"]);
        assert!(said.well, "{}", said.words);
        change(self.text("small.csv"))
    }
}

/// A command's words and end.
pub fn said(command: &mut Command) -> Said {
    let Output { status, stdout, stderr } = command.output().expect("the program runs");
    let words = [stdout, stderr].map(|bytes| String::from_utf8(bytes).expect("words")).concat();
    Said { well: status.success(), words }
}

/// A file among the tests' data.
pub fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../authoring/tests/data/exchange").join(name)
}

/// Text with a piece replaced that must be there.
#[track_caller]
pub fn replaced(text: &str, old: &str, new: &str) -> String {
    assert!(text.contains(old), "{old:?} stands in\n{text}");
    text.replacen(old, new, 1)
}
