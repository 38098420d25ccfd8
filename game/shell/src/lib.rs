//! The Bevy app around screens: what the player's program and the studio have in common.
//!
//! A window or a page's canvas, egui drawn cheaply ([`shading`]), the mirror's two directions ([`mirror`]), a way to wake
//! the sleeping app ([`waker`]), and the end of it ([`failure`]).
//!
//! It draws on change only: hospital computers have no graphics card, and a still screen must cost nothing.

pub mod failure;
pub mod mirror;
#[cfg(target_arch = "wasm32")]
pub mod page;
mod shading;
pub mod waker;

use bevy::asset::AssetMetaCheck;
use bevy::prelude::*;
use bevy::render::view::Msaa;
use bevy::window::WindowPlugin;
use bevy::winit::WinitSettings;
use bevy_egui::EguiPlugin;
use codedark_screens::ui::GROUND;

/// Element of the page that holds the picture.
const CANVAS: &str = "#codedark-canvas";

/// An app that shows nothing yet.
pub fn app() -> App {
    let window = Window {
        canvas: Some(CANVAS.to_owned()),
        fit_canvas_to_parent: true,
        // The browser keeps its own keys: reload, zoom, and Tab into the mirror.
        prevent_default_event_handling: false,
        ..default()
    };
    let mut app = App::new();
    app.add_plugins(
        DefaultPlugins
            .set(WindowPlugin { primary_window: Some(window), ..default() })
            .set(AssetPlugin { meta_check: AssetMetaCheck::Never, ..default() }),
    )
    .add_plugins(EguiPlugin::default())
    .insert_resource(WinitSettings::desktop_app())
    .insert_resource(ClearColor(Color::srgb_u8(GROUND[0], GROUND[1], GROUND[2])))
    .add_systems(Startup, spawn_camera);
    failure::plugin(&mut app);
    waker::plugin(&mut app);
    mirror::plugin(&mut app);
    shading::plugin(&mut app);
    app
}

/// One flat camera. Without multi-sampling: egui smooths its own edges, and software drawing is three times faster.
fn spawn_camera(mut commands: Commands) {
    commands.spawn((Camera2d, Msaa::Off));
}
