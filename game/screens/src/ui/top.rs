//! The bar at the top of play: phase, time, clock, figures.

use codedark_protocol::Stage;
use egui::{ScrollArea, Ui};

use super::context::ScreenContext;
use super::parts;
use super::parts::{Tone, figure};
use crate::words::{Words, grouped, tenths};

/// Figures in the order of the bar, with the value from which they worry and the one from which they are bad.
const FIGURES: [(&str, i64, i64); 9] = [
    ("budget_cents", i64::MAX, i64::MAX),
    ("cases_open", 5, 15),
    ("devices_down", 1, 300),
    ("care_minutes_delayed", 1_000, 100_000),
    ("unsafe_events_milli", 500, 5_000),
    ("cancelled", 1, 500),
    ("diverted", 1, 100),
    ("posture_milli", i64::MAX, i64::MAX),
    ("backups_intact_milli", i64::MAX, i64::MAX),
];

/// Draws the bar.
pub(super) fn show(ui: &mut Ui, context: &mut ScreenContext) {
    let words = context.words;
    ui.horizontal_top(|ui| {
        clock(ui, context);
        ui.separator();
        ScrollArea::horizontal().id_salt("figures").auto_shrink([false, true]).show(ui, |ui| {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 18.0;
                for (id, warn, bad) in FIGURES {
                    if let Some(value) = context.class.figure(id) {
                        parts::keyed(ui, ("figure", id), |ui| one(ui, words, id, value, warn, bad));
                    }
                }
            });
        });
    });
}

/// Phase, time and state of the clock. Also the facilitator's.
pub(super) fn clock(ui: &mut Ui, context: &ScreenContext) {
    let words = context.words;
    let class = &context.class;
    let phase = phase_name(context, class.phase());
    let moment = words.moment(&class.catalogue.starts, class.minute());
    parts::keyed(ui, "clock", |ui| {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 18.0;
            labelled(ui, words, "phase", &phase, Tone::Calm);
            labelled(ui, words, "time", &moment, Tone::Calm);
            let row = class.class_row();
            let paused = row.is_some_and(|row| row.paused);
            let adjourned = row.is_some_and(|row| row.adjourned);
            let waiting = class.my_team().is_some_and(|team| team.waiting);
            let speed = row.map_or(1_000, |row| row.speed_milli);
            let (state, tone) = match (class.stage(), paused, waiting) {
                (Stage::Play, ..) if adjourned => (words.t("clock-adjourned"), Tone::Warn),
                (Stage::Play, true, _) => (words.t("clock-paused"), Tone::Warn),
                (Stage::Play, false, true) => (words.t("clock-waiting"), Tone::Warn),
                _ => (words.with("clock-running", &[("speed", &speed_words(speed))]), Tone::Calm),
            };
            labelled(ui, words, "clock", &state, tone);
            if let Some(left) = class.class_row().and_then(|row| row.play_left_s) {
                labelled(ui, words, "play-left", &left_words(words, left), Tone::Calm);
            }
        });
    });
}

/// The name of a phase, by its index.
pub(super) fn phase_name(context: &ScreenContext, phase: u32) -> String {
    let id = context.class.catalogue.phases.get(phase as usize);
    id.map(|id| context.words.text(&format!("phase.{id}"))).unwrap_or_default()
}

/// Class time until the debrief. Whole minutes, so that it seldom changes: each change is drawn.
fn left_words(words: &Words, left_s: u32) -> String {
    match left_s {
        0 => words.t("play-over"),
        1..60 => words.t("under-a-minute"),
        _ => words.span(u64::from(left_s.div_ceil(60))),
    }
}

/// Speed as a factor: 10,000 thousandths are 10.
pub(super) fn speed_words(speed_milli: u32) -> String {
    if speed_milli.is_multiple_of(1_000) {
        grouped(i64::from(speed_milli / 1_000))
    } else {
        tenths(i64::from(speed_milli))
    }
}

/// A speed as its button says it.
pub(super) fn speed_name(words: &Words, speed_milli: u32) -> String {
    words.with("speed-choice", &[("speed", &(speed_milli / 1_000).to_string())])
}

/// A value with its name, read as "NAME: VALUE".
pub(super) fn labelled(ui: &mut Ui, words: &Words, id: &str, value: &str, tone: Tone) {
    let name = words.t(id);
    let spoken = words.with("named-value", &[("name", &name), ("value", value)]);
    figure(ui, &name, value, &spoken, tone);
}

fn one(ui: &mut Ui, words: &Words, id: &str, value: i64, warn: i64, bad: i64) {
    let tone = match value {
        v if v >= bad => Tone::Bad,
        v if v >= warn => Tone::Warn,
        _ => Tone::Calm,
    };
    labelled(ui, words, &name_id(id), &shown(words, id, value), tone);
}

/// The word for a figure or measure: `figure-budget-cents`.
pub(super) fn name_id(id: &str) -> String {
    format!("figure-{}", id.replace('_', "-"))
}

/// A figure or measure in the unit its id ends in.
pub(super) fn shown(words: &Words, id: &str, value: i64) -> String {
    match id {
        "unsafe_events_milli" => tenths(value),
        "budget_cents" | "cost_cents" => words.money(value),
        "care_minutes_delayed" => words.with("hours-short", &[("hours", &grouped(value / 60))]),
        "data_stolen_gb" => words.with("gigabytes", &[("amount", &grouped(value))]),
        "detonated" | "detected" | "contained" | "recovered" | "know_intrusion" | "know_ransomware" => {
            words.t(if value > 0 { "yes" } else { "no" })
        }
        "detection_delay_min" if value < 0 => words.t("not-yet"),
        _ if id.ends_with("_milli") => words.with("percent", &[("amount", &grouped(value / 10))]),
        _ if id.ends_with("_min") => words.span(u64::try_from(value).unwrap_or(0)),
        _ => grouped(value),
    }
}
