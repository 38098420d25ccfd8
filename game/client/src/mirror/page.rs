//! The page's side of the mirror: patches go to its script, deeds come back through a function on `window`.

use std::cell::RefCell;
use std::rc::Rc;

use bevy::prelude::*;
use bevy_egui::{EguiContext, EguiInput, EguiInputSet, EguiOutput, EguiPostUpdateSet, EguiPreUpdateSet};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;

use super::input::{Deed, Waiting, drop_repeated_modifiers};
use super::{Elements, mirrored};
use crate::net::{Heard, Waker};

/// Function of the page's script that takes a patch, as JSON.
const PATCH: &str = "codedarkMirrorPatch";
/// Function on `window` that the page's script calls with an element's id, deed and text.
const DEED: &str = "codedarkMirrorDeed";

/// What people did on the page, shared with its callback.
#[derive(Default, Clone)]
pub struct Deeds(Rc<RefCell<Waiting>>);

/// The elements the page has.
#[derive(Resource, Default)]
struct Shown(Elements);

/// Adds both directions.
pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Shown>()
        .insert_non_send(Deeds::default())
        .add_systems(Startup, listen)
        .add_systems(
            PreUpdate,
            bring_deeds
                .after(Heard)
                .after(EguiInputSet::WriteEguiEvents)
                .after(drop_repeated_modifiers)
                .before(EguiPreUpdateSet::BeginPass),
        )
        .add_systems(PostUpdate, show.after(EguiPostUpdateSet::ProcessOutput));
}

fn listen(deeds: NonSend<Deeds>, waker: Res<Waker>) {
    let (deeds, waker) = (deeds.clone(), waker.clone());
    let done = Closure::<dyn FnMut(u32, String, String)>::new(move |id: u32, deed: String, text: String| {
        let deed = match deed.as_str() {
            "click" => Deed::Click,
            "focus" => Deed::Focus,
            "enter" => Deed::Enter,
            "text" => Deed::Text(text),
            _ => return,
        };
        deeds.0.borrow_mut().add(id, deed);
        waker.wake();
    });
    let _never_frozen = js_sys::Reflect::set(&js_sys::global(), &DEED.into(), &done.into_js_value());
}

/// Whether nothing that people did waits to be brought to the screen.
pub fn is_quiet(deeds: NonSend<Deeds>) -> bool {
    deeds.0.borrow().is_empty()
}

/// Gives this pass its events, and asks for another pass: more deeds may wait, or what the server said meanwhile.
fn bring_deeds(
    deeds: NonSend<Deeds>,
    shown: Res<Shown>,
    waker: Res<Waker>,
    mut contexts: Query<(&mut EguiContext, &mut EguiInput)>,
) {
    let Ok((mut context, mut input)) = contexts.single_mut() else { return };
    context.get_mut().enable_accesskit();
    let mut waiting = deeds.0.borrow_mut();
    if !waiting.is_empty() {
        input.events.extend(waiting.next_pass(|element| shown.0.node(element)));
        waker.wake();
    }
}

fn show(outputs: Query<&EguiOutput>, mut shown: ResMut<Shown>) {
    let Ok(output) = outputs.single() else { return };
    let Some(update) = &output.platform_output.accesskit_update else { return };
    let page = js_sys::global();
    let Ok(function) = js_sys::Reflect::get(&page, &PATCH.into()) else { return };
    let Some(function) = function.dyn_ref::<js_sys::Function>() else { return };
    let patch = shown.0.follow(mirrored(update));
    if !patch.is_empty() {
        let json = serde_json::to_string(&patch).expect("a patch is plain data");
        let _script_failed = function.call1(&page, &json.into());
    }
}
