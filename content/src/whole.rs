//! Files that are written whole or not at all: whoever looks at one sees the old text or the new one, also after a power cut.

use std::io::{self, Write};
use std::path::Path;

/// Who may read a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readers {
    /// Its owner alone. A link of its name is replaced by it.
    Owner,
    /// Whoever could read the file that stands there, or behind a link; for a new one, whom the user lets read new files.
    AsBefore,
}

/// Writes a file, in the place of one of that name.
///
/// # Errors
/// The system's. The file is as it was then.
pub fn write(file: &Path, contents: &[u8], readers: Readers) -> io::Result<()> {
    let behind = file.canonicalize().ok().filter(|_| readers == Readers::AsBefore);
    let file = behind.as_deref().unwrap_or(file);
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    if readers == Readers::AsBefore {
        // What others may not read is taken off by the system (umask).
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    }
    let mut beside = builder.tempfile_in(folder)?;
    beside.write_all(contents)?;
    if readers == Readers::AsBefore
        && let Ok(there) = file.metadata()
    {
        beside.as_file().set_permissions(there.permissions())?;
    }
    beside.as_file().sync_all()?;
    beside.persist(file)?;
    Ok(())
}
