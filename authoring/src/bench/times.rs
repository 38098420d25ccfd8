//! The run before: what each row took then, kept in a file so that a change of speed stands beside its cause.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use codedark_content::terminal::{unreadable, write};
use codedark_content::words::sentence;
use codedark_protocol::Msg;

/// Milliseconds of each row, by its name.
#[derive(Default)]
pub struct Times(BTreeMap<String, f64>);

impl Times {
    /// What a file keeps. Where there is none yet, nothing was before.
    ///
    /// # Errors
    /// One sentence, when the file cannot be read or keeps something else.
    pub fn read(file: &Path) -> Result<Times, String> {
        match std::fs::read(file) {
            Ok(bytes) => serde_json::from_slice(&bytes)
                .map(Times)
                .map_err(|_| sentence(&Msg::new("bench-no-times").word("file", file.display().to_string()))),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Times::default()),
            Err(error) => Err(unreadable(file, &error)),
        }
    }

    /// Keeps them for the next run.
    ///
    /// # Errors
    /// One sentence, when the file cannot be written.
    pub fn keep(&self, file: &Path) -> Result<(), String> {
        write(file, format!("{:#}", serde_json::json!(self.0)))
    }

    /// Adds a row.
    pub fn note(&mut self, name: &str, took: Duration) {
        self.0.insert(name.to_owned(), took.as_secs_f64() * 1e3);
    }

    /// A row's time as a cell of the table.
    pub fn cell(&self, name: &str) -> String {
        self.0.get(name).map_or("-".to_owned(), |took_ms| format!("{took_ms:.2}"))
    }
}
