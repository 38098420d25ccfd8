//! The lobby: teams, roles, who holds what. Also shown during play to change roles or to step out.

use codedark_protocol::{PersonRow, Role, Stage};
use egui::{ScrollArea, Ui};

use super::context::{ScreenContext, acting};
use super::{alarm, away, directing, huddle, opening, parts};
use crate::state::{has_asked, is_here, plays};

/// Narrowest column of a team.
const TEAM_WIDTH_MIN: f32 = 300.0;
/// Width of the facilitator's panel.
const OPENING_WIDTH: f32 = 360.0;
/// Teams beside each other.
const TEAMS_PER_ROW: usize = 3;

/// Draws the lobby.
pub(super) fn show(ui: &mut Ui, context: &mut ScreenContext) {
    egui::Panel::top("lobby-top").frame(parts::panel_frame(parts::PAPER)).show(ui, |ui| header(ui, context));
    if context.class.facilitator {
        egui::Panel::right("lobby-opening")
            .resizable(false)
            .exact_size(OPENING_WIDTH)
            .frame(parts::panel_frame(parts::PAPER))
            .show(ui, |ui| opening::show(ui, context));
    }
    egui::CentralPanel::default().frame(parts::panel_frame(parts::GROUND)).show(ui, |ui| {
        ScrollArea::both().auto_shrink([false, false]).show(ui, |ui| teams(ui, context));
    });
}

fn header(ui: &mut Ui, context: &mut ScreenContext) {
    let words = context.words;
    let stage = context.class.stage();
    let seated = !context.class.my_roles().is_empty();
    let watches = context.class.is_observer();
    let running = !context.class.facilitator && !watches && matches!(stage, Stage::Play | Stage::Briefing);
    ui.horizontal(|ui| {
        parts::title(ui, &words.t(if stage == Stage::Briefing { "briefing" } else { "lobby" }));
        ui.add_space(12.0);
        parts::strong(ui, &words.text("scenario.title"));
        parts::note(ui, &words.with("class-people", &[("people", &away::count(words, context.class.players()))]));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if running && seated {
                if parts::main_button(ui, &words.t("back-to-exercise"), None, true) {
                    context.screen.roles_open = false;
                }
                huddle::ways_out(ui, context);
            } else if context.class.facilitator {
                directing::house(ui, context);
            } else if watches {
                parts::note(ui, &words.t("observer-note"));
            } else {
                alarm::button(ui, context);
                if !running {
                    parts::note(ui, &words.t("waiting-for-start"));
                }
            }
        });
    });
    if let Some(brief) = words.try_text("scenario.brief") {
        ui.add_space(2.0);
        ui.label(brief);
    }
    ui.add_space(2.0);
    away::claims(ui, context);
    if running && !seated {
        parts::tinted_card(ui, parts::TEAL_PALE, parts::TEAL, |ui| way_back(ui, context));
    }
}

/// For somebody without a role while the class runs: the roles held before, with one press.
fn way_back(ui: &mut Ui, context: &mut ScreenContext) {
    let words = context.words;
    let former = context.class.me().and_then(|me| Some((me.team.clone()?, me.former.clone())));
    let Some((team, roles)) = former.filter(|(_, roles)| !roles.is_empty()) else {
        ui.label(words.t("no-role-yet"));
        return;
    };
    ui.horizontal_wrapped(|ui| {
        if acting(ui, context, |ui, _| parts::main_button(ui, &words.t("come-back"), None, true)) {
            context.class.take_roles(&team, roles.clone());
            context.screen.roles_open = false;
        }
        ui.label(words.t("stepped-out"));
        let names: Vec<String> = roles.iter().map(|role| words.role(*role)).collect();
        parts::note(ui, &words.with("come-back-as", &[("roles", &names.join(", "))]));
    });
}

fn teams(ui: &mut Ui, context: &mut ScreenContext) {
    let ids: Vec<String> = context.class.session.teams.iter().map(|team| team.id.clone()).collect();
    let gap = ui.spacing().item_spacing.x;
    let columns = ids.len().clamp(1, TEAMS_PER_ROW) as f32;
    let width = ((ui.available_width() - gap * (columns - 1.0)) / columns - 2.0).max(TEAM_WIDTH_MIN);
    for row in ids.chunks(TEAMS_PER_ROW) {
        ui.horizontal_top(|ui| {
            for id in row {
                parts::keyed_column(ui, ("team", id), width, |ui| parts::card(ui, |ui| team(ui, context, id)));
            }
        });
    }
    facilitators(ui, context);
}

fn team(ui: &mut Ui, context: &mut ScreenContext, id: &str) {
    let words = context.words;
    let name = words.team(id);
    let mine = context.class.me().is_some_and(|me| me.team.as_deref() == Some(id));
    let members: Vec<_> = context.class.players().filter(|p| p.team.as_deref() == Some(id)).cloned().collect();
    let may_join = may_join(context);
    ui.horizontal(|ui| {
        parts::heading(ui, &name);
        let count = away::count(words, &members);
        let said = parts::note(ui, &count);
        parts::speaks(&said, None, &words.with("named-value", &[("name", &name), ("value", &count)]));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let join = words.with("join-team", &[("team", &name)]);
            if mine {
                parts::chip(ui, &words.t("your-team"), parts::TEAL, parts::TEAL_PALE);
            } else if may_join && acting(ui, context, |ui, _| parts::quiet_button(ui, &join, None)) {
                context.class.take_roles(id, Vec::new());
            }
        });
    });
    let names = away::names(words, members.iter().filter(|p| p.roles.is_empty()));
    if !names.is_empty() {
        parts::note(ui, &words.with("without-role", &[("names", &names)]));
    }
    ui.add_space(4.0);
    for role in roles(context) {
        ui.separator();
        parts::keyed(ui, ("role", id, role.id()), |ui| role_row(ui, context, id, &name, role));
    }
}

/// Whether another team can be joined: before the start everybody may choose, and later who has none yet.
fn may_join(context: &ScreenContext) -> bool {
    let chosen = context.class.me().is_some_and(|me| me.team.is_some());
    context.class.me().is_some_and(plays) && (context.class.stage() == Stage::Lobby || !chosen)
}

fn role_row(ui: &mut Ui, context: &mut ScreenContext, team: &str, team_name: &str, role: Role) {
    let words = context.words;
    let role_name = words.role(role);
    let holds = |p: &&PersonRow| p.team.as_deref() == Some(team) && p.roles.contains(&role);
    let holders = away::names(words, context.class.players().filter(holds));
    let held = if holders.is_empty() { words.t("stand-in") } else { holders };
    let shared = context.class.players().any(|p| holds(&p) && is_here(p));
    let asked = context.class.me().is_some_and(|me| me.team.as_deref() == Some(team) && has_asked(me, role));
    let mine = context.class.me().is_some_and(|me| me.team.as_deref() == Some(team) && me.roles.contains(&role));
    ui.horizontal(|ui| {
        ui.vertical(|ui| {
            ui.set_width((ui.available_width() - 86.0).max(120.0));
            ui.spacing_mut().item_spacing.y = 1.0;
            parts::strong(ui, &role_name);
            let said = parts::note(ui, &held);
            let args = [("role", role_name.as_str()), ("team", team_name), ("names", held.as_str())];
            parts::speaks(&said, None, &words.with("role-held", &args));
            parts::note(ui, &words.t(&format!("role-{}-duty", role.id().replace('_', "-"))));
        });
        let own_team = context.class.me().is_some_and(|me| me.team.as_deref() == Some(team));
        if !own_team && !may_join(context) {
            return;
        }
        let args = [("role", role_name.as_str()), ("team", team_name)];
        if asked {
            let said = parts::note(ui, &words.t("asked"));
            parts::speaks(&said, None, &words.with("asked-for-role", &args));
            return;
        }
        let pressed = acting(ui, context, |ui, _| match (mine, shared) {
            (true, _) => parts::quiet_button(ui, &words.t("leave"), Some(&words.with("leave-role", &args))),
            (false, true) => parts::quiet_button(ui, &words.t("ask-for"), Some(&words.with("ask-for-role", &args))),
            (false, false) => parts::main_button(ui, &words.t("take"), Some(&words.with("take-role", &args)), true),
        });
        match (pressed, mine) {
            (true, true) => {
                let left = context.class.my_roles().into_iter().filter(|r| *r != role).collect();
                context.class.take_roles(team, left);
            }
            (true, false) => take(context, team, role),
            (false, _) => {}
        }
    });
}

/// Adds a role to those held in the same team; roles of another team are left.
fn take(context: &mut ScreenContext, team: &str, role: Role) {
    let same_team = context.class.me().is_some_and(|me| me.team.as_deref() == Some(team));
    let mut roles = if same_team { context.class.my_roles() } else { Vec::new() };
    // Roles that were asked for are still wanted.
    roles.extend(context.class.me().filter(|_| same_team).into_iter().flat_map(|me| me.wants.clone()));
    roles.push(role);
    roles.sort_unstable();
    roles.dedup();
    context.class.take_roles(team, roles);
}

/// The roles of this hospital.
pub(super) fn roles(context: &ScreenContext) -> Vec<Role> {
    context.class.catalogue.roles.clone()
}

fn facilitators(ui: &mut Ui, context: &ScreenContext) {
    let here = context.class.session.people.iter().filter(|person| !person.removed);
    let facilitators = away::names(context.words, here.clone().filter(|person| person.facilitator));
    let observers = away::names(context.words, here.filter(|person| person.observer));
    let undecided = away::names(context.words, context.class.players().filter(|person| person.team.is_none()));
    ui.add_space(8.0);
    for (id, names) in [("facilitated-by", facilitators), ("observed-by", observers), ("without-team", undecided)] {
        if !names.is_empty() {
            parts::note(ui, &context.words.with(id, &[("names", &names)]));
        }
    }
}
