//! The page around the app: its script's functions, and its timers.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;

/// Calls a function of the page's script, when it is there.
pub fn call(function: &str, with: &[JsValue]) {
    if let Ok(found) = js_sys::Reflect::get(&js_sys::global(), &function.into())
        && let Some(found) = found.dyn_ref::<js_sys::Function>()
    {
        let _script_failed = found.apply(&js_sys::global(), &with.iter().collect::<js_sys::Array>());
    }
}

/// Gives the page's script a value under a name.
pub fn give(name: &str, value: &JsValue) {
    let _never_frozen = js_sys::Reflect::set(&js_sys::global(), &name.into(), value);
}

/// Does something after a while.
pub fn after(wait_ms: u32, work: impl FnOnce() + 'static) {
    let Some(window) = web_sys::window() else { return };
    let work = Closure::once_into_js(work);
    let wait_ms = i32::try_from(wait_ms).unwrap_or(i32::MAX);
    let _timer = window.set_timeout_with_callback_and_timeout_and_arguments_0(work.unchecked_ref(), wait_ms);
}
