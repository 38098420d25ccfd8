//! Which key opens the server: one that the host chose, the one of the last start, or a new one.
//!
//! It stands on no command line, which everybody on the computer can read, and only its hash is kept.

use std::io::IsTerminal;
use std::path::Path;

use codedark_protocol::Msg;

use crate::content::terminal::unreadable;
use crate::key::{CHOSEN_CHARS_MIN, KEY_BYTES_MAX, KeyHash};
use crate::store::{Store, StoreError};
use crate::words::sentence;
use crate::{private, secrets};

/// The environment variable that may hold the key.
pub const KEY_VARIABLE: &str = "CODEDARK_KEY";
/// The file beside the store that a new key is written to where nobody sees the terminal.
const KEY_FILE: &str = "facilitator.key";

/// The key that the host chose: in a file, or in the environment; none where neither says anything.
///
/// # Errors
/// One sentence: the file cannot be read, or the key is too short or too long.
pub fn chosen(file: Option<&Path>) -> Result<Option<String>, String> {
    let key = match file {
        Some(file) => std::fs::read_to_string(file).map_err(|error| unreadable(file, &error))?,
        None => match std::env::var(KEY_VARIABLE) {
            Ok(key) => key,
            Err(_) => return Ok(None),
        },
    };
    let key = key.trim();
    if chars(key) < CHOSEN_CHARS_MIN || key.len() > KEY_BYTES_MAX {
        let msg = Msg::new("key-length").number("least", CHOSEN_CHARS_MIN as i64);
        return Err(sentence(&msg.number("most", KEY_BYTES_MAX as i64)));
    }
    Ok(Some(key.to_owned()))
}

/// How long a key is for who guesses it.
pub fn chars(key: &str) -> usize {
    secrets::normal(key).chars().count()
}

/// Settles which key opens the server. Gives what tells it, and what the host is told.
///
/// # Errors
/// One sentence: the store, or the key's file, cannot be written.
pub fn settle(store: &mut Store, data: &Path, chosen: Option<&str>, anew: bool) -> Result<(KeyHash, Msg), String> {
    let failed = |error: StoreError| sentence(&error.msg());
    let file = data.with_file_name(KEY_FILE);
    let kept = store.key().map_err(failed)?;
    let in_file = || Msg::new("serve-key-in-file").word("file", file.display().to_string());
    let hash = match (chosen, kept) {
        (Some(chosen), Some(kept)) if kept.opens(chosen) => return Ok((kept, Msg::new("serve-key-chosen"))),
        (Some(chosen), _) => KeyHash::of_chosen(chosen),
        (None, Some(kept)) if !anew => {
            return Ok((kept, if file.exists() { in_file() } else { Msg::new("serve-key-kept") }));
        }
        (None, _) => return make(store, &file),
    };
    store.set_key(&hash).map_err(failed)?;
    // A key that was written there earlier opens nothing any more.
    let _ = std::fs::remove_file(&file);
    Ok((hash, Msg::new("serve-key-chosen")))
}

/// Makes a key, and shows it to the host alone: on the terminal, or in a file where nobody sits before one.
fn make(store: &mut Store, file: &Path) -> Result<(KeyHash, Msg), String> {
    let key = secrets::key();
    let hash = KeyHash::of_made(&key);
    let told = if std::io::stdout().is_terminal() {
        let _ = std::fs::remove_file(file);
        Msg::new("serve-key-made").word("key", key)
    } else {
        private::write(file, format!("{key}\n")).map_err(|error| unreadable(file, &error))?;
        Msg::new("serve-key-in-file").word("file", file.display().to_string())
    };
    store.set_key(&hash).map_err(|error| sentence(&error.msg()))?;
    Ok((hash, told))
}
