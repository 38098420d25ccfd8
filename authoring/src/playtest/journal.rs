//! The journal: results of a play-test so far, a line each, in a file beside the report.
//!
//! A play-test that was stopped at any moment goes on from it. It belongs to one text of the scenario and one version of the
//! model: for another it begins anew.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, Seek, Write};
use std::path::Path;

use codedark_content::Content;
use codedark_content::terminal::unreadable;
use codedark_sim::exercise::{MODEL_VERSION, sha256_hex};
use serde::{Deserialize, Serialize};

use super::hour::Hour;
use super::trial::{Trial, Tried};

/// What a trial gave.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Result {
    /// A whole exercise.
    Tried(Tried),
    /// An hour in the room.
    Hour(Hour),
}

/// What a journal belongs to: its first line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// Id of the scenario.
    pub scenario: String,
    /// SHA-256 of all its texts, libraries included.
    pub sha256: String,
    /// Version of the model.
    pub model_version: u32,
}

impl Subject {
    /// What a play-test of this scenario belongs to.
    pub fn of(content: &Content) -> Subject {
        let hashes: Vec<&[u8]> = content.sources.iter().map(|source| source.sha256.as_bytes()).collect();
        let sha256 = sha256_hex(&hashes);
        Subject { scenario: content.scenario.id.clone(), sha256, model_version: MODEL_VERSION }
    }
}

/// An open journal.
pub struct Journal {
    file: Option<File>,
    /// Results so far.
    pub results: BTreeMap<Trial, Result>,
    /// Whether the file held results of another scenario, and was begun anew.
    pub begun_anew: bool,
}

impl Journal {
    /// A journal that is kept nowhere.
    pub fn unwritten() -> Journal {
        Journal { file: None, results: BTreeMap::new(), begun_anew: false }
    }

    /// Opens a journal, or begins one.
    ///
    /// # Errors
    /// One sentence, where the file cannot be read or written.
    pub fn open(path: &Path, subject: &Subject) -> std::result::Result<Journal, String> {
        let failed = |error: std::io::Error| unreadable(path, &error);
        let mut options = OpenOptions::new();
        let mut file = options.read(true).write(true).create(true).truncate(false).open(path).map_err(failed)?;
        let (results, kept_bytes, same) = read(&file, subject).map_err(failed)?;
        let begun_anew = !same && file.metadata().map_err(failed)?.len() > 0;
        // A last line that was cut off is dropped, and everything after another scenario's heading.
        file.set_len(kept_bytes).map_err(failed)?;
        file.seek(std::io::SeekFrom::End(0)).map_err(failed)?;
        if !same {
            writeln!(file, "{}", serde_json::to_string(subject).expect("plain data")).map_err(failed)?;
        }
        Ok(Journal { file: Some(file), results, begun_anew })
    }

    /// Notes a result. A line is written at once, so that nothing is lost when the program is stopped.
    ///
    /// # Errors
    /// What the file system says.
    pub fn note(&mut self, trial: Trial, result: Result) -> std::io::Result<()> {
        if let Some(file) = &mut self.file {
            let line = serde_json::to_string(&(&trial, &result)).expect("plain data");
            file.write_all(format!("{line}\n").as_bytes())?;
        }
        self.results.insert(trial, result);
        Ok(())
    }
}

/// The results that a file holds of this subject, how many bytes of it are whole lines of it, and whether it is its.
fn read(file: &File, subject: &Subject) -> std::io::Result<(BTreeMap<Trial, Result>, u64, bool)> {
    let (mut results, mut kept_bytes, mut line) = (BTreeMap::new(), 0, Vec::new());
    let mut lines = BufReader::new(file);
    while lines.read_until(b'\n', &mut line)? > 0 && line.ends_with(b"\n") {
        if kept_bytes == 0 {
            if serde_json::from_slice::<Subject>(&line).ok().as_ref() != Some(subject) {
                break;
            }
        } else {
            let Ok((trial, result)) = serde_json::from_slice(&line) else { break };
            results.insert(trial, result);
        }
        kept_bytes += line.len() as u64;
        line.clear();
    }
    Ok((results, kept_bytes, kept_bytes > 0))
}
