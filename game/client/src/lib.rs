//! The app of players, facilitators and authors: one crate for the browser and for a native window.
//!
//! It decides nothing about the exercise. It keeps what the server sent ([`state`]), turns ids into words ([`words`]),
//! draws screens with egui ([`ui`]), and says what people order ([`net`]). [`mirror`] repeats every screen as page
//! elements, so that a screen reader and the browser tests read and press the same buttons as a mouse.
//!
//! Authors write scenarios in [`workshop`], without a server.
//!
//! It draws on change only: hospital computers have no graphics card, and a still screen must cost nothing.

mod acts;
pub mod failure;
mod farewell;
pub mod mirror;
pub mod net;
mod shading;
pub mod state;
pub mod ui;
pub mod urgency;
pub mod words;
pub mod workshop;

use bevy::asset::AssetMetaCheck;
use bevy::prelude::*;
use bevy::render::view::Msaa;
use bevy::window::WindowPlugin;
use bevy::winit::WinitSettings;
use bevy_egui::EguiPlugin;

/// Element of the page that holds the picture.
const CANVAS: &str = "#codedark-canvas";

/// Builds the app for an address and a token, ready to run; without one, the workshop.
pub fn app(server: Option<net::Address>) -> App {
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
    .insert_resource(ClearColor(Color::srgb_u8(ui::GROUND[0], ui::GROUND[1], ui::GROUND[2])))
    .insert_resource(words::Words::new())
    .init_resource::<state::Class>()
    .add_systems(Startup, spawn_camera);
    failure::plugin(&mut app);
    net::plugin(&mut app);
    match server {
        Some(server) => {
            net::connect(&mut app, server);
            ui::plugin(&mut app);
        }
        None => {
            workshop::plugin(&mut app);
            ui::workshop_plugin(&mut app);
        }
    }
    mirror::plugin(&mut app);
    shading::plugin(&mut app);
    app
}

/// One flat camera. Without multi-sampling: egui smooths its own edges, and software drawing is three times faster.
fn spawn_camera(mut commands: Commands) {
    commands.spawn((Camera2d, Msaa::Off));
}
