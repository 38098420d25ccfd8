//! The facilitator's list of people: who may join, who waits outside, who sits where, who watches, who was removed.
//!
//! Somebody is chosen with one press; what can be done with them stands beside the list. Nothing here is said to players.

use codedark_protocol::{Direction, Door, PersonRow, Role, Stage};
use egui::{ScrollArea, TextEdit, Ui};

use super::context::{Question, ScreenContext, acting};
use super::{away, directing, lobby, parts};
use crate::state::plays;

/// Width of what can be done with the chosen person.
const CHOSEN_WIDTH: f32 = 420.0;
/// Who may join, in the order of the buttons.
const DOORS: [Door; 3] = [Door::Open, Door::Approval, Door::Locked];

/// Draws the list.
pub(super) fn show(ui: &mut Ui, context: &mut ScreenContext) {
    egui::Panel::top("people-top").frame(parts::panel_frame(parts::PAPER)).show(ui, |ui| {
        ui.horizontal(|ui| {
            parts::title(ui, &context.words.t("people"));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| directing::house(ui, context));
        });
        door(ui, context);
    });
    egui::Panel::right("people-chosen")
        .resizable(false)
        .exact_size(CHOSEN_WIDTH)
        .frame(parts::panel_frame(parts::PAPER))
        .show(ui, |ui| {
            ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| acting(ui, context, chosen));
        });
    egui::CentralPanel::default().frame(parts::panel_frame(parts::GROUND)).show(ui, |ui| {
        ScrollArea::vertical().id_salt("people").auto_shrink([false, false]).show(ui, |ui| list(ui, context));
    });
}

/// The word on the button of a door.
pub(super) fn door_word(door: Door) -> &'static str {
    match door {
        Door::Open => "door-open",
        Door::Approval => "door-approval",
        Door::Locked => "door-locked",
    }
}

fn door(ui: &mut Ui, context: &mut ScreenContext) {
    let words = context.words;
    let Some(now) = context.class.class_row().map(|row| row.door) else { return };
    acting(ui, context, |ui, context| {
        ui.horizontal_wrapped(|ui| {
            parts::strong(ui, &words.t("who-may-join"));
            for door in DOORS {
                if parts::toggle(ui, &words.t(door_word(door)), door == now) && door != now {
                    context.class.direct(Direction::Door(door));
                }
            }
        });
    });
}

fn list(ui: &mut Ui, context: &mut ScreenContext) {
    let words = context.words;
    let people = context.class.session.people.clone();
    let in_class = |row: &&PersonRow| !row.removed;
    let waiting = people.iter().filter(in_class).filter(|row| row.waits);
    let ids: Vec<u32> = waiting.clone().map(|row| row.id).collect();
    rows(ui, context, &words.t("people-outside"), waiting);
    let all = words.t("let-all-in");
    if ids.len() > 1 && acting(ui, context, |ui, _| parts::main_button(ui, &all, None, true)) {
        context.class.direct(Direction::Admit { people: ids });
    }
    let players = people.iter().filter(|row| plays(row));
    let teams: Vec<String> = context.class.session.teams.iter().map(|team| team.id.clone()).collect();
    for team in &teams {
        rows(ui, context, &words.team(team), players.clone().filter(|row| row.team.as_ref() == Some(team)));
    }
    rows(ui, context, &words.t("people-without-team"), players.filter(|row| row.team.is_none()));
    rows(ui, context, &words.t("people-watching"), people.iter().filter(in_class).filter(|row| row.observer));
    rows(ui, context, &words.t("people-facilitating"), people.iter().filter(in_class).filter(|row| row.facilitator));
    rows(ui, context, &words.t("people-removed"), people.iter().filter(|row| row.removed));
}

/// People under a heading, each with the button that chooses them; nothing where there is nobody.
fn rows<'a>(ui: &mut Ui, context: &mut ScreenContext, heading: &str, people: impl Iterator<Item = &'a PersonRow>) {
    let mut people = people.peekable();
    if people.peek().is_none() {
        return;
    }
    let words = context.words;
    parts::heading(ui, heading);
    for row in people {
        parts::keyed(ui, ("person", row.id), |ui| {
            ui.horizontal_wrapped(|ui| {
                let is_chosen = context.screen.person.as_ref().is_some_and(|(id, _)| *id == row.id);
                let name = away::named(words, row);
                if parts::row_button(ui, &name, &words.with("choose-person", &[("name", &row.name)]), is_chosen) {
                    context.screen.person = Some((row.id, row.name.clone()));
                }
                let roles: Vec<String> = row.roles.iter().map(|role| words.role(*role)).collect();
                parts::note(ui, &roles.join(", "));
            });
        });
    }
    ui.add_space(6.0);
}

/// What can be done with the chosen person.
fn chosen(ui: &mut Ui, context: &mut ScreenContext) {
    let words = context.words;
    let id = context.screen.person.as_ref().map(|(id, _)| *id);
    let Some(row) = id.and_then(|id| context.class.person_row(id)).cloned() else {
        parts::note(ui, &words.t("choose-somebody"));
        return;
    };
    parts::heading(ui, &row.name);
    let name = [("name", row.name.as_str())];
    if row.removed {
        parts::note(ui, &words.t("removed-note"));
        if parts::main_button(ui, &words.with("restore-person", &name), None, true) {
            context.class.direct(Direction::Restore { person: row.id });
        }
        return;
    }
    if row.waits && parts::main_button(ui, &words.with("let-in", &name), None, true) {
        context.class.direct(Direction::Admit { people: vec![row.id] });
    }
    rename(ui, context, &row);
    if plays(&row) && context.class.stage() != Stage::Debrief {
        seats(ui, context, &row);
    }
    ui.add_space(10.0);
    ui.horizontal_wrapped(|ui| {
        let watch = if row.observer { "play-person" } else { "observe-person" };
        let may_watch = row.observer || plays(&row);
        if may_watch && parts::quiet_button(ui, &words.with(watch, &name), None) {
            context.class.direct(Direction::Observe { person: row.id, watches: !row.observer });
        }
        if row.id != context.class.person && parts::grave_button(ui, &words.with("remove-person", &name)) {
            context.screen.asking = Some(Question::Remove(row.id));
        }
    });
    if plays(&row) {
        parts::note(ui, &words.t("observe-note"));
    }
}

fn rename(ui: &mut Ui, context: &mut ScreenContext, row: &PersonRow) {
    let words = context.words;
    ui.horizontal(|ui| {
        let Some((_, draft)) = &mut context.screen.person else { return };
        let edit = TextEdit::singleline(draft)
            .id(egui::Id::new(("rename", row.id)))
            .char_limit(codedark_protocol::NAME_CHARS_MAX)
            .desired_width((ui.available_width() - 110.0).max(80.0));
        let response = ui.add(edit);
        parts::speaks(&response, None, &words.with("name-of", &[("name", &row.name)]));
        let name = draft.trim().to_owned();
        if parts::quiet_button(ui, &words.t("rename"), None) && !name.is_empty() && name != row.name {
            context.class.direct(Direction::Rename { person: row.id, name });
        }
    });
}

/// The team and the roles of a player: each press is done at once.
fn seats(ui: &mut Ui, context: &mut ScreenContext, row: &PersonRow) {
    let words = context.words;
    let teams: Vec<String> = context.class.session.teams.iter().map(|team| team.id.clone()).collect();
    let seat = |team: &str, roles: Vec<Role>| Direction::Seat { person: row.id, team: team.to_owned(), roles };
    ui.add_space(6.0);
    ui.horizontal_wrapped(|ui| {
        for team in &teams {
            let here = row.team.as_ref() == Some(team);
            let spoken = words.with("put-into", &[("name", &row.name), ("team", &words.team(team))]);
            if parts::row_button(ui, &words.team(team), &spoken, here) && !here {
                context.class.direct(seat(team, Vec::new()));
            }
        }
    });
    let Some(team) = &row.team else { return };
    for role in lobby::roles(context) {
        let held = row.roles.contains(&role);
        let role_name = words.role(role);
        let args = [("name", row.name.as_str()), ("role", role_name.as_str())];
        let spoken = words.with(if held { "take-from" } else { "give-to" }, &args);
        if parts::row_button(ui, &role_name, &spoken, held) {
            let others = row.roles.iter().copied().filter(|other| *other != role);
            let roles = if held { others.collect() } else { others.chain([role]).collect() };
            context.class.direct(seat(team, roles));
        }
    }
}
