//! What the studio's screens work with: the workshop, what was chosen on the screen, and the words.

use std::collections::BTreeMap;
use std::sync::Arc;

use codedark_scenario::Scenario;
use codedark_screens::state::Class;
use codedark_screens::ui::context::Screen;
use codedark_screens::words::Words;
use web_time::Instant;

use super::painted::Painted;
use crate::workshop::Workshop;

/// Pages beside the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Tab {
    Map,
    #[default]
    Storyline,
    Objectives,
    Actions,
    Trial,
}

/// What is only the screen's own.
#[derive(Default)]
pub struct View {
    /// Whether letters and colours are loaded.
    pub(super) dressed: bool,
    /// The shipped scenarios and what they are about.
    pub(super) shipped: Vec<(String, String)>,
    pub(super) page: Tab,
    pub(super) inject: Option<String>,
    pub(super) objective: Option<String>,
    pub(super) action: Option<String>,
    /// What is being typed into fields, by path.
    pub(super) fields: BTreeMap<String, String>,
    /// A mark that is being moved, and where it is.
    pub(super) moving: Option<(String, u64)>,
    pub(super) opened: Option<Instant>,
    /// When the app is woken to check what was typed.
    pub(super) woken_s: Option<f64>,
    /// A byte of the text to show next, and whether its author goes there too.
    pub(super) jump: Option<(usize, bool)>,
    pub(super) painted: Painted,
    pub(super) saving: Saving,
    /// The scenario that map and words stand for.
    pub(super) known: Option<Arc<Scenario>>,
    pub(super) class: Class,
    pub(super) screen: Screen,
    /// What the last pass showed; egui sizes a panel by the pass before, so a new face is drawn twice.
    pub(super) face: (Option<String>, bool, (bool, bool), usize),
}

impl View {
    /// Seconds since the screen was first drawn. egui's own clock stands still between pictures that are far apart.
    pub(super) fn now_s(&mut self) -> f64 {
        self.opened.get_or_insert_with(Instant::now).elapsed().as_secs_f64()
    }
}

/// What the workshop's screens work with.
pub(super) struct Bench<'a> {
    pub shop: &'a mut Workshop,
    pub view: &'a mut View,
    pub words: &'a Words,
}

/// What is typed into the row for saving.
#[derive(Default)]
pub(super) struct Saving {
    /// Whether the row is shown.
    pub open: bool,
    /// Name in the library.
    pub name: String,
    /// Whether the author is asked about opening a class.
    pub asking: bool,
}

impl Saving {
    /// Shows the row, with the draft's name, or takes it away.
    pub fn toggle(&mut self, name: &str) {
        self.open = !self.open;
        if self.open {
            name.clone_into(&mut self.name);
        }
    }
}
