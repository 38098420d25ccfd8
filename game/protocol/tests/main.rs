//! The behaviours of the wire, one a file: each test is named `FILE::TEST`.

mod garbage_is_refused;
mod hello_bytes;
mod view_changes;
