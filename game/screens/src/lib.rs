//! What players and facilitators see, and the state behind it: plain structs and egui, without Bevy, sockets or simulation.
//!
//! It decides nothing about the exercise. It keeps what the server sent ([`state`]), turns ids into words ([`words`]), draws
//! screens ([`ui`]), says how soon what arrived must be drawn ([`urgency`]), and keeps what a line must know when it opens
//! again ([`line`]). [`mirror`] is egui's accessibility tree as a page repeats it. Programs put a window and a line around
//! it; everything here is tested without either.

pub mod acts;
pub mod farewell;
pub mod line;
pub mod mirror;
pub mod state;
pub mod ui;
pub mod urgency;
pub mod words;
