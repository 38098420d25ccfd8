//! One server a folder: the store and the library beside it belong to one process at a time.
//!
//! The lock is the operating system's, on an empty file, so it goes with its process, however that ends. Who holds it
//! stands in a file of its own: Windows lets nobody read a locked one.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

use codedark_protocol::Msg;

use super::{beside, refuse};
use crate::private;

/// The file that is locked.
const LOCK: &str = "codedark.lock";
/// The file that says who holds the lock.
const HOLDER: &str = "codedark.holder";

/// The right to a store's folder, until it is dropped.
#[derive(Debug)]
pub struct FolderLock {
    _locked: File,
    holder: PathBuf,
}

impl FolderLock {
    /// Takes the folder of a store, which need not be there. `page` is where the holder's page is; empty for a command.
    ///
    /// # Errors
    /// One sentence: another process holds it, or the store's file is something else. Nothing was written then.
    pub fn take(store: &Path, page: &str) -> Result<FolderLock, Msg> {
        refuse(store).map_err(|problem| problem.msg())?;
        let folder = beside::folder(store);
        let failed = |error: std::io::Error| {
            let msg = Msg::new("folder-unusable").word("folder", folder.display().to_string());
            msg.word("reason", error.to_string())
        };
        beside::make_folder(store).map_err(failed)?;
        let holder = folder.join(HOLDER);
        let options = private::options().create(true).open(folder.join(LOCK));
        let locked = options.map_err(failed)?;
        match locked.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(held(folder, &holder)),
            Err(TryLockError::Error(error)) => return Err(failed(error)),
        }
        private::write(&holder, format!("{}\n{page}\n", std::process::id())).map_err(failed)?;
        Ok(FolderLock { _locked: locked, holder })
    }
}

impl Drop for FolderLock {
    fn drop(&mut self) {
        // Before the lock goes, so that nobody else's is removed. One that stays says nothing without a lock.
        let _ = std::fs::remove_file(&self.holder);
    }
}

/// The sentence about the process that holds a folder.
fn held(folder: &Path, holder: &Path) -> Msg {
    let text = std::fs::read_to_string(holder).unwrap_or_default();
    let (process, page) = text.split_once('\n').unwrap_or_default();
    let msg = |id| Msg::new(id).word("folder", folder.display().to_string());
    match (process, page.trim()) {
        ("", _) => msg("folder-held"),
        (process, "") => msg("folder-held-by-command").word("process", process),
        (process, page) => msg("folder-held-by-server").word("process", process).word("page", page),
    }
}
