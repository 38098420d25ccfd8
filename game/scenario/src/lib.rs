//! The scenario language: what an author writes, and how it is read.

pub mod types;

pub use types::*;
