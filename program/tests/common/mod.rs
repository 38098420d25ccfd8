//! The program as a person at a terminal uses it, in a folder of its own.

pub mod program;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// A folder to work in, gone when the test ends.
pub struct Desk(TempDir);

/// What the program left: its code, and what it said.
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Desk {
    pub fn new() -> Desk {
        Desk(tempfile::tempdir().expect("a folder for the test"))
    }

    pub fn path(&self, file: &str) -> PathBuf {
        self.0.path().join(file)
    }

    pub fn write(&self, file: &str, text: &str) {
        let path = self.path(file);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("the folder can be made");
        std::fs::write(path, text).expect("the file can be written");
    }

    pub fn read(&self, file: &str) -> String {
        std::fs::read_to_string(self.path(file)).expect("the file can be read")
    }

    /// The names of all files, sorted.
    pub fn files(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.0.path()).expect("the folder can be read");
        let mut names: Vec<String> =
            entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    /// The program, about to run here.
    pub fn program(&self, args: &[&str]) -> Command {
        let mut program = Command::new(env!("CARGO_BIN_EXE_codedark"));
        program.args(args).current_dir(self.0.path());
        program
    }

    /// Runs the program here.
    pub fn run(&self, args: &[&str]) -> Said {
        said(&self.program(args).output().expect("the program starts"))
    }
}

/// What a program left.
pub fn said(output: &Output) -> Said {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Said { code: output.status.code().unwrap_or(-1), out: text(&output.stdout), err: text(&output.stderr) }
}

/// The folder with the shipped scenarios.
pub fn shipped() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios")
}

/// A scenario that is there for these published points alone: a hospital of the library that is struck on the second day.
pub fn incident(id: &str, hospital: &str, points: &str) -> String {
    format!(include_str!("../../../authoring/tests/incident.txt"), id = id, hospital = hospital, points = points)
}
