//! Where drafts are kept from one visit to the next: the browser's storage, or files of a native window.
//!
//! The text and what undo goes back to are kept apart, so that a full storage loses the past before the text.

/// Most letters of the past that are kept.
const PAST_BYTES_MAX: usize = 1 << 20;

/// Keeps a draft. False when its text could not be kept.
pub(super) fn write(name: &str, text: &str, past: &[String]) -> bool {
    let mut room = PAST_BYTES_MAX;
    let fits = |step: &&String| {
        room = room.saturating_sub(step.len());
        room > 0
    };
    let mut newest: Vec<&String> = past.iter().rev().take_while(fits).collect();
    newest.reverse();
    let past = serde_json::to_string(&newest).unwrap_or_default();
    let kept = place::set(&text_key(name), text);
    if !place::set(&past_key(name), &past) {
        place::remove(&past_key(name));
    }
    kept
}

/// A kept draft's text and past.
pub(super) fn read(name: &str) -> Option<(String, Vec<String>)> {
    let text = place::get(&text_key(name))?;
    let past = place::get(&past_key(name)).and_then(|past| serde_json::from_str(&past).ok());
    Some((text, past.unwrap_or_default()))
}

/// Names of all kept drafts, sorted.
pub(super) fn names() -> Vec<String> {
    let mut names: Vec<String> =
        place::keys().iter().filter_map(|key| key.strip_prefix(TEXT_KEY)).map(str::to_owned).collect();
    names.sort();
    names
}

/// The draft that was open last.
pub(super) fn last_open() -> Option<String> {
    place::get(OPEN_KEY)
}

/// Remembers which draft is open.
pub(super) fn set_last_open(name: Option<&str>) {
    match name {
        Some(name) => {
            let _kept = place::set(OPEN_KEY, name);
        }
        None => place::remove(OPEN_KEY),
    }
}

const TEXT_KEY: &str = "codedark-draft-";
const PAST_KEY: &str = "codedark-past-";
const OPEN_KEY: &str = "codedark-open-draft";

fn text_key(name: &str) -> String {
    format!("{TEXT_KEY}{name}")
}

fn past_key(name: &str) -> String {
    format!("{PAST_KEY}{name}")
}

pub(super) use place::enter_class;
pub use place::{leave, wanted};

/// The browser.
#[cfg(target_arch = "wasm32")]
mod place {
    use web_sys::Storage;

    /// The end of the page's address in the workshop: a reload comes back here.
    const HASH: &str = "#workshop";

    /// Whether this page is the workshop's.
    pub fn wanted() -> bool {
        web_sys::window().and_then(|window| window.location().hash().ok()).is_some_and(|hash| hash == HASH)
    }

    /// Back to the page's door.
    pub fn leave() {
        let Some(window) = web_sys::window() else { return };
        let location = window.location();
        let _never_refused = location.set_hash("");
        let _leaving = location.reload();
    }

    /// Into the class that a token opens.
    pub fn enter_class(token: &str) {
        let storage = web_sys::window().and_then(|window| window.session_storage().ok().flatten());
        if storage.is_some_and(|storage| storage.set_item(crate::net::TOKEN_KEY, token).is_ok()) {
            leave();
        }
    }

    fn storage() -> Option<Storage> {
        web_sys::window()?.local_storage().ok()?
    }

    pub fn get(key: &str) -> Option<String> {
        storage()?.get_item(key).ok()?
    }

    pub fn set(key: &str, value: &str) -> bool {
        storage().is_some_and(|storage| storage.set_item(key, value).is_ok())
    }

    pub fn remove(key: &str) {
        if let Some(storage) = storage() {
            let _absent = storage.remove_item(key);
        }
    }

    pub fn keys() -> Vec<String> {
        let Some(storage) = storage() else { return Vec::new() };
        let count = storage.length().unwrap_or(0);
        (0..count).filter_map(|index| storage.key(index).ok().flatten()).collect()
    }
}

/// A native window: a file for each key, in the user's folder for data.
#[cfg(not(target_arch = "wasm32"))]
mod place {
    use std::path::PathBuf;

    /// Whether the program was started as `codedark-client workshop`.
    pub fn wanted() -> bool {
        std::env::args().nth(1).is_some_and(|word| word == "workshop")
    }

    /// Closes the window.
    pub fn leave() {
        std::process::exit(0);
    }

    /// A native window joins a class by its own command line.
    pub fn enter_class(_token: &str) {}

    fn folder() -> Option<PathBuf> {
        let data = std::env::var_os("XDG_DATA_HOME").map(PathBuf::from);
        let home = std::env::var_os("HOME").or_else(|| std::env::var_os("USERPROFILE"));
        let folder = data.or_else(|| Some(PathBuf::from(home?).join(".local/share")))?.join("codedark");
        std::fs::create_dir_all(&folder).ok()?;
        Some(folder)
    }

    /// Names come from files and may hold anything: what is no plain letter is written as its number.
    fn file(key: &str) -> Option<PathBuf> {
        let plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_';
        let name: String = key
            .chars()
            .map(|letter| if plain(letter) { letter.to_string() } else { format!("%{:x}%", u32::from(letter)) })
            .collect();
        Some(folder()?.join(name))
    }

    pub fn get(key: &str) -> Option<String> {
        std::fs::read_to_string(file(key)?).ok()
    }

    /// Writes beside and renames: a power cut leaves the old text or the new one.
    pub fn set(key: &str, value: &str) -> bool {
        let Some(file) = file(key) else { return false };
        let beside = file.with_extension("new");
        std::fs::write(&beside, value).and_then(|()| std::fs::rename(&beside, &file)).is_ok()
    }

    pub fn remove(key: &str) {
        if let Some(file) = file(key) {
            let _absent = std::fs::remove_file(file);
        }
    }

    pub fn keys() -> Vec<String> {
        let entries = folder().and_then(|folder| std::fs::read_dir(folder).ok());
        let names = entries.into_iter().flatten().flatten();
        names.filter_map(|entry| entry.file_name().into_string().ok()).collect()
    }
}
