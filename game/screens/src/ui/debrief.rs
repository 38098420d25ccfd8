//! The debrief: what each team reached, why, and what really happened.

use codedark_protocol::{
    Debrief, Direction, ObjectiveKind, ObjectiveResult, Rating, TimelineKind, TimelineRow, is_scored,
};
use egui::{Color32, RichText, ScrollArea, Ui};

use super::context::{ScreenContext, acting};
use super::{chart, directing, parts, top};
use crate::words::grouped;

const TEAM_WIDTH_MIN: f32 = 380.0;
/// Height of a team's timeline.
const TIMELINE_HEIGHT: f32 = 380.0;

/// Draws the debrief.
pub(super) fn show(ui: &mut Ui, context: &mut ScreenContext) {
    let words = context.words;
    egui::Panel::top("debrief-top").frame(parts::panel_frame(parts::PAPER)).show(ui, |ui| {
        ui.horizontal(|ui| {
            parts::title(ui, &words.t("debrief"));
            ui.add_space(10.0);
            parts::strong(ui, &words.text("scenario.title"));
            if context.class.facilitator {
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| directing::house(ui, context));
            }
        });
        parts::note(ui, &words.t("debrief-note"));
        standings(ui, context);
        if let Some(percent) = context.class.class_row().and_then(|row| row.rating_percent) {
            parts::tinted(ui, &words.count("ratings-coming", i64::from(percent)), parts::AMBER);
        }
    });
    egui::CentralPanel::default().frame(parts::panel_frame(parts::GROUND)).show(ui, |ui| {
        ScrollArea::both().auto_shrink([false, false]).show(ui, |ui| {
            if context.class.debrief.is_empty() {
                ui.label(words.t("debrief-coming"));
                return;
            }
            side_by_side(ui, context, "scores", scores);
            ui.add_space(6.0);
            parts::card(ui, |ui| objectives(ui, context));
            ui.add_space(6.0);
            next_hospitals(ui, context);
            parts::card(ui, |ui| curves(ui, context));
            ui.add_space(6.0);
            side_by_side(ui, context, "timelines", timeline);
        });
    });
}

/// Whether teams see each other's results: only when the facilitator wants it.
fn standings(ui: &mut Ui, context: &mut ScreenContext) {
    let words = context.words;
    let shown = context.class.class_row().is_some_and(|row| row.standings);
    if context.class.facilitator {
        ui.horizontal(|ui| {
            if acting(ui, context, |ui, _| parts::toggle(ui, &words.t("standings-show"), shown)) {
                context.class.direct(Direction::Standings(!shown));
            }
            parts::note(ui, &words.t("standings-note"));
        });
    } else if !shown {
        parts::note(ui, &words.t("own-results-only"));
    }
}

/// One card a team, in a row.
fn side_by_side(ui: &mut Ui, context: &ScreenContext, key: &str, add: impl Fn(&mut Ui, &ScreenContext, &Debrief)) {
    let count = context.class.debrief.len().clamp(1, 3) as f32;
    let gap = ui.spacing().item_spacing.x;
    let width = ((ui.available_width() - gap * (count - 1.0)) / count - 4.0).max(TEAM_WIDTH_MIN);
    ui.horizontal_top(|ui| {
        for debrief in &context.class.debrief {
            parts::keyed_column(ui, (key, &debrief.team), width, |ui| {
                parts::card(ui, |ui| add(ui, context, debrief));
            });
        }
    });
}

fn scores(ui: &mut Ui, context: &ScreenContext, debrief: &Debrief) {
    let words = context.words;
    let name = words.team(&debrief.team);
    let outcome = &debrief.outcome;
    parts::heading(ui, &name);
    ui.horizontal(|ui| {
        for (id, score, kind) in [
            ("score", outcome.score, None),
            ("process", outcome.process, Some(ObjectiveKind::Process)),
            ("outcome", outcome.outcome, Some(ObjectiveKind::Outcome)),
        ] {
            let scored = is_scored(&outcome.objectives, kind);
            let shown = if scored { format!("{score:.0}") } else { "–".to_owned() };
            let spoken = if scored { "team-score" } else { "team-no-score" };
            let args = [("team", name.as_str()), ("name", &words.t(id)), ("value", shown.as_str())];
            parts::score(ui, &words.t(id), &shown, &words.with(spoken, &args));
            ui.add_space(20.0);
        }
    });
    ui.add_space(4.0);
    let care = &outcome.care;
    let attack = &outcome.attack;
    let moment = |minute: Option<u64>| match minute {
        Some(minute) => words.moment_short(&context.class.catalogue.starts, minute),
        None => words.t("never"),
    };
    let rows = [
        ("figure-care-minutes-delayed", top::shown(words, "care_minutes_delayed", care.minutes_delayed)),
        ("figure-unsafe-events-milli", format!("{:.1}", care.unsafe_events)),
        ("figure-cancelled", grouped(care.cancelled)),
        ("figure-diverted", grouped(care.diverted)),
        ("figure-devices-compromised-max", grouped(attack.devices_compromised_max)),
        ("figure-devices-encrypted", grouped(attack.devices_encrypted)),
        ("figure-data-stolen-gb", top::shown(words, "data_stolen_gb", attack.data_stolen_gb)),
        ("figure-detected", moment(attack.detected_at_min)),
        ("figure-detonated", moment(attack.detonated_at_min)),
    ];
    parts::rows(ui, ("results", &debrief.team), 2, |ui| {
        for (id, value) in rows {
            let row_name = words.t(id);
            ui.label(&row_name);
            let response = parts::strong(ui, &value);
            let args = [("team", name.as_str()), ("name", row_name.as_str()), ("value", value.as_str())];
            parts::speaks(&response, None, &words.with("team-value", &args));
            ui.end_row();
        }
    });
}

/// All objectives, the teams' ratings beside each other.
fn objectives(ui: &mut Ui, context: &ScreenContext) {
    let words = context.words;
    parts::heading(ui, &words.t("objectives"));
    parts::note(ui, &words.t("ratings-note"));
    let debriefs = &context.class.debrief;
    let Some(first) = debriefs.first() else { return };
    parts::rows(ui, "objectives", 2 + debriefs.len(), |ui| {
        parts::note(ui, &words.t("objective"));
        parts::note(ui, &words.t("who"));
        for debrief in debriefs {
            parts::note(ui, &words.team(&debrief.team));
        }
        ui.end_row();
        let mut phase = None;
        for objective in &first.outcome.objectives {
            if phase != Some(&objective.phase) {
                phase = Some(&objective.phase);
                parts::tinted(ui, &words.text(&format!("phase.{}", objective.phase)), parts::TEAL);
                ui.end_row();
            }
            ui.label(words.text(&format!("objective.{}", objective.id)));
            parts::note(ui, &words.role(objective.role));
            for debrief in debriefs {
                match debrief.outcome.objectives.iter().find(|result| result.id == objective.id) {
                    Some(ObjectiveResult { by_stand_in: true, rating: Some(_), .. }) => {
                        parts::note(ui, &words.t("by-stand-in"));
                    }
                    Some(result) => rating(ui, context, &debrief.team, result),
                    None => _ = parts::note(ui, &words.t("not-observed")),
                }
            }
            ui.end_row();
        }
    });
}

fn rating(ui: &mut Ui, context: &ScreenContext, team: &str, result: &ObjectiveResult) {
    let words = context.words;
    let Some(observed) = result.rating else {
        parts::note(ui, &words.t("not-observed"));
        return;
    };
    let (id, ink, ground) = match observed {
        Rating::P => ("rating-p", parts::TEAL, parts::TEAL_PALE),
        Rating::S => ("rating-s", parts::BLUE, parts::BLUE_PALE),
        Rating::M => ("rating-m", parts::AMBER, parts::AMBER_PALE),
        Rating::U => ("rating-u", parts::RED, parts::RED_PALE),
    };
    let letter = words.t(&format!("{id}-letter"));
    let args = [
        ("team", words.team(team)),
        ("objective", words.text(&format!("objective.{}", result.id))),
        ("rating", words.t(id)),
    ];
    let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
    ui.horizontal(|ui| {
        parts::badge(ui, &letter, &words.with("team-objective", &args), ink, ground);
        if result.capped {
            parts::note(ui, &words.t("rating-capped"));
        }
    });
}

/// "The next hospital" of teams that stopped their own attack: rated apart.
fn next_hospitals(ui: &mut Ui, context: &ScreenContext) {
    let words = context.words;
    for debrief in &context.class.debrief {
        let Some(ratings) = &debrief.outcome.next_hospital else { continue };
        let team = words.team(&debrief.team);
        parts::card(ui, |ui| {
            let score = format!("{:.0}", ratings.score);
            let title = if is_scored(&ratings.objectives, None) { "next-hospital" } else { "next-hospital-no-score" };
            parts::heading(ui, &words.with(title, &[("team", &team), ("score", &score)]));
            parts::note(ui, &words.t("next-hospital-note"));
            parts::rows(ui, ("next-hospital", &debrief.team), 3, |ui| {
                for result in &ratings.objectives {
                    ui.label(words.text(&format!("objective.{}", result.id)));
                    parts::note(ui, &words.role(result.role));
                    rating(ui, context, &debrief.team, result);
                    ui.end_row();
                }
            });
        });
        ui.add_space(6.0);
    }
}

fn curves(ui: &mut Ui, context: &ScreenContext) {
    let words = context.words;
    let of = |value: fn(&codedark_protocol::CurvePoint) -> i64| -> Vec<chart::Line> {
        let debriefs = context.class.debrief.iter();
        debriefs
            .map(|debrief| chart::Line {
                name: words.team(&debrief.team),
                points: debrief.curves.iter().map(|point| (point.at_min, value(point))).collect(),
            })
            .collect()
    };
    let day = |minute: u64| words.moment_short(&context.class.catalogue.starts, minute);
    let charts = [
        ("curve-capacity", of(|point| point.capacity_milli / 10), Some(100)),
        ("curve-down", of(|point| point.devices_down), None),
        ("curve-compromised", of(|point| point.devices_compromised), None),
    ];
    ui.horizontal(|ui| {
        parts::heading(ui, &words.t("curves"));
        chart::legend(ui, &charts[0].1);
    });
    let width = ((ui.available_width() - 24.0) / 3.0).max(260.0);
    ui.horizontal_top(|ui| {
        for (id, lines, top) in &charts {
            ui.vertical(|ui| {
                ui.set_width(width);
                let name = words.t(id);
                let response = parts::strong(ui, &name);
                parts::speaks(&response, None, &name);
                let most = lines.iter().flat_map(|line| &line.points).map(|point| point.1).max().unwrap_or(1);
                chart::show(ui, &name, lines, top.unwrap_or(most), day);
            });
        }
    });
}

fn timeline(ui: &mut Ui, context: &ScreenContext, debrief: &Debrief) {
    let words = context.words;
    let name = words.team(&debrief.team);
    parts::heading(ui, &words.with("timeline-of", &[("team", &name)]));
    ScrollArea::vertical()
        .id_salt(("timeline", &debrief.team))
        .max_height(TIMELINE_HEIGHT)
        .min_scrolled_height(TIMELINE_HEIGHT)
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            for (number, row) in debrief.timeline.iter().enumerate() {
                parts::keyed(ui, ("moment", &debrief.team, number), |ui| moment(ui, context, row));
            }
        });
}

fn moment(ui: &mut Ui, context: &ScreenContext, row: &TimelineRow) {
    let words = context.words;
    let (kind, ink): (&str, Color32) = match row.kind {
        TimelineKind::Decision => ("kind-decision", parts::TEAL),
        TimelineKind::Attack => ("kind-attack", parts::RED),
        TimelineKind::Event => ("kind-event", parts::FAINT),
        TimelineKind::Inject => ("kind-inject", parts::BLUE),
    };
    let time = words.moment_short(&context.class.catalogue.starts, row.at_min);
    let what = words.msg(&row.what);
    let who = match row.role {
        Some(role) => words.role(role),
        None => words.t(kind),
    };
    let result = row.result.as_ref().map(|(measure, before, after)| {
        let name = words.t(&top::name_id(measure));
        let (before, after) = (top::shown(words, measure, *before), top::shown(words, measure, *after));
        words.with("timeline-result", &[("name", &name), ("before", &before), ("after", &after)])
    });
    let line = words.with("timeline-line", &[("time", &time), ("who", &who), ("what", &what)]);
    let text = RichText::new(&line).color(ink);
    let response =
        ui.label(if row.kind == TimelineKind::Decision { text.font(parts::strong_font(13.0)) } else { text });
    if let Some(result) = &result {
        // One node says both, so that a reader hears the decision with what it changed.
        let spoken = words.with("timeline-spoken", &[("line", &line), ("result", result)]);
        parts::speaks(&response, None, &spoken);
        ui.indent("result", |ui| parts::note(ui, result));
    }
}
