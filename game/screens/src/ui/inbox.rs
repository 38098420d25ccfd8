//! What waits for an answer, what runs, what happened, and the team's chat.

use codedark_protocol::{Command, DutyRow, InjectRow, PatientRow, PatientState, Role, TargetKind, TaskRow};
use egui::{Key, ScrollArea, TextEdit, Ui};

use super::actions::target_name;
use super::context::{ScreenContext, acting};
use super::{parts, proposals};

const CHAT_HEIGHT: f32 = 190.0;
/// Lines of the log that are shown.
const LOG_LINES: usize = 40;
/// Draws the right side of the play screen.
pub(super) fn show(ui: &mut Ui, context: &mut ScreenContext) {
    let team = context.class.my_team().map(|team| team.id.clone()).unwrap_or_default();
    egui::Panel::bottom("chat").exact_size(CHAT_HEIGHT).resizable(false).frame(egui::Frame::new()).show(ui, |ui| {
        ui.add_space(6.0);
        chat(ui, context, &team);
    });
    ScrollArea::vertical().id_salt("inbox").auto_shrink([false, false]).show(ui, |ui| {
        ui.set_width((ui.available_width() - 4.0).max(100.0));
        questions(ui, context);
        proposals::followed(ui, context);
        duties(ui, context);
        tasks(ui, context);
        patients(ui, context);
        messages(ui, context);
        log(ui, context);
    });
}

fn questions(ui: &mut Ui, context: &mut ScreenContext) {
    let words = context.words;
    parts::heading(ui, &words.t("waiting-for-you"));
    let roles = context.class.my_roles();
    let mut open: Vec<InjectRow> =
        context.class.view.injects.iter().filter(|row| waits(row, &roles)).cloned().collect();
    open.sort_by_key(|row| row.deadline_min);
    let asked = proposals::asked(ui, context);
    if open.is_empty() && !asked {
        parts::note(ui, &words.t("nothing-waits"));
    }
    for row in &open {
        parts::keyed(ui, ("inject", &row.id), |ui| {
            parts::tinted_card(ui, parts::BLUE_PALE, parts::BLUE, |ui| inject(ui, context, row));
        });
    }
    ui.add_space(8.0);
}

/// Messages that want no answer of mine: to read, newest first.
fn messages(ui: &mut Ui, context: &mut ScreenContext) {
    let roles = context.class.my_roles();
    let mut rows: Vec<InjectRow> =
        context.class.view.injects.iter().filter(|row| !waits(row, &roles)).cloned().collect();
    if rows.is_empty() {
        return;
    }
    rows.sort_by_key(|row| std::cmp::Reverse(row.at_min));
    parts::heading(ui, &context.words.t("messages"));
    for row in &rows {
        parts::keyed(ui, ("inject", &row.id), |ui| parts::card(ui, |ui| inject(ui, context, row)));
    }
    ui.add_space(8.0);
}

/// Whether a message waits for an answer of one of these roles.
fn waits(row: &InjectRow, roles: &[Role]) -> bool {
    row.answer.is_none() && !row.skipped && !row.options.is_empty() && roles.contains(&row.role)
}

fn inject(ui: &mut Ui, context: &mut ScreenContext, row: &InjectRow) {
    let words = context.words;
    if row.distressing && !context.screen.shown.contains(&row.id) {
        warning(ui, context, row);
        return;
    }
    let heading = words.text(&format!("inject.{}", row.id));
    parts::strong(ui, &heading);
    let starts = &context.class.catalogue.starts;
    let (role, at) = (words.role(row.role), words.moment_short(starts, row.at_min));
    parts::note(ui, &words.with("inject-to", &[("role", &role), ("time", &at)]));
    if let Some(text) = words.try_text(&format!("inject.{}.text", row.id)) {
        ui.label(text);
    }
    if let Some(answer) = &row.answer {
        let answer = words.text(&format!("inject.{}.{answer}", row.id));
        parts::note(ui, &words.with("answered", &[("answer", &answer)]));
    } else if !row.options.is_empty() && !row.skipped {
        options(ui, context, row);
    }
}

/// What stands in place of a message that may distress, until somebody wants to read it.
fn warning(ui: &mut Ui, context: &mut ScreenContext, row: &InjectRow) {
    let words = context.words;
    let role = words.role(row.role);
    parts::strong(ui, &words.with("distressing", &[("role", &role)]));
    parts::note(ui, &words.t(if row.skipped { "skipped" } else { "distressing-note" }));
    ui.horizontal(|ui| {
        if parts::quiet_button(ui, &words.t("read-it"), Some(&words.with("read-message", &[("role", &role)]))) {
            context.screen.shown.insert(row.id.clone());
        }
        let mine = context.class.my_roles().contains(&row.role);
        let skips = mine && row.answer.is_none() && !row.skipped && !row.options.is_empty();
        let name = words.with("skip-message", &[("role", &role)]);
        if skips && acting(ui, context, |ui, _| parts::quiet_button(ui, &words.t("skip-it"), Some(&name))) {
            context.class.order(row.role, Command::Skip { inject: row.id.clone() });
        }
    });
}

/// The answers to choose from, and until when.
fn options(ui: &mut Ui, context: &mut ScreenContext, row: &InjectRow) {
    let words = context.words;
    if row.deadline_min > 0 {
        let deadline = words.moment_short(&context.class.catalogue.starts, row.deadline_min);
        parts::note(ui, &words.with("answer-by", &[("time", &deadline)]));
    }
    if !context.class.my_roles().contains(&row.role) {
        return;
    }
    for option in &row.options {
        let text = words.text(&format!("inject.{}.{option}", row.id));
        let name = words.with("answer-with", &[("answer", &text)]);
        if acting(ui, context, |ui, _| parts::answer_button(ui, &text, &name, false)) {
            context.class.order(row.role, Command::Answer { inject: row.id.clone(), option: option.clone() });
        }
    }
}

fn duties(ui: &mut Ui, context: &ScreenContext) {
    if context.class.view.duties.is_empty() {
        return;
    }
    parts::heading(ui, &context.words.t("duties"));
    for row in &context.class.view.duties {
        parts::keyed(ui, ("duty", &row.id), |ui| duty(ui, context, row));
    }
    ui.add_space(8.0);
}

fn duty(ui: &mut Ui, context: &ScreenContext, row: &DutyRow) {
    let words = context.words;
    let name = words.text(&format!("duty.{}", row.id));
    let minute = context.class.minute();
    let (id, color, span) = match row.met_min {
        Some(_) if row.in_part => ("duty-in-part", parts::AMBER, row.due_min.saturating_sub(minute)),
        Some(met) if met <= row.due_min => ("duty-met", parts::TEAL, 0),
        Some(_) => ("duty-met-late", parts::AMBER, 0),
        None if minute > row.due_min => ("duty-late", parts::RED, minute - row.due_min),
        None => ("duty-runs", parts::INK, row.due_min - minute),
    };
    parts::tinted(ui, &words.with(id, &[("duty", &name), ("span", &words.span(span))]), color);
}

fn tasks(ui: &mut Ui, context: &mut ScreenContext) {
    let words = context.words;
    parts::heading(ui, &words.t("tasks"));
    if context.class.view.tasks.is_empty() {
        parts::note(ui, &words.t("no-tasks"));
    }
    for row in &context.class.view.tasks.clone() {
        parts::keyed(ui, ("task", row.id), |ui| task(ui, context, row));
    }
    ui.add_space(8.0);
}

fn task(ui: &mut Ui, context: &mut ScreenContext, row: &TaskRow) {
    let words = context.words;
    let kind = context.class.catalogue.actions.iter().find(|card| card.id == row.action).map(|card| card.target);
    let action = words.text(&format!("action.{}", row.action));
    let what = match &row.target {
        Some(target) => {
            let target = target_name(words, kind.unwrap_or(TargetKind::Hospital), target);
            words.with("action-on", &[("action", &action), ("target", &target)])
        }
        None => action,
    };
    ui.label(&what);
    let due = words.moment_short(&context.class.catalogue.starts, row.due_min);
    parts::note(ui, &words.with("task-due", &[("role", &words.role(row.role)), ("time", &due)]));
    proposals::withdraw(ui, context, row.withdrawable_by, (&row.action, row.target.as_deref()), &what);
}

fn patients(ui: &mut Ui, context: &ScreenContext) {
    if context.class.view.patients.is_empty() {
        return;
    }
    parts::heading(ui, &context.words.t("patients"));
    for row in &context.class.view.patients {
        parts::keyed(ui, ("patient", &row.id), |ui| patient(ui, context, row));
    }
    ui.add_space(8.0);
}

fn patient(ui: &mut Ui, context: &ScreenContext, row: &PatientRow) {
    let words = context.words;
    let (id, color) = match row.state {
        PatientState::Waiting if row.since_min > row.window_min => ("patient-waiting", parts::RED),
        PatientState::Waiting => ("patient-waiting", parts::AMBER),
        PatientState::Treated => ("patient-treated", parts::TEAL),
        PatientState::Late => ("patient-late", parts::RED),
        PatientState::Diverted => ("patient-diverted", parts::BLUE),
    };
    ui.label(words.text(&format!("patient.{}", row.id)));
    let service = words.text(&format!("service.{}", row.service));
    let (since, window) = (words.span(row.since_min), words.span(row.window_min));
    let args = [("service", service.as_str()), ("since", since.as_str()), ("window", window.as_str())];
    parts::tinted(ui, &words.with(id, &args), color);
}

fn log(ui: &mut Ui, context: &ScreenContext) {
    let words = context.words;
    parts::heading(ui, &words.t("log"));
    for row in context.class.view.log.iter().rev().take(LOG_LINES) {
        parts::keyed(ui, ("log", row.id), |ui| {
            let time = words.moment_short(&context.class.catalogue.starts, row.id.at_min);
            parts::note(ui, &words.with("log-line", &[("time", &time), ("what", &words.msg(&row.what))]));
        });
    }
}

/// The chat of a team, with a line to write. Also the facilitator's.
pub(super) fn chat(ui: &mut Ui, context: &mut ScreenContext, team: &str) {
    let words = context.words;
    let heading = match context.class.me().and_then(|me| me.team.as_deref()) == Some(team) {
        true => words.t("chat"),
        false => words.with("chat-of", &[("team", &words.team(team))]),
    };
    parts::heading(ui, &heading);
    let lines = (ui.available_height() - 36.0).max(30.0);
    ScrollArea::vertical()
        .id_salt(("chat", team))
        .max_height(lines)
        .min_scrolled_height(lines)
        .stick_to_bottom(true)
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            let on_its_way = context.class.chat_on_its_way(team);
            if context.class.chat(team).next().is_none() && on_its_way.is_empty() {
                parts::note(ui, &words.t("chat-empty"));
            }
            for row in context.class.chat(team) {
                let name =
                    context.class.person_row(row.person).map_or_else(|| words.t("somebody"), |row| row.name.clone());
                parts::keyed(ui, ("chat-line", team, row.id), |ui| {
                    ui.label(words.with("chat-line", &[("name", &name), ("text", &row.text)]));
                });
            }
            for text in on_its_way {
                parts::note(ui, &words.with("chat-on-its-way", &[("text", text)]));
            }
        });
    if !context.class.is_observer() {
        ui.with_layout(egui::Layout::bottom_up(egui::Align::Min), |ui| {
            ui.horizontal(|ui| write(ui, context, team));
        });
    }
}

fn write(ui: &mut Ui, context: &mut ScreenContext, team: &str) {
    let words = context.words;
    let draft = context.class.drafts.entry(team.to_owned()).or_default();
    let edit = TextEdit::singleline(draft)
        .id(egui::Id::new(("chat-write", team)))
        .char_limit(codedark_protocol::CHAT_CHARS_MAX)
        .hint_text(words.t("chat-write"))
        .desired_width((ui.available_width() - 66.0).max(60.0));
    let response = ui.add(edit);
    let name = match context.class.facilitator {
        true => words.with("chat-write-to", &[("team", &words.team(team))]),
        false => words.t("chat-write"),
    };
    parts::speaks(&response, None, &name);
    let entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    // On a line that is not open the text stays in its box.
    if acting(ui, context, |ui, _| parts::quiet_button(ui, &words.t("send"), None)) || entered {
        context.class.say(team);
    }
}

#[cfg(test)]
mod tests;
