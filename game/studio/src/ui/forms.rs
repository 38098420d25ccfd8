//! Forms for what a scenario is made of: injects, objectives, actions. A field is one place of the text.

use codedark_scenario::edit::{add, quoted, remove, set};
use codedark_scenario::{Action, Inject, Objective, Role, Scenario};
use codedark_screens::ui::parts;
use codedark_screens::words::Words;
use egui::{ScrollArea, Ui};

use super::bench::Bench;
use super::fields::{self, Kind, Spot};
use super::said;

/// What a new inject is called before its author renames it.
const NEW_INJECT: &str = "new-inject";

fn roles(words: &Words) -> Vec<(String, String)> {
    Role::EIGHT.iter().map(|role| (role.id().to_owned(), words.role(*role))).collect()
}

/// The place of a field of an item.
fn spot(words: &Words, label: &str, list: &str, id: &str, field: &str) -> Spot {
    let label = words.t(label);
    let name = words.with("field-of", &[("field", &label), ("id", id)]);
    Spot { label, name, path: format!("{list}/{id}/{field}") }
}

/// The form of an inject: who gets it, how long they have, its words, its answers.
pub(super) fn inject(ui: &mut Ui, bench: &mut Bench, scenario: &Scenario, inject: &Inject) {
    let words = bench.words;
    let at = |label: &str, field: &str| spot(words, label, "injects", &inject.id, field);
    let when = inject.when.as_ref().map(|when| said::condition(words, scenario, when));
    let when = when.unwrap_or_else(|| words.t("when-handed-out"));
    parts::tinted(ui, &words.with("inject-when", &[("when", &when)]), parts::TEAL);
    ui.columns(3, |columns| {
        fields::choice(&mut columns[0], bench, &at("role", "role"), inject.role.id(), &roles(words), false);
        let deadline = inject.deadline_min.to_string();
        fields::text(&mut columns[1], bench, &at("deadline-min", "deadline_min"), &deadline, Kind::Number);
        parts::note(&mut columns[2], &words.t("is-distressing-note"));
        if parts::toggle(&mut columns[2], &words.t("is-distressing"), inject.distressing) {
            let path = at("is-distressing", "distressing").path;
            fields::put(bench, &path, if inject.distressing { "false" } else { "true" });
        }
    });
    let key = format!("inject.{}", inject.id);
    wording(ui, bench, &key, "heading-field", &inject.id, Kind::Words);
    wording(ui, bench, &format!("{key}.text"), "text-field", &inject.id, Kind::LongWords);
    for option in &inject.options {
        ui.separator();
        wording(ui, bench, &format!("{key}.{}", option.id), "answer-field", &option.id, Kind::LongWords);
        let list = format!("injects/{}/options", inject.id);
        let credit = option.credit.to_string();
        fields::text(ui, bench, &spot(words, "credit", &list, &option.id, "credit"), &credit, Kind::Number);
    }
    if !inject.options.is_empty() {
        wording(ui, bench, &format!("{key}.best"), "best-field", &inject.id, Kind::LongWords);
    }
    ui.add_space(6.0);
    if parts::quiet_button(ui, &words.t("remove-inject"), None) {
        let path = format!("injects/{}", inject.id);
        if bench.shop.change(|main, find| remove(main, find, &path)) {
            bench.view.inject = None;
        }
    }
}

/// A field for a text of the scenario.
fn wording(ui: &mut Ui, bench: &mut Bench, key: &str, label: &str, id: &str, kind: Kind) {
    let words = bench.words;
    let shown = words.try_text(key).unwrap_or_default().to_owned();
    let path = format!("texts/{key}/en");
    fields::text(ui, bench, &Spot { path, ..spot(words, label, "texts", id, "en") }, &shown, kind);
}

/// Adds an inject that is whole, for its author to fill in.
pub(super) fn new_inject(bench: &mut Bench, scenario: &Scenario) {
    let taken = |id: &str| scenario.injects.iter().any(|inject| inject.id == id);
    let numbered = (2..).map(|number| format!("{NEW_INJECT}-{number}"));
    let Some(id) = std::iter::once(NEW_INJECT.to_owned()).chain(numbered).find(|id| !taken(id)) else { return };
    let item = format!("(\n    id: {}, role: incident_commander,\n    when: After(60),\n)", quoted(&id));
    let heading = format!("texts/inject.{id}/en");
    let body = format!("texts/inject.{id}.text/en");
    let words = bench.words;
    let (title, text) = (quoted(&words.t("new-inject-heading")), quoted(&words.t("new-inject-text")));
    let done = bench.shop.change(|main, find| {
        let mut file = main.clone();
        file.text = add(&file, find, "injects", &item)?;
        file.text = set(&file, find, &heading, &title)?;
        set(&file, find, &body, &text)
    });
    if done {
        fields::lead_to(bench, &format!("injects/{id}/id"));
        bench.view.inject = Some(id);
    }
}

/// The page of objectives.
pub(super) fn objectives(ui: &mut Ui, bench: &mut Bench) {
    let words = bench.words;
    let Some(scenario) = bench.view.known.clone() else { return nothing(ui, words) };
    let options: Vec<(String, String)> =
        scenario.objectives.iter().map(|one| (one.id.clone(), words.text(&format!("objective.{}", one.id)))).collect();
    let chosen = pick(ui, words, "objectives-page", bench.view.objective.as_deref(), &options);
    bench.view.objective.clone_from(&chosen);
    let Some(objective) = scenario.objectives.iter().find(|one| Some(&one.id) == chosen.as_ref()) else { return };
    scrolled(ui, "objective", |ui| self::objective(ui, bench, &scenario, objective));
}

fn objective(ui: &mut Ui, bench: &mut Bench, scenario: &Scenario, objective: &Objective) {
    let words = bench.words;
    let at = |label: &str, field: &str| spot(words, label, "objectives", &objective.id, field);
    wording(ui, bench, &format!("objective.{}", objective.id), "words-field", &objective.id, Kind::LongWords);
    let phases: Vec<(String, String)> =
        scenario.phases.iter().map(|phase| (phase.id.clone(), words.text(&format!("phase.{}", phase.id)))).collect();
    ui.columns(3, |columns| {
        fields::choice(&mut columns[0], bench, &at("phase", "phase"), &objective.phase, &phases, true);
        fields::choice(&mut columns[1], bench, &at("role", "role"), objective.role.id(), &roles(words), false);
        let weight = objective.weight.to_string();
        fields::text(&mut columns[2], bench, &at("weight", "weight"), &weight, Kind::Number);
    });
    written(ui, bench, &at("measured-by", "measure"));
}

/// The page of actions.
pub(super) fn actions(ui: &mut Ui, bench: &mut Bench) {
    let words = bench.words;
    let Some(scenario) = bench.view.known.clone() else { return nothing(ui, words) };
    let options: Vec<(String, String)> =
        scenario.actions.iter().map(|one| (one.id.clone(), words.text(&format!("action.{}", one.id)))).collect();
    let chosen = pick(ui, words, "actions-page", bench.view.action.as_deref(), &options);
    bench.view.action.clone_from(&chosen);
    let Some(action) = scenario.actions.iter().find(|one| Some(&one.id) == chosen.as_ref()) else { return };
    scrolled(ui, "action", |ui| self::action(ui, bench, action));
}

fn action(ui: &mut Ui, bench: &mut Bench, action: &Action) {
    let words = bench.words;
    let at = |label: &str, field: &str| spot(words, label, "actions", &action.id, field);
    wording(ui, bench, &format!("action.{}", action.id), "name-field", &action.id, Kind::Words);
    wording(ui, bench, &format!("action.{}.why", action.id), "why-field", &action.id, Kind::LongWords);
    fields::choice(ui, bench, &at("role", "role"), action.role.id(), &roles(words), false);
    ui.columns(3, |columns| {
        for (column, label, field, value, kind) in [
            (0, "cost-eur", "cost_cents", (action.cost_cents / 100).to_string(), Kind::Euro),
            (1, "work-min", "staff_min", action.staff_min.to_string(), Kind::Number),
            (2, "duration-min", "duration_min", action.duration_min.to_string(), Kind::Number),
        ] {
            fields::text(&mut columns[column], bench, &at(label, field), &value, kind);
        }
    });
    written(ui, bench, &at("effects", "effects"));
    written(ui, bench, &at("source", "source"));
}

/// A field that shows what the file writes, wherever it comes from.
fn written(ui: &mut Ui, bench: &mut Bench, spot: &Spot) {
    let path = &spot.path;
    let Some(draft) = &bench.shop.draft else { return };
    let key = (draft.revision(), path.clone());
    let shown: String = ui.ctx().memory_mut(|memory| {
        let cache =
            memory.data.get_temp_mut_or_default::<((u64, String), String)>(egui::Id::new(("written", &spot.label)));
        if cache.0 != key {
            *cache = (key, draft.written(path).unwrap_or_default());
        }
        cache.1.clone()
    });
    fields::text(ui, bench, spot, &shown, Kind::Value);
}

/// A list to choose one of; the first until somebody chooses.
fn pick(ui: &mut Ui, words: &Words, name: &str, chosen: Option<&str>, options: &[(String, String)]) -> Option<String> {
    let known = chosen.filter(|chosen| options.iter().any(|(id, _)| id == chosen));
    let chosen = known.or_else(|| options.first().map(|(id, _)| id.as_str()))?;
    Some(parts::choice(ui, &words.with("choose-of", &[("name", &words.t(name))]), chosen, options))
}

fn scrolled(ui: &mut Ui, name: &str, add: impl FnOnce(&mut Ui)) {
    ui.add_space(4.0);
    ScrollArea::vertical().id_salt(("form", name)).auto_shrink([false, false]).show(ui, |ui| {
        parts::card(ui, add);
    });
}

fn nothing(ui: &mut Ui, words: &Words) {
    parts::note(ui, &words.t("workshop-nothing-sound"));
}
