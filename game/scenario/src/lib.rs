//! The scenario language: what an author writes, and how it is read.
//!
//! A scenario passes through these rooms, in this order; each adds its findings and none stops at the first:
//!
//! 1. [`tree`]: text becomes nodes that know their place.
//! 2. `merge`: libraries are drawn in, overrides and removals are applied, still as nodes.
//! 3. `schema`: nodes become the plain data of [`types`], or the reason why not.
//! 4. `check`: what types cannot say: references, cycles, sums, words.
//!
//! [`load`] walks through all of them. Nothing below it opens a file or reads a clock. Libraries come from a shelf that is
//! handed in ([`Find`]): no scenario is part of this crate. [`edit`] goes the other way: it changes
//! one place of a text. [`format`](fn@format) lays a text out anew, comments kept.

pub mod begin;
mod check;
mod civil;
pub mod codes;
pub mod edit;
mod format;
mod library;
mod load;
mod merge;
mod migrate;
mod nearest;
mod problem;
mod remark;
mod schema;
mod source;
pub mod tree;
pub mod types;

pub use civil::CivilTime;
pub use codes::{Code, Severity, code};
pub use format::format;
pub use library::Find;
pub use load::{
    Checked, Kind, Loaded, check_file, check_library, check_texts, decode, kind_of, load, load_sources, load_texts,
    read_as,
};
pub use migrate::{Change, Migrated, migrate};
pub use nearest::nearest;
pub use problem::Problem;
pub use remark::{Remark, remarked};
pub use schema::Names;
pub use source::SourceFile;
pub use types::*;
