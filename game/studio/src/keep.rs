//! How drafts are kept from one visit to the next, in the page's storage.
//!
//! The text and what undo goes back to are kept apart, so that a full storage loses the past before the text.

use crate::page::Page;

/// Most letters of the past that are kept.
const PAST_BYTES_MAX: usize = 1 << 20;

/// Keeps a draft. False when its text could not be kept.
pub fn write(page: &dyn Page, name: &str, text: &str, past: &[String]) -> bool {
    let mut room = PAST_BYTES_MAX;
    let fits = |step: &&String| {
        room = room.saturating_sub(step.len());
        room > 0
    };
    let mut newest: Vec<&String> = past.iter().rev().take_while(fits).collect();
    newest.reverse();
    let past = serde_json::to_string(&newest).unwrap_or_default();
    let kept = page.set(&text_key(name), text);
    if !page.set(&past_key(name), &past) {
        page.remove(&past_key(name));
    }
    kept
}

/// A kept draft's text and past.
pub fn read(page: &dyn Page, name: &str) -> Option<(String, Vec<String>)> {
    let text = page.get(&text_key(name))?;
    let past = page.get(&past_key(name)).and_then(|past| serde_json::from_str(&past).ok());
    Some((text, past.unwrap_or_default()))
}

/// Names of all kept drafts, sorted.
pub fn names(page: &dyn Page) -> Vec<String> {
    let mut names: Vec<String> =
        page.keys().iter().filter_map(|key| key.strip_prefix(TEXT_KEY)).map(str::to_owned).collect();
    names.sort();
    names
}

/// The draft that was open last.
pub fn last_open(page: &dyn Page) -> Option<String> {
    page.get(OPEN_KEY)
}

/// Remembers which draft is open.
pub fn set_last_open(page: &dyn Page, name: Option<&str>) {
    match name {
        Some(name) => {
            let _kept = page.set(OPEN_KEY, name);
        }
        None => page.remove(OPEN_KEY),
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
