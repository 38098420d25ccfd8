//! The line under the top bar of play: whether the clock runs or the team talks, who is ready, and the way out.

use codedark_protocol::Pace;
use egui::{Layout, Ui};

use super::desk::{Desk, acting};
use super::{alarm, away, parts};
use crate::urgency::countdown_s;

/// Height of the line. It is always there, so that nothing jumps when a huddle begins.
const HEIGHT: f32 = 32.0;

/// Draws the line.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk) {
    let (stands, standing) = match desk.class.class_row() {
        Some(row) if row.unwritten.is_some() => (true, "clock-unwritten"),
        Some(row) if row.adjourned => (true, "clock-adjourned-note"),
        Some(row) if row.paused => (true, "clock-stands"),
        _ => (false, "clock-runs"),
    };
    let pace = desk.class.my_team().map_or(Pace::Run, |team| team.pace.clone());
    let talking = pace != Pace::Run && !stands;
    let fill = if talking { parts::TEAL_PALE } else { parts::PAPER };
    let frame = egui::Frame::new().fill(fill).inner_margin(egui::Margin::symmetric(12, 4));
    egui::Panel::top("play-pace").frame(frame).show(ui, |ui| {
        ui.set_min_height(HEIGHT);
        ui.horizontal_centered(|ui| {
            ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
                ways_out(ui, desk);
                if parts::quiet_button(ui, &desk.words.t("my-roles"), None) {
                    desk.screen.roles_open = true;
                }
                if parts::quiet_button(ui, &desk.words.t("my-cards"), None) {
                    desk.screen.cards_open = true;
                }
                ui.with_layout(Layout::left_to_right(egui::Align::Center), |ui| match pace {
                    Pace::Huddle { stop, left_s } if talking => huddle(ui, desk, stop.as_deref(), left_s),
                    _ => _ = parts::note(ui, &desk.words.t(standing)),
                });
            });
        });
    });
}

/// What the team talks about, for how long, and who is ready to go on.
fn huddle(ui: &mut Ui, desk: &mut Desk, stop: Option<&str>, left_s: u32) {
    let words = desk.words;
    parts::strong(ui, &topic(desk, stop));
    parts::note(ui, &words.count("huddle-left", i64::from(countdown_s(left_s))));
    let Some(team) = desk.class.my_team().cloned() else { return };
    let ready = team.ready.contains(&desk.class.person);
    let pressed = acting(ui, desk, |ui, _| match ready {
        true => parts::quiet_button(ui, &words.t("not-yet-ready"), None),
        false => parts::main_button(ui, &words.t("ready"), None, true),
    });
    if pressed {
        desk.class.say_ready(!ready);
    }
    parts::note(ui, &ready_words(desk, &team));
}

/// What a huddle is about.
pub(super) fn topic(desk: &Desk, stop: Option<&str>) -> String {
    match stop {
        Some(stop) => desk.words.text(&format!("stop.{stop}")),
        None => desk.words.t("huddle-unplanned"),
    }
}

/// How many of a team's people are ready.
pub(super) fn ready_words(desk: &Desk, team: &codedark_protocol::TeamRow) -> String {
    let (ready, people) = desk.class.readiness(team);
    desk.words.with("ready-count", &[("ready", &ready.to_string()), ("people", &people.to_string())])
}

/// The ways out, always in sight, from right to left: of the exercise for everybody, of one's own part in it, and for a
/// while.
pub(super) fn ways_out(ui: &mut Ui, desk: &mut Desk) {
    alarm::button(ui, desk);
    step_out(ui, desk);
    away::button(ui, desk);
}

/// One press, and nobody asks why.
fn step_out(ui: &mut Ui, desk: &mut Desk) {
    if !acting(ui, desk, |ui, desk| parts::quiet_button(ui, &desk.words.t("step-out"), None)) {
        return;
    }
    let Some(team) = desk.class.my_team().map(|team| team.id.clone()) else { return };
    desk.class.take_roles(&team, Vec::new());
}
