//! What waited for somebody's word starts only if it could still be ordered: hands, phase, what it requires, and money are
//! looked at again, and who agrees is told the reason.

use std::sync::Arc;

use crate::common::*;
use codedark_protocol::{Command, ProposalState, RefusalReason, Role};
use codedark_scenario::{Condition, Scenario};
use codedark_sim::exercise::*;

use Role::{IncidentCommander as Commander, MedicalLead as Medical, SecurityLead as Security};

/// What the security lead proposes here: the medical lead must agree.
const JOINT: &str = "isolate-clinical-zone";
/// What the security lead tables in the first phase.
const TABLED: &str = "deploy-mfa";

/// A house that nobody attacks, in a phase; its security lead can do one thing at a time.
fn house(phase: u32, change: impl FnOnce(&mut Scenario)) -> Exercise {
    let scenario: Arc<Scenario> = changed(|scenario| {
        scenario.adversary.begins_min = NEVER_MIN;
        scenario.injects.clear();
        let crews = scenario.hospital.crews.iter_mut();
        crews.filter(|crew| crew.role == Security).for_each(|crew| crew.tasks_max = 1);
        change(scenario);
    });
    let mut exercise = Exercise::build(scenario, SEED, &one_hospital());
    for phase in 0..=phase {
        exercise.submit(phase.into(), &Act::Phase(phase)).expect("phases follow each other");
    }
    exercise
}

fn say(exercise: &mut Exercise, role: Role, command: Command) -> Result<(), String> {
    let act = Act::Order { seat: seat(role), command };
    exercise.submit(exercise.now(), &act).map_err(|refused| refused.id)
}

fn joint_targets(exercise: &mut Exercise) -> Vec<String> {
    let offers = exercise.view(&seat(Security)).offers;
    offers.into_iter().find(|offer| offer.action == JOINT).expect("it is offered").targets
}

/// Proposes the joint action on its first targets.
fn propose(exercise: &mut Exercise, times: usize) {
    let targets = joint_targets(exercise);
    for target in &targets[..times] {
        exercise.submit(exercise.now(), &order(Security, JOINT, Some(target))).expect("it can be proposed");
    }
}

fn state(exercise: &mut Exercise, number: usize) -> ProposalState {
    exercise.view(&seat(Commander)).proposals[number].state
}

fn on_action(scenario: &mut Scenario, id: &str, change: impl FnOnce(&mut codedark_scenario::Action)) {
    change(scenario.actions.iter_mut().find(|action| action.id == id).expect("the library has it"));
}

#[test]
fn who_has_no_hands_left_is_refused_until_work_is_done() {
    let mut exercise = house(1, |scenario| on_action(scenario, JOINT, |action| action.second = None));
    let targets = joint_targets(&mut exercise);
    let on = |target: &String| Command::Act { action: JOINT.into(), target: Some(target.clone()) };
    assert_eq!(say(&mut exercise, Security, on(&targets[0])), Ok(()));
    assert_eq!(say(&mut exercise, Security, on(&targets[1])), Err("refused-no-hands".into()));
    let due = exercise.view(&seat(Security)).tasks[0].due_min;
    exercise.advance(due);
    assert_eq!(say(&mut exercise, Security, on(&targets[1])), Ok(()), "the first is done");
}

#[test]
fn an_agreement_needs_hands() {
    for last in [
        Command::Agree { proposal: 1 },
        Command::Amend { proposal: 1, target: "bedside".into() },
        Command::Override { proposal: 1 },
    ] {
        let mut exercise = house(1, |_| ());
        let targets = joint_targets(&mut exercise);
        let third = targets[2].clone();
        propose(&mut exercise, 2);
        assert_eq!(say(&mut exercise, Medical, Command::Agree { proposal: 0 }), Ok(()));
        let (role, last) = match last {
            Command::Override { .. } => {
                let reason = RefusalReason::Unclear;
                say(&mut exercise, Medical, Command::Refuse { proposal: 1, reason }).expect("it can be refused");
                (Commander, last)
            }
            Command::Amend { proposal, .. } => (Medical, Command::Amend { proposal, target: third }),
            last => (Medical, last),
        };
        let before = exercise.hash();
        assert_eq!(say(&mut exercise, role, last.clone()), Err("refused-no-hands".into()), "{last:?}");
        assert_eq!(exercise.hash(), before, "a refusal changes nothing: {last:?}");
        let due = exercise.view(&seat(Security)).tasks[0].due_min;
        exercise.advance(due);
        assert_eq!(say(&mut exercise, role, last.clone()), Ok(()), "the first is done: {last:?}");
        assert_eq!(state(&mut exercise, 1), ProposalState::Agreed, "{last:?}");
    }
}

#[test]
fn an_agreement_needs_what_the_order_requires() {
    let requires = Condition::Within(60);
    let mut exercise = house(1, |scenario| on_action(scenario, JOINT, |action| action.requires = Some(requires)));
    propose(&mut exercise, 1);
    exercise.advance(61);
    assert_eq!(say(&mut exercise, Medical, Command::Agree { proposal: 0 }), Err("refused-not-yet".into()));
    assert!(state(&mut exercise, 0).is_open(), "it waits, and may hold again");
}

#[test]
fn a_budget_round_funds_nothing_of_a_phase_that_is_over() {
    let mut exercise = house(0, |scenario| on_action(scenario, TABLED, |action| action.tabled = true));
    for (number, phase, expected) in [(0, 0, Ok(())), (1, 1, Err("refused-other-phase".to_owned()))] {
        let id = if number == 0 { TABLED } else { "stronger-mail-filter" };
        say(&mut exercise, Security, Command::Act { action: id.into(), target: None }).expect("it can be tabled");
        if phase > 0 {
            exercise.submit(exercise.now(), &Act::Phase(phase)).expect("phases follow each other");
        }
        assert_eq!(say(&mut exercise, Commander, Command::Agree { proposal: number }), expected, "{id}");
    }
}

#[test]
fn what_is_funded_brings_its_own_hands() {
    let mut exercise = house(0, |_| ());
    for (number, id) in [TABLED, "stronger-mail-filter"].into_iter().enumerate() {
        say(&mut exercise, Security, Command::Act { action: id.into(), target: None }).expect("it can be tabled");
        assert_eq!(say(&mut exercise, Commander, Command::Agree { proposal: number as u32 }), Ok(()), "{id}");
    }
    assert_eq!(exercise.view(&seat(Security)).tasks.len(), 2);
}

#[test]
fn the_commanders_own_lapses_unanswered_without_hands() {
    let mut exercise = house(1, |scenario| {
        scenario.hospital.crews.iter_mut().for_each(|crew| crew.tasks_max = 1);
        on_action(scenario, "situation-report", |action| action.duration_min = 50_000);
    });
    say(&mut exercise, Commander, Command::Act { action: "cut-internet".into(), target: None })
        .expect("it is proposed");
    say(&mut exercise, Commander, Command::Act { action: "situation-report".into(), target: None }).expect("it starts");
    let deadline = exercise.view(&seat(Commander)).proposals[0].deadline_min;
    exercise.advance(deadline);
    assert_eq!(state(&mut exercise, 0), ProposalState::Lapsed, "nobody is there to do it");
}
