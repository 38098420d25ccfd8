//! `--public`: the server faces the internet, and does not start where that is not safe.

use std::path::Path;

use codedark_protocol::Msg;

use super::key::chars;
use super::{Options, Tls};
use crate::private::is_open_to_others;

/// Least length of a chosen key on the internet, in characters without spaces and dashes.
const KEY_CHARS_MIN: usize = 16;

/// Why a server with these options had better not face the internet; nothing where it may.
pub fn reasons(options: &Options, chosen: Option<&str>) -> Vec<Msg> {
    let access = &options.access;
    let secure = options.tls.is_some() || access.is_secure_outside();
    let path = |id: &str, path: &Path| Msg::new(id).word("file", path.display().to_string());
    let folder = options.data.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut reasons = Vec::new();
    if !secure {
        reasons.push(Msg::new("public-no-tls"));
    }
    if options.tls == Some(Tls::SelfMade) {
        reasons.push(Msg::new("public-self-made"));
    }
    if access.origins.is_empty() {
        reasons.push(Msg::new("public-no-origin"));
    }
    if chosen.is_some_and(|key| chars(key) < KEY_CHARS_MIN) {
        reasons.push(Msg::new("public-short-key").number("least", KEY_CHARS_MIN as i64));
    }
    if options.udp_port.is_some() && !secure {
        reasons.push(Msg::new("public-udp"));
    }
    if is_open_to_others(folder) {
        reasons.push(path("public-folder", folder));
    }
    let keys = options.key_file.iter().chain(match &options.tls {
        Some(Tls::Files { key, .. }) => Some(key),
        _ => None,
    });
    reasons.extend(keys.filter(|file| is_open_to_others(file)).map(|file| path("public-open-file", file)));
    reasons
}
