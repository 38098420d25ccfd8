//! The workshop's screen: the text with its findings on the left; the map, the storyline, forms and a trial on the right.
//!
//! Whatever is changed here is a change of the text: forms and marks write through `codedark_scenario::edit`, so that one
//! place changes and the rest stays as its author left it.
//!
//! | Where | Role | Name |
//! |---|---|---|
//! | list | heading, button | `Workshop`; `Open TITLE`, `Open a file`, `Leave the workshop` |
//! | top | button | `All scenarios`, `Undo`, `Redo`, `Download`, `Save to the server` |
//! | saving | textbox, button | `Name in the library`; `Save`, `Open a class with it`, then `Yes, open it` or `No` |
//! | text | textbox | `Text of the scenario` |
//! | findings | heading, button | `Findings: 2`; `Line 12: WHAT IS WRONG` |
//! | right | tab | `Map`, `Storyline`, `Objectives`, `Actions`, `Trial` |
//! | storyline | button | `INJECT: MOMENT`; `1 day earlier`, `1 hour earlier`, `1 hour later`, `1 day later` |
//! | forms | textbox, combobox | the field's name and what it belongs to |
//! | trial | button, text | `Run the trial`; `Competent team, score: NUMBER of 100` |

pub mod bench;
mod fields;
mod findings;
mod forms;
mod painted;
mod said;
mod saving;
mod shelf;
mod text;
mod timeline;
mod trial;

use std::collections::BTreeMap;
use std::sync::Arc;

use bench::{Bench, Tab};
use codedark_protocol::{ZoneRow, ZoneState};
use codedark_scenario::Scenario;
use codedark_screens::ui::context::ScreenContext;
use codedark_screens::ui::{map, parts};
use codedark_screens::words::Words;
use codedark_sim::exercise::catalogue;

use crate::workshop::{Trouble, Workshop};

pub use bench::View;

/// How long after the pause in typing the app is woken, in milliseconds: never before.
const ALARM_LATER_MS: u32 = 30;
/// Share of the width that the text has.
const TEXT_SHARE: f32 = 0.5;

/// Draws the studio, and takes what is done there.
pub fn draw(context: &egui::Context, shop: &mut Workshop, view: &mut View, words: &mut Words) {
    if !view.dressed {
        parts::dress(context);
        // A cursor that blinks would draw a still page for ever.
        context.all_styles_mut(|style| style.visuals.text_cursor.blink = false);
        view.dressed = true;
        return;
    }
    learn(shop, view, words);
    let mut root = parts::root(context, "workshop");
    let mut bench = Bench { shop, view, words };
    trouble(&mut root, &mut bench);
    saving::question(&mut root, &mut bench);
    match bench.shop.draft.is_some() {
        true => open(&mut root, &mut bench),
        false => shelf::show(&mut root, &mut bench),
    }
    check(&mut bench);
    bench.shop.keep();
    let draft = bench.shop.draft.as_ref();
    let findings = draft.map_or(0, |draft| draft.problems().len());
    let notices = (bench.shop.refused.is_some(), bench.view.saving.asking);
    let face = (draft.map(|draft| draft.name.clone()), bench.view.saving.open, notices, findings);
    if bench.view.face != face || bench.view.jump.is_some() {
        bench.view.face = face;
        context.request_repaint();
    }
}

/// Checks the text when its author pauses, and sees to it that something is drawn then.
fn check(bench: &mut Bench) {
    let now_s = bench.view.now_s();
    let draft = bench.shop.draft.as_mut();
    if let Some(left_s) = draft.and_then(|draft| draft.check_in_a_pause(now_s))
        && bench.view.woken_s.is_none_or(|woken_s| woken_s <= now_s)
    {
        // One alarm at a time: while its author types on, nothing else is drawn for it.
        bench.view.woken_s = Some(now_s + left_s);
        bench.shop.page.wake_in((left_s * 1000.0) as u32 + ALARM_LATER_MS);
    }
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
            Tab::Map => the_map(ui, bench),
            Tab::Storyline => timeline::show(ui, bench),
            Tab::Objectives => forms::objectives(ui, bench),
            Tab::Actions => forms::actions(ui, bench),
            Tab::Trial => trial::show(ui, bench),
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
            bench.shop.outside.download(&name, text);
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
            (Tab::Storyline, "storyline"),
            (Tab::Map, "map-page"),
            (Tab::Objectives, "objectives-page"),
            (Tab::Actions, "actions-page"),
            (Tab::Trial, "trial-page"),
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
    map::show(ui, &mut ScreenContext { class, screen, words: bench.words });
}
