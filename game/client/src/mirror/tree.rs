//! The tree as the page needs it, and what changed since the last one.

use std::collections::BTreeMap;

use egui::accesskit::{Node, NodeId, Role, Toggled, TreeUpdate};
use serde::Serialize;

/// One element of the mirror.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mirrored {
    /// Node id. A string, since the page's numbers are too short for it.
    pub id: String,
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
    pub order: Option<Vec<String>>,
}

impl Patch {
    /// Whether it changes nothing.
    pub fn is_empty(&self) -> bool {
        self.set.is_empty() && self.order.is_none()
    }

    /// The patch from one list of elements to the next.
    pub fn between(old: &[Mirrored], new: &[Mirrored]) -> Patch {
        let before: BTreeMap<&str, &Mirrored> = old.iter().map(|m| (m.id.as_str(), m)).collect();
        let set = new.iter().filter(|m| before.get(m.id.as_str()) != Some(m)).cloned().collect();
        let same_order = old.len() == new.len() && old.iter().zip(new).all(|(a, b)| a.id == b.id);
        let order = (!same_order).then(|| new.iter().map(|m| m.id.clone()).collect());
        Patch { set, order }
    }
}

/// The elements of a tree, in reading order.
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
        Role::TextInput | Role::MultilineTextInput => "textbox",
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
        "textbox" => (label.or_else(|| node.placeholder().map(str::to_owned)).unwrap_or_default(), value),
        "progressbar" => (label?, node.numeric_value().map(|number| format!("{number:.0}")).or(value)),
        _ => (label.unwrap_or_default(), value),
    };
    if name.is_empty() {
        return None;
    }
    let bounds = node.bounds()?;
    Some(Mirrored {
        id: id.0.to_string(),
        role,
        name,
        value,
        on: node.toggled().map(|toggled| toggled == Toggled::True).or(node.is_selected()),
        disabled: node.is_disabled(),
        at: [bounds.x0, bounds.y0, bounds.width(), bounds.height()].map(|side| side.round() as i32),
    })
}
