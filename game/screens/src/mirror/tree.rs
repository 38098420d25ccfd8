//! The tree as the page needs it, and what changed since the last one.
//!
//! egui's node ids depend on where a widget stands: a banner above it, or another screen, gives the same button another
//! id. An element of the page has an id of its own, which it keeps as long as something of its role and name is there:
//! otherwise its focus would go, and a press on its way would meet nothing, or another button.

use std::collections::BTreeMap;

use egui::accesskit::{Node, NodeId, Role, Toggled, TreeUpdate};
use serde::Serialize;

/// One element of the mirror.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mirrored {
    /// The element's own id.
    pub id: u32,
    /// The node that it stands for in this pass.
    #[serde(skip)]
    pub node: u64,
    /// Whether it stood on this node, under this name and as usable as now, in the pass before: one that only just came or
    /// moved may do so again in the next.
    #[serde(skip)]
    pub steady: bool,
    /// ARIA role.
    pub role: &'static str,
    /// Accessible name.
    pub name: String,
    /// Text of a text box, value of a bar.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Pressed, checked or selected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<bool>,
    /// Whether it can be used.
    pub disabled: bool,
    /// Left, top, width, height in points, which are the page's pixels.
    pub at: [i32; 4],
}

/// What turns the page's elements into the tree.
#[derive(Debug, Default, PartialEq, Serialize)]
pub struct Patch {
    /// Elements that are new or differ.
    pub set: Vec<Mirrored>,
    /// All ids in reading order, when it changed. Elements that are missing go.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order: Option<Vec<u32>>,
    /// Number of the last deed that it knows of.
    pub heard: u32,
}

impl Patch {
    /// Whether it changes nothing.
    pub fn is_empty(&self) -> bool {
        self.set.is_empty() && self.order.is_none()
    }

    /// The patch from one list of elements to the next.
    pub fn between(old: &[Mirrored], new: &[Mirrored]) -> Patch {
        let before: BTreeMap<u32, &Mirrored> = old.iter().map(|m| (m.id, m)).collect();
        let differs = |m: &&Mirrored| before.get(&m.id).is_none_or(|known| !known.looks_like(m));
        let set = new.iter().filter(differs).cloned().collect();
        let same_order = old.len() == new.len() && old.iter().zip(new).all(|(a, b)| a.id == b.id);
        let order = (!same_order).then(|| new.iter().map(|m| m.id).collect());
        Patch { set, order, heard: 0 }
    }
}

impl Mirrored {
    /// Whether it holds this text, as far as the page is told.
    pub(super) fn holds(&self, text: &str) -> bool {
        self.role == "password" || self.value.as_deref() == Some(text)
    }

    /// Whether people can do something with it, rather than read it only.
    fn can_be_used(&self) -> bool {
        !matches!(self.role, "text" | "heading" | "progressbar" | "img" | "alert")
    }

    /// Whether the page shows the same for both: it knows nothing of nodes.
    fn looks_like(&self, other: &Mirrored) -> bool {
        *self == Mirrored { node: self.node, steady: self.steady, ..other.clone() }
    }
}

/// The elements that the page has.
#[derive(Default)]
pub struct Elements {
    shown: Vec<Mirrored>,
    last_id: u32,
}

impl Elements {
    /// What a person meant who did something to an element of this name: the element itself; or, when it has gone or says
    /// something else now, the only other one that is called so. A screen drawn anew may have it again.
    pub fn meant(&self, id: u32, name: &str) -> Option<&Mirrored> {
        let mut alike = self.shown.iter().filter(|element| element.name == name && element.can_be_used());
        let first = alike.next()?;
        match alike.next() {
            None => Some(first),
            Some(second) => [first, second].into_iter().chain(alike).find(|element| element.id == id),
        }
    }

    /// Takes the elements of the next pass, and gives what changes on the page.
    pub fn follow(&mut self, mut now: Vec<Mirrored>) -> Patch {
        self.keep_ids(&mut now);
        let before: BTreeMap<u32, &Mirrored> = self.shown.iter().map(|known| (known.id, known)).collect();
        for element in &mut now {
            let stands = |known: &&Mirrored| {
                (known.node, &known.name, known.disabled) == (element.node, &element.name, element.disabled)
            };
            element.steady = before.get(&element.id).is_some_and(stands);
        }
        let patch = Patch::between(&self.shown, &now);
        self.shown = now;
        patch
    }

    /// Gives each element the id it had: as what has its role and name, the one on the same node first; or as what
    /// stood on its node under another name. What is new, gets a new id.
    fn keep_ids(&mut self, now: &mut [Mirrored]) {
        let mut left: BTreeMap<u32, &Mirrored> = self.shown.iter().map(|known| (known.id, known)).collect();
        let matches: [fn(&Mirrored, &Mirrored) -> bool; 3] = [
            |a, b| (a.node, a.role, &a.name) == (b.node, b.role, &b.name),
            |a, b| (a.role, &a.name) == (b.role, &b.name),
            |a, b| (a.node, a.role) == (b.node, b.role),
        ];
        let mut open: Vec<&mut Mirrored> = now.iter_mut().collect();
        for same in matches {
            open.retain_mut(|element| {
                let known = left.values().find(|known| same(known, element)).map(|known| known.id);
                known.inspect(|id| element.id = *id).is_none_or(|id| left.remove(&id).is_none())
            });
        }
        for element in open {
            self.last_id += 1;
            element.id = self.last_id;
        }
    }
}

/// The elements of a tree, in reading order. Their ids are given later, by [`Elements::follow`].
pub fn mirrored(update: &TreeUpdate) -> Vec<Mirrored> {
    let nodes: BTreeMap<NodeId, &Node> = update.nodes.iter().map(|(id, node)| (*id, node)).collect();
    let mut elements = Vec::new();
    let root = update.tree.as_ref().map(|tree| tree.root);
    let mut waiting: Vec<NodeId> = root.into_iter().collect();
    while let Some(id) = waiting.pop() {
        let Some(node) = nodes.get(&id) else { continue };
        elements.extend(element(id, node));
        waiting.extend(node.children().iter().rev());
    }
    elements
}

/// The element of a node, if it means something to a person.
fn element(id: NodeId, node: &Node) -> Option<Mirrored> {
    let role = match node.role() {
        Role::Button if node.toggled().is_some() => "togglebutton",
        Role::Button | Role::Link | Role::DefaultButton => "button",
        Role::TextInput => "textbox",
        Role::PasswordInput => "password",
        Role::MultilineTextInput => "textarea",
        Role::CheckBox => "checkbox",
        Role::ComboBox => "combobox",
        Role::ListBoxOption => "option",
        Role::Tab => "tab",
        Role::Heading => "heading",
        Role::Label => "text",
        Role::ProgressIndicator => "progressbar",
        Role::Image => "img",
        Role::Alert => "alert",
        _ => return None,
    };
    let label = node.label().map(str::to_owned);
    let value = node.value().map(str::to_owned);
    let (name, value) = match role {
        // egui gives a label's words as its value, and a box without a label its hint.
        "text" | "heading" | "alert" => (label.or(value)?, None),
        "textbox" | "textarea" => (named(label, node), value),
        // What is typed stays on the page: not even its length goes back there.
        "password" => (named(label, node), None),
        "progressbar" => (label?, node.numeric_value().map(|number| format!("{number:.0}")).or(value)),
        _ => (label.unwrap_or_default(), value),
    };
    if name.is_empty() {
        return None;
    }
    let bounds = node.bounds()?;
    Some(Mirrored {
        id: 0,
        node: id.0,
        steady: false,
        role,
        name,
        value,
        on: node.toggled().map(|toggled| toggled == Toggled::True).or(node.is_selected()),
        disabled: node.is_disabled(),
        at: [bounds.x0, bounds.y0, bounds.width(), bounds.height()].map(|side| side.round() as i32),
    })
}

/// The name of a box: its label, or its hint where it has none.
fn named(label: Option<String>, node: &Node) -> String {
    label.or_else(|| node.placeholder().map(str::to_owned)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn element(node: u64, role: &'static str, name: &str) -> Mirrored {
        let name = name.to_owned();
        Mirrored { id: 0, node, steady: false, role, name, value: None, on: None, disabled: false, at: [0, 0, 10, 10] }
    }

    #[test]
    fn a_button_keeps_its_element_on_another_node() {
        let mut elements = Elements::default();
        let first = elements.follow(vec![element(7, "button", "Start"), element(8, "button", "Deal")]);
        let start = first.set[0].id;
        // A banner came: each node is one further, and the node that was Start is something else.
        let moved = vec![element(7, "alert", "Lost"), element(8, "button", "Start"), element(9, "button", "Deal")];
        let patch = elements.follow(moved);
        assert_eq!(
            patch.set.iter().map(|set| set.name.as_str()).collect::<Vec<_>>(),
            ["Lost"],
            "the rest is as it was"
        );
        let node = elements.meant(start, "Start").map(|element| element.node);
        assert_eq!(node, Some(8), "a press on Start goes where Start is now");
    }

    #[test]
    fn words_that_change_in_place_keep_their_element() {
        let mut elements = Elements::default();
        let before = elements.follow(vec![element(7, "button", "Ready")]);
        let after = elements.follow(vec![element(7, "button", "Not yet ready")]);
        assert_eq!((after.set[0].id, after.order), (before.set[0].id, None));
    }

    #[test]
    fn what_is_gone_takes_no_press() {
        let mut elements = Elements::default();
        let patch = elements.follow(vec![element(7, "button", "Start"), element(8, "text", "Lobby")]);
        let start = patch.set[0].id;
        elements.follow(vec![element(7, "heading", "Start"), element(8, "button", "Stop")]);
        assert_eq!(elements.meant(start, "Start"), None, "a heading is not pressed, and Stop is something else");
    }

    #[test]
    fn what_was_away_for_a_pass_takes_the_press() {
        let mut elements = Elements::default();
        let start = elements.follow(vec![element(7, "button", "Start")]).set[0].id;
        elements.follow(Vec::new());
        let again = elements.follow(vec![element(7, "button", "Start")]).set[0].id;
        assert_ne!(start, again);
        assert_eq!(elements.meant(start, "Start").map(|element| element.id), Some(again));
    }

    #[test]
    fn of_two_that_are_alike_each_keeps_its_own_node() {
        let mut elements = Elements::default();
        let two = || vec![element(7, "button", "Send"), element(8, "button", "Send")];
        elements.follow(two());
        assert!(elements.follow(two()).is_empty());
    }
}
