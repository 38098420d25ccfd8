//! The page's side of the mirror: patches go to its script, deeds come back through a function on `window`.

use std::cell::RefCell;
use std::rc::Rc;

use bevy::prelude::*;
use bevy_egui::{EguiContext, EguiInput, EguiInputSet, EguiOutput, EguiPostUpdateSet, EguiPreUpdateSet};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;

use super::input::{Deed, Waiting, drop_repeated_modifiers};
use super::{Mirrored, Patch, mirrored};
use crate::net::Waker;

/// Function of the page's script that takes a patch, as JSON.
const PATCH: &str = "codedarkMirrorPatch";
/// Function on `window` that the page's script calls with node id, deed and text.
const DEED: &str = "codedarkMirrorDeed";

/// What people did on the page, shared with its callback.
#[derive(Default, Clone)]
struct Deeds(Rc<RefCell<Waiting>>);

/// The elements the page has.
#[derive(Resource, Default)]
struct Shown(Vec<Mirrored>);

/// Adds both directions.
pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Shown>()
        .insert_non_send(Deeds::default())
        .add_systems(Startup, listen)
        .add_systems(
            PreUpdate,
            bring_deeds
                .after(EguiInputSet::WriteEguiEvents)
                .after(drop_repeated_modifiers)
                .before(EguiPreUpdateSet::BeginPass),
        )
        .add_systems(PostUpdate, show.after(EguiPostUpdateSet::ProcessOutput));
}

fn listen(deeds: NonSend<Deeds>, waker: Res<Waker>) {
    let (deeds, waker) = (deeds.clone(), waker.clone());
    let done = Closure::<dyn FnMut(String, String, String)>::new(move |id: String, deed: String, text: String| {
        let deed = match deed.as_str() {
            "click" => Deed::Click,
            "focus" => Deed::Focus,
            "enter" => Deed::Enter,
            "text" => Deed::Text(text),
            _ => return,
        };
        if let Ok(node) = id.parse() {
            deeds.0.borrow_mut().add(node, deed);
            waker.wake();
        }
    });
    let _never_frozen = js_sys::Reflect::set(&js_sys::global(), &DEED.into(), &done.into_js_value());
}

/// Gives this pass its events, and asks for another pass when more wait.
fn bring_deeds(deeds: NonSend<Deeds>, waker: Res<Waker>, mut contexts: Query<(&mut EguiContext, &mut EguiInput)>) {
    let Ok((mut context, mut input)) = contexts.single_mut() else { return };
    context.get_mut().enable_accesskit();
    let mut waiting = deeds.0.borrow_mut();
    input.events.extend(waiting.next_pass());
    if !waiting.is_empty() {
        waker.wake();
    }
}

fn show(outputs: Query<&EguiOutput>, mut shown: ResMut<Shown>) {
    let Ok(output) = outputs.single() else { return };
    let Some(update) = &output.platform_output.accesskit_update else { return };
    let now = mirrored(update);
    let patch = Patch::between(&shown.0, &now);
    if patch.is_empty() {
        return;
    }
    let page = js_sys::global();
    let Ok(function) = js_sys::Reflect::get(&page, &PATCH.into()) else { return };
    let Some(function) = function.dyn_ref::<js_sys::Function>() else { return };
    let json = serde_json::to_string(&patch).expect("a patch is plain data");
    if function.call1(&page, &json.into()).is_ok() {
        shown.0 = now;
    }
}
