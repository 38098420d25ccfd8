//! The classroom host: one class, its regions stepped by wall time, its record in SQLite, its people behind gateways.
//!
//! The way of a command: a [`gateway`] hands its bytes to the [`hub`], the hub gives them to the [`session`], the session
//! asks the simulation, writes the record through the [`store`], and only then answers. Wall time is read in [`serve`] and
//! nowhere else: the hub is told what time it is.

pub mod bell;
pub mod gateway;
pub mod http;
pub mod hub;
pub mod key;
pub mod library;
pub mod secrets;
pub mod serve;
pub mod session;
pub mod store;
pub mod tally;

pub use codedark_content as content;
pub use codedark_content::{private, recorded, words};
