//! A text file that is changed in its place: read with a limit, and replaced as a whole or not at all.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use codedark_content::terminal::unreadable;
use codedark_content::whole::{self, Readers};
use codedark_content::words::sentence;
use codedark_protocol::Msg;
use codedark_scenario::tree::FILE_BYTES_MAX;

/// A file and what it said when it was read.
pub struct TextFile {
    path: PathBuf,
    /// What it says.
    pub text: String,
}

impl TextFile {
    /// Reads a file. What is larger than a scenario may be, or is not UTF-8, is refused, so that nothing of it is lost when it
    /// is written again.
    ///
    /// # Errors
    /// One sentence that names the file.
    pub fn read(path: &Path) -> Result<TextFile, String> {
        let mut bytes = Vec::new();
        let most = FILE_BYTES_MAX as u64;
        File::open(path)
            .and_then(|file| file.take(most + 1).read_to_end(&mut bytes))
            .map_err(|error| unreadable(path, &error))?;
        let about = |id: &str| Msg::new(id).word("file", path.display().to_string());
        if bytes.len() > FILE_BYTES_MAX {
            return Err(sentence(&about("file-too-large").number("most", (FILE_BYTES_MAX >> 20) as i64)));
        }
        let text = String::from_utf8(bytes).map_err(|_| sentence(&about("file-not-utf8")))?;
        Ok(TextFile { path: path.to_owned(), text })
    }

    /// Writes another text in its place. Whoever looks at the file sees the old text or the new one, never a part.
    ///
    /// # Errors
    /// One sentence that names the file.
    pub fn replace(&self, text: &str) -> Result<(), String> {
        let written = whole::write(&self.path, text.as_bytes(), Readers::AsBefore);
        written.map_err(|error| unreadable(&self.path, &error))
    }
}
