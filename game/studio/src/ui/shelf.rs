//! The list that an author begins with: what is shipped, what was begun here, what the server's library holds.

use codedark_screens::ui::parts;
use egui::{ScrollArea, Ui};

use super::bench::Bench;

/// Widest column of the list.
const COLUMN_MAX: f32 = 620.0;

pub(super) fn show(ui: &mut Ui, bench: &mut Bench) {
    let words = bench.words;
    egui::Panel::top("shelf-top").frame(parts::panel_frame(parts::PAPER)).show(ui, |ui| {
        ui.horizontal(|ui| {
            parts::title(ui, &words.t("workshop"));
            ui.separator();
            if parts::main_button(ui, &words.t("open-file"), None, true) {
                bench.shop.outside.choose_file();
            }
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if parts::quiet_button(ui, &words.t("leave-workshop"), None) {
                    bench.shop.page.leave();
                }
            });
        });
    });
    egui::CentralPanel::default().frame(parts::panel_frame(parts::GROUND)).show(ui, |ui| {
        parts::note(ui, &words.t("workshop-note"));
        ui.add_space(8.0);
        ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
            ui.horizontal_top(|ui| {
                let width = ((ui.available_width() - 40.0) / 2.0).min(COLUMN_MAX);
                parts::keyed_column(ui, "shelf-shipped", width, |ui| shipped(ui, bench));
                ui.add_space(12.0);
                parts::keyed_column(ui, "shelf-own", width, |ui| {
                    own(ui, bench);
                    if !bench.shop.outside.library.is_empty() {
                        ui.add_space(12.0);
                        library(ui, bench);
                    }
                });
            });
        });
    });
}

/// What is shipped, with a sentence about each.
fn shipped(ui: &mut Ui, bench: &mut Bench) {
    let words = bench.words;
    parts::card(ui, |ui| {
        parts::heading(ui, &words.t("shelf-shipped"));
        if bench.view.shipped.is_empty() {
            bench.view.shipped = bench.shop.texts.scenarios();
        }
        if bench.view.shipped.is_empty() {
            parts::note(ui, &words.t("shelf-no-texts"));
        }
        for (name, about) in bench.view.shipped.clone() {
            if bench.shop.kept.contains(&name) {
                // What was begun stands in the other column.
                continue;
            }
            open_button(ui, bench, &name);
            parts::note(ui, &about);
            ui.add_space(6.0);
        }
    });
}

/// What was begun here.
fn own(ui: &mut Ui, bench: &mut Bench) {
    let words = bench.words;
    parts::card(ui, |ui| {
        parts::heading(ui, &words.t("shelf-own"));
        if bench.shop.kept.is_empty() {
            parts::note(ui, &words.t("shelf-empty"));
        }
        for name in bench.shop.kept.clone() {
            open_button(ui, bench, &name);
        }
    });
}

fn open_button(ui: &mut Ui, bench: &mut Bench, name: &str) {
    if parts::answer_button(ui, name, &bench.words.with("open-scenario", &[("name", name)]), false) {
        bench.shop.take_up(name);
    }
}

/// The server's library.
fn library(ui: &mut Ui, bench: &mut Bench) {
    let words = bench.words;
    parts::card(ui, |ui| {
        parts::heading(ui, &words.t("shelf-library"));
        for name in bench.shop.outside.library.clone() {
            if parts::answer_button(ui, &name, &words.with("open-from-library", &[("name", &name)]), false) {
                bench.shop.outside.fetch(&name);
            }
        }
    });
}
