//! The storyline: injects as marks over the phases, a lane for each role. A mark that is dragged changes one number of the
//! text.
//!
//! Phases have the same width: three days of response hold more than three months of watching. What counts from the
//! strike stands where response begins, with a mark of its own shape.

use codedark_scenario::edit::set;
use codedark_scenario::{Condition, Inject, Measure, Op, PhaseKind, Role, Scenario};
use codedark_screens::ui::parts;
use egui::{Align2, Color32, FontId, Rect, ScrollArea, Sense, Shape, Stroke, Ui, WidgetInfo, WidgetType, pos2, vec2};

use super::bench::Bench;
use super::{fields, forms};

const LANE: f32 = 25.0;
const HEAD: f32 = 20.0;
const NAMES: f32 = 128.0;
const MARK: f32 = 6.0;
const HOUR_MIN: u64 = 60;
const DAY_MIN: u64 = 1440;

/// A moment of a condition that can be moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    /// Minutes from the start, or from the strike.
    pub minute: u64,
    /// Whether it counts from the strike.
    pub after_strike: bool,
    /// The place of the number below `when`.
    pub path: String,
}

/// The moment that decides when an inject comes, if its condition has one.
pub(super) fn moment(condition: &Condition, path: &str) -> Option<Moment> {
    match condition {
        Condition::After(minute) => Some(Moment { minute: *minute, after_strike: false, path: format!("{path}/0") }),
        Condition::Measure(Measure::MinutesSinceStrike, Op::Ge | Op::Gt, minutes) => {
            Some(Moment { minute: u64::try_from(*minutes).ok()?, after_strike: true, path: format!("{path}/2") })
        }
        Condition::All(parts) | Condition::Any(parts) => {
            let moments =
                parts.iter().enumerate().filter_map(|(index, part)| moment(part, &format!("{path}/0/{index}")));
            // Of several, the one that counts from the strike comes last.
            moments.max_by_key(|moment| moment.after_strike)
        }
        _ => None,
    }
}

/// Where minutes lie: each phase has the same width.
struct Axis {
    /// First minutes of the phases, and the end.
    bounds: Vec<u64>,
    /// Minute that response begins at.
    strike: u64,
    plot: Rect,
}

impl Axis {
    fn new(scenario: &Scenario, plot: Rect) -> Axis {
        let mut bounds = vec![0];
        let mut strike = 0;
        for phase in &scenario.phases {
            let begun = bounds.last().copied().unwrap_or(0);
            if phase.id == PhaseKind::Response.id() {
                strike = begun;
            }
            bounds.push(begun + phase.length_min);
        }
        Axis { bounds, strike, plot }
    }

    fn width(&self) -> f32 {
        self.plot.width() / (self.bounds.len() - 1).max(1) as f32
    }

    fn x(&self, moment: &Moment) -> f32 {
        let minute = moment.minute + if moment.after_strike { self.strike } else { 0 };
        let phase = self
            .bounds
            .iter()
            .rposition(|begun| *begun <= minute)
            .unwrap_or(0)
            .min(self.bounds.len().saturating_sub(2));
        let length = (self.bounds[phase + 1] - self.bounds[phase]).max(1);
        let share = ((minute - self.bounds[phase]) as f32 / length as f32).min(1.0);
        let x = self.plot.left() + (phase as f32 + share) * self.width();
        // Whole marks at both ends.
        x.clamp(self.plot.left() + MARK, self.plot.right() - MARK)
    }

    /// The minute at a place, in whole hours.
    fn minute(&self, x: f32, after_strike: bool) -> u64 {
        let at = ((x - self.plot.left()) / self.width()).clamp(0.0, (self.bounds.len() - 1) as f32 - 0.001);
        let phase = at as usize;
        let length = self.bounds[phase + 1] - self.bounds[phase];
        let minute = self.bounds[phase] + (f64::from(at.fract()) * length as f64) as u64;
        let minute = if after_strike { minute.saturating_sub(self.strike) } else { minute };
        (minute / HOUR_MIN * HOUR_MIN).max(1)
    }
}

/// Draws the storyline, and the form of the inject that is chosen.
pub(super) fn show(ui: &mut Ui, bench: &mut Bench) {
    let words = bench.words;
    let Some(scenario) = bench.view.known.clone() else {
        parts::note(ui, &words.t("workshop-nothing-sound"));
        return;
    };
    ui.horizontal(|ui| {
        parts::note(ui, &words.t("storyline-note"));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if parts::quiet_button(ui, &words.t("new-inject"), None) {
                forms::new_inject(bench, &scenario);
            }
        });
    });
    lanes(ui, bench, &scenario);
    ui.add_space(4.0);
    let chosen = bench.view.inject.clone();
    let Some(inject) = scenario.injects.iter().find(|inject| Some(&inject.id) == chosen.as_ref()) else {
        parts::note(ui, &words.t("choose-a-mark"));
        return;
    };
    ScrollArea::vertical().id_salt("inject").auto_shrink([false, false]).show(ui, |ui| {
        parts::card(ui, |ui| {
            parts::heading(ui, &words.text(&format!("inject.{}", inject.id)));
            steps(ui, bench, inject);
            forms::inject(ui, bench, &scenario, inject);
        });
    });
}

/// Buttons that move the chosen inject, for who has no mouse.
fn steps(ui: &mut Ui, bench: &mut Bench, inject: &Inject) {
    let words = bench.words;
    let Some(moment) = inject.when.as_ref().and_then(|when| moment(when, "when")) else { return };
    ui.horizontal_wrapped(|ui| {
        for (id, by) in [
            ("day-earlier", -(DAY_MIN as i64)),
            ("hour-earlier", -(HOUR_MIN as i64)),
            ("hour-later", HOUR_MIN as i64),
            ("day-later", DAY_MIN as i64),
        ] {
            if parts::quiet_button(ui, &words.t(id), None) {
                move_to(bench, &inject.id, &moment, moment.minute.saturating_add_signed(by).max(1));
            }
        }
    });
}

fn move_to(bench: &mut Bench, inject: &str, moment: &Moment, minute: u64) {
    let path = format!("injects/{inject}/{}", moment.path);
    if minute != moment.minute && bench.shop.change(|main, find| set(main, find, &path, &minute.to_string())) {
        fields::lead_to(bench, &path);
    }
}

fn lanes(ui: &mut Ui, bench: &mut Bench, scenario: &Scenario) {
    let words = bench.words;
    let size = vec2(ui.available_width(), HEAD + LANE * Role::EIGHT.len() as f32 + 4.0);
    let (area, _) = ui.allocate_exact_size(size, Sense::hover());
    let plot = Rect::from_min_max(area.min + vec2(NAMES, HEAD), area.max - vec2(10.0, 4.0));
    if scenario.phases.is_empty() {
        return;
    }
    let axis = Axis::new(scenario, plot);
    ground(ui, bench, scenario, &axis, area);
    for (lane, role) in Role::EIGHT.into_iter().enumerate() {
        let y = plot.top() + LANE * (lane as f32 + 0.5);
        let name = words.role(role);
        let galley = ui.painter().layout(name, FontId::proportional(11.0), parts::FAINT, NAMES - 8.0);
        ui.painter().galley(pos2(area.left() + 2.0, y - galley.size().y / 2.0), galley, parts::FAINT);
        let of_role = scenario.injects.iter().filter(|inject| inject.role == role);
        let mut marks: Vec<(f32, &Inject, Moment)> = of_role
            .filter_map(|inject| {
                let moment = moment(inject.when.as_ref()?, "when")?;
                Some((axis.x(&moment), inject, moment))
            })
            .collect();
        marks.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut last = f32::NEG_INFINITY;
        let mut low = false;
        for (x, inject, moment) in marks {
            // Marks that would lie on one another stand higher and lower in turn.
            low = x - last < MARK * 2.0 && !low;
            last = x;
            let at = pos2(x, y + if low { 5.5 } else { -4.0 });
            mark(ui, bench, scenario, &axis, inject, &moment, at);
        }
    }
}

/// The phases' bands and names.
fn ground(ui: &Ui, bench: &Bench, scenario: &Scenario, axis: &Axis, area: Rect) {
    let painter = ui.painter();
    for (index, phase) in scenario.phases.iter().enumerate() {
        let left = axis.plot.left() + axis.width() * index as f32;
        let band = Rect::from_min_size(pos2(left, area.top()), vec2(axis.width(), area.height()));
        painter.rect_filled(
            band.shrink2(vec2(1.0, 0.0)),
            4.0,
            if index % 2 == 0 { parts::PAPER } else { parts::TEAL_PALE },
        );
        let name = bench.words.text(&format!("phase.{}", phase.id));
        let length = bench.words.span(phase.length_min);
        let painter = painter.with_clip_rect(band);
        painter.text(band.left_top() + vec2(6.0, 3.0), Align2::LEFT_TOP, name, parts::strong_font(11.5), parts::TEAL);
        painter.text(
            band.right_top() + vec2(-6.0, 4.0),
            Align2::RIGHT_TOP,
            length,
            FontId::proportional(10.0),
            parts::FAINT,
        );
    }
    for lane in 0..Role::EIGHT.len() {
        let y = axis.plot.top() + LANE * lane as f32;
        painter.hline(area.x_range(), y, Stroke::new(0.6, parts::LINE));
    }
}

/// One inject: press to choose it, drag to move it.
fn mark(
    ui: &mut Ui,
    bench: &mut Bench,
    scenario: &Scenario,
    axis: &Axis,
    inject: &Inject,
    moment: &Moment,
    at: egui::Pos2,
) {
    let words = bench.words;
    let moving = bench.view.moving.as_ref().filter(|(id, _)| *id == inject.id).map(|(_, minute)| *minute);
    let shown = Moment { minute: moving.unwrap_or(moment.minute), ..moment.clone() };
    let at = if moving.is_some() { pos2(axis.x(&shown), at.y) } else { at };
    let rect = Rect::from_center_size(at, vec2(MARK * 2.0 + 2.0, MARK * 2.0));
    let response = ui.interact(rect, egui::Id::new(("mark", &inject.id)), Sense::click_and_drag());
    let when = if shown.after_strike {
        words.with("after-the-strike", &[("span", &words.span(shown.minute))])
    } else {
        words.moment_short(&scenario.starts, shown.minute)
    };
    let title = words.text(&format!("inject.{}", inject.id));
    let spoken = words.with("named-value", &[("name", &title), ("value", &when)]);
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, &spoken));
    if response.drag_started() {
        bench.view.moving = Some((inject.id.clone(), moment.minute));
    }
    if response.dragged()
        && let Some(pointer) = response.interact_pointer_pos()
    {
        bench.view.moving = Some((inject.id.clone(), axis.minute(pointer.x, moment.after_strike)));
    }
    if response.drag_stopped()
        && let Some((_, minute)) = bench.view.moving.take()
    {
        bench.view.inject = Some(inject.id.clone());
        move_to(bench, &inject.id, moment, minute);
    }
    if response.clicked() {
        bench.view.inject = Some(inject.id.clone());
        fields::lead_to(bench, &format!("injects/{}/id", inject.id));
    }
    let chosen = bench.view.inject.as_ref() == Some(&inject.id);
    let strong = chosen || response.hovered() || response.has_focus() || moving.is_some();
    draw(ui, at, moment.after_strike, inject.distressing, strong);
    if response.hovered() || moving.is_some() {
        response.on_hover_text(spoken);
    }
}

/// A round mark counts from the start, a pointed one from the strike.
fn draw(ui: &Ui, at: egui::Pos2, after_strike: bool, distressing: bool, strong: bool) {
    let ink = if distressing { parts::RED } else { parts::TEAL };
    let fill = if strong { ink } else { Color32::WHITE };
    let stroke = Stroke::new(if strong { 2.5 } else { 1.5 }, ink);
    if after_strike {
        let corners = [vec2(0.0, -MARK), vec2(MARK, 0.0), vec2(0.0, MARK), vec2(-MARK, 0.0)];
        ui.painter().add(Shape::convex_polygon(corners.map(|corner| at + corner).to_vec(), fill, stroke));
    } else {
        ui.painter().circle(at, MARK - 1.0, fill, stroke);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_moment_of_a_condition_has_its_place() {
        let since = |minutes| Condition::Measure(Measure::MinutesSinceStrike, Op::Ge, minutes);
        let not_struck = Condition::Measure(Measure::Detonated, Op::Lt, 1);
        for (condition, expected, why) in [
            (Condition::After(5), Some((5, false, "when/0")), "a minute"),
            (
                Condition::All(vec![not_struck.clone(), Condition::After(7)]),
                Some((7, false, "when/0/1/0")),
                "beside another",
            ),
            (
                Condition::All(vec![Condition::After(7), since(90)]),
                Some((90, true, "when/0/1/2")),
                "the strike comes last",
            ),
            (not_struck, None, "no moment in it"),
        ] {
            let found = moment(&condition, "when");
            let expected =
                expected.map(|(minute, after_strike, path)| Moment { minute, after_strike, path: path.to_owned() });
            assert_eq!(found, expected, "{why}");
        }
    }
}
