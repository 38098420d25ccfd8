//! What a line to the server knows beside its socket, in a browser and in a native window alike.

pub mod hello;
pub mod silence;
