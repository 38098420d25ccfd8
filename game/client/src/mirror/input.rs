//! What goes into egui: without idle repeats, and with what people did on the page.

use std::collections::VecDeque;

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

/// Deeds that wait, each with its element, and the node that has egui's focus through the mirror.
#[derive(Default)]
pub struct Waiting {
    deeds: VecDeque<(u32, Deed)>,
    focused: Option<u64>,
}

impl Waiting {
    /// Adds a deed. A text takes the place of one for the same box that still waits: it holds all of it, and a slow
    /// computer would otherwise draw each letter, and a browser that fills in a long text tells of every line.
    pub fn add(&mut self, element: u32, deed: Deed) {
        if let (Some((before, Deed::Text(waiting))), Deed::Text(text)) = (self.deeds.back_mut(), &deed)
            && *before == element
        {
            waiting.clone_from(text);
            return;
        }
        self.deeds.push_back((element, deed));
    }

    /// Whether nothing waits.
    pub fn is_empty(&self) -> bool {
        self.deeds.is_empty()
    }

    /// The egui events for one pass; `node_of` says where an element stands now. A deed on what is gone is dropped.
    ///
    /// One click or one text a pass, since it may change the screen that the next deed was meant for. A text box reads
    /// its keys before it takes the focus, so the focus must have come a pass earlier.
    pub fn next_pass(&mut self, node_of: impl Fn(u32) -> Option<u64>) -> Vec<Event> {
        let mut events = Vec::new();
        while let Some((element, deed)) = self.deeds.pop_front() {
            let Some(node) = node_of(element) else { continue };
            let typing = matches!(deed, Deed::Text(_) | Deed::Enter);
            if typing && (self.focused != Some(node) || !events.is_empty()) {
                if self.focused != Some(node) {
                    self.focus(node, &mut events);
                }
                self.deeds.push_front((element, deed));
                return events;
            }
            match deed {
                Deed::Focus => {
                    self.focus(node, &mut events);
                    continue;
                }
                Deed::Click => events.push(request(node, Action::Click)),
                Deed::Enter => {
                    events.push(press(Key::Enter, Modifiers::NONE));
                    // The box gives its focus back.
                    self.focused = None;
                }
                Deed::Text(text) => events.extend(type_over(text)),
            }
            return events;
        }
        events
    }

    fn focus(&mut self, node: u64, events: &mut Vec<Event>) {
        self.focused = Some(node);
        events.extend([request(node, Action::Focus), request(node, Action::ScrollIntoView)]);
    }
}

/// A text box ignores AccessKit's SetValue: its text is selected and typed over.
fn type_over(text: String) -> [Event; 2] {
    let typed = if text.is_empty() { press(Key::Backspace, Modifiers::NONE) } else { Event::Text(text) };
    [press(Key::A, Modifiers::COMMAND), typed]
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Node of the elements here: each stands on the node ten further; the others are gone.
    fn node_of(element: u32) -> Option<u64> {
        (element < 10).then(|| u64::from(element) + 10)
    }

    #[test]
    fn text_waits_for_the_pass_after_its_focus() {
        let mut waiting = Waiting::default();
        waiting.add(7, Deed::Focus);
        waiting.add(7, Deed::Text("ward 3".to_owned()));
        waiting.add(7, Deed::Enter);
        assert_eq!(waiting.next_pass(node_of), [request(17, Action::Focus), request(17, Action::ScrollIntoView)]);
        assert_eq!(waiting.next_pass(node_of), type_over("ward 3".to_owned()));
        assert_eq!(waiting.next_pass(node_of), [press(Key::Enter, Modifiers::NONE)]);
        assert!(waiting.is_empty());
    }

    #[test]
    fn a_click_shares_the_pass_of_its_focus_and_ends_it() {
        let mut waiting = Waiting::default();
        for deed in [Deed::Focus, Deed::Click, Deed::Click] {
            waiting.add(7, deed);
        }
        assert_eq!(waiting.next_pass(node_of).last(), Some(&request(17, Action::Click)));
        assert!(!waiting.is_empty(), "the second click comes a pass later");
    }

    #[test]
    fn of_texts_that_wait_for_a_box_the_last_one_counts() {
        let mut waiting = Waiting::default();
        for deed in
            [Deed::Focus, Deed::Text("w".to_owned()), Deed::Text("wa".to_owned()), Deed::Text("ward".to_owned())]
        {
            waiting.add(7, deed);
        }
        waiting.next_pass(node_of);
        assert_eq!(waiting.next_pass(node_of), type_over("ward".to_owned()));
        assert!(waiting.is_empty());
    }

    #[test]
    fn a_press_on_what_is_gone_does_not_hold_up_the_next() {
        let mut waiting = Waiting::default();
        waiting.add(99, Deed::Click);
        waiting.add(7, Deed::Click);
        assert_eq!(waiting.next_pass(node_of), [request(17, Action::Click)]);
        assert!(waiting.is_empty());
    }
}
