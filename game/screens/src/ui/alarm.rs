//! *Stop: this is real*: something has happened outside the exercise. Any player can say so, and everybody sees it.

use codedark_protocol::{Direction, Stage};
use egui::{ScrollArea, Ui};

use super::context::{Question, ScreenContext};
use super::notice::{Notice, Press};
use super::parts;
use super::parts::Weight;
use crate::urgency::countdown_s;

/// The button, on every page until the debrief.
pub(super) fn button(ui: &mut Ui, context: &mut ScreenContext) {
    let raised = context.class.class_row().is_some_and(|row| row.alarm.is_some());
    if !raised && context.class.stage() != Stage::Debrief && parts::grave_button(ui, &context.words.t("real")) {
        context.screen.asking = Some(Question::Real);
    }
}

/// Whether the class has been stopped by an alarm.
pub(super) fn has_stopped(context: &ScreenContext) -> bool {
    context.class.class_row().and_then(|row| row.alarm).is_some_and(|alarm| alarm.stops_in_s == 0)
}

/// Who raised the alarm, and how long until the class stops.
pub(super) fn notice(context: &ScreenContext) -> Option<Notice> {
    let words = context.words;
    let alarm = context.class.class_row()?.alarm.filter(|alarm| alarm.stops_in_s > 0)?;
    let (name, seconds) = (context.class.name_of(alarm.person), countdown_s(alarm.stops_in_s).to_string());
    let text = words.with("alarm-raised", &[("name", &name), ("seconds", &seconds)]);
    let notice = Notice::new("alarm", Weight::Grave, text);
    if !context.class.facilitator {
        return Some(notice);
    }
    let stop = notice.press(words.t("stop-now"), Press::Direct(Direction::Halt));
    Some(stop.press(words.t("false-alarm"), Press::Direct(Direction::GoOn)))
}

/// The page of a class that was stopped.
pub(super) fn show(ui: &mut Ui, context: &mut ScreenContext) {
    let words = context.words;
    let who = context.class.class_row().and_then(|row| row.alarm).map(|alarm| context.class.name_of(alarm.person));
    egui::CentralPanel::default().frame(parts::panel_frame(parts::RED_PALE)).show(ui, |ui| {
        ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
            ui.vertical_centered(|ui| {
                ui.add_space(ui.available_height() * parts::PAGE_TOP_SHARE);
                parts::banner_title(ui, &words.t("alarm-title"), parts::RED);
                parts::large_line(ui, &words.t("alarm-orders"));
                parts::note(ui, &words.with("alarm-by", &[("name", &who.unwrap_or_default())]));
                ui.add_space(20.0);
                if context.class.facilitator {
                    parts::large_line(ui, &words.t("go-on-note"));
                    if parts::large_button(ui, &words.t("go-on"), context.class.is_open()) {
                        context.class.direct(Direction::GoOn);
                    }
                } else {
                    parts::large_line(ui, &words.t("go-on-by-facilitator"));
                }
            });
        });
    });
}
