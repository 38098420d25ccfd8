//! The library: scenarios that authors saved on this server, as files in a folder beside the store.
//!
//! A name is a file's name and nothing else, so no name leads out of the folder. What is saved has passed the checker, with
//! the shipped libraries only, and appears whole or not at all.

use std::path::{Path, PathBuf};

use codedark_content::whole::{self, Readers};
use codedark_protocol::Msg;
use codedark_scenario::tree::FILE_BYTES_MAX;
use codedark_scenario::{Problem, SourceFile, check_texts};
use codedark_shipped::{built_in, built_in_names};

use crate::content::Content;
use crate::private;

/// Folder of the library, beside the store.
const FOLDER: &str = "library";
/// Longest name of a scenario.
const NAME_CHARS_MAX: usize = 60;
/// Most scenarios that are kept: a folder that grows without end fills a disk.
const SCENARIOS_MAX: usize = 500;

/// The folder of saved scenarios.
#[derive(Clone)]
pub struct Library {
    folder: PathBuf,
}

impl Library {
    /// The library of a store. Its folder is made with the first scenario.
    pub fn beside(data: &Path) -> Library {
        Library { folder: data.parent().unwrap_or(Path::new("")).join(FOLDER) }
    }

    /// Names of all scenarios in it, sorted.
    pub fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let name =
            |entry: std::fs::DirEntry| entry.file_name().into_string().ok()?.strip_suffix(".ron").map(str::to_owned);
        let mut names: Vec<String> = entries.filter_map(name).filter(|name| check_name(name).is_ok()).collect();
        names.sort();
        names
    }

    /// The text of a scenario.
    ///
    /// # Errors
    /// There is none of this name.
    pub fn read(&self, name: &str) -> Result<String, Msg> {
        check_name(name)?;
        std::fs::read_to_string(self.file(name)).map_err(|_| Msg::new("library-unknown").word("name", name))
    }

    /// A scenario of the library, or one that came with the program, ready to be played.
    ///
    /// # Errors
    /// There is none of this name, or it cannot be played any more.
    pub fn offered(&self, name: &str) -> Result<Content, Msg> {
        if self.names().iter().any(|known| known == name) {
            return self.content(name);
        }
        if !built_in_names().contains(&name) {
            return Err(Msg::new("library-unknown").word("name", name));
        }
        Content::named(name).map_err(|problems| {
            let first = problems.first().map(ToString::to_string).unwrap_or_default();
            Msg::new("record-scenario").word("problem", first)
        })
    }

    /// A scenario, ready to be played.
    ///
    /// # Errors
    /// There is none of this name, or it cannot be played any more.
    pub fn content(&self, name: &str) -> Result<Content, Msg> {
        checked(name, self.read(name)?)
    }

    /// Keeps a scenario under a name, in the place of the one that had it.
    ///
    /// # Errors
    /// The one reason why it is not kept. Nothing was written then.
    pub fn save(&self, name: &str, bytes: Vec<u8>) -> Result<(), Msg> {
        check_name(name)?;
        if built_in(name).is_some() {
            return Err(Msg::new("library-shipped").word("name", name));
        }
        if bytes.len() > FILE_BYTES_MAX {
            return Err(too_large());
        }
        let text = String::from_utf8(bytes).map_err(|_| Msg::new("library-type"))?;
        checked(name, text.clone())?;
        let names = self.names();
        if names.len() >= SCENARIOS_MAX && !names.iter().any(|known| known == name) {
            return Err(Msg::new("library-full").number("limit", SCENARIOS_MAX as i64));
        }
        self.write(name, &text).map_err(|error| Msg::new("library-not-kept").word("reason", error.to_string()))
    }

    fn write(&self, name: &str, text: &str) -> std::io::Result<()> {
        private::make_folder(&self.folder)?;
        whole::write(&self.file(name), text.as_bytes(), Readers::Owner)
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}.ron"))
    }
}

/// The refusal of a file that is too large.
pub(crate) fn too_large() -> Msg {
    Msg::new("library-too-large").number("limit", (FILE_BYTES_MAX >> 20) as i64)
}

/// Whether a name is small letters, digits and single hyphens, as scenarios' ids are.
fn check_name(name: &str) -> Result<(), Msg> {
    let plain = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit();
    let parts = name.split('-').all(|part| !part.is_empty() && part.chars().all(plain));
    if parts && name.len() <= NAME_CHARS_MAX {
        return Ok(());
    }
    Err(Msg::new("library-name").number("limit", NAME_CHARS_MAX as i64))
}

/// A text that can be played, or the first reason why not.
fn checked(name: &str, text: String) -> Result<Content, Msg> {
    let loaded = check_texts(SourceFile { name: format!("{name}.ron"), text }, &built_in).loaded();
    loaded.map(Content::from).map_err(|problems| {
        let errors: Vec<&Problem> = problems.iter().filter(|problem| problem.is_error()).collect();
        let first = errors.first().map(ToString::to_string).unwrap_or_default();
        Msg::new("library-broken").number("count", errors.len() as i64).word("first", first)
    })
}
