//! The hospital under attack: one Bevy world a region, one plugin a domain, deterministic, no I/O, no clock, no sockets.
//!
//! Start at [`exercise`]: build, submit, advance, view and hash are all that the rest of the house uses.

mod attack;
pub mod base;
mod care;
mod defence;
mod detection;
pub mod dice;
mod duty;
mod effects;
mod exchange;
pub mod exercise;
mod hash;
mod joint;
mod load;
mod measure;
pub mod money;
mod network;
pub mod pace;
mod people;
mod plan;
mod recovery;
mod region;
mod story;
pub mod time;
