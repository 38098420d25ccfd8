//! Drives in the network, on which SQLite's write-ahead log does not work: its index is memory that programs of one
//! computer share.

use std::path::{Component, Path, PathBuf, Prefix};

/// Kinds of file systems that are in the network, as the kernel names them.
const NETWORK_KINDS: [&str; 22] = [
    "9p",
    "afs",
    "beegfs",
    "ceph",
    "cifs",
    "coda",
    "davfs",
    "fuse.ceph",
    "fuse.davfs2",
    "fuse.glusterfs",
    "fuse.rclone",
    "fuse.s3fs",
    "fuse.sshfs",
    "glusterfs",
    "gpfs",
    "lustre",
    "ncpfs",
    "nfs",
    "nfs4",
    "orangefs",
    "smb3",
    "smbfs",
];

/// The kind of network drive that a file lies on, or would; none when it lies on this computer.
pub(super) fn network_kind(file: &Path) -> Option<String> {
    let there = existing(file);
    if let Some(Component::Prefix(prefix)) = there.components().next() {
        let shared = matches!(prefix.kind(), Prefix::UNC(..) | Prefix::VerbatimUNC(..));
        return shared.then(|| "UNC".to_owned());
    }
    // Only Linux tells. Elsewhere the answer to `journal_mode` is the last resort.
    kind_in(&std::fs::read_to_string("/proc/self/mountinfo").ok()?, &there)
}

/// The part of a path that is there, without links.
fn existing(file: &Path) -> PathBuf {
    let absolute = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
    absolute.ancestors().find_map(|part| part.canonicalize().ok()).unwrap_or(absolute)
}

/// The kind of network drive that holds this path, by the text of `/proc/self/mountinfo`.
///
/// Of the mounts above it the longest counts; of two at one place the later, which hides the other.
pub fn kind_in(mountinfo: &str, path: &Path) -> Option<String> {
    let mounts = mountinfo.lines().filter_map(|line| {
        let (place, kind) = line.split_once(" - ")?;
        Some((unescaped(place.split(' ').nth(4)?), kind.split(' ').next()?))
    });
    let above = mounts.filter(|(place, _)| path.starts_with(place));
    let (_, kind) = above.max_by_key(|(place, _)| place.components().count())?;
    NETWORK_KINDS.contains(&kind).then(|| kind.to_owned())
}

/// A place as it is written: a blank, tab, line break or backslash in it stands as a backslash and three octal digits.
fn unescaped(place: &str) -> PathBuf {
    let octals = [("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")];
    octals.iter().fold(place.to_owned(), |place, (octal, letter)| place.replace(octal, letter)).into()
}
