//! The hospital under attack: one Bevy world a region, deterministic, no I/O, no clock, no sockets.
//!
//! A house with floors: a file uses its own folder and the floors below, never those above.
//!
//! | floor | what is there |
//! |---|---|
//! | [`base`] | what knows no hospital: time, dice, numbers |
//! | `hospital` | what a hospital is: its state, its questions, its changes |
//! | `reading` | questions over a whole hospital; they change nothing |
//! | `rules` | what happens by itself |
//! | `orders` | what seats say, and what it does |
//! | `region` | a world of hospitals: what is due, and what passes between them |
//! | [`exercise`] | build, submit, advance, view and hash: all that the rest of the house uses |

pub mod base;
pub mod exercise;
mod hospital;
mod orders;
pub mod pace;
mod reading;
mod region;
mod rules;
