//! Files of the store and beside it: their names, who may read them, and how one takes another's place.
//!
//! A store is put in the place of another in steps, and a power cut may come between any two: the new one, whole and on the
//! disk, gets a name that says so ([`ready`]); the old one and its companions are set aside; the new one gets the store's
//! name. Whoever opens the store first finishes what was begun ([`finish`]).

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use crate::private;

/// What SQLite keeps beside a file: commits that are not in it yet, and their index.
pub(super) const COMPANIONS: [&str; 2] = ["-shm", "-wal"];

/// A file's name with more at its end.
pub(super) fn named(file: &Path, end: &str) -> PathBuf {
    let mut name = OsString::from(file);
    name.push(end);
    name.into()
}

/// A path as it stands in an address: what has a meaning there, as a percent sign and two digits.
pub(super) fn in_address(path: &Path) -> String {
    let mut address = String::new();
    if cfg!(windows) && path.has_root() {
        address.push('/');
    }
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'\\' if cfg!(windows) => address.push('/'),
            b'/' | b'.' | b'-' | b'_' | b':' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => {
                address.push(char::from(*byte))
            }
            other => address += &format!("%{other:02X}"),
        }
    }
    address
}

/// The folder of a file.
pub(super) fn folder(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Makes the folder of a file, which only its owner may read, where there is none.
pub(super) fn make_folder(file: &Path) -> io::Result<()> {
    private::make_folder(folder(file))
}

/// Makes an empty file that only its owner may read. SQLite gives its companions the same rights.
pub(super) fn make_private(file: &Path) -> io::Result<()> {
    private::options().create_new(true).open(file).map(drop)
}

/// Takes from all but the owner the right to read a file that an earlier version made, and its companions.
pub(super) fn keep_private(file: &Path) -> io::Result<()> {
    #[cfg(unix)]
    for end in std::iter::once("").chain(COMPANIONS) {
        use std::os::unix::fs::PermissionsExt;
        let file = named(file, end);
        let Ok(found) = file.metadata() else { continue };
        let mode = found.permissions().mode();
        if mode & 0o077 != 0 {
            std::fs::set_permissions(file, PermissionsExt::from_mode(mode & 0o700))?;
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
    std::fs::File::open(folder(to))?.sync_all()?;
    Ok(())
}

/// Why a file is set aside: what its name is to say, after the store's own.
#[derive(Clone, Copy)]
pub(super) enum Aside {
    /// It is damaged.
    Damaged,
    /// Another one was restored in its place.
    Replaced,
}

impl Aside {
    const ALL: [Aside; 2] = [Aside::Damaged, Aside::Replaced];

    fn name(self) -> &'static str {
        match self {
            Aside::Damaged => ".damaged-",
            Aside::Replaced => ".replaced-",
        }
    }

    /// The name of the new store while the old one is being set aside.
    fn ready(self, file: &Path) -> PathBuf {
        named(file, &format!("{}next", self.name()))
    }
}

/// Puts a store, which is whole and closed, in the place of the one with this name. Gives the old one's new name.
pub(super) fn replace(file: &Path, new: &Path, aside: Aside) -> io::Result<Option<PathBuf>> {
    std::fs::File::options().write(true).open(new)?.sync_all()?;
    rename(new, &aside.ready(file))?;
    finish(file)
}

/// Finishes putting a store in another's place, if that was begun. Gives the old one's new name.
pub(super) fn finish(file: &Path) -> io::Result<Option<PathBuf>> {
    let mut old = None;
    for aside in Aside::ALL {
        if aside.ready(file).try_exists()? {
            old = set_aside(file, aside)?;
            rename(&aside.ready(file), file)?;
        }
    }
    Ok(old)
}

/// Gives a store and its companions other names. The store itself comes last, so that who begins again finds the same name.
fn set_aside(file: &Path, aside: Aside) -> io::Result<Option<PathBuf>> {
    let free = |number: &u32| !named(file, &format!("{}{number}", aside.name())).exists();
    let number = (1..).find(free).unwrap_or_default();
    let to = named(file, &format!("{}{number}", aside.name()));
    for end in COMPANIONS {
        if named(file, end).try_exists()? {
            rename(&named(file, end), &named(&to, end))?;
        }
    }
    if !file.try_exists()? {
        return Ok(None);
    }
    rename(file, &to)?;
    Ok(Some(to))
}

/// Removes a file that is not needed any more, and its companions, as far as they are there.
pub(super) fn remove(file: &Path) {
    for end in std::iter::once("").chain(COMPANIONS) {
        // What cannot be removed now is in nobody's way: its name is used again.
        let _ = std::fs::remove_file(named(file, end));
    }
}

/// Removes the files that were set aside, with their companions. Gives how many stores they were.
pub(super) fn remove_aside(file: &Path) -> io::Result<usize> {
    let own = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut removed = 0;
    for entry in std::fs::read_dir(folder(file))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let rest = name.strip_prefix(&own).unwrap_or_default();
        if let Some(number) = Aside::ALL.iter().find_map(|aside| rest.strip_prefix(aside.name())) {
            std::fs::remove_file(entry.path())?;
            removed += usize::from(number.parse::<u32>().is_ok());
        }
    }
    Ok(removed)
}
