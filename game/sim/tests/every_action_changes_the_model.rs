//! Each action of the library, played where it is offered, changes model state other than money and hours.

use std::sync::Arc;

use crate::common::*;
use codedark_protocol::{Command, Role};
use codedark_scenario::{Action, Condition, Effect, Scenario};
use codedark_sim::exercise::*;

/// A situation in which actions are tried: what was played before, and the minute it stands at.
struct Situation {
    entries: Vec<Entry>,
    minute: u64,
    seed: u64,
}

impl Situation {
    fn replayed(&self, scenario: &Arc<Scenario>) -> Exercise {
        replayed_in(scenario, &self.entries, self.seed, self.minute)
    }
}

/// Situations from whole exercises: each skill, every few days, so that every action finds its moment.
fn situations() -> Vec<Situation> {
    let mut found = Vec::new();
    for (skill, seed) in [(Skill::Idle, SEED), (Skill::Novice, 1), (Skill::Novice, 2), (Skill::Competent, 3)] {
        let played = played(skill, seed);
        let end = played.exercise.now();
        let strike =
            played.entries.iter().filter(|entry| matches!(entry.act, Act::Phase(2))).map(|entry| entry.minutes[0]);
        let strike = strike.min().unwrap_or(end);
        let near = [60, 360, 1_000, 2_000, 4_000].map(|after| strike + after);
        for minute in (1..end).step_by(9_000).chain(near) {
            found.push(Situation { entries: played.entries.clone(), minute, seed });
        }
    }
    found.push(everything_put_aside());
    found.extend(ransom());
    found
}

/// How long after an order of [`ransom`] the next one is given: it is done by then.
const RANSOM_STEP: u64 = 4_500;

/// An insured house that was struck, went to the police and paid: once the money is lent, and at the end.
fn ransom() -> [Situation; 2] {
    let prepared = play(scenario(), SEED, &one_hospital(), &Policy::File(preparations()));
    let begins = prepared.entries.iter().find(|entry| entry.act == Act::Phase(2)).expect("response begins");
    let mut minute = begins.minutes[0];
    let mut entries: Vec<Entry> = prepared.entries.into_iter().filter(|entry| entry.minutes[0] <= minute).collect();
    minute += 600;
    entries.push(entry(minute, order(Role::CommunicationsLegal, "call-police", None)));
    for action in ["borrow-the-ransom", "pay-ransom"] {
        entries.push(entry(minute, order(Role::IncidentCommander, action, None)));
        let asked = replayed(&entries, SEED, minute).view(&seat(Role::CommunicationsLegal)).proposals;
        let open = asked.into_iter().find(|proposal| proposal.state.is_open()).expect("the second role is asked");
        let agree = Command::Agree { proposal: open.id };
        entries.push(entry(minute, Act::Order { seat: seat(open.asked), command: agree }));
        minute += RANSOM_STEP;
    }
    // In the minute before it pays.
    let lent = minute - RANSOM_STEP - 1;
    [lent, minute].map(|minute| Situation { entries: entries.clone(), minute, seed: SEED })
}

/// A struck house that had prepared what other orders need, went to paper, sent patients away and took devices off the
/// network, a month on and patched up: where everything that can be undone waits to be undone.
fn everything_put_aside() -> Situation {
    let prepared = play(scenario(), SEED, &one_hospital(), &Policy::File(preparations()));
    let begins = prepared.entries.iter().find(|entry| entry.act == Act::Phase(2)).expect("response begins");
    let strike = begins.minutes[0];
    let kept = prepared.entries.into_iter().filter(|entry| entry.minutes[0] <= strike);
    let mut entries: Vec<Entry> = kept.collect();
    let (mut exercise, mut minute) = (replayed(&entries, SEED, strike), strike);
    for phase in [2, 3] {
        if phase == 3 {
            minute += 1_000;
            entries.push(entry(minute, Act::Phase(3)));
            exercise.submit(minute, &Act::Phase(3)).expect("recovery follows response");
        }
        for action in &scenario().actions {
            exercise.advance(minute);
            let role = action.role;
            let offer = exercise.view(&seat(role)).offers.into_iter().find(|offer| offer.action == action.id);
            let Some(offer) = offer.filter(|offer| offer.refused.is_none() && puts_aside(action)) else { continue };
            let first = order(role, &action.id, offer.targets.first().map(String::as_str));
            if exercise.submit(minute, &first).is_err() {
                continue;
            }
            entries.push(entry(minute, first));
            let view = exercise.view(&seat(role));
            if let Some(open) = view.proposals.iter().find(|p| p.action == action.id && p.state.is_open()) {
                let agree = Act::Order { seat: seat(open.asked), command: Command::Agree { proposal: open.id } };
                exercise.submit(minute, &agree).expect("the second role may agree");
                entries.push(entry(minute, agree));
            }
            minute += 600;
        }
    }
    Situation { entries, minute: minute + 3_000, seed: SEED }
}

/// Orders of the first day without which others are never offered; but for a blocking that would keep the strike away.
fn preparations() -> PolicyFile {
    let scenario = scenario();
    let mut ids = Vec::new();
    scenario.actions.iter().flat_map(|action| &action.requires).for_each(|condition| done_before(condition, &mut ids));
    ids.retain(|id| *id != "endpoint-blocking");
    let needed = scenario.actions.iter().filter(|action| ids.contains(&action.id.as_str()));
    let needed: Vec<&Action> = needed.filter(|action| action.phases[0] == "prevention").collect();
    let decision = |minute, role, action: &str, target| Decision {
        minute,
        hospital: None,
        role,
        action: action.to_owned(),
        target,
    };
    let mut decisions: Vec<Decision> = needed.iter().map(|action| decision(1, action.role, &action.id, None)).collect();
    let tabled = needed.iter().filter(|action| action.tabled).count();
    let fund = |number: usize| decision(2, Role::IncidentCommander, "agree", Some(number.to_string()));
    decisions.extend((0..tabled).map(fund));
    PolicyFile { version: 1, others: Skill::Idle, decisions }
}

/// Actions that a condition asks for.
fn done_before<'a>(condition: &'a Condition, ids: &mut Vec<&'a str>) {
    match condition {
        Condition::Did(id) => ids.push(id),
        Condition::All(parts) | Condition::Any(parts) => parts.iter().for_each(|part| done_before(part, ids)),
        _ => {}
    }
}

fn entry(minute: u64, act: Act) -> Entry {
    Entry { sequence: 0, region: Some(0), minutes: vec![minute], participant: 0, act, wall_ms: 0, number: None }
}

/// Also what a duty asks for, so that fines leave some money.
fn puts_aside(action: &Action) -> bool {
    use codedark_scenario::Effect::*;
    let aside = |effect: &_| {
        matches!(
            effect,
            SwitchToPaper
                | Divert(_)
                | CancelPlanned(_)
                | ShortList(1..)
                | LocalMode
                | Isolate
                | CutInternet
                | SecondCheck
                | Notify(_)
        )
    };
    action.effects.iter().any(aside)
}

/// Orders the action; a second role agrees. Tells when it takes effect.
fn order_it(exercise: &mut Exercise, action: &Action, target: Option<&str>) -> u64 {
    let minute = exercise.now();
    exercise
        .submit(minute, &order(action.role, &action.id, target))
        .unwrap_or_else(|why| panic!("{}: {why:?}", action.id));
    let view = exercise.view(&seat(action.role));
    let open = view.proposals.iter().find(|p| p.action == action.id && p.state.is_open());
    if let Some(proposal) = open {
        let agree = Act::Order { seat: seat(proposal.asked), command: Command::Agree { proposal: proposal.id } };
        exercise.submit(minute, &agree).expect("the second role may agree");
    }
    let tasks = exercise.view(&seat(action.role)).tasks;
    tasks.iter().filter(|task| task.action == action.id).map(|task| task.due_min).max().expect("it is under way")
}

/// Ending of a twin's id.
const TWIN: &str = "/without-effects";

/// The shipped scenario, in which each action has a twin that asks for the same people, money and time and does nothing:
/// what the two leave behind differs in the effects alone.
fn with_twins(change: impl FnOnce(&mut Scenario)) -> Arc<Scenario> {
    changed(|scenario| {
        change(scenario);
        let twin = |action: &Action| Action {
            id: format!("{}{TWIN}", action.id),
            effects: vec![Effect::Fund(0)],
            ..action.clone()
        };
        let twins: Vec<Action> = scenario.actions.iter().map(twin).collect();
        scenario.actions.extend(twins);
    })
}

/// Whether the action changes the model in a situation; none where it is not offered.
fn changes(situation: &Situation, ready: &mut Exercise, action: &Action) -> Option<bool> {
    let offer = ready.view(&seat(action.role)).offers.into_iter().find(|offer| offer.action == action.id)?;
    if offer.refused.is_some() {
        return None;
    }
    let target = offer.targets.first().map(String::as_str);
    let scenario = ready.scenario().clone();
    let twin = scenario.actions.iter().find(|twin| twin.id == format!("{}{TWIN}", action.id)).expect("each has a twin");
    let mut with = situation.replayed(&scenario);
    let mut without = situation.replayed(&scenario);
    let due = order_it(&mut with, action, target);
    assert_eq!(due, order_it(&mut without, twin, target), "{}: a twin takes as long", action.id);
    with.advance(due);
    without.advance(due);
    Some(with.model_hash("h1") != without.model_hash("h1"))
}

#[test]
fn every_action_changes_the_model() {
    let scenario = with_twins(|_| ());
    // What is there for smaller hospitals only is held in `the_eu_plans_services_help_as_they_say.rs`.
    let there = |action: &&Action| action.beds_max.is_none_or(|most| scenario.hospital.beds <= most);
    let own = |action: &&Action| !action.id.ends_with(TWIN);
    // What brings nothing but money is held in `paying_never_costs_care.rs`.
    let lends = |action: &&Action| action.effects.iter().all(|effect| matches!(effect, Effect::BorrowRansom));
    let more = |action: &&Action| there(action) && own(action) && !lends(action);
    let mut left: Vec<&Action> = scenario.actions.iter().filter(more).collect();
    let mut idle = Vec::new();
    for situation in situations() {
        if left.is_empty() {
            break;
        }
        let mut ready = situation.replayed(&scenario);
        left.retain(|action| match changes(&situation, &mut ready, action) {
            None => true,
            Some(true) => false,
            Some(false) => {
                if !idle.contains(&action.id) {
                    idle.push(action.id.clone());
                }
                true
            }
        });
    }
    let left: Vec<&str> = left.iter().map(|action| action.id.as_str()).collect();
    idle.retain(|id| left.contains(&id.as_str()));
    assert!(
        left.is_empty(),
        "never offered, or changed nothing: {left:?}; of these changed nothing when ordered: {idle:?}"
    );
}

#[test]
fn an_action_without_effects_is_found() {
    let id = "run-crisis-exercise";
    let scenario = with_twins(|scenario| {
        let planted = scenario.actions.iter_mut().find(|action| action.id == id).expect("the library has it");
        planted.effects = vec![Effect::Fund(0)];
    });
    let situation = Situation { entries: played(Skill::Idle, SEED).entries, minute: 10, seed: SEED };
    let planted = scenario.actions.iter().find(|action| action.id == id).expect("the library has it");
    let mut ready = situation.replayed(&scenario);
    assert_eq!(changes(&situation, &mut ready, planted), Some(false), "work and money are not the model");
}
