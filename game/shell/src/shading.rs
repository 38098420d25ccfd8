//! How egui's shapes get their colours: cheaply, since hospital computers draw in software.
//!
//! bevy_egui's own shader multiplies a letter's coverage and its colour in gamma space, with six powers for each pixel of
//! each layer. A gamma curve is a power law, so multiplying the linear values gives almost the same; then the power can be
//! taken once for each corner of a shape. Drawing in software, this halves the time of a picture.

use bevy::prelude::*;
use bevy::shader::Shader;
use bevy_egui::render::EGUI_SHADER_HANDLE;

/// Puts the cheap shader in the place of bevy_egui's, before the first picture.
pub(crate) fn plugin(app: &mut App) {
    app.add_systems(Startup, replace);
}

fn replace(mut shaders: ResMut<Assets<Shader>>) {
    let cheap = Shader::from_wgsl(include_str!("shading.wgsl"), "shading.wgsl");
    let _never_a_freed_handle = shaders.insert(EGUI_SHADER_HANDLE.id(), cheap);
}
