//! Who is here and who is away: names with a word about it, the page of somebody who is called away, and the way back of
//! somebody whose page was closed.

use codedark_protocol::{PersonRow, Stage};
use egui::{ScrollArea, Ui};

use super::context::{ScreenContext, acting};
use super::parts;
use crate::state::is_here;
use crate::words::Words;

/// A name, with a word about somebody who is away.
pub(super) fn named(words: &Words, person: &PersonRow) -> String {
    let id = match (person.called_away, person.online, person.stood_in) {
        (true, _, true) => "called-away-stood-in",
        (true, _, false) => "called-away-name",
        (false, false, true) => "away-stood-in",
        (false, false, false) => "away",
        (false, true, _) => return person.name.clone(),
    };
    words.with(id, &[("name", &person.name)])
}

/// Names of people, one after the other.
pub(super) fn names<'a>(words: &Words, people: impl IntoIterator<Item = &'a PersonRow>) -> String {
    let names: Vec<String> = people.into_iter().map(|person| named(words, person)).collect();
    names.join(", ")
}

/// How many people there are, and how many of them are here when not all are.
pub(super) fn count<'a>(words: &Words, people: impl IntoIterator<Item = &'a PersonRow>) -> String {
    let (here, away): (Vec<&PersonRow>, Vec<&PersonRow>) = people.into_iter().partition(|person| is_here(person));
    let all = here.len() + away.len();
    if away.is_empty() {
        return words.count("people-count", all as i64);
    }
    words.with("people-here", &[("here", &here.len().to_string()), ("all", &all.to_string())])
}

/// Whose place it is: the name, the team and the roles.
pub(super) fn place(words: &Words, person: &PersonRow) -> String {
    let team = person.team.as_deref().map(|team| words.team(team));
    let roles: Vec<String> = person.roles.iter().map(|role| words.role(*role)).collect();
    let (name, roles) = (person.name.as_str(), roles.join(", "));
    match team {
        Some(team) if roles.is_empty() => words.with("place-team", &[("name", name), ("team", &team)]),
        Some(team) => words.with("place-roles", &[("name", name), ("team", &team), ("roles", &roles)]),
        None => name.to_owned(),
    }
}

/// Whether the page of somebody who is called away is shown.
pub(super) fn is_called_away(context: &ScreenContext) -> bool {
    context.class.stage() != Stage::Debrief && context.class.me().is_some_and(|me| me.called_away)
}

/// The button beside *Step out*.
pub(super) fn button(ui: &mut Ui, context: &mut ScreenContext) {
    if acting(ui, context, |ui, context| parts::quiet_button(ui, &context.words.t("call-away"), None)) {
        context.class.be_away(true);
    }
}

/// The page of somebody who is called away: one press, and everything is as before.
pub(super) fn show(ui: &mut Ui, context: &mut ScreenContext) {
    let words = context.words;
    let roles: Vec<String> = context.class.my_roles().iter().map(|role| words.role(*role)).collect();
    egui::CentralPanel::default().frame(parts::panel_frame(parts::TEAL_PALE)).show(ui, |ui| {
        ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
            ui.vertical_centered(|ui| {
                ui.add_space(ui.available_height() * parts::PAGE_TOP_SHARE);
                parts::banner_title(ui, &words.t("called-away"), parts::TEAL);
                if roles.is_empty() {
                    parts::large_line(ui, &words.t("called-away-note"));
                } else {
                    parts::large_line(ui, &words.with("called-away-seats", &[("roles", &roles.join(", "))]));
                }
                ui.add_space(20.0);
                if parts::large_button(ui, &words.t("i-am-back"), context.class.can_act()) {
                    context.class.be_away(false);
                }
            });
        });
    });
}

/// The page of somebody who waits for the facilitator's word: nothing of the exercise.
pub(super) fn outside(ui: &mut Ui, context: &ScreenContext) {
    let words = context.words;
    egui::CentralPanel::default().frame(parts::panel_frame(parts::TEAL_PALE)).show(ui, |ui| {
        ui.vertical_centered(|ui| {
            ui.add_space(ui.available_height() * parts::PAGE_TOP_SHARE);
            parts::banner_title(ui, &words.t("outside"), parts::TEAL);
            parts::large_line(ui, &words.t("outside-note"));
        });
    });
}

/// For a newcomer with the name of somebody who is away: are they the same?
pub(super) fn claims(ui: &mut Ui, context: &mut ScreenContext) {
    let words = context.words;
    if let Some(claimed) = context.class.me().and_then(|me| me.claims) {
        context.screen.no_claim.insert(claimed);
        if let Some(person) = context.class.person_row(claimed) {
            let place = place(words, person);
            parts::tinted_card(ui, parts::TEAL_PALE, parts::TEAL, |ui| {
                ui.label(words.with("claim-waits", &[("place", &place)]));
            });
        }
        return;
    }
    let same: Vec<PersonRow> = context.class.namesakes().into_iter().cloned().collect();
    for person in same.iter().filter(|person| !context.screen.no_claim.contains(&person.id)).collect::<Vec<_>>() {
        parts::keyed(ui, ("claim", person.id), |ui| {
            parts::tinted_card(ui, parts::TEAL_PALE, parts::TEAL, |ui| claim(ui, context, person));
        });
    }
}

fn claim(ui: &mut Ui, context: &mut ScreenContext, person: &PersonRow) {
    let words = context.words;
    ui.horizontal_wrapped(|ui| {
        parts::strong(ui, &words.with("claim-question", &[("place", &place(words, person))]));
        if acting(ui, context, |ui, _| parts::main_button(ui, &words.t("claim"), None, true)) {
            context.class.claim(person.id);
        }
        if parts::quiet_button(ui, &words.t("no-claim"), None) {
            context.screen.no_claim.insert(person.id);
        }
    });
}
