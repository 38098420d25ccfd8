//! What goes into egui: without idle repeats, and with what people did on the page.

use bevy::prelude::*;
use bevy_egui::EguiInput;
use egui::accesskit::{Action, ActionRequest, NodeId, TreeId};
use egui::{Event, Key, Modifiers};

/// Something done to a mirrored element.
#[derive(Debug, PartialEq, Eq)]
pub enum Deed {
    /// Pressed.
    Click,
    /// Given the focus.
    Focus,
    /// Enter in a text box.
    Enter,
    /// A text box now holds this.
    Text(String),
}

/// Drops the modifier event that bevy_egui repeats in each frame: egui draws again at once after any event, and a still
/// page would draw for ever.
pub(super) fn drop_repeated_modifiers(mut inputs: Query<&mut EguiInput>, mut last: Local<Option<Modifiers>>) {
    for mut input in &mut inputs {
        input.events.retain(|event| match event {
            Event::ModifiersChanged(now) => last.replace(*now) != Some(*now),
            _ => true,
        });
    }
}

/// The egui events of a deed, one list a pass. A text box reads its keys before it takes the focus, so focus comes a
/// pass earlier; it ignores AccessKit's SetValue, so its text is selected and typed over.
pub fn passes(node: u64, deed: Deed) -> Vec<Vec<Event>> {
    let focus = vec![request(node, Action::Focus), request(node, Action::ScrollIntoView)];
    match deed {
        Deed::Click => vec![vec![request(node, Action::Click)]],
        Deed::Focus => vec![focus],
        Deed::Enter => vec![focus, vec![press(Key::Enter, Modifiers::NONE)]],
        Deed::Text(text) => {
            let typed = if text.is_empty() { press(Key::Backspace, Modifiers::NONE) } else { Event::Text(text) };
            vec![focus, vec![press(Key::A, Modifiers::COMMAND), typed]]
        }
    }
}

fn request(node: u64, action: Action) -> Event {
    Event::AccessKitActionRequest(ActionRequest {
        action,
        target_tree: TreeId::ROOT,
        target_node: NodeId(node),
        data: None,
    })
}

fn press(key: Key, modifiers: Modifiers) -> Event {
    Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers }
}
