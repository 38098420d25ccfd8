//! The mirror: egui's accessibility tree, repeated as elements of the page, and what people do there, brought back.
//!
//! After each pass the tree is compared with the one before; only what changed goes to the page's script, which patches
//! elements by an id that stays while role and name do. Clicks, focus and typed text come back as egui events in front of
//! the next pass, and are done or answered ([`input`]). A frame brings what people did or what the server said, never both:
//! a press meets the screen that it was meant for. A native window has no page: there, only the cure for idle drawing is
//! active.

pub mod input;
#[cfg(target_arch = "wasm32")]
mod page;
#[cfg(test)]
mod tests;
mod tree;

use bevy::prelude::*;
use bevy_egui::{EguiInputSet, EguiPreUpdateSet};

/// Adds the mirror to the app.
pub fn plugin(app: &mut App) {
    app.add_systems(
        PreUpdate,
        input::drop_repeated_modifiers.after(EguiInputSet::WriteEguiEvents).before(EguiPreUpdateSet::BeginPass),
    );
    #[cfg(target_arch = "wasm32")]
    page::plugin(app);
}

#[cfg(target_arch = "wasm32")]
pub use page::is_quiet;
pub use tree::{Elements, Mirrored, Patch, mirrored};

/// Whether nothing that people did waits to be brought to the screen. A native window brings it itself.
#[cfg(not(target_arch = "wasm32"))]
pub fn is_quiet() -> bool {
    true
}
