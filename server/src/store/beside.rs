//! Files of the store and beside it: their names, who may read them, and how one takes another's place.

use std::ffi::OsString;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

/// What SQLite keeps beside a file: commits that are not in it yet, and their index.
pub(super) const COMPANIONS: [&str; 2] = ["-shm", "-wal"];

/// A file's name with more at its end.
pub(super) fn named(file: &Path, end: &str) -> PathBuf {
    let mut name = OsString::from(file);
    name.push(end);
    name.into()
}

/// The folder of a file.
pub(super) fn folder(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Makes the folder of a file, which only its owner may read, where there is none.
pub(super) fn make_folder(file: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder(file))
}

/// Makes an empty file that only its owner may read. SQLite gives its companions the same rights.
pub(super) fn make_private(file: &Path) -> io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.write(true).create_new(true).open(file).map(drop)
}

/// Takes from all but the owner the right to read a file that an earlier version made.
pub(super) fn keep_private(file: &Path) -> io::Result<()> {
    #[cfg(unix)]
    for end in std::iter::once("").chain(COMPANIONS) {
        let file = named(file, end);
        if file.exists() {
            std::fs::set_permissions(file, std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
        }
    }
    #[cfg(not(unix))]
    let _ = file;
    Ok(())
}

/// Gives a file its name for good: the new name is on the disk when this returns.
pub(super) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    std::fs::rename(from, to)?;
    #[cfg(unix)]
    File::open(folder(to))?.sync_all()?;
    Ok(())
}

/// What the names of files that were set aside begin with, after the store's own.
pub(super) const ASIDE: [&str; 2] = [".damaged-", ".replaced-"];

/// Removes the files that were set aside, with their companions. Gives how many stores they were.
pub(super) fn remove_aside(file: &Path) -> io::Result<usize> {
    let own = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut removed = 0;
    for entry in std::fs::read_dir(folder(file))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let rest = name.strip_prefix(&own).unwrap_or_default();
        if let Some(number) = ASIDE.iter().find_map(|aside| rest.strip_prefix(aside)) {
            std::fs::remove_file(entry.path())?;
            removed += usize::from(number.parse::<u32>().is_ok());
        }
    }
    Ok(removed)
}
