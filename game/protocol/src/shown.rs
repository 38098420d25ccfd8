//! Which words a row shows: keys of the scenario's texts, so that a text can come before the row that first shows it.
//!
//! This is an allow-list. A kind of text that no function here names is sent to nobody but facilitators, until somebody
//! writes down which row shows it. Keys are guesses where a row does not say what its target is: only those that the
//! scenario has are sent.

use codedark_scenario::Role;

use crate::{
    ActionCard, Arg, Catalogue, Command, Debrief, Meanwhile, Msg, ObjectiveResult, Pace, SessionChange, ViewChange,
};

/// Kinds of texts that lines of a seat's log, and refusals, may name.
const IN_LINES: [&str; 5] = ["action", "duty", "group", "service", "zone"];
/// Kinds that lines of the debrief may name beside them.
const IN_DEBRIEFS: [&str; 4] = ["inject", "patient", "place", "step"];

/// Words of what a catalogue lists: the exercise's title and brief, phases, cuts, the known map, and its cards.
pub fn keys_of_catalogue(catalogue: &Catalogue) -> Vec<String> {
    let mut keys = vec!["scenario.title".to_owned(), "scenario.brief".to_owned()];
    keys.extend(catalogue.phases.iter().map(|phase| format!("phase.{phase}")));
    keys.extend(catalogue.cuts.iter().map(|cut| format!("cut.{}", cut.id)));
    keys.extend(catalogue.zones.iter().map(|zone| format!("zone.{}", zone.id)));
    keys.extend(catalogue.services.iter().map(|(service, _)| format!("service.{service}")));
    keys.extend(keys_of_cards(&catalogue.actions));
    keys
}

/// Names and reasons of actions.
pub fn keys_of_cards(cards: &[ActionCard]) -> Vec<String> {
    cards.iter().flat_map(|card| [format!("action.{}", card.id), format!("action.{}.why", card.id)]).collect()
}

/// Words of the rows that a seat's change sets.
pub fn keys_of_change(change: &ViewChange) -> Vec<String> {
    let mut keys: Vec<String> = change.groups.set.iter().map(|row| format!("group.{}", row.id)).collect();
    keys.extend(change.patients.set.iter().map(|row| format!("patient.{}", row.id)));
    keys.extend(change.duties.set.iter().map(|row| format!("duty.{}", row.id)));
    for row in &change.cases.set {
        keys.extend([row.report.clone(), format!("sensor.{}", row.sensor)]);
    }
    for row in &change.tasks.set {
        keys.extend(keys_of_order(&row.action, row.target.as_deref()));
    }
    for row in &change.proposals.set {
        keys.extend(keys_of_order(&row.action, row.target.as_deref()));
    }
    for row in &change.offers.set {
        keys.extend(row.targets.iter().flat_map(|target| keys_of_target(target)));
        keys.extend(row.refused.iter().flat_map(|refused| keys_of_line(refused, &[])));
    }
    for row in &change.injects.set {
        keys.extend(keys_of_inject(&row.id, row.options.iter().map(String::as_str)));
    }
    keys.extend(change.log.set.iter().flat_map(|row| keys_of_line(&row.what, &[])));
    keys
}

/// Words of the rows that a change of the session sets: what teams talk about at a stop.
pub fn keys_of_session(change: &SessionChange) -> Vec<String> {
    let stop = |pace: &Pace| match pace {
        Pace::Huddle { stop, .. } => stop.clone(),
        Pace::Run => None,
    };
    change.teams.set.iter().filter_map(|team| stop(&team.pace)).map(|stop| format!("stop.{stop}")).collect()
}

/// Words of a seat's warm-up with these options.
pub fn keys_of_warm_up<'a>(role: Role, options: impl Iterator<Item = &'a str>) -> Vec<String> {
    let parts = ["fact", "question"].into_iter().chain(options);
    parts.map(|part| format!("warm-up.{}.{part}", role.id())).collect()
}

/// Words of what stand-ins did.
pub fn keys_of_meanwhile(done: &[Meanwhile]) -> Vec<String> {
    let keys = |line: &Meanwhile| match &line.command {
        Command::Act { action, target } | Command::Withdraw { action, target } => {
            keys_of_order(action, target.as_deref())
        }
        Command::Answer { inject, option } => keys_of_inject(inject, [option.as_str()].into_iter()),
        Command::Skip { inject } => keys_of_inject(inject, std::iter::empty()),
        Command::Amend { target, .. } => keys_of_target(target).into(),
        Command::Agree { .. } | Command::Refuse { .. } | Command::Escalate { .. } | Command::Override { .. } => vec![],
    };
    done.iter().flat_map(keys).collect()
}

/// Words of debriefs: of their objectives, and of what their timelines name.
pub fn keys_of_debriefs(debriefs: &[Debrief]) -> Vec<String> {
    let objective = |one: &ObjectiveResult| format!("objective.{}", one.id);
    let mut keys = Vec::new();
    for debrief in debriefs {
        let next = debrief.outcome.next_hospital.iter().flat_map(|next| &next.objectives);
        keys.extend(debrief.outcome.objectives.iter().chain(next).map(objective));
        keys.extend(debrief.timeline.iter().flat_map(|row| keys_of_line(&row.what, &IN_DEBRIEFS)));
    }
    keys
}

fn keys_of_order(action: &str, target: Option<&str>) -> Vec<String> {
    let mut keys = vec![format!("action.{action}")];
    keys.extend(target.into_iter().flat_map(keys_of_target));
    keys
}

fn keys_of_target(target: &str) -> [String; 3] {
    ["zone", "service", "group"].map(|kind| format!("{kind}.{target}"))
}

/// Heading, body and answers of a message from outside; never what would have been best.
fn keys_of_inject<'a>(inject: &str, options: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut keys = vec![format!("inject.{inject}"), format!("inject.{inject}.text")];
    keys.extend(options.map(|option| format!("inject.{inject}.{option}")));
    keys
}

fn keys_of_line(line: &Msg, more: &[&str]) -> Vec<String> {
    let allowed = |key: &&String| {
        let kind = key.split('.').next().unwrap_or_default();
        IN_LINES.contains(&kind) || more.contains(&kind)
    };
    let texts = line.args.iter().filter_map(|(_, arg)| match arg {
        Arg::Text(key) => Some(key),
        Arg::Number(_) | Arg::Word(_) => None,
    });
    texts.filter(allowed).cloned().collect()
}
