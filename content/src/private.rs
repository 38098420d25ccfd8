//! Files and folders that nobody but their owner may read: the store and what lies beside it, keys, records.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

/// How such a file is opened for writing: one that is made has its rights from the first moment.
pub fn options() -> OpenOptions {
    let mut options = File::options();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.write(true);
    options
}

/// Writes such a file, in the place of one of that name.
pub fn write(file: &Path, contents: impl AsRef<[u8]>) -> io::Result<()> {
    let mut open = options().create(true).truncate(true).open(file)?;
    // One that was there before has the rights it had.
    #[cfg(unix)]
    if is_open_to_others(file) && open.metadata()?.is_file() {
        open.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    }
    open.write_all(contents.as_ref())
}

/// Makes a folder, and those around it, where there is none.
pub fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder)
}

/// Whether others than the owner may do something with a file or folder that is there.
pub fn is_open_to_others(path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        path.metadata().is_ok_and(|found| found.permissions().mode() & 0o077 != 0)
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        false
    }
}
