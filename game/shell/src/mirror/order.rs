//! What comes before what people did on the page, in a frame that begins.

use bevy::prelude::*;

/// The moment of a frame at which what the server said is taken in.
#[derive(SystemSet, Clone, Debug, PartialEq, Eq, Hash)]
pub struct Heard;

/// What the window itself brought has been cured of idle repeats.
#[derive(SystemSet, Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Cured;
