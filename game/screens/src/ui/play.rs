//! The play screen: actions to the left, the hospital in the middle, what waits for an answer to the right.

use codedark_protocol::{ServiceMode, ServiceRow};
use egui::{ScrollArea, Ui, vec2};

use super::context::ScreenContext;
use super::{actions, cases, huddle, inbox, map, parts, top, zone};

/// Widths of the sides on a screen of 1,280 points; a narrower screen gives them less.
const ACTIONS_WIDTH: f32 = 330.0;
const INBOX_WIDTH: f32 = 310.0;
/// Least share of their width that the sides keep.
const SIDES_SHARE_MIN: f32 = 0.75;
/// Share of the middle that the map takes.
const MAP_SHARE: f32 = 0.50;
/// Height of the line of words about the chosen zone.
const ZONE_HEIGHT: f32 = 74.0;

/// Draws the play screen.
pub(super) fn show(ui: &mut Ui, context: &mut ScreenContext) {
    egui::Panel::top("play-top").frame(parts::panel_frame(parts::PAPER)).show(ui, |ui| top::show(ui, context));
    huddle::show(ui, context);
    let share = (ui.max_rect().width() / 1280.0).clamp(SIDES_SHARE_MIN, 1.0);
    egui::Panel::left("play-actions")
        .resizable(false)
        .exact_size(ACTIONS_WIDTH * share)
        .frame(parts::panel_frame(parts::GROUND))
        .show(ui, |ui| actions::show(ui, context));
    egui::Panel::right("play-inbox")
        .resizable(false)
        .exact_size(INBOX_WIDTH * share)
        .frame(parts::panel_frame(parts::GROUND))
        .show(ui, |ui| inbox::show(ui, context));
    egui::CentralPanel::default().frame(parts::panel_frame(parts::PAPER)).show(ui, |ui| middle(ui, context));
}

fn middle(ui: &mut Ui, context: &mut ScreenContext) {
    let height = (ui.available_height() * MAP_SHARE).max(200.0);
    ui.allocate_ui(vec2(ui.available_width(), height), |ui| map::show(ui, context));
    ui.allocate_ui(vec2(ui.available_width(), ZONE_HEIGHT), |ui| {
        ui.set_min_height(ZONE_HEIGHT);
        zone::show(ui, context);
    });
    ui.separator();
    let size = ui.available_size();
    let half = (size.x - 20.0) / 2.0;
    ui.horizontal_top(|ui| {
        column(ui, vec2(half, size.y), |ui| cases::show(ui, context));
        ui.separator();
        column(ui, vec2(half, size.y), |ui| services(ui, context));
    });
}

fn column(ui: &mut Ui, size: egui::Vec2, add: impl FnOnce(&mut Ui)) {
    ui.allocate_ui_with_layout(size, egui::Layout::top_down(egui::Align::Min), |ui| {
        ui.set_width(size.x);
        add(ui);
    });
}

/// The clinical services, as far as the own seats see them.
pub(super) fn services(ui: &mut Ui, context: &ScreenContext) {
    parts::heading(ui, &context.words.t("services"));
    ScrollArea::vertical().id_salt("services").auto_shrink([false, false]).show(ui, |ui| {
        if context.class.view.services.is_empty() {
            parts::note(ui, &context.words.t("services-unseen"));
        }
        for row in &context.class.view.services {
            parts::keyed(ui, ("service", &row.id), |ui| service(ui, context, row));
            ui.add_space(2.0);
        }
    });
}

fn service(ui: &mut Ui, context: &ScreenContext, row: &ServiceRow) {
    let words = context.words;
    let name = words.text(&format!("service.{}", row.id));
    let mode = words.t(match row.mode {
        ServiceMode::Digital => "mode-digital",
        ServiceMode::Paper => "mode-paper",
        ServiceMode::BackLoading => "mode-back-loading",
    });
    let percent = (row.capacity_milli / 10).to_string();
    ui.spacing_mut().item_spacing.y = 2.0;
    ui.horizontal(|ui| {
        ui.label(&name);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.add_space(6.0);
            parts::strong(ui, &words.with("percent", &[("amount", &percent)]));
            if row.mode != ServiceMode::Digital {
                parts::chip(ui, &mode, parts::AMBER, parts::AMBER_PALE);
            }
        });
    });
    let args = [("service", name.as_str()), ("mode", mode.as_str()), ("percent", percent.as_str())];
    let width = (ui.available_width() - 8.0).max(40.0);
    parts::bar(ui, &words.with("service-bar", &args), row.capacity_milli, width);
    let details = service_details(context, row);
    if !details.is_empty() {
        parts::note(ui, &details.join(" · "));
    }
}

/// What is unusual about a service, in a few words each.
fn service_details(context: &ScreenContext, row: &ServiceRow) -> Vec<String> {
    let words = context.words;
    let mut details = Vec::new();
    if row.waiting > 0 {
        details.push(words.count("service-waiting", row.waiting));
    }
    if row.diverted_percent > 0 {
        details.push(words.count("service-diverted", i64::from(row.diverted_percent)));
    }
    if row.cancelled_percent > 0 {
        details.push(words.count("service-cancelled", i64::from(row.cancelled_percent)));
    }
    if row.moved_percent > 0 {
        details.push(words.count("service-moved", i64::from(row.moved_percent)));
    }
    if row.second_check {
        details.push(words.t("service-second-check"));
    }
    details
}
