//! Printing and writing for the person at the terminal.

use std::io::Write;
use std::path::Path;

use codedark_protocol::Msg;

use crate::private;
use crate::words::sentence;

/// Prints a text. A reader that has seen enough, such as `head`, may close its end: that is no failure.
pub fn show(text: &str) {
    let _ = writeln!(std::io::stdout(), "{text}");
}

/// Writes a file.
///
/// # Errors
/// One sentence that names the file.
pub fn write(file: &Path, contents: impl AsRef<[u8]>) -> Result<(), String> {
    std::fs::write(file, contents).map_err(|error| unreadable(file, &error))
}

/// Writes a file that nobody but its owner may read.
///
/// # Errors
/// One sentence that names the file.
pub fn write_private(file: &Path, contents: impl AsRef<[u8]>) -> Result<(), String> {
    private::write(file, contents).map_err(|error| unreadable(file, &error))
}

/// The sentence about a file that cannot be read or written.
pub fn unreadable(file: &Path, error: &std::io::Error) -> String {
    sentence(&Msg::new("file-failed").word("file", file.display().to_string()).word("reason", error.to_string()))
}
