//! Making a store: whole, or not at all.

use std::io;
use std::path::Path;

use rusqlite::Connection;

use super::file::{connect, prepare};
use super::problem::StoreError;
use super::{beside, schema};

/// Makes a store: under another name first, so that there is never half a store under its own.
pub(super) fn make(path: &Path) -> io::Result<()> {
    beside::make_folder(path)?;
    let new = beside::named(path, ".new");
    let made = fill(&new, |_| Ok(())).and_then(|()| beside::rename(&new, path));
    if made.is_err() {
        beside::remove(&new);
    }
    made
}

/// Makes a store in one file, without companions, and puts something into it.
pub(super) fn fill(new: &Path, content: impl FnOnce(&mut Connection) -> Result<(), StoreError>) -> io::Result<()> {
    beside::remove(new);
    beside::make_private(new)?;
    let mut file = connect(new).map_err(io::Error::other)?;
    file.pragma_update(None, "page_size", schema::PAGE_BYTES as u64).map_err(io::Error::other)?;
    prepare(&file)
        .and_then(|()| schema::create(&mut file))
        .and_then(|()| content(&mut file))
        .map_err(io::Error::other)?;
    file.close().map_err(|(_, error)| io::Error::other(error))
}
