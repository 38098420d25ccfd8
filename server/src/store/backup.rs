//! Backups: a copy of the store, or of one class of it, in one file; and a backup in the store's place.

use std::path::{Path, PathBuf};
use std::time::Duration;

use codedark_protocol::Msg;
use rusqlite::Connection;
use rusqlite::backup::Backup;

use super::beside::{self, Aside, named};
use super::problem::StoreError;
use super::rows::find_class;
use super::table::HOST;
use super::{Store, StoreProblem, check, connect, prepare, refuse, schema};

impl Store {
    /// Writes a copy of the store to a file that is not there yet; with a class, only that class, without the server's key.
    ///
    /// It is the store of one moment, also while a server writes, and it is looked through before it gets its name.
    ///
    /// # Errors
    /// One sentence. Nothing was written then.
    pub fn back_up(&self, out: &Path, class: Option<i64>) -> Result<(), Msg> {
        if let Some(class) = class {
            find_class(&self.file, class).map_err(|error| error.msg())?;
        }
        if out.exists() {
            return Err(Msg::new("new-exists").word("file", out.display().to_string()));
        }
        let new = named(out, ".new");
        let written = self.copy_to(&new, class).and_then(|()| beside::rename(&new, out).map_err(failed));
        written.map_err(|error| {
            beside::remove(&new);
            StoreProblem::Unusable { path: out.to_owned(), reason: error.to_string() }.msg()
        })
    }

    /// Copies the store to a file, without companions.
    fn copy_to(&self, new: &Path, class: Option<i64>) -> Result<(), StoreError> {
        beside::remove(new);
        beside::make_private(new).map_err(failed)?;
        let mut copy = connect(new)?;
        prepare(&copy)?;
        // In one go: a server that writes meanwhile would have it begin again after each of several.
        Backup::new(&self.file, &mut copy)?.run_to_completion(i32::MAX, Duration::ZERO, None)?;
        if !check::is_sound(&copy, schema::VERSION)? {
            return Err(StoreError::Damaged);
        }
        if let Some(class) = class {
            let mut copy = Store { file: copy };
            for other in copy.classes()?.iter().filter(|other| other.id != class) {
                copy.remove_class(other.id)?;
            }
            HOST.remove(&copy.file, &[])?;
            copy.file.execute_batch("VACUUM")?;
            return close(copy.file);
        }
        close(copy)
    }
}

/// Puts a backup in the place of a store. Gives the replaced store's new name, if there was one.
///
/// The caller holds the folder.
///
/// # Errors
/// One sentence: it is not a store, or damaged. Nothing was changed then.
pub fn restore(backup: &Path, path: &Path) -> Result<Option<PathBuf>, Msg> {
    let unusable =
        |error: StoreError| StoreProblem::Unusable { path: path.to_owned(), reason: error.to_string() }.msg();
    let store = Store::read_only(backup).map_err(|problem| problem.msg())?;
    if !check::is_sound(&store.file, schema::VERSION).map_err(unusable)? {
        return Err(StoreProblem::Damaged(backup.to_owned()).msg());
    }
    refuse(path).map_err(|problem| problem.msg())?;
    beside::finish(path).map_err(|error| unusable(failed(error)))?;
    beside::make_folder(path).map_err(|error| unusable(failed(error)))?;
    let new = named(path, ".new");
    let copied = store.copy_to(&new, None);
    let restored = copied.and_then(|()| beside::replace(path, &new, Aside::Replaced).map_err(failed));
    restored.map_err(|error| {
        beside::remove(&new);
        unusable(error)
    })
}

fn close(file: Connection) -> Result<(), StoreError> {
    file.close().map_err(|(_, error)| error.into())
}

fn failed(error: std::io::Error) -> StoreError {
    StoreError::Other(error.to_string())
}
