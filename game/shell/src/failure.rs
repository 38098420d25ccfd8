//! What ends the app: a panic, a picture that cannot be drawn any more, no way to begin.
//!
//! The page then shows one sentence, what to do, and a button that loads it again: see `web/page/failure.js`. A native
//! window has no page, and keeps what Bevy does: it ends with words on the terminal.

#[cfg(target_arch = "wasm32")]
pub(crate) use in_page::plugin;
#[cfg(target_arch = "wasm32")]
pub use in_page::report;

#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn plugin(_app: &mut bevy::prelude::App) {}

/// Says why the app does not begin.
#[cfg(not(target_arch = "wasm32"))]
pub fn report(reason: &str) {
    eprintln!("{reason}");
}

#[cfg(target_arch = "wasm32")]
mod in_page {
    use bevy::prelude::App;
    use bevy::render::error_handler::{RenderErrorHandler, RenderErrorPolicy};

    use crate::page::call;

    /// Function of the page's script that takes the kind of a failure and a detail.
    const FAILED: &str = "codedarkFailed";
    /// The kinds that come from here, as the page's script names them.
    const FAULT: &str = "fault";
    const GRAPHICS: &str = "graphics";

    /// Tells the page when the app ends. Comes after Bevy's own plugins, which set a hook that writes to the console.
    pub(crate) fn plugin(app: &mut App) {
        let console = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            console(panic);
            tell(FAULT, &panic.to_string());
        }));
        // Bevy would end the app without a word, and leave the last picture standing.
        app.insert_resource(RenderErrorHandler(|error, _, _| {
            tell(GRAPHICS, &format!("{:?} {}", error.ty, error.description));
            RenderErrorPolicy::StopRendering
        }));
    }

    /// Says why the app does not begin.
    pub fn report(reason: &str) {
        tell(FAULT, reason);
    }

    fn tell(kind: &str, detail: &str) {
        call(FAILED, &[kind.into(), detail.into()]);
    }
}
