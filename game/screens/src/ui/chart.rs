//! A small line chart over the exercise's days, one line a team.

use egui::{Align2, Color32, FontId, Sense, Shape, Stroke, Ui, WidgetInfo, WidgetType, pos2, vec2};

use super::parts;

/// Colours of lines; the dashes differ as well.
pub const LINES: [Color32; 4] = [parts::TEAL, Color32::from_rgb(0xb3, 0x5a, 0x00), parts::BLUE, parts::RED];

/// A team's line: minute and value, by time.
pub struct Line {
    /// The team's name.
    pub name: String,
    /// Minute and value.
    pub points: Vec<(u64, i64)>,
}

/// Draws the lines under a spoken summary.
pub fn show(ui: &mut Ui, spoken: &str, lines: &[Line], top: i64, day_word: impl Fn(u64) -> String) {
    const HEIGHT: f32 = 150.0;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width().min(600.0), HEIGHT), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Image, true, spoken));
    let plot = egui::Rect::from_min_max(rect.min + vec2(44.0, 8.0), rect.max - vec2(10.0, 20.0));
    let last = lines.iter().flat_map(|line| line.points.last()).map(|point| point.0).max().unwrap_or(1).max(1);
    let top = top.max(1);
    let painter = ui.painter();
    for quarter in 0..=2 {
        let y = plot.bottom() - plot.height() * quarter as f32 / 2.0;
        painter.hline(plot.x_range(), y, Stroke::new(1.0, parts::LINE));
        let value = crate::words::grouped(top * quarter / 2);
        painter.text(pos2(plot.left() - 6.0, y), Align2::RIGHT_CENTER, value, FontId::proportional(11.0), parts::FAINT);
    }
    for (x, align, minute) in [(plot.left(), Align2::LEFT_TOP, 0), (plot.right(), Align2::RIGHT_TOP, last)] {
        let at = pos2(x, plot.bottom() + 4.0);
        painter.text(at, align, day_word(minute), FontId::proportional(11.0), parts::FAINT);
    }
    for (number, line) in lines.iter().enumerate() {
        let stroke = Stroke::new(2.0, LINES[number % LINES.len()]);
        let points: Vec<_> = line
            .points
            .iter()
            .map(|(minute, value)| {
                let x = plot.left() + plot.width() * *minute as f32 / last as f32;
                let y = plot.bottom() - plot.height() * (*value as f32 / top as f32).clamp(0.0, 1.0);
                pos2(x, y)
            })
            .collect();
        if number == 0 {
            painter.line(points, stroke);
        } else {
            painter.extend(Shape::dashed_line(&points, stroke, 7.0, 2.0 + 2.0 * number as f32));
        }
    }
}

/// The names of the lines in their colours.
pub fn legend(ui: &mut Ui, lines: &[Line]) {
    ui.horizontal_wrapped(|ui| {
        for (number, line) in lines.iter().enumerate() {
            let (rect, _) = ui.allocate_exact_size(vec2(24.0, 12.0), Sense::hover());
            let stroke = Stroke::new(2.5, LINES[number % LINES.len()]);
            let ends = [rect.left_center(), rect.right_center()];
            if number == 0 {
                ui.painter().line_segment(ends, stroke);
            } else {
                ui.painter().extend(Shape::dashed_line(&ends, stroke, 6.0, 2.0 + 2.0 * number as f32));
            }
            parts::note(ui, &line.name);
        }
    });
}
