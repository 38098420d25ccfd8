//! The mirror: egui's accessibility tree, repeated as elements of the page, and what people do there, brought back.
//!
//! After each pass the tree is compared with the one before; only what changed goes to the page's script, which patches
//! elements by node id. Clicks, focus and typed text come back as egui events in front of the next pass. A native
//! window has no page: there, only the cure for idle drawing is active.

pub mod input;
#[cfg(target_arch = "wasm32")]
mod page;
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

pub use tree::{Mirrored, Patch, mirrored};
