//! The line under the top bar of play: whether the clock runs or the team talks, who is ready, and the way out.

use codedark_protocol::Pace;
use egui::{Layout, Ui};

use super::context::{ScreenContext, acting};
use super::{alarm, away, parts};
use crate::urgency::countdown_s;

/// Height of the line. It is always there, so that nothing jumps when a huddle begins.
const HEIGHT: f32 = 32.0;

/// Draws the line.
pub(super) fn show(ui: &mut Ui, context: &mut ScreenContext) {
    let (stands, standing) = match context.class.class_row() {
        Some(row) if row.unwritten.is_some() => (true, "clock-unwritten"),
        Some(row) if row.adjourned => (true, "clock-adjourned-note"),
        Some(row) if row.paused => (true, "clock-stands"),
        _ => (false, "clock-runs"),
    };
    let pace = context.class.my_team().map_or(Pace::Run, |team| team.pace.clone());
    let talking = pace != Pace::Run && !stands;
    let fill = if talking { parts::TEAL_PALE } else { parts::PAPER };
    let frame = egui::Frame::new().fill(fill).inner_margin(egui::Margin::symmetric(12, 4));
    egui::Panel::top("play-pace").frame(frame).show(ui, |ui| {
        ui.set_min_height(HEIGHT);
        ui.horizontal_centered(|ui| {
            ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
                ways_out(ui, context);
                if parts::quiet_button(ui, &context.words.t("my-roles"), None) {
                    context.screen.roles_open = true;
                }
                if parts::quiet_button(ui, &context.words.t("my-cards"), None) {
                    context.screen.cards_open = true;
                }
                ui.with_layout(Layout::left_to_right(egui::Align::Center), |ui| match pace {
                    Pace::Huddle { stop, left_s } if talking => huddle(ui, context, stop.as_deref(), left_s),
                    _ => _ = parts::note(ui, &context.words.t(standing)),
                });
            });
        });
    });
}

/// What the team talks about, for how long, and who is ready to go on.
fn huddle(ui: &mut Ui, context: &mut ScreenContext, stop: Option<&str>, left_s: u32) {
    let words = context.words;
    parts::strong(ui, &topic(context, stop));
    parts::note(ui, &words.count("huddle-left", i64::from(countdown_s(left_s))));
    let Some(team) = context.class.my_team().cloned() else { return };
    let ready = team.ready.contains(&context.class.person);
    let pressed = acting(ui, context, |ui, _| match ready {
        true => parts::quiet_button(ui, &words.t("not-yet-ready"), None),
        false => parts::main_button(ui, &words.t("ready"), None, true),
    });
    if pressed {
        context.class.say_ready(!ready);
    }
    parts::note(ui, &ready_words(context, &team));
}

/// What a huddle is about.
pub(super) fn topic(context: &ScreenContext, stop: Option<&str>) -> String {
    match stop {
        Some(stop) => context.words.text(&format!("stop.{stop}")),
        None => context.words.t("huddle-unplanned"),
    }
}

/// How many of a team's people are ready.
pub(super) fn ready_words(context: &ScreenContext, team: &codedark_protocol::TeamRow) -> String {
    let (ready, people) = context.class.readiness(team);
    context.words.with("ready-count", &[("ready", &ready.to_string()), ("people", &people.to_string())])
}

/// The ways out, always in sight, from right to left: of the exercise for everybody, of one's own part in it, and for a
/// while.
pub(super) fn ways_out(ui: &mut Ui, context: &mut ScreenContext) {
    alarm::button(ui, context);
    step_out(ui, context);
    away::button(ui, context);
}

/// One press, and nobody asks why.
fn step_out(ui: &mut Ui, context: &mut ScreenContext) {
    if !acting(ui, context, |ui, context| parts::quiet_button(ui, &context.words.t("step-out"), None)) {
        return;
    }
    let Some(team) = context.class.my_team().map(|team| team.id.clone()) else { return };
    context.class.take_roles(&team, Vec::new());
}
