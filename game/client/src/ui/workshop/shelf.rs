//! The list that an author begins with: what is shipped, what was begun here, what the server's library holds.

use egui::{ScrollArea, TextEdit, Ui};

use super::{Bench, fields, parts};
use crate::workshop::{Workshop, leave};

/// Width of a column of the list.
const COLUMN: f32 = 380.0;

pub(super) fn show(ui: &mut Ui, bench: &mut Bench) {
    let words = bench.words;
    egui::Panel::top("shelf-top").frame(parts::panel_frame(parts::PAPER)).show(ui, |ui| {
        ui.horizontal(|ui| {
            parts::title(ui, &words.t("workshop"));
            ui.separator();
            if parts::main_button(ui, &words.t("open-file"), None, true) {
                bench.shop.office.choose_file();
            }
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if parts::quiet_button(ui, &words.t("leave-workshop"), None) {
                    leave();
                }
            });
        });
    });
    egui::CentralPanel::default().frame(parts::panel_frame(parts::GROUND)).show(ui, |ui| {
        parts::note(ui, &words.t("workshop-note"));
        ui.add_space(8.0);
        ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
            ui.horizontal_top(|ui| {
                let shipped: Vec<String> = Workshop::shipped().into_iter().map(str::to_owned).collect();
                parts::keyed_column(ui, "shelf-shipped", COLUMN, |ui| {
                    column(ui, bench, "shelf-shipped", &shipped);
                });
                ui.add_space(12.0);
                parts::keyed_column(ui, "shelf-own", COLUMN, |ui| {
                    let kept = bench.shop.kept.clone();
                    column(ui, bench, "shelf-own", &kept);
                    if !bench.shop.office.library.is_empty() {
                        ui.add_space(12.0);
                        library(ui, bench);
                    }
                });
            });
        });
    });
}

/// A card of names, each a button.
fn column(ui: &mut Ui, bench: &mut Bench, heading: &str, names: &[String]) {
    let words = bench.words;
    parts::card(ui, |ui| {
        parts::heading(ui, &words.t(heading));
        if names.is_empty() {
            parts::note(ui, &words.t("shelf-empty"));
        }
        for name in names {
            let begun = heading == "shelf-shipped" && bench.shop.kept.contains(name);
            // What was begun stands in the other column.
            if !begun && parts::answer_button(ui, name, &words.with("open-scenario", &[("name", name)]), false) {
                bench.shop.take_up(name);
            }
        }
    });
}

/// The server's library. Its texts hold what players must not know, so reading one needs the key.
fn library(ui: &mut Ui, bench: &mut Bench) {
    let words = bench.words;
    parts::card(ui, |ui| {
        parts::heading(ui, &words.t("shelf-library"));
        let label = words.t("facilitator-key");
        let key = TextEdit::singleline(&mut bench.view.saving.key).password(true).hint_text(&label).show(ui);
        fields::spoken(&key.response.response, &label, &bench.view.saving.key);
        for name in bench.shop.office.library.clone() {
            if parts::answer_button(ui, &name, &words.with("open-from-library", &[("name", &name)]), false) {
                bench.shop.office.fetch(&name, bench.view.saving.key.trim());
            }
        }
    });
}
