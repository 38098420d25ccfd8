//! The mirror's way between egui and the page: a frame brings what people did or what the server said, never both, so that a
//! press meets the screen that it was meant for. A native window has no page: there, only the cure for idle drawing is
//! active.

mod order;
#[cfg(target_arch = "wasm32")]
mod page;

use bevy::prelude::*;
use bevy_egui::{EguiInput, EguiInputSet, EguiPreUpdateSet};
use egui::{Event, Modifiers};

use order::Cured;

pub use order::Heard;
#[cfg(target_arch = "wasm32")]
pub use page::is_quiet;

/// Adds the mirror to the app.
pub(crate) fn plugin(app: &mut App) {
    app.add_systems(
        PreUpdate,
        drop_repeated_modifiers.in_set(Cured).after(EguiInputSet::WriteEguiEvents).before(EguiPreUpdateSet::BeginPass),
    );
    #[cfg(target_arch = "wasm32")]
    page::plugin(app);
}

/// Whether nothing that people did waits to be brought to the screen. A native window brings it itself.
#[cfg(not(target_arch = "wasm32"))]
pub fn is_quiet() -> bool {
    true
}

/// Drops the modifier event that bevy_egui repeats in each frame: egui draws again at once after any event, and a still
/// page would draw for ever.
fn drop_repeated_modifiers(mut inputs: Query<&mut EguiInput>, mut last: Local<Option<Modifiers>>) {
    for mut input in &mut inputs {
        input.events.retain(|event| match event {
            Event::ModifiersChanged(now) => last.replace(*now) != Some(*now),
            _ => true,
        });
    }
}
