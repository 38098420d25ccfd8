//! The page's side of the mirror: patches go to its script, deeds come back through a function on `window`.

use std::cell::RefCell;
use std::rc::Rc;

use bevy::prelude::*;
use bevy_egui::{EguiContext, EguiInput, EguiInputSet, EguiOutput, EguiPostUpdateSet, EguiPreUpdateSet};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;

use super::input::{Act, Deed, NotDone, Waiting, drop_repeated_modifiers, is_press};
use super::{Elements, mirrored};
use crate::net::{Heard, Waker};

/// Function of the page's script that takes a patch, as JSON.
const PATCH: &str = "codedarkMirrorPatch";
/// Function of the page's script that tells a person why a deed was not done.
const ANSWER: &str = "codedarkMirrorAnswer";
/// Function on `window` that the page's script calls with a deed: number, element, name, what was done, text.
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
    let done = Closure::<dyn FnMut(u32, u32, String, String, String)>::new(
        move |number: u32, element: u32, name: String, what: String, text: String| {
            let act = match what.as_str() {
                "click" => Act::Click,
                "focus" => Act::Focus,
                "enter" => Act::Enter,
                "text" => Act::Text(text),
                _ => return,
            };
            deeds.0.borrow_mut().add(Deed { number, element, name, act });
            waker.wake();
        },
    );
    let _never_frozen = js_sys::Reflect::set(&js_sys::global(), &DEED.into(), &done.into_js_value());
}

/// Whether this frame may bring what the server said: nothing that people did goes before it.
pub fn is_quiet(deeds: NonSend<Deeds>) -> bool {
    deeds.0.borrow().is_quiet()
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
        input.events.extend(waiting.next_pass(&shown.0));
        waker.wake();
    }
}

/// Shows what changed, and tells what came of a deed.
fn show(outputs: Query<&EguiOutput>, deeds: NonSend<Deeds>, mut shown: ResMut<Shown>) {
    let Ok(output) = outputs.single() else { return };
    let Some(update) = &output.platform_output.accesskit_update else { return };
    let mut patch = shown.0.follow(mirrored(update));
    let clicked = output.platform_output.events.iter().any(is_press);
    // The page may answer a patch with a deed at once: nothing is borrowed when it is called.
    let (not_done, heard) = {
        let mut waiting = deeds.0.borrow_mut();
        (waiting.settle(clicked, &shown.0), waiting.settled())
    };
    patch.heard = heard;
    match &not_done {
        // The box on the page holds what the client did not take.
        Some((deed, NotDone::OtherText)) => patch.set.extend(shown.0.meant(deed.element, &deed.name).cloned()),
        Some((deed, NotDone::Gone)) => call(ANSWER, &["gone".into(), (&deed.name).into()]),
        Some((deed, NotDone::Locked)) => call(ANSWER, &["locked".into(), (&deed.name).into()]),
        None => {}
    }
    if !patch.is_empty() {
        call(PATCH, &[serde_json::to_string(&patch).expect("a patch is plain data").into()]);
    }
}

/// Calls a function of the page's script.
fn call(function: &str, with: &[JsValue]) {
    let page = js_sys::global();
    if let Ok(found) = js_sys::Reflect::get(&page, &function.into())
        && let Some(found) = found.dyn_ref::<js_sys::Function>()
    {
        let _script_failed = found.apply(&page, &with.iter().collect::<js_sys::Array>());
    }
}
