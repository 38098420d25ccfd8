//! The mirror: egui's accessibility tree, repeated as elements of the page, and what people do there, brought back.
//!
//! After each pass the tree is compared with the one before; only what changed goes to the page's script, which patches
//! elements by an id that stays while role and name do ([`tree`]). Clicks, focus and typed text come back as egui events in
//! front of the next pass, and are done or answered ([`input`]). Whoever runs the app carries both between egui and the page.

pub mod input;
#[cfg(test)]
mod tests;
pub mod tree;
