//! The colours of a text: what it is written as, and the findings marked in place.

use std::ops::Range;

use codedark_scenario::tree::{Paint, paint};
use codedark_screens::ui::parts;
use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, FontId, Stroke};

/// Size of the letters.
pub const SIZE: f32 = 12.5;

/// The coloured text of the last pass: colouring again each time would be slow.
#[derive(Default)]
pub struct Painted {
    text: String,
    marks: Vec<(Range<usize>, Color32)>,
    job: LayoutJob,
}

impl Painted {
    /// The text with its marks, ready to be laid out.
    pub fn job(&mut self, text: &str, marks: &[(Range<usize>, Color32)]) -> LayoutJob {
        if self.text != text || self.marks != marks {
            text.clone_into(&mut self.text);
            self.marks = marks.to_vec();
            self.job = job(text, marks);
        }
        self.job.clone()
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
