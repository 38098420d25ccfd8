//! The builder behind `cargo host`, `cargo verify` and `cargo client`.
//!
//! It turns a fresh clone into a running class: the WebAssembly standard library ([`wasm_std`]), the browser client
//! and its page ([`client`]), the server ([`host`]), and everything that must pass
//! ([`verify`], with [`dependencies`] and [`benchmarks`] when there is time). Cargo decides what is
//! up to date; this crate only puts the steps in order and says what is going on ([`steps`]).

pub mod benchmarks;
pub mod browser;
pub mod cargo;
pub mod client;
pub mod debian;
pub mod dependencies;
pub mod host;
pub mod steps;
pub mod tally;
pub mod verify;
pub mod wasm_std;
