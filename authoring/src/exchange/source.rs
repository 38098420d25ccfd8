//! The scenario that is taken from or written to: its text, its libraries, and what they make together.

use std::io::Read;
use std::path::{Path, PathBuf};

use codedark_content::terminal::unreadable;
use codedark_content::whole::{self, Readers};
use codedark_scenario::tree::FILE_BYTES_MAX;
use codedark_scenario::{Problem, Scenario, SourceFile, load_texts};
use codedark_shipped::{built_in, built_in_names};

/// A scenario that loads.
pub struct Source {
    /// Its own text.
    pub main: SourceFile,
    /// The exercise that it and its libraries make.
    pub scenario: Scenario,
    /// Its text first, then those of the libraries that it draws on.
    pub sources: Vec<SourceFile>,
    shelf: Shelf,
}

/// Where libraries are found: among texts that came along, in a folder, or built in.
#[derive(Clone, Default)]
pub struct Shelf {
    /// Texts that came along.
    pub along: Vec<SourceFile>,
    /// The scenario's folder.
    pub folder: PathBuf,
}

impl Shelf {
    fn find(&self, name: &str) -> Option<SourceFile> {
        if let Some(along) = self.along.iter().find(|source| source.name == name) {
            return Some(along.clone());
        }
        match read(&self.folder.join(name), FILE_BYTES_MAX as u64) {
            Ok(text) => Some(SourceFile { name: name.to_owned(), text: String::from_utf8_lossy(&text).into_owned() }),
            Err(_) => built_in(name),
        }
    }
}

impl Source {
    /// The scenario in this file, or the shipped one of this name.
    ///
    /// # Errors
    /// Every problem that it has, one in a line.
    pub fn open(name: &str) -> Result<Source, String> {
        let path = Path::new(name);
        if built_in_names().contains(&name) && !path.exists() {
            let main = built_in(name).expect("its name is listed");
            return Source::new(main, Shelf::default());
        }
        Source::file(path)
    }

    /// The scenario in this file.
    ///
    /// # Errors
    /// Every problem that it has, one in a line.
    pub fn file(path: &Path) -> Result<Source, String> {
        let text = read(path, FILE_BYTES_MAX as u64)?;
        let main = SourceFile { name: file_name(path), text: String::from_utf8_lossy(&text).into_owned() };
        Source::new(main, Shelf { along: Vec::new(), folder: folder_of(path) })
    }

    /// A scenario of this text, its libraries on this shelf.
    ///
    /// # Errors
    /// Every problem that it has, one in a line.
    pub fn new(main: SourceFile, shelf: Shelf) -> Result<Source, String> {
        let loaded =
            load_texts(main.clone(), &|name| shelf.find(name)).map_err(|problems| Problem::lines(&problems))?;
        Ok(Source { main, scenario: loaded.scenario, sources: loaded.sources, shelf })
    }

    /// How its libraries are found.
    pub fn find(&self) -> impl Fn(&str) -> Option<SourceFile> + '_ {
        |name| self.shelf.find(name)
    }

    /// The same scenario with another text.
    ///
    /// # Errors
    /// Every problem that it has then, one in a line.
    pub fn with(&self, text: String) -> Result<Source, String> {
        Source::new(SourceFile { name: self.main.name.clone(), text }, self.shelf.clone())
    }
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// The folder that a file lies in.
pub fn folder_of(path: &Path) -> PathBuf {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_path_buf()
}

/// Reads a file, but never more of it than it takes to see that it is too large.
///
/// # Errors
/// One sentence that names the file.
pub fn read(path: &Path, most: u64) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).map_err(|error| unreadable(path, &error))?;
    file.take(most + 1).read_to_end(&mut bytes).map_err(|error| unreadable(path, &error))?;
    Ok(bytes)
}

/// Writes a file as a whole or not at all, with the rights that it had.
///
/// # Errors
/// One sentence that names the file.
pub fn replace(path: &Path, contents: &[u8]) -> Result<(), String> {
    whole::write(path, contents, Readers::AsBefore).map_err(|error| unreadable(path, &error))
}
