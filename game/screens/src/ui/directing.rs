//! The buttons of somebody who runs the class: clocks, phases, the two ways to stop, the way to other classes.

use codedark_protocol::{Direction, Stage};
use egui::Ui;

use super::context::{Question, ScreenContext};
use super::{alarm, asking, parts, top};
use crate::state::Wish;

/// Class minutes that one press adds before the debrief.
const EXTEND_MIN: i32 = 5;
/// Speeds to choose from, in thousandths of the normal pace.
const SPEEDS_MILLI: [u32; 4] = [1_000, 10_000, 100_000, 1_000_000];

/// The buttons that direct the clocks.
pub(super) fn clocks(ui: &mut Ui, context: &mut ScreenContext) {
    let words = context.words;
    pauses(ui, context);
    let speed = context.class.class_row().map_or(1_000, |row| row.speed_milli);
    for choice in SPEEDS_MILLI {
        if parts::toggle(ui, &top::speed_name(words, choice), choice == speed) && choice != speed {
            asking::speed(context, choice);
        }
    }
    if context.class.class_row().is_some_and(|row| row.play_left_s.is_some()) {
        let more = words.count("more-time", i64::from(EXTEND_MIN));
        if parts::quiet_button(ui, &more, None) {
            context.class.direct(Direction::Extend(EXTEND_MIN));
        }
    }
    if parts::quiet_button(ui, &words.t("next-phase"), None) {
        context.screen.asking = Some(Question::NextPhase(context.class.phase()));
    }
    if parts::quiet_button(ui, &words.t("end-exercise"), None) {
        context.screen.asking = Some(Question::End);
    }
}

/// Two ways to stop, told apart by whether the minutes of the class go on; and the way on.
pub(super) fn pauses(ui: &mut Ui, context: &mut ScreenContext) {
    let words = context.words;
    let Some(row) = context.class.class_row() else { return };
    let (adjourned, stands) = (row.adjourned, row.paused || row.adjourned);
    let minutes_go_on = row.paused && !row.adjourned && row.unwritten.is_none();
    if stands {
        if parts::main_button(ui, &words.t("resume"), None, true) {
            context.class.direct(Direction::Pause(false));
        }
    } else if context.class.stage() == Stage::Play && parts::main_button(ui, &words.t("pause"), None, true) {
        context.class.direct(Direction::Pause(true));
    }
    if !adjourned && parts::quiet_button(ui, &words.t("adjourn"), None) {
        context.class.direct(Direction::Adjourn);
    }
    if minutes_go_on {
        parts::note(ui, &words.t("minutes-go-on"));
    }
}

/// What a facilitator finds at the end of every page's first line, from right to left.
pub(super) fn house(ui: &mut Ui, context: &mut ScreenContext) {
    if parts::quiet_button(ui, &context.words.t("all-classes"), None) {
        context.class.wish = Some(Wish::AllClasses);
    }
    let label = context.words.t(if context.screen.people_open { "people-close" } else { "people" });
    if parts::quiet_button(ui, &label, None) {
        context.screen.people_open = !context.screen.people_open;
    }
    alarm::button(ui, context);
}
