//! The text: coloured, with line numbers, and with the findings marked in place.

use std::ops::Range;
use std::sync::Arc;

use codedark_screens::ui::parts;
use egui::text::{CCursor, CCursorRange};
use egui::{Align2, Color32, FontId, Frame, Galley, Id, Key, Modifiers, ScrollArea, TextEdit, Ui, pos2};

use super::bench::Bench;
use super::fields;
use super::painted::SIZE;

/// Width of the line numbers.
const GUTTER: f32 = 40.0;

/// Draws the text and takes what is typed.
pub(super) fn show(ui: &mut Ui, bench: &mut Bench) {
    let now_s = bench.view.now_s();
    let id = Id::new("workshop-editor");
    let focused = ui.memory(|memory| memory.has_focus(id));
    let Some(draft) = &mut bench.shop.draft else { return };
    if focused {
        // The draft's own steps, not egui's: a form's change is a step as well.
        let pressed = |ui: &Ui, modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
        if pressed(ui, Modifiers::COMMAND | Modifiers::SHIFT, Key::Z) || pressed(ui, Modifiers::COMMAND, Key::Y) {
            draft.redo();
        } else if pressed(ui, Modifiers::COMMAND, Key::Z) {
            draft.undo();
        }
    }
    let own = draft.file().name;
    let mut marks: Vec<(Range<usize>, Color32)> = Vec::new();
    if draft.is_checked() {
        let found = draft.problems().iter().filter(|problem| problem.file == own);
        let ink = |is_error: bool| if is_error { parts::RED } else { parts::AMBER };
        marks.extend(
            found.map(|one| (one.start as usize..(one.end as usize).max(one.start as usize + 1), ink(one.is_error()))),
        );
        marks.sort_by_key(|(at, _)| at.start);
    }
    let mut text = draft.text().to_owned();
    let painted = &mut bench.view.painted;
    let mut layouter = |ui: &Ui, buffer: &dyn egui::TextBuffer, width: f32| -> Arc<Galley> {
        let mut job = painted.job(buffer.as_str(), &marks);
        job.wrap.max_width = width;
        ui.fonts_mut(|fonts| fonts.layout_job(job))
    };
    let jump = bench.view.jump.take();
    let label = bench.words.t("scenario-text");
    let typed = ScrollArea::vertical().id_salt("workshop-text").auto_shrink([false, false]).show(ui, |ui| {
        ui.horizontal_top(|ui| {
            ui.add_space(GUTTER);
            let shown = TextEdit::multiline(&mut text)
                .id(id)
                .font(FontId::monospace(SIZE))
                .frame(Frame::NONE)
                .lock_focus(true)
                .desired_width(ui.available_width() - 4.0)
                .layouter(&mut layouter)
                .show(ui);
            let changed = shown.response.response.changed();
            fields::spoken(&shown.response.response, &label, &text);
            numbers(ui, &shown.galley, shown.galley_pos);
            if let Some((byte, goes_there)) = jump {
                let at = CCursor::new(text.get(..byte).map_or(0, |before| before.chars().count()));
                let place = shown.galley.pos_from_cursor(at).translate(shown.galley_pos.to_vec2());
                ui.scroll_to_rect(place, Some(egui::Align::Center));
                let mut state = shown.state;
                state.cursor.set_char_range(Some(CCursorRange::one(at)));
                state.store(ui.ctx(), id);
                if goes_there {
                    ui.memory_mut(|memory| memory.request_focus(id));
                }
            }
            changed
        })
    });
    if typed.inner.inner {
        draft.typed(text, now_s);
    }
}

/// Numbers of lines; a line that is wrapped has one number.
fn numbers(ui: &Ui, galley: &Galley, at: egui::Pos2) {
    let mut line = 1;
    let mut begins = true;
    for row in &galley.rows {
        let rect = row.rect().translate(at.to_vec2());
        if begins && ui.clip_rect().intersects(rect.expand2(egui::vec2(GUTTER * 2.0, 0.0))) {
            let place = pos2(at.x - 10.0, rect.center().y);
            ui.painter().text(place, Align2::RIGHT_CENTER, line, FontId::monospace(10.5), parts::FAINT);
        }
        begins = row.ends_with_newline;
        line += usize::from(begins);
    }
}
