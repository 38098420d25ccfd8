//! The reference runs in a form that a WebAssembly host without Rust can call: a test holds their hashes against the native
//! ones.
#![cfg_attr(target_arch = "wasm32", allow(unsafe_code, reason = "an exported name is all that a bare host can find"))]

#[path = "../tests/reference/mod.rs"]
mod reference;

use std::cell::RefCell;

thread_local! {
    /// The line of the run that was asked for last.
    static LINE: RefCell<(u32, String)> = const { RefCell::new((u32::MAX, String::new())) };
}

/// One character of the line that a run has in `tests/golden/reference_hashes.txt`; 0 past its end, and for a run past the
/// last.
#[cfg_attr(target_arch = "wasm32", unsafe(no_mangle))]
pub extern "C" fn reference_run_char(run: u32, at: u32) -> u32 {
    LINE.with_borrow_mut(|line| {
        if line.0 != run {
            let played =
                reference::runs().get(run as usize).map(|run| format!("{} {}", run.name, run.play().exercise.hash()));
            *line = (run, played.unwrap_or_default());
        }
        line.1.as_bytes().get(at as usize).copied().map_or(0, u32::from)
    })
}
