//! The schema: what the types of this crate allow, held against the tree.
//!
//! The types are the only definition. `schemars` derives their JSON schema, [`shape`] turns it into shapes, and
//! [`read`] walks shapes and tree together: every mismatch is a finding, and every fit becomes JSON that serde types.

mod read;
mod shape;

pub use read::Names;
pub(crate) use read::{UNREADABLE, read, read_parts, read_value};
