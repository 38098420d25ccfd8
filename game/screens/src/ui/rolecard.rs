//! Role cards: three duties, what only this seat sees, whom to ask. Read before the exercise, and again in play.

use codedark_protocol::Role;
use egui::{ScrollArea, Ui};

use super::context::ScreenContext;
use super::{alarm, parts};

/// Duties on a card.
const DUTIES: u8 = 3;
/// Widest card, so that lines stay short enough to read.
const CARD_WIDTH_MAX: f32 = 420.0;
/// Narrowest card.
const CARD_WIDTH_MIN: f32 = 280.0;

/// Draws the own cards over the exercise.
pub(super) fn show(ui: &mut Ui, context: &mut ScreenContext) {
    let words = context.words;
    egui::Panel::top("cards-top").frame(parts::panel_frame(parts::PAPER)).show(ui, |ui| {
        ui.horizontal(|ui| {
            parts::title(ui, &words.t("role-cards"));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if parts::main_button(ui, &words.t("back-to-exercise"), None, true) {
                    context.screen.cards_open = false;
                }
                alarm::button(ui, context);
            });
        });
        parts::note(ui, &words.t("role-cards-note"));
    });
    egui::CentralPanel::default().frame(parts::panel_frame(parts::GROUND)).show(ui, |ui| {
        let roles = context.class.my_roles();
        let columns = (ui.available_width() / CARD_WIDTH_MIN).floor().clamp(1.0, 3.0) as usize;
        let width = (ui.available_width() / columns as f32 - 12.0).min(CARD_WIDTH_MAX);
        ScrollArea::vertical().id_salt("cards").auto_shrink([false, false]).show(ui, |ui| {
            for row in roles.chunks(columns) {
                ui.horizontal_top(|ui| {
                    for role in row {
                        parts::keyed_column(ui, ("card-column", role.id()), width, |ui| card(ui, context, *role));
                    }
                });
            }
        });
    });
}

/// One card.
pub(super) fn card(ui: &mut Ui, context: &ScreenContext, role: Role) {
    let words = context.words;
    let id = format!("role-card-{}", role.id().replace('_', "-"));
    parts::keyed(ui, ("role-card", role.id()), |ui| {
        parts::card(ui, |ui| {
            parts::heading(ui, &words.with("role-card-of", &[("role", &words.role(role))]));
            parts::tinted(ui, &words.t("role-card-duties"), parts::FAINT);
            for number in 1..=DUTIES {
                let number = number.to_string();
                let duty = words.t(&format!("{id}-duty-{number}"));
                ui.label(words.with("numbered", &[("number", &number), ("text", &duty)]));
            }
            ui.add_space(2.0);
            parts::tinted(ui, &words.t("role-card-sees"), parts::FAINT);
            ui.label(words.t(&format!("{id}-sees")));
            ui.add_space(2.0);
            parts::tinted(ui, &words.t("role-card-ask"), parts::FAINT);
            ui.label(words.t(&format!("{id}-ask")));
        });
    });
}
