//! What people may read before they see a row: the known map and the cards of phases that have begun; and words by key.
//!
//! Nothing of phases to come is here but their names. Which words a row brings along, `codedark_protocol` says, row by row.

use std::ops::Range;

use codedark_protocol::{ActionCard, Catalogue, CutCard, Role, ZoneCard, keys_of_catalogue};
use codedark_scenario::{Action, Cut, Scenario};

use crate::exercise::places::can_be_joint;

/// The language that is always there.
const FALLBACK: &str = "en";

/// The words for these keys, of those that the scenario has.
pub fn words(scenario: &Scenario, language: &str, keys: impl IntoIterator<Item = String>) -> Vec<(String, String)> {
    let word = |key: String| {
        let words = scenario.texts.get(&key)?;
        let word = words.get(language).or_else(|| words.get(FALLBACK)).cloned()?;
        Some((key, word))
    };
    keys.into_iter().filter_map(word).collect()
}

/// What a person gets at joining, when so many phases have begun.
pub fn catalogue(scenario: &Scenario, language: &str, phases_begun: usize) -> Catalogue {
    let phase = |id: &String| scenario.phase(id).map(|index| index as u32);
    let cut = |cut: &Cut| CutCard {
        id: cut.id.clone(),
        class_min: cut.class_min,
        around_min: [cut.prebrief_min, cut.break_min, cut.debrief_min],
        phases: cut.phases.iter().filter_map(|part| Some((phase(&part.phase)?, part.class_min))).collect(),
    };
    let zones = scenario.hospital.zones.iter();
    let mut catalogue = Catalogue {
        starts: scenario.starts.clone(),
        phases: scenario.phases.iter().map(|phase| phase.id.clone()).collect(),
        roles: roles(scenario),
        actions: cards(scenario, 0..phases_begun),
        zones: zones.map(|zone| ZoneCard { id: zone.id.clone(), kind: zone.kind, x: zone.x, y: zone.y }).collect(),
        flows: scenario.hospital.flows.iter().map(|flow| (flow.from.clone(), flow.to.clone(), flow.service)).collect(),
        services: scenario.hospital.services.iter().map(|service| (service.id.clone(), service.owner)).collect(),
        cuts: scenario.cuts.iter().map(cut).collect(),
        joint: can_be_joint(scenario),
        texts: Default::default(),
    };
    catalogue.texts = words(scenario, language, keys_of_catalogue(&catalogue)).into_iter().collect();
    catalogue
}

/// Cards of the actions that these phases are the first to offer, by id: the author's order would tell what matters.
pub fn cards(scenario: &Scenario, phases: Range<usize>) -> Vec<ActionCard> {
    let first = |action: &Action| scenario.phases.iter().position(|phase| action.phases.contains(&phase.id));
    let new = scenario.actions.iter().filter(|action| first(action).is_some_and(|first| phases.contains(&first)));
    let mut cards: Vec<ActionCard> = new.map(|action| card(scenario, action)).collect();
    cards.sort_by(|a, b| a.id.cmp(&b.id));
    cards
}

fn card(scenario: &Scenario, action: &Action) -> ActionCard {
    ActionCard {
        id: action.id.clone(),
        role: action.role,
        second: action.second,
        tabled: action.tabled,
        target: action.target,
        cost_cents: scenario.price_cents(action),
        staff_min: action.staff_min,
        duration_min: action.duration_min,
    }
}

fn roles(scenario: &Scenario) -> Vec<Role> {
    let analyst = scenario.actions.iter().any(|action| action.role == Role::SocAnalyst);
    let mut roles = Role::EIGHT.to_vec();
    roles.extend(analyst.then_some(Role::SocAnalyst));
    roles.sort_unstable();
    roles
}
