//! The workshop's screen: the text with its findings on the left; the map, the storyline, forms and a trial on the right.
//!
//! Whatever is changed here is a change of the text: forms and marks write through `codedark_scenario::edit`, so that one
//! place changes and the rest stays as its author left it.
//!
//! | Where | Role | Name |
//! |---|---|---|
//! | list | heading, button | `Workshop`; `Open TITLE`, `Open a file`, `Leave the workshop` |
//! | top | button | `All scenarios`, `Undo`, `Redo`, `Download`, `Save to the server` |
//! | saving | textbox, button | `Name in the library`, `Facilitator key`; `Save`, `Open a class with it`, then `Yes, open it` or `No` |
//! | text | textbox | `Text of the scenario` |
//! | findings | heading, button | `Findings: 2`; `Line 12: WHAT IS WRONG` |
//! | right | tab | `Map`, `Storyline`, `Objectives`, `Actions`, `Trial` |
//! | storyline | button | `INJECT: MOMENT`; `1 day earlier`, `1 hour earlier`, `1 hour later`, `1 day later` |
//! | forms | textbox, combobox | the field's name and what it belongs to |
//! | trial | button, text | `Run the trial`; `Competent team, score: NUMBER of 100` |

mod fields;
mod findings;
mod forms;
mod said;
mod saving;
mod shelf;
mod text;
mod timeline;
mod trial;

use std::collections::BTreeMap;
use std::sync::Arc;

use bevy::platform::time::Instant;
use bevy::prelude::*;
use bevy_egui::{EguiContexts, EguiPrimaryContextPass};
use codedark_protocol::{ZoneRow, ZoneState};
use codedark_scenario::Scenario;
use codedark_sim::exercise::catalogue;
use egui::UiBuilder;

use super::{Desk, Screen, map, parts};
use crate::net::Waker;
use crate::state::Class;
use crate::words::Words;
use crate::workshop::{Trouble, Workshop};

/// How long after the pause in typing the app is woken, in milliseconds: never before.
const ALARM_LATER_MS: u32 = 30;
/// Share of the width that the text has.
const TEXT_SHARE: f32 = 0.5;

/// Pages beside the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Page {
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
    styled: bool,
    /// The shipped scenarios and what they are about.
    shipped: Vec<(&'static str, String)>,
    page: Page,
    inject: Option<String>,
    objective: Option<String>,
    action: Option<String>,
    /// What is being typed into fields, by path.
    fields: BTreeMap<String, String>,
    /// A mark that is being moved, and where it is.
    moving: Option<(String, u64)>,
    opened: Option<Instant>,
    /// When the app is woken to check what was typed.
    woken_s: Option<f64>,
    /// A byte of the text to show next, and whether its author goes there too.
    jump: Option<(usize, bool)>,
    painted: text::Painted,
    saving: saving::Saving,
    /// The scenario that map and words stand for.
    known: Option<Arc<Scenario>>,
    class: Class,
    screen: Screen,
    /// What the last pass showed; egui sizes a panel by the pass before, so a new face is drawn twice.
    face: (Option<String>, bool, (bool, bool), usize),
}

impl View {
    /// Seconds since the screen was first drawn. egui's own clock stands still between pictures that are far apart.
    fn now_s(&mut self) -> f64 {
        self.opened.get_or_insert_with(Instant::now).elapsed().as_secs_f64()
    }
}

/// What the workshop's screens work with.
struct Bench<'a> {
    shop: &'a mut Workshop,
    view: &'a mut View,
    words: &'a Words,
}

/// Adds the workshop's screen to the app.
pub fn plugin(app: &mut App) {
    app.insert_non_send(View::default()).add_systems(EguiPrimaryContextPass, draw);
}

fn draw(
    mut contexts: EguiContexts,
    mut shop: NonSendMut<Workshop>,
    mut view: NonSendMut<View>,
    mut words: ResMut<Words>,
    waker: Res<Waker>,
) -> Result {
    let context = contexts.ctx_mut()?.clone();
    if !view.styled {
        parts::fonts(&context);
        parts::style(&context);
        // A cursor that blinks would draw a still page for ever.
        context.all_styles_mut(|style| style.visuals.text_cursor.blink = false);
        view.styled = true;
        context.request_repaint();
        return Ok(());
    }
    learn(&shop, &mut view, &mut words);
    let mut root = egui::Ui::new(
        context.clone(),
        egui::Id::new("workshop"),
        UiBuilder::new().layer_id(egui::LayerId::background()).max_rect(context.viewport_rect()),
    );
    let mut bench = Bench { shop: &mut shop, view: &mut view, words: &words };
    trouble(&mut root, &mut bench);
    saving::question(&mut root, &mut bench);
    match bench.shop.draft.is_some() {
        true => open(&mut root, &mut bench),
        false => shelf::show(&mut root, &mut bench),
    }
    let now_s = bench.view.now_s();
    let draft = bench.shop.draft.as_mut();
    if let Some(left_s) = draft.and_then(|draft| draft.check_in_a_pause(now_s))
        && bench.view.woken_s.is_none_or(|woken_s| woken_s <= now_s)
    {
        // One alarm at a time: while its author types on, nothing else is drawn for it.
        bench.view.woken_s = Some(now_s + left_s);
        waker.wake_in((left_s * 1000.0) as u32 + ALARM_LATER_MS);
    }
    bench.shop.keep();
    let draft = bench.shop.draft.as_ref();
    let findings = draft.map_or(0, |draft| draft.problems().len());
    let notices = (bench.shop.refused.is_some(), bench.view.saving.asking);
    let face = (draft.map(|draft| draft.name.clone()), bench.view.saving.open, notices, findings);
    if bench.view.face != face || bench.view.jump.is_some() {
        bench.view.face = face;
        context.request_repaint();
    }
    Ok(())
}

/// Takes the words and the map of a scenario that has changed.
fn learn(shop: &Workshop, view: &mut View, words: &mut Words) {
    let Some(scenario) = shop.draft.as_ref().and_then(|draft| draft.scenario()) else { return };
    let same = view.known.as_ref().is_some_and(|known| Arc::ptr_eq(known, scenario));
    if !same {
        let english =
            |(key, texts): (&String, &BTreeMap<String, String>)| Some((key.clone(), texts.get("en")?.clone()));
        words.add_texts(scenario.texts.iter().filter_map(english));
        view.class.catalogue = catalogue(scenario, "en", scenario.phases.len());
        view.known = Some(scenario.clone());
    }
    let tried = shop.trial.as_ref().and_then(|trial| trial.shown());
    view.class.view.zones = tried.map_or_else(|| normal(scenario), |play| play.zones.clone());
}

/// The zones on a normal day.
fn normal(scenario: &Scenario) -> Vec<ZoneRow> {
    let devices =
        |zone: &str| scenario.hospital.groups.iter().filter(|group| group.zone == zone).map(|group| group.count).sum();
    let row = |id: &String| ZoneRow {
        id: id.clone(),
        state: ZoneState::Normal,
        devices: devices(id),
        compromised: 0,
        encrypted: 0,
        restoring: 0,
        checked: false,
    };
    scenario.hospital.zones.iter().map(|zone| row(&zone.id)).collect()
}

/// Says what could not be done.
fn trouble(ui: &mut egui::Ui, bench: &mut Bench) {
    let words = bench.words;
    let Some(trouble) = &bench.shop.refused else { return };
    let reason = match trouble {
        Trouble::Edit(refused) => refused.to_string(),
        Trouble::Said(sentence) => sentence.clone(),
        Trouble::Word(id) => words.t(id),
    };
    let told = [words.with("not-done", &[("reason", &reason)])];
    let close = words.t("dismiss");
    if parts::notice(ui, "workshop-trouble", parts::Weight::Warn, &told, &[], Some(&close)).is_some() {
        bench.shop.refused = None;
    }
}

/// The bench with a draft on it.
fn open(ui: &mut egui::Ui, bench: &mut Bench) {
    egui::Panel::top("workshop-top").frame(parts::panel_frame(parts::PAPER)).show(ui, |ui| {
        top(ui, bench);
        if bench.view.saving.open {
            saving::show(ui, bench);
        }
    });
    if bench.shop.draft.is_none() {
        return;
    }
    let width = ui.available_width() * TEXT_SHARE;
    egui::Panel::left("workshop-text").resizable(false).exact_size(width).frame(parts::panel_frame(parts::PAPER)).show(
        ui,
        |ui| {
            let height = findings::height(bench);
            egui::Panel::bottom("workshop-findings")
                .resizable(false)
                .exact_size(height)
                .frame(egui::Frame::new().inner_margin(egui::Margin::symmetric(0, 6)))
                .show(ui, |ui| findings::show(ui, bench));
            text::show(ui, bench);
        },
    );
    egui::CentralPanel::default().frame(parts::panel_frame(parts::GROUND)).show(ui, |ui| {
        pages(ui, bench);
        ui.add_space(6.0);
        match bench.view.page {
            Page::Map => the_map(ui, bench),
            Page::Storyline => timeline::show(ui, bench),
            Page::Objectives => forms::objectives(ui, bench),
            Page::Actions => forms::actions(ui, bench),
            Page::Trial => trial::show(ui, bench),
        }
    });
}

fn top(ui: &mut egui::Ui, bench: &mut Bench) {
    let words = bench.words;
    ui.horizontal(|ui| {
        parts::title(ui, &words.t("workshop"));
        let Some(draft) = &mut bench.shop.draft else { return };
        parts::strong(ui, &words.with("workshop-file", &[("name", &draft.name)]));
        ui.separator();
        if step_button(ui, &words.t("undo"), draft.can_undo()) {
            draft.undo();
        }
        if step_button(ui, &words.t("redo"), draft.can_redo()) {
            draft.redo();
        }
        let (name, text) = (draft.name.clone(), draft.text());
        if parts::quiet_button(ui, &words.t("download"), None) {
            bench.shop.office.download(&name, text);
        }
        if parts::toggle(ui, &words.t("save-to-server"), bench.view.saving.open) {
            bench.view.saving.toggle(&name);
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if parts::quiet_button(ui, &words.t("all-scenarios"), None) {
                bench.shop.close();
            }
        });
    });
}

/// A quiet button that can be off.
fn step_button(ui: &mut egui::Ui, text: &str, enabled: bool) -> bool {
    let response = ui.add_enabled(enabled, egui::Button::new(egui::RichText::new(text).color(parts::TEAL)));
    parts::speaks(&response, None, text);
    response.clicked()
}

fn pages(ui: &mut egui::Ui, bench: &mut Bench) {
    ui.horizontal(|ui| {
        for (page, id) in [
            (Page::Storyline, "storyline"),
            (Page::Map, "map-page"),
            (Page::Objectives, "objectives-page"),
            (Page::Actions, "actions-page"),
            (Page::Trial, "trial-page"),
        ] {
            if parts::tab(ui, &bench.words.t(id), bench.view.page == page) {
                bench.view.page = page;
            }
        }
    });
}

fn the_map(ui: &mut egui::Ui, bench: &mut Bench) {
    if bench.view.known.is_none() {
        parts::note(ui, &bench.words.t("workshop-nothing-sound"));
        return;
    }
    let View { class, screen, .. } = &mut *bench.view;
    map::show(ui, &mut Desk { class, screen, words: bench.words });
}
