//! The text: coloured, with line numbers, and with the findings marked in place.

use std::ops::Range;
use std::sync::Arc;

use codedark_scenario::tree::{Paint, paint};
use egui::text::{CCursor, CCursorRange, LayoutJob, TextFormat};
use egui::{Align2, Color32, FontId, Frame, Galley, Id, Key, Modifiers, ScrollArea, Stroke, TextEdit, Ui, pos2};

use super::{Bench, fields, parts};

const SIZE: f32 = 12.5;
/// Width of the line numbers.
const GUTTER: f32 = 40.0;

/// The coloured text of the last pass: colouring again each time would be slow.
#[derive(Default)]
pub struct Painted {
    text: String,
    marks: Vec<(Range<usize>, Color32)>,
    job: LayoutJob,
}

impl Painted {
    fn job(&mut self, text: &str, marks: &[(Range<usize>, Color32)]) -> LayoutJob {
        if self.text != text || self.marks != marks {
            text.clone_into(&mut self.text);
            self.marks = marks.to_vec();
            self.job = job(text, marks);
        }
        self.job.clone()
    }
}

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

/// The text in pieces of one look each.
fn job(text: &str, marks: &[(Range<usize>, Color32)]) -> LayoutJob {
    let mut job = LayoutJob::default();
    let mut marks = marks.iter().peekable();
    for (piece, paint) in paint(text) {
        let mut from = piece.start;
        while from < piece.end {
            while marks.peek().is_some_and(|(mark, _)| mark.end <= from) {
                marks.next();
            }
            let (to, mark) = match marks.peek() {
                Some((mark, ink)) if mark.start <= from => (mark.end.min(piece.end), Some(*ink)),
                Some((mark, _)) => (mark.start.min(piece.end), None),
                None => (piece.end, None),
            };
            let to = ceil(text, to);
            job.append(&text[from..to], 0.0, look(paint, mark));
            from = to;
        }
    }
    job
}

/// The next place at which a character ends.
fn ceil(text: &str, at: usize) -> usize {
    (at..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
}

fn look(paint: Paint, mark: Option<Color32>) -> TextFormat {
    let color = match paint {
        Paint::Comment => Color32::from_rgb(0x5b, 0x7a, 0x4a),
        Paint::Name => parts::TEAL,
        Paint::Word => Color32::from_rgb(0x7a, 0x3e, 0x9d),
        Paint::Number => Color32::from_rgb(0x9a, 0x4a, 0x00),
        Paint::Text => Color32::from_rgb(0x1f, 0x5f, 0xa8),
        Paint::Plain => parts::INK,
    };
    let mut format = TextFormat::simple(FontId::monospace(SIZE), color);
    if let Some(ink) = mark {
        format.underline = Stroke::new(1.5, ink);
        format.background = if ink == parts::RED { parts::RED_PALE } else { parts::AMBER_PALE };
    }
    format
}
