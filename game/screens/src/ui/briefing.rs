//! The first minutes of a player: role card, the hospital on a normal day, and the warm-up. Nothing here is scored.

use codedark_protocol::{Role, WarmUpRow};
use egui::{ScrollArea, Ui, vec2};

use super::context::{ScreenContext, acting};
use super::{huddle, map, parts, play, rolecard};

const CARDS_WIDTH: f32 = 350.0;
const WARM_UP_WIDTH: f32 = 370.0;
/// Least share of their width that the sides keep on a narrow screen.
const SIDES_SHARE_MIN: f32 = 0.75;
/// Share of the middle's height that the map takes.
const MAP_SHARE: f32 = 0.52;
/// Sentences that say what is what on a normal day.
const SENTENCES: [&str; 3] = ["normal-day-map", "normal-day-services", "normal-day-change"];

/// Draws the screen.
pub(super) fn show(ui: &mut Ui, context: &mut ScreenContext) {
    egui::Panel::top("briefing-top").frame(parts::panel_frame(parts::PAPER)).show(ui, |ui| header(ui, context));
    let share = (ui.max_rect().width() / 1280.0).clamp(SIDES_SHARE_MIN, 1.0);
    egui::Panel::left("briefing-cards")
        .resizable(false)
        .exact_size(CARDS_WIDTH * share)
        .frame(parts::panel_frame(parts::GROUND))
        .show(ui, |ui| {
            ScrollArea::vertical().id_salt("briefing-cards").auto_shrink([false, false]).show(ui, |ui| {
                for role in context.class.my_roles() {
                    rolecard::card(ui, context, role);
                }
            });
        });
    egui::Panel::right("briefing-warm-up")
        .resizable(false)
        .exact_size(WARM_UP_WIDTH * share)
        .frame(parts::panel_frame(parts::GROUND))
        .show(ui, |ui| warm_ups(ui, context));
    egui::CentralPanel::default().frame(parts::panel_frame(parts::PAPER)).show(ui, |ui| normal_day(ui, context));
}

fn header(ui: &mut Ui, context: &mut ScreenContext) {
    let words = context.words;
    ui.horizontal(|ui| {
        parts::title(ui, &words.t("briefing"));
        ui.add_space(12.0);
        parts::strong(ui, &words.text("scenario.title"));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            huddle::ways_out(ui, context);
            if parts::quiet_button(ui, &words.t("my-roles"), None) {
                context.screen.roles_open = true;
            }
            ui.add_space(8.0);
            parts::chip(ui, &words.t("nothing-scored"), parts::TEAL, parts::TEAL_PALE);
        });
    });
    if let Some(brief) = words.try_text("scenario.brief") {
        ui.label(brief);
    }
}

/// The hospital as the own seats see it while nothing is wrong.
fn normal_day(ui: &mut Ui, context: &mut ScreenContext) {
    let words = context.words;
    parts::heading(ui, &words.t("normal-day"));
    for (number, id) in SENTENCES.iter().enumerate() {
        let number = (number + 1).to_string();
        ui.label(words.with("numbered", &[("number", &number), ("text", &words.t(id))]));
    }
    ui.add_space(4.0);
    let height = (ui.available_height() * MAP_SHARE).max(200.0);
    ui.allocate_ui(vec2(ui.available_width(), height), |ui| map::show(ui, context));
    ui.separator();
    play::services(ui, context);
}

fn warm_ups(ui: &mut Ui, context: &mut ScreenContext) {
    let words = context.words;
    parts::heading(ui, &words.t("warm-up"));
    ui.label(words.t("warm-up-note"));
    let rows: Vec<WarmUpRow> =
        context.class.my_roles().into_iter().filter_map(|role| context.class.warm_up_of(role).cloned()).collect();
    let (settled, all) = (answered(context), context.class.session.warm_ups.len());
    if all > 0 {
        let counts = [("settled", settled.to_string()), ("all", all.to_string())];
        let counts: Vec<(&str, &str)> = counts.iter().map(|(name, count)| (*name, count.as_str())).collect();
        parts::note(ui, &words.with("warm-up-settled", &counts));
    }
    ui.add_space(4.0);
    ScrollArea::vertical().id_salt("warm-ups").auto_shrink([false, false]).show(ui, |ui| {
        if rows.is_empty() {
            parts::note(ui, &words.t("warm-up-none"));
        }
        for row in &rows {
            parts::keyed(ui, ("warm-up", row.role.id()), |ui| parts::card(ui, |ui| warm_up(ui, context, row)));
            ui.add_space(4.0);
        }
    });
}

/// Seats of the team that have settled theirs.
fn answered(context: &ScreenContext) -> usize {
    context.class.session.warm_ups.iter().filter(|row| row.answer.is_some()).count()
}

/// A text of a seat's warm-up.
fn text(context: &ScreenContext, role: Role, part: &str) -> String {
    context.words.text(&format!("warm-up.{}.{part}", role.id()))
}

fn warm_up(ui: &mut Ui, context: &mut ScreenContext, row: &WarmUpRow) {
    let words = context.words;
    let (role, asks) = (words.role(row.role), words.role(row.asks));
    parts::strong(ui, &role);
    ui.label(words.with("warm-up-fact", &[("fact", &text(context, row.role, "fact"))]));
    ui.add_space(4.0);
    ui.label(words.with("warm-up-question", &[("question", &text(context, row.role, "question"))]));
    parts::tinted(ui, &words.with("warm-up-ask", &[("role", &asks)]), parts::BLUE);
    let chosen = row.answer.as_ref().map(|(option, _)| option.as_str());
    for option in &row.options {
        let answer = text(context, row.role, option);
        let args = [("role", role.as_str()), ("answer", answer.as_str())];
        let name = words.with("warm-up-answer", &args);
        let pressed = parts::keyed(ui, ("warm-up-option", row.role.id(), option), |ui| {
            acting(ui, context, |ui, _| parts::answer_button(ui, &answer, &name, chosen == Some(option.as_str())))
        });
        if pressed {
            context.class.settle_warm_up(row.role, option);
        }
    }
    if let Some((_, fits)) = &row.answer {
        let (id, color) = if *fits { ("warm-up-fits", parts::TEAL) } else { ("warm-up-fits-not", parts::AMBER) };
        parts::tinted(ui, &words.with(id, &[("role", &asks)]), color);
    }
}
