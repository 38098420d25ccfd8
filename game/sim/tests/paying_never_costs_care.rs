//! Paying a ransom does not cost patients their care, and hardly saves any: a key takes only the hands that rebuilding leaves
//! over, and what it opens is rebuilt all the same. Money that is not there pays nothing, and a loan for the ransom nothing else.

use std::sync::Arc;

use crate::common::*;
use codedark_protocol::{Command, Role};
use codedark_scenario::{Action, Measure, Scenario};
use codedark_sim::exercise::*;

const HOUR: u64 = 60;
const DAY: u64 = 1_440;
/// Minute of the strike of the next hospital: its crew is gone with it.
const STRIKE: u64 = 1_680;
/// What paying may save of the strike's loss, as a share of it, over pairs: a single house may be lucky or not, since its people
/// decide otherwise once something else has happened.
const SAVES: std::ops::Range<f64> = -0.02..0.02;
/// Pairs of houses.
const PAIRS: u64 = 200;
/// How long patients are counted after the strike.
const LIVES: u64 = 60 * DAY;

/// An exercise without an attack of its own: whoever takes part leads the next hospital from its strike on.
fn next_hospital(name: &str) -> Arc<Scenario> {
    let shipped = shipped().into_iter().find(|(shipped, _)| *shipped == name);
    let mut scenario = Scenario::clone(&shipped.expect("it is shipped").1);
    scenario.adversary.begins_min = NEVER_MIN;
    Arc::new(scenario)
}

fn struck(scenario: &Arc<Scenario>, seed: u64) -> Exercise {
    let mut exercise = Exercise::build(scenario.clone(), seed, &one_hospital());
    for (minute, phase) in [(0, 0), (0, 1), (STRIKE, 2)] {
        exercise.submit(minute, &Act::Phase(phase)).expect("phases follow each other");
    }
    exercise
}

/// The commander orders this, where it is not refused, and who is asked agrees: to this, and to nothing else.
fn agreed(exercise: &mut Exercise, action: &str) {
    let commander = Role::IncidentCommander;
    let _ = exercise.submit(exercise.now(), &order(commander, action, None));
    let proposals = exercise.view(&seat(commander)).proposals;
    for row in proposals.into_iter().filter(|row| row.action == action && row.state.is_open()) {
        let agree = Act::Order { seat: seat(row.asked), command: Command::Agree { proposal: row.id } };
        let _ = exercise.submit(exercise.now(), &agree);
    }
}

/// Care-minutes lost by a struck house in the hands of people who know how, which pays from the first day on or never.
fn lost(scenario: &Arc<Scenario>, seed: u64, mut exercise: Exercise, pays: bool) -> i64 {
    let mut players = StandIns::new(scenario, seed, &one_hospital(), |_| Skill::Competent);
    let mut tried = STRIKE;
    while tried < STRIKE + 10 * DAY {
        tried += 12 * HOUR;
        players.play_to(&mut exercise, |_| true, tried);
        if exercise.phase_done() {
            exercise.submit(exercise.now(), &Act::Phase(3)).expect("recovery follows response");
        }
        if pays {
            for action in ["borrow-the-ransom", "pay-ransom"] {
                agreed(&mut exercise, action);
            }
        }
    }
    players.play_to(&mut exercise, |_| true, STRIKE + LIVES);
    assert_eq!(figure(&mut exercise, Measure::RansomPaid) == 1, pays, "seed {seed}: it pays, or it does not");
    figure(&mut exercise, Measure::CareMinutesDelayed)
}

/// What paying saved of the care that the strike took, as a share of it, over all pairs.
fn saved() -> f64 {
    let scenario = next_hospital("conti-friday");
    let (mut paid_sum, mut unpaid_sum) = (0, 0);
    for seed in 1..=PAIRS {
        let struck = struck(&scenario, seed);
        let [paid, unpaid] = [true, false].map(|pays| lost(&scenario, seed, struck.copy(), pays));
        println!("seed {seed}: {paid} minutes lost where it paid, {unpaid} where it did not");
        (paid_sum, unpaid_sum) = (paid_sum + paid, unpaid_sum + unpaid);
    }
    (unpaid_sum - paid_sum) as f64 / unpaid_sum as f64
}

#[test]
fn paying_moves_care_by_less_than_a_fiftieth() {
    let saved = saved();
    println!("paying saves {saved:.4} of the loss");
    assert!(SAVES.contains(&saved), "paying saves {saved:.4} of the loss");
}

#[test]
fn money_that_is_not_there_cannot_be_spent() {
    let scenario = next_hospital("conti-friday");
    let mut exercise = struck(&scenario, SEED);
    exercise.advance(STRIKE + 6 * HOUR);
    let ransom = scenario.adversary.ransom_cents;
    let before = figure(&mut exercise, Measure::BudgetCents);
    assert!(before < ransom, "a hospital has no such sum");
    let pay = order(Role::IncidentCommander, "pay-ransom", None);
    let refused = exercise.submit(exercise.now(), &pay).expect_err("there is no money");
    assert_eq!(refused.id, "refused-no-money");

    let lent = does(&mut exercise, Role::IncidentCommander, "borrow-the-ransom", None);
    exercise.advance(lent);
    assert_eq!(figure(&mut exercise, Measure::BudgetCents), before, "what is lent is for the ransom alone");
    assert!(figure(&mut exercise, Measure::CostCents) > 0, "and the loan has its price");
    let paid = does(&mut exercise, Role::IncidentCommander, "pay-ransom", None);
    exercise.advance(paid);
    assert_eq!(figure(&mut exercise, Measure::RansomPaid), 1);
    assert!((0..before).contains(&figure(&mut exercise, Measure::BudgetCents)), "it is paid out of the loan");
}

#[test]
fn a_loan_for_the_ransom_buys_nothing_else() {
    let mut scenario = Scenario::clone(&next_hospital("conti-friday"));
    scenario.hospital.budget_cents = 0;
    let mut exercise = struck(&Arc::new(scenario), SEED);
    exercise.advance(STRIKE + 6 * HOUR);
    let buys = |action: &&Action| action.cost_cents > 0 && !action.pays_ransom();
    let dear: Vec<Action> = exercise.scenario().actions.iter().filter(buys).cloned().collect();
    let bought = |exercise: &Exercise| {
        let offered = |action: &&Action| {
            let offers = exercise.view(&seat(action.role)).offers;
            offers.iter().any(|offer| offer.action == action.id && offer.refused.is_none())
        };
        dear.iter().filter(offered).map(|action| action.id.clone()).collect::<Vec<_>>()
    };
    let lent = does(&mut exercise, Role::IncidentCommander, "borrow-the-ransom", None);
    exercise.advance(lent);
    let books = exercise.books("h1").expect("the hospital is there");
    assert_eq!(books.received_cents, 0, "nothing is received until it is paid out");
    assert!(dear.len() > 20 && bought(&exercise).is_empty(), "bought with the loan: {:?}", bought(&exercise));
    let offers = exercise.view(&seat(Role::IncidentCommander)).offers;
    assert!(
        offers.iter().any(|offer| offer.action == "pay-ransom" && offer.refused.is_none()),
        "the ransom can be paid"
    );
}
