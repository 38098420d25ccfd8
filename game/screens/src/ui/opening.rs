//! The facilitator before the exercise: the code, the length of the class, the steps to its start, who is missing.

use codedark_protocol::{CutCard, Direction, PersonRow, Stage};
use egui::{ScrollArea, Ui};

use super::context::{ScreenContext, acting};
use super::{away, directing, parts};

/// Draws the panel beside the teams.
pub(super) fn show(ui: &mut Ui, context: &mut ScreenContext) {
    ScrollArea::vertical().id_salt("opening").auto_shrink([false, false]).show(ui, |ui| acting(ui, context, panel));
}

fn panel(ui: &mut Ui, context: &mut ScreenContext) {
    let words = context.words;
    parts::note(ui, &words.t("code-note"));
    parts::large(ui, &context.class.code, &words.with("class-code", &[("code", &context.class.code)]));
    ui.add_space(6.0);
    cuts(ui, context);
    ui.add_space(6.0);
    sharing(ui, context);
    missing(ui, context);
    ui.add_space(6.0);
    steps(ui, context);
}

/// The lengths to choose from, and what the chosen one spends its minutes on.
fn cuts(ui: &mut Ui, context: &mut ScreenContext) {
    let words = context.words;
    let cuts = context.class.catalogue.cuts.clone();
    let Some(row) = context.class.class_row() else { return };
    let chosen = row.cut.clone();
    let open = row.stage == Stage::Lobby;
    if cuts.is_empty() {
        return;
    }
    parts::heading(ui, &words.t("class-length"));
    if open {
        ui.horizontal_wrapped(|ui| {
            for cut in &cuts {
                if parts::toggle(ui, &words.text(&format!("cut.{}", cut.id)), cut.id == chosen) && cut.id != chosen {
                    context.class.direct(Direction::Cut(cut.id.clone()));
                }
            }
        });
    }
    if let Some(cut) = cuts.iter().find(|cut| cut.id == chosen) {
        minutes(ui, context, cut);
    }
}

/// A class's minutes, in the order in which they pass.
fn minutes(ui: &mut Ui, context: &ScreenContext, cut: &CutCard) {
    let words = context.words;
    let [prebrief, pause, debrief] = cut.around_min;
    let mut rows = vec![(words.t("cut-prebrief"), prebrief)];
    for (phase, class_min) in &cut.phases {
        let id = context.class.catalogue.phases.get(*phase as usize).cloned().unwrap_or_default();
        rows.push((words.text(&format!("phase.{id}")), *class_min));
    }
    if pause > 0 {
        rows.push((words.t("cut-break"), pause));
    }
    rows.push((words.t("cut-debrief"), debrief));
    rows.push((words.t("cut-in-all"), cut.class_min));
    parts::rows(ui, "cut-minutes", 2, |ui| {
        for (name, class_min) in rows {
            let span = words.span(u64::from(class_min));
            ui.label(&name);
            let said = parts::strong(ui, &span);
            parts::speaks(&said, None, &words.with("named-value", &[("name", &name), ("value", &span)]));
            ui.end_row();
        }
    });
}

/// Whether all teams share one region. With one team, or where hospitals are no neighbours, there is nothing to choose.
fn sharing(ui: &mut Ui, context: &mut ScreenContext) {
    let words = context.words;
    let Some(row) = context.class.class_row() else { return };
    let (joint, open) = (row.joint, row.stage == Stage::Lobby);
    if !context.class.catalogue.joint || context.class.session.teams.len() < 2 {
        return;
    }
    parts::heading(ui, &words.t("class-regions"));
    let names = [(true, words.t("region-shared")), (false, words.t("region-each"))];
    if open {
        ui.horizontal_wrapped(|ui| {
            for (shared, name) in &names {
                if parts::toggle(ui, name, *shared == joint) && *shared != joint {
                    context.class.direct(Direction::Joint(*shared));
                }
            }
        });
    } else if let Some((_, name)) = names.iter().find(|(shared, _)| *shared == joint) {
        parts::strong(ui, name);
    }
    parts::note(ui, &words.t(if joint { "region-shared-note" } else { "region-each-note" }));
    ui.add_space(6.0);
}

/// Who has not found a place yet. What nobody takes is no mistake: stand-ins play it.
fn missing(ui: &mut Ui, context: &ScreenContext) {
    let words = context.words;
    let players = || context.class.players();
    let names = |wanted: fn(&&PersonRow) -> bool| away::names(words, players().filter(wanted));
    parts::heading(ui, &words.t("who-is-missing"));
    let (no_team, no_role) = (names(|p| p.team.is_none()), names(|p| p.team.is_some() && p.roles.is_empty()));
    if players().next().is_none() {
        parts::note(ui, &words.t("nobody-yet"));
        return;
    }
    for (id, people) in [("without-team", &no_team), ("without-role", &no_role)] {
        if !people.is_empty() {
            parts::tinted(ui, &words.with(id, &[("names", people)]), parts::AMBER);
        }
    }
    if no_team.is_empty() && no_role.is_empty() {
        parts::tinted(ui, &words.t("all-seated"), parts::TEAL);
    }
    parts::note(ui, &words.t("stand-ins-play-the-rest"));
}

/// The way from here to the first phase; the next step is the strong button.
fn steps(ui: &mut Ui, context: &mut ScreenContext) {
    let words = context.words;
    let briefing = context.class.stage() == Stage::Briefing;
    parts::heading(ui, &words.t("next-steps"));
    if parts::quiet_button(ui, &words.t("deal-roles"), None) {
        context.class.direct(Direction::Deal);
    }
    parts::note(ui, &words.t("deal-note"));
    if briefing {
        parts::tinted(ui, &words.t("class-began"), parts::TEAL);
        ui.horizontal_wrapped(|ui| directing::pauses(ui, context));
    } else {
        if parts::main_button(ui, &words.t("begin-class"), None, true) {
            context.class.direct(Direction::Brief);
        }
        parts::note(ui, &words.t("begin-note"));
    }
    let start = words.t("start-exercise");
    let pressed =
        if briefing { parts::main_button(ui, &start, None, true) } else { parts::quiet_button(ui, &start, None) };
    if pressed {
        context.class.direct(Direction::Start);
    }
    parts::note(ui, &words.t("start-note"));
}
