//! The map of the hospital: zones with their state, and the connections between them.

use codedark_protocol::{ZoneRow, ZoneState};
use egui::{
    Color32, FontId, Painter, Pos2, Rect, Sense, Shape, Stroke, StrokeKind, Ui, WidgetInfo, WidgetType, pos2, vec2,
};

use super::context::ScreenContext;
use super::parts;

/// Side of the catalogue's coordinates.
const MAP_SIDE: f32 = 1000.0;
const ZONE_WIDTH_MAX: f32 = 180.0;
const ZONE_HEIGHT_MAX: f32 = 86.0;

/// Draws the map in the space there is.
pub fn show(ui: &mut Ui, context: &mut ScreenContext) {
    parts::heading(ui, &context.words.t("map"));
    let (area, _) = ui.allocate_exact_size(ui.available_size() - vec2(0.0, 4.0), Sense::hover());
    let size = vec2((area.width() / 4.0 - 14.0).min(ZONE_WIDTH_MAX), (area.height() / 3.0 - 14.0).min(ZONE_HEIGHT_MAX));
    let place = |x: u32, y: u32| {
        let centre =
            pos2(area.left() + x as f32 / MAP_SIDE * area.width(), area.top() + y as f32 / MAP_SIDE * area.height());
        Rect::from_center_size(centre, size)
    };
    let zones: Vec<(String, Rect)> =
        context.class.catalogue.zones.iter().map(|card| (card.id.clone(), place(card.x, card.y))).collect();
    flows(ui, context, &zones);
    for (id, rect) in zones {
        zone(ui, context, &id, rect);
    }
}

/// Connections: quiet lines, strong for the chosen zone, broken where an end is cut off.
fn flows(ui: &Ui, context: &ScreenContext, zones: &[(String, Rect)]) {
    let centre = |id: &str| zones.iter().find(|(zone, _)| zone == id).map(|(_, rect)| rect.center());
    let mut pairs: Vec<(&str, &str)> = context
        .class
        .catalogue
        .flows
        .iter()
        .map(|(from, to, _)| if from <= to { (from.as_str(), to.as_str()) } else { (to.as_str(), from.as_str()) })
        .filter(|(from, to)| from != to)
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    for (from, to) in pairs {
        let (Some(a), Some(b)) = (centre(from), centre(to)) else { continue };
        let chosen = context.screen.zone.as_deref().is_some_and(|zone| zone == from || zone == to);
        let cut = [from, to].into_iter().any(|id| state_of(context, id) == Some(ZoneState::Isolated));
        let color = if chosen { parts::TEAL } else { Color32::from_rgb(0xc4, 0xd1, 0xd5) };
        let stroke = Stroke::new(if chosen { 2.0 } else { 1.2 }, color);
        if cut {
            ui.painter().extend(Shape::dashed_line(&[a, b], stroke, 3.0, 7.0));
        } else {
            ui.painter().line_segment([a, b], stroke);
        }
    }
}

fn state_of(context: &ScreenContext, id: &str) -> Option<ZoneState> {
    row_of(context, id).map(|row| row.state)
}

fn row_of<'a>(context: &'a ScreenContext, id: &str) -> Option<&'a ZoneRow> {
    context.class.view.zones.iter().find(|row| row.id == id)
}

/// Words, ink and ground of a state.
pub(super) fn look(state: ZoneState) -> (&'static str, Color32, Color32) {
    match state {
        ZoneState::Normal => ("zone-normal", parts::TEAL, parts::PAPER),
        ZoneState::Suspect => ("zone-suspect", parts::AMBER, parts::AMBER_PALE),
        ZoneState::Compromised => ("zone-compromised", parts::RED, parts::RED_PALE),
        ZoneState::Encrypted => ("zone-encrypted", parts::RED, parts::RED_PALE),
        ZoneState::Isolated => ("zone-isolated", parts::FAINT, Color32::from_rgb(0xe9, 0xed, 0xef)),
        ZoneState::Restoring => ("zone-restoring", parts::BLUE, parts::BLUE_PALE),
    }
}

fn zone(ui: &mut Ui, context: &mut ScreenContext, id: &str, rect: Rect) {
    let words = context.words;
    let row = row_of(context, id);
    let state = row.map_or(ZoneState::Normal, |row| row.state);
    let devices = row.map_or(0, |row| row.devices);
    let (state_word, ink, ground) = look(state);
    let name = words.text(&format!("zone.{id}"));
    let count = words.count("devices-count", i64::from(devices));
    let state_words = words.t(state_word);
    let chosen = context.screen.zone.as_deref() == Some(id);

    let response = ui.interact(rect, egui::Id::new(("zone", id)), Sense::click());
    let args = [("zone", name.as_str()), ("state", state_words.as_str()), ("devices", count.as_str())];
    let spoken = words.with("zone-spoken", &args);
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, &spoken));

    let painter = ui.painter();
    let strong = chosen || response.hovered() || response.has_focus();
    let stroke = Stroke::new(if strong { 2.5 } else { 1.3 }, if strong { parts::TEAL } else { ink });
    if state == ZoneState::Isolated && !strong {
        painter.rect_filled(rect, 8.0, ground);
        let corners = [rect.left_top(), rect.right_top(), rect.right_bottom(), rect.left_bottom(), rect.left_top()];
        painter.extend(Shape::dashed_line(&corners, Stroke::new(1.8, ink), 6.0, 4.0));
    } else {
        painter.rect(rect, 8.0, ground, stroke, StrokeKind::Inside);
    }
    let painter = painter.with_clip_rect(rect.shrink(3.0));
    icon(&painter, state, rect.left_top() + vec2(16.0, 17.0), ink);
    let left = rect.left() + 30.0;
    let line = |y: f32, text: &str, font: FontId, color: Color32, x: f32| {
        let galley = painter.layout(text.to_owned(), font, color, rect.right() - x - 4.0);
        painter.galley(pos2(x, rect.top() + y), galley, color);
    };
    line(8.0, &name, parts::strong_font(if rect.width() < 130.0 { 11.0 } else { 12.5 }), parts::INK, left);
    line(rect.height() - 36.0, &state_words, FontId::proportional(12.0), ink, rect.left() + 10.0);
    line(
        rect.height() - 20.0,
        &counts(context, row_of(context, id), &count),
        FontId::proportional(11.0),
        parts::FAINT,
        rect.left() + 10.0,
    );

    if response.clicked() {
        context.screen.zone = if chosen { None } else { Some(id.to_owned()) };
    }
}

/// The worst that is known in numbers, else how many devices there are.
fn counts(context: &ScreenContext, row: Option<&ZoneRow>, all: &str) -> String {
    let Some(row) = row else { return all.to_owned() };
    let (id, count) = match row {
        ZoneRow { encrypted: 1.., .. } => ("devices-encrypted", row.encrypted),
        ZoneRow { restoring: 1.., .. } => ("devices-restoring", row.restoring),
        ZoneRow { compromised: 1.., .. } => ("devices-compromised", row.compromised),
        _ => return all.to_owned(),
    };
    context.words.count(id, i64::from(count))
}

/// The shape of a state, so that colour never speaks alone.
fn icon(painter: &Painter, state: ZoneState, at: Pos2, ink: Color32) {
    let stroke = Stroke::new(1.8, ink);
    match state {
        ZoneState::Normal => {
            painter.circle_stroke(at, 7.0, stroke);
            painter.line(vec![at + vec2(-3.5, 0.0), at + vec2(-1.0, 3.0), at + vec2(4.0, -3.0)], stroke);
        }
        ZoneState::Suspect => {
            let corners = vec![at + vec2(0.0, -8.0), at + vec2(8.5, 7.0), at + vec2(-8.5, 7.0)];
            painter.add(Shape::closed_line(corners, stroke));
            painter.line_segment([at + vec2(0.0, -3.0), at + vec2(0.0, 2.0)], stroke);
            painter.circle_filled(at + vec2(0.0, 4.8), 1.1, ink);
        }
        ZoneState::Compromised => {
            let corners = vec![at + vec2(0.0, -8.5), at + vec2(8.5, 0.0), at + vec2(0.0, 8.5), at + vec2(-8.5, 0.0)];
            painter.add(Shape::convex_polygon(corners, ink, Stroke::NONE));
            let white = Stroke::new(2.0, Color32::WHITE);
            painter.line_segment([at + vec2(0.0, -4.0), at + vec2(0.0, 1.0)], white);
            painter.circle_filled(at + vec2(0.0, 4.0), 1.3, Color32::WHITE);
        }
        ZoneState::Encrypted => {
            painter.circle_stroke(at + vec2(0.0, -3.0), 4.5, stroke);
            painter.rect_filled(Rect::from_center_size(at + vec2(0.0, 3.0), vec2(13.0, 9.0)), 2.0, ink);
        }
        ZoneState::Isolated => {
            painter.circle_stroke(at, 7.5, stroke);
            painter.line_segment([at + vec2(-5.0, -5.0), at + vec2(5.0, 5.0)], stroke);
        }
        ZoneState::Restoring => restoring_icon(painter, at, stroke),
    }
}

/// Three quarters of a circle with an arrow's head.
fn restoring_icon(painter: &Painter, at: Pos2, stroke: Stroke) {
    let points: Vec<Pos2> = (0..=18)
        .map(|step| {
            let angle = step as f32 / 18.0 * 1.5 * std::f32::consts::PI;
            at + 7.0 * vec2(angle.cos(), angle.sin())
        })
        .collect();
    let tip = at + vec2(0.0, -7.0);
    painter.line(points, stroke);
    painter.add(Shape::convex_polygon(
        vec![tip + vec2(0.0, -4.0), tip + vec2(5.5, 0.0), tip + vec2(0.0, 4.0)],
        stroke.color,
        Stroke::NONE,
    ));
}
