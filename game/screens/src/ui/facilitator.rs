//! The facilitator's screen: the teams side by side with the truth, the clocks, injects to hand out. Observers see it too,
//! without its buttons.

use codedark_protocol::{Direction, OverviewFigure, Pace, TeamRow};
use egui::{ScrollArea, Ui, vec2};

use super::context::{ScreenContext, acting};
use super::top::{self, clock, labelled};
use super::{away, directing, huddle, inbox, parts};
use crate::urgency::countdown_s;

const INJECTS_WIDTH: f32 = 300.0;
const TEAM_WIDTH_MIN: f32 = 330.0;
/// Events of a team that are shown, newest first.
const EVENTS_SHOWN: usize = 60;
/// Figures of a team, in the order of the screen; others follow.
const FIRST: [&str; 12] = [
    "devices_compromised",
    "devices_encrypted",
    "devices_down",
    "detected",
    "detonated",
    "capacity_milli",
    "care_minutes_delayed",
    "unsafe_events_milli",
    "cancelled",
    "diverted",
    "budget_cents",
    "posture_milli",
];

/// Draws the facilitator's screen.
pub(super) fn show(ui: &mut Ui, context: &mut ScreenContext) {
    egui::Panel::top("facilitator-top").frame(parts::panel_frame(parts::PAPER)).show(ui, |ui| {
        ui.horizontal(|ui| {
            let title = if context.class.facilitator { "facilitator" } else { "observer" };
            parts::title(ui, &context.words.t(title));
            ui.separator();
            clock(ui, context);
            labelled(ui, context.words, "code", &context.class.code, parts::Tone::Calm);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if context.class.facilitator {
                    directing::house(ui, context);
                }
            });
        });
        ui.add_space(4.0);
        if context.class.facilitator {
            acting(ui, context, |ui, context| ui.horizontal_wrapped(|ui| directing::clocks(ui, context)));
        } else {
            parts::note(ui, &context.words.t("observer-note"));
        }
    });
    egui::Panel::right("facilitator-injects")
        .resizable(false)
        .exact_size(INJECTS_WIDTH)
        .frame(parts::panel_frame(parts::GROUND))
        .show(ui, |ui| injects(ui, context));
    egui::CentralPanel::default().frame(parts::panel_frame(parts::GROUND)).show(ui, |ui| teams(ui, context));
}

fn teams(ui: &mut Ui, context: &mut ScreenContext) {
    let ids: Vec<String> = context.class.session.teams.iter().map(|team| team.id.clone()).collect();
    let height = ui.available_height() - 14.0;
    ScrollArea::horizontal().auto_shrink([false, false]).show(ui, |ui| {
        let count = ids.len().clamp(1, 3) as f32;
        let width = (ui.available_width() / count - 10.0).max(TEAM_WIDTH_MIN);
        ui.horizontal_top(|ui| {
            for id in &ids {
                parts::keyed_column(ui, ("overview", id), width, |ui| {
                    parts::card(ui, |ui| {
                        ui.set_height(height - 24.0);
                        team(ui, context, id);
                    });
                });
            }
        });
    });
}

fn team(ui: &mut Ui, context: &mut ScreenContext, id: &str) {
    let words = context.words;
    let name = words.team(id);
    let Some(row) = context.class.session.teams.iter().find(|team| team.id == id).cloned() else { return };
    ui.horizontal(|ui| {
        parts::heading(ui, &name);
        let time = words.moment_short(&context.class.catalogue.starts, row.minute);
        parts::note(ui, &time);
        if row.waiting {
            parts::chip(ui, &words.t("team-waits"), parts::AMBER, parts::AMBER_PALE);
        }
        if row.lost {
            parts::chip(ui, &words.t("team-lost"), parts::RED, parts::RED_PALE);
        }
        if row.rebuilding {
            parts::chip(ui, &words.t("team-rebuilds"), parts::RED, parts::RED_PALE);
        }
    });
    pace(ui, context, &row, &name);
    people(ui, context, id);
    ui.add_space(4.0);
    let half = (ui.available_height() * 0.52).max(140.0);
    ScrollArea::vertical().id_salt(("figures", id)).max_height(half).auto_shrink([false, true]).show(ui, |ui| {
        figures(ui, context, id, &name);
    });
    ui.separator();
    parts::heading(ui, &words.t("events"));
    ScrollArea::vertical().id_salt(("events", id)).auto_shrink([false, false]).show(ui, |ui| events(ui, context, id));
}

/// Whether the team talks or its clock runs, and how many are ready to go on.
fn pace(ui: &mut Ui, context: &ScreenContext, team: &TeamRow, team_name: &str) {
    let words = context.words;
    let stands = context.class.class_row().is_some_and(|row| row.paused || row.adjourned);
    let pace = match &team.pace {
        Pace::Run if stands => words.t("team-stands"),
        Pace::Run => words.t("team-runs"),
        Pace::Huddle { stop, left_s } => {
            let (topic, left) =
                (huddle::topic(context, stop.as_deref()), words.count("huddle-left", i64::from(countdown_s(*left_s))));
            words.with("team-talks", &[("topic", &topic), ("left", &left)])
        }
    };
    let ready = huddle::ready_words(context, team);
    let shown = words.with("pace-and-ready", &[("pace", &pace), ("ready", &ready)]);
    let color = if team.pace == Pace::Run { parts::FAINT } else { parts::TEAL };
    let said = parts::tinted(ui, &shown, color);
    parts::speaks(&said, None, &words.with("named-value", &[("name", team_name), ("value", &shown)]));
}

/// Who is in the team, as names: the facilitator must know whom to help. Decisions never show names.
fn people(ui: &mut Ui, context: &ScreenContext, team: &str) {
    let words = context.words;
    let names = away::names(words, context.class.players().filter(|p| p.team.as_deref() == Some(team)));
    parts::note(ui, &if names.is_empty() { words.t("stand-ins-only") } else { names });
}

fn figures(ui: &mut Ui, context: &ScreenContext, team: &str, team_name: &str) {
    let prefix = format!("{team}/");
    let mine: Vec<(&str, &OverviewFigure)> = context
        .class
        .overview
        .figures
        .iter()
        .filter_map(|figure| Some((figure.id.strip_prefix(&prefix)?, figure)))
        .collect();
    let first = FIRST.iter().filter_map(|id| mine.iter().find(|(measure, _)| measure == id));
    let rest = mine.iter().filter(|(measure, _)| !FIRST.contains(measure));
    parts::rows(ui, ("overview-figures", team), 2, |ui| {
        for (measure, figure) in first.chain(rest) {
            let name = context.words.t(&top::name_id(measure));
            let value = top::shown(context.words, measure, figure.value);
            ui.label(&name);
            let response = parts::strong(ui, &value);
            let args = [("team", team_name), ("name", name.as_str()), ("value", value.as_str())];
            parts::speaks(&response, None, &context.words.with("team-value", &args));
            ui.end_row();
        }
    });
}

fn events(ui: &mut Ui, context: &ScreenContext, team: &str) {
    let words = context.words;
    let mine = context.class.overview.events.iter().rev().filter(|event| event.team == team);
    for event in mine.take(EVENTS_SHOWN) {
        parts::keyed(ui, ("event", &event.id), |ui| {
            let time = words.moment_short(&context.class.catalogue.starts, event.at_min);
            parts::note(ui, &words.with("log-line", &[("time", &time), ("what", &words.msg(&event.what))]));
        });
    }
}

fn injects(ui: &mut Ui, context: &mut ScreenContext) {
    let words = context.words;
    parts::heading(ui, &words.t("injects"));
    parts::note(ui, &words.t(if context.class.facilitator { "injects-note" } else { "injects-note-watching" }));
    let rows = context.class.overview.injects.clone();
    let teams = context.class.session.teams.len();
    ScrollArea::vertical().id_salt("injects").auto_shrink([false, false]).show(ui, |ui| {
        for row in &rows {
            parts::keyed(ui, ("hand-out", &row.id), |ui| {
                parts::card(ui, |ui| {
                    ui.spacing_mut().item_spacing.y = 3.0;
                    let name = words.text(&format!("inject.{}", row.id));
                    parts::strong(ui, &name);
                    if !row.received.is_empty() {
                        let names: Vec<String> = row.received.iter().map(|team| words.team(team)).collect();
                        parts::note(ui, &words.with("received-by", &[("teams", &names.join(", "))]));
                    }
                    let spoken = words.with("hand-out-inject", &[("inject", &name)]);
                    let open = row.received.len() < teams;
                    let open = open && context.class.can_act();
                    let hands_out = context.class.facilitator;
                    if hands_out && parts::main_button(ui, &words.t("hand-out"), Some(&spoken), open) {
                        context.class.direct(Direction::Inject { inject: row.id.clone(), hospital: None });
                    }
                });
            });
            ui.add_space(2.0);
        }
        ui.add_space(8.0);
        notes(ui, context);
    });
}

/// Each team's chat under its own heading, with a line to write.
fn notes(ui: &mut Ui, context: &mut ScreenContext) {
    let teams: Vec<String> = context.class.session.teams.iter().map(|team| team.id.clone()).collect();
    for team in teams {
        parts::keyed(ui, ("note-to", &team), |ui| {
            ui.allocate_ui(vec2(ui.available_width(), 150.0), |ui| inbox::chat(ui, context, &team));
        });
    }
}
