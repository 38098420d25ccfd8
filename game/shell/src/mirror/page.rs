//! The page's side of the mirror: patches go to its script, deeds come back through a function on `window`.

use std::cell::RefCell;
use std::rc::Rc;

use bevy::prelude::*;
use bevy_egui::{EguiContext, EguiInput, EguiInputSet, EguiOutput, EguiPostUpdateSet, EguiPreUpdateSet};
use codedark_screens::mirror::input::{Act, Deed, NotDone, Waiting, is_press};
use codedark_screens::mirror::tree::{Elements, mirrored};
use wasm_bindgen::prelude::*;

use super::order::{Cured, Heard};
use crate::page::{call, give};
use crate::waker::Waker;

/// Function of the page's script that takes a patch, as JSON.
const PATCH: &str = "codedarkMirrorPatch";
/// Function of the page's script that tells a person why a deed was not done.
const ANSWER: &str = "codedarkMirrorAnswer";
/// Function on `window` that the page's script calls with a deed: number, element, name, what was done, text.
const DEED: &str = "codedarkMirrorDeed";

/// What people did on the page, shared with its callback.
#[derive(Default, Clone)]
pub struct Deeds(Rc<RefCell<Waiting>>);

/// Counter of drawn frames on `window`, for tests that guard drawing on change.
const FRAMES: &str = "codedark_frames";

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
                .after(Cured)
                .before(EguiPreUpdateSet::BeginPass),
        )
        .add_systems(PostUpdate, show.after(EguiPostUpdateSet::ProcessOutput))
        .add_systems(Last, count_frame);
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
    give(DEED, &done.into_js_value());
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

/// Counts drawn frames where a test can read them.
fn count_frame(mut frames: Local<u32>) {
    *frames += 1;
    give(FRAMES, &JsValue::from(*frames));
}
