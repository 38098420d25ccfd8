//! The player's screens in the app's window.

use bevy::prelude::*;
use bevy_egui::{EguiContexts, EguiPrimaryContextPass};
use codedark_screens::state::Class;
use codedark_screens::ui::{self, context::Screen};
use codedark_screens::words::Words;

/// What the person at this window knows, chose on the screen, and reads.
#[derive(Resource, Default)]
pub struct Player {
    /// The class as the server told it.
    pub class: Class,
    /// What was chosen on the screen.
    pub screen: Screen,
    /// The words, the scenario's as far as they were sent.
    pub words: Words,
}

/// Adds the screens to the app.
pub fn plugin(app: &mut App) {
    app.init_resource::<Player>().add_systems(EguiPrimaryContextPass, draw);
}

fn draw(mut contexts: EguiContexts, mut player: ResMut<Player>) -> Result {
    let Player { class, screen, words } = &mut *player;
    ui::draw(contexts.ctx_mut()?, class, screen, words);
    Ok(())
}
