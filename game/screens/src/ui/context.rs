//! What every screen works with: what a person knows, chose on the screen, and reads.

use std::collections::{BTreeMap, BTreeSet};

use codedark_protocol::{Role, Stage};

use crate::state::Class;
use crate::words::Words;

/// Choices that are only this screen's own.
#[derive(Default)]
pub struct Screen {
    /// Zone chosen on the map.
    pub(super) zone: Option<String>,
    /// Role whose actions are shown.
    pub(super) role: Option<Role>,
    /// Targets chosen, by action or proposal.
    pub(super) targets: BTreeMap<String, String>,
    /// Roles whose long list of actions is open.
    pub(super) more: BTreeSet<Role>,
    /// Distressing injects that the person chose to read.
    pub(super) shown: BTreeSet<String>,
    /// Whether the roles are shown over the exercise.
    pub(super) roles_open: bool,
    /// Whether the role cards are shown over the exercise.
    pub(super) cards_open: bool,
    /// Whether a facilitator looks at the list of people.
    pub(super) people_open: bool,
    /// The person chosen in it, and the name being written for them.
    pub(super) person: Option<(u32, String)>,
    /// The question before a press that cannot be taken back.
    pub(super) asking: Option<Question>,
    /// People that this newcomer is not, or has claimed to be.
    pub(super) no_claim: BTreeSet<u32>,
    /// How many lines about missing things were put away.
    pub(super) missing_read: usize,
    /// Whether letters and colours are loaded.
    pub(super) dressed: bool,
    /// What the last pass showed: see [`Face`].
    pub(super) face: Face,
}

/// What decides which panels stand on the screen. egui sizes a panel by the pass before, so a new face is drawn twice.
#[derive(Clone, Default, PartialEq)]
pub(super) struct Face {
    pub(super) stage: Option<Stage>,
    pub(super) roles_open: bool,
    pub(super) cards_open: bool,
    pub(super) people_open: bool,
    pub(super) seated: bool,
    pub(super) stopped: bool,
    pub(super) called_away: bool,
    pub(super) notices: Vec<String>,
    pub(super) debriefs: usize,
}

/// What a screen works with.
pub struct ScreenContext<'a> {
    /// What this person knows of the class.
    pub class: &'a mut Class,
    /// What this person chose on the screen.
    pub screen: &'a mut Screen,
    /// The words of one language.
    pub words: &'a Words,
}

/// What somebody is about to do.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Question {
    /// Something real has happened.
    Real,
    /// End this phase for everybody, by its index.
    NextPhase(u32),
    /// End the exercise.
    End,
    /// Take somebody out of the class.
    Remove(u32),
    /// Let the clocks run so fast, in thousandths of their normal pace.
    Speed(u32),
}

/// Draws what orders something: locked while nothing that is ordered would arrive.
pub(super) fn acting<R>(
    ui: &mut egui::Ui,
    context: &mut ScreenContext,
    add: impl FnOnce(&mut egui::Ui, &mut ScreenContext) -> R,
) -> R {
    let open = context.class.can_act();
    ui.add_enabled_ui(open, |ui| add(ui, context)).inner
}
