//! What a role tables is funded or left by the commander: nothing is spent before, and all of it is one decision.

use crate::common::*;
use codedark_protocol::{Command, ProposalRow, ProposalState, RefusalReason, Role};
use codedark_scenario::{Action, Measure};
use codedark_sim::exercise::*;

use Role::IncidentCommander as Commander;

/// How long a tabled proposal waits.
const ROUND: u64 = 14_400;

fn open() -> Exercise {
    let mut exercise = Exercise::build(with_budget_rounds(), SEED, &one_hospital());
    exercise.submit(0, &Act::Phase(0)).expect("the first phase begins");
    exercise
}

/// The tabled actions of roles other than the commander.
fn tabled() -> Vec<Action> {
    let scenario = with_budget_rounds();
    scenario.actions.iter().filter(|action| action.tabled && action.role != Commander).cloned().collect()
}

/// Tables an action; gives the proposal's number.
fn table(exercise: &mut Exercise, action: &Action) -> u32 {
    let offers = exercise.view(&seat(action.role)).offers;
    let offer = offers.iter().find(|offer| offer.action == action.id).expect("it is offered");
    let act = order(action.role, &action.id, offer.targets.first().map(String::as_str));
    exercise.submit(exercise.now(), &act).unwrap_or_else(|why| panic!("{}: {why:?}", action.id));
    exercise.view(&seat(Commander)).proposals.last().expect("it is proposed").id
}

fn decide(exercise: &mut Exercise, command: Command) -> Result<(), String> {
    let act = Act::Order { seat: seat(Commander), command };
    exercise.submit(exercise.now(), &act).map_err(|refused| refused.id)
}

fn row(exercise: &mut Exercise, id: u32) -> ProposalRow {
    exercise.view(&seat(Commander)).proposals.into_iter().find(|row| row.id == id).expect("it is in sight")
}

fn money(exercise: &mut Exercise) -> i64 {
    exercise.figures("h1").into_iter().find(|(measure, _)| *measure == Measure::BudgetCents).expect("a budget").1
}

#[test]
fn a_tabled_action_costs_nothing_until_it_is_funded() {
    let mut exercise = open();
    let action = &tabled()[0];
    let before = money(&mut exercise);
    let id = table(&mut exercise, action);
    let waiting = row(&mut exercise, id);
    assert_eq!((waiting.state, waiting.by, waiting.asked), (ProposalState::Tabled, action.role, Commander));
    assert_eq!(waiting.deadline_min, ROUND);
    assert_eq!(money(&mut exercise), before, "tabling spends nothing");
    assert!(exercise.view(&seat(action.role)).tasks.is_empty(), "and starts nothing");
    decide(&mut exercise, Command::Agree { proposal: id }).expect("there is money");
    assert_eq!(money(&mut exercise), before - action.cost_cents);
    assert_eq!(exercise.view(&seat(action.role)).tasks.len(), 1);
}

#[test]
fn what_is_left_or_forgotten_is_not_funded() {
    let mut exercise = open();
    let actions = tabled();
    let (left, forgotten) = (table(&mut exercise, &actions[0]), table(&mut exercise, &actions[1]));
    decide(&mut exercise, Command::Refuse { proposal: left, reason: RefusalReason::TooDear }).expect("it may be left");
    exercise.advance(ROUND);
    assert_eq!(row(&mut exercise, left).state, ProposalState::Refused(RefusalReason::TooDear));
    assert_eq!(row(&mut exercise, forgotten).state, ProposalState::Lapsed);
    let log = exercise.view(&seat(actions[1].role)).log;
    assert!(log.iter().any(|line| line.what.id == "log-proposal-not-funded"), "its proposer is told");
    table(&mut exercise, &actions[1]);
}

#[test]
fn money_is_looked_at_when_funding_not_when_tabling() {
    let mut exercise = open();
    let all: Vec<(u32, i64)> =
        tabled().iter().map(|action| (table(&mut exercise, action), action.cost_cents)).collect();
    let budget = money(&mut exercise);
    let asked: i64 = all.iter().map(|(_, cost)| cost).sum();
    assert!(asked > budget, "more is tabled ({asked}) than can be funded ({budget})");
    let mut left = budget;
    for (id, cost) in all {
        let answer = decide(&mut exercise, Command::Agree { proposal: id });
        assert_eq!(answer.is_ok(), cost <= left, "{answer:?} at {left} cents left");
        left -= if answer.is_ok() { cost } else { 0 };
        assert!(answer.is_ok() || answer == Err("refused-no-money".to_owned()));
    }
}

#[test]
fn all_that_is_tabled_is_one_decision_of_the_commander() {
    let mut exercise = open();
    for action in tabled() {
        table(&mut exercise, &action);
        assert_eq!(exercise.view(&seat(Commander)).open_decisions(Commander), 1);
    }
}

#[test]
fn the_commanders_own_start_at_once() {
    let mut exercise = open();
    let scenario = with_budget_rounds();
    let own = |action: &&Action| action.tabled && action.role == Commander;
    let action = scenario.actions.iter().find(own).expect("the commander pays for something");
    exercise.submit(0, &order(Commander, &action.id, None)).expect("it is ordered");
    let view = exercise.view(&seat(Commander));
    assert_eq!((view.tasks.len(), view.proposals.len()), (1, 0));
}

/// Minutes of each funding, with the numbers funded together, in order.
fn rounds(skill: Skill, seed: u64) -> Vec<(u64, Vec<u32>)> {
    let played = play(with_budget_rounds(), seed, &one_hospital(), &Policy::StandIns(skill));
    let mut rounds: Vec<(u64, Vec<u32>)> = Vec::new();
    for entry in &played.entries {
        let Act::Order { seat, command: Command::Agree { proposal } } = &entry.act else { continue };
        if seat.role != Commander || entry.minutes[0] > ROUND {
            continue;
        }
        match rounds.last_mut().filter(|(minute, _)| *minute == entry.minutes[0]) {
            Some((_, funded)) => funded.push(*proposal),
            None => rounds.push((entry.minutes[0], vec![*proposal])),
        }
    }
    rounds
}

/// Weight of each proposal and the minute it was tabled, by number.
fn weights(skill: Skill, seed: u64) -> Vec<(u32, u64)> {
    let scenario = with_budget_rounds();
    let played = play(scenario.clone(), seed, &one_hospital(), &Policy::StandIns(skill));
    let mut found = Vec::new();
    each_change(scenario.clone(), &played.entries, seed, |exercise| {
        for row in exercise.glance(&seat(Commander)).proposals {
            if row.id as usize == found.len() {
                let action = scenario.actions.iter().find(|action| action.id == row.action).expect("a known action");
                found.push((action.weight, row.proposed_min));
            }
        }
    });
    found
}

#[test]
fn a_competent_commander_funds_the_weightiest_first_within_the_hour() {
    let (rounds, known) = (rounds(Skill::Competent, 3), weights(Skill::Competent, 3));
    let most = rounds.iter().map(|(_, funded)| funded.len()).max().unwrap_or_default();
    assert!(most >= 3, "a round funds several together: {rounds:?}");
    for (minute, funded) in &rounds {
        assert!(funded.is_sorted_by_key(|id| std::cmp::Reverse(known[*id as usize].0)), "by weight: {funded:?}");
        let oldest = funded.iter().map(|id| known[*id as usize].1).min().expect("somebody was funded");
        assert!(minute - oldest <= 60, "tabled at {oldest}, funded at {minute}");
    }
}

#[test]
fn a_novice_funds_in_the_order_of_arrival() {
    let rounds = rounds(Skill::Novice, 3);
    assert!(!rounds.is_empty());
    for (minute, funded) in rounds {
        assert!(funded.is_sorted(), "at {minute}: {funded:?}");
    }
}

#[test]
fn competent_preparation_is_as_good_as_without_rounds() {
    let posture = |scenario, seed| {
        let played = play(scenario, seed, &one_hospital(), &Policy::StandIns(Skill::Competent));
        let figures = played.exercise.figures("h1");
        figures.into_iter().find(|(measure, _)| *measure == Measure::PostureMilli).expect("a posture").1
    };
    let at_once = changed(|scenario| scenario.actions.iter_mut().for_each(|action| action.tabled = false));
    for seed in 1..=3 {
        let (alone, rounds) = (posture(at_once.clone(), seed), posture(with_budget_rounds(), seed));
        assert!(rounds * 10 >= alone * 9, "seed {seed}: {rounds} with rounds, {alone} without");
    }
}
