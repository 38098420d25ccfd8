//! No seat is asked more than three things at once: questions wait, proposals go to the commander, and the sim counts
//! as the view does.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::common::*;
use codedark_protocol::{Command, OPEN_DECISIONS_MAX, ProposalState, Role};
use codedark_scenario::Scenario;
use codedark_sim::exercise::*;

use Role::{IncidentCommander as Commander, MedicalLead as Medical, SecurityLead as Security};

/// What the security lead proposes: the medical lead must agree.
const ACTION: &str = "isolate-clinical-zone";

/// All questions at once, with a month to answer: far more than anybody can hold.
fn crowded() -> Arc<Scenario> {
    changed(|scenario| {
        for inject in &mut scenario.injects {
            inject.when = Some(codedark_scenario::Condition::After(1_440));
            inject.deadline_min = 40_000;
        }
    })
}

/// A house whose injects all go to these roles in turn, and come only when handed out.
fn quiet(roles: &[Role]) -> Exercise {
    let scenario = changed(|scenario| {
        scenario.adversary.begins_min = NEVER_MIN;
        scenario.injects.retain(|inject| !inject.options.is_empty());
        for (index, inject) in scenario.injects.iter_mut().enumerate() {
            inject.when = None;
            inject.role = roles[index % roles.len()];
            inject.deadline_min = 10_000 + index as u64;
        }
    });
    let mut exercise = Exercise::build(scenario, SEED, &one_hospital());
    for phase in 0..2 {
        exercise.submit(phase, &Act::Phase(phase as u32)).expect("phases follow each other");
    }
    exercise
}

/// Hands out so many questions, and lets them arrive.
fn ask(exercise: &mut Exercise, count: usize) {
    let injects: Vec<String> = exercise.scenario().injects[..count].iter().map(|inject| inject.id.clone()).collect();
    for inject in injects {
        exercise.submit(exercise.now(), &Act::Inject { inject, hospital: None }).expect("it is known");
        exercise.advance(exercise.now() + 1);
    }
}

fn received(exercise: &mut Exercise, role: Role) -> Vec<String> {
    let mut rows = exercise.view(&seat(role)).injects;
    rows.sort_by_key(|row| row.at_min);
    rows.into_iter().map(|row| row.id).collect()
}

/// Looks at every seat at any change of these exercises, in so many seeds each.
fn never_more_than_three(played: Vec<(&str, Arc<Scenario>, u64)>) {
    let mut fullest = BTreeMap::new();
    for (name, scenario, seeds) in played {
        for skill in [Skill::Idle, Skill::Novice, Skill::Competent] {
            for seed in 1..=seeds {
                let played = play(scenario.clone(), seed, &one_hospital(), &Policy::StandIns(skill));
                each_change(scenario.clone(), &played.entries, seed, |exercise| {
                    for role in Role::EIGHT {
                        let counted = exercise.open_decisions(&seat(role));
                        let seen = exercise.glance(&seat(role)).open_decisions(role);
                        let where_ = (name, skill, seed, role, exercise.now());
                        assert_eq!(counted, seen, "both counts: {where_:?}");
                        assert!(counted <= OPEN_DECISIONS_MAX, "{counted} open: {where_:?}");
                        let most = fullest.entry(name).or_insert(0);
                        *most = counted.max(*most);
                    }
                });
            }
        }
    }
    assert_eq!(fullest["crowded"], OPEN_DECISIONS_MAX, "the limit was reached, or nothing was tested");
}

#[test]
fn never_more_than_three_at_any_change_and_both_counts_agree() {
    never_more_than_three(vec![
        ("shipped", scenario(), 1),
        ("rounds", with_budget_rounds(), 1),
        ("crowded", crowded(), 1),
    ]);
}

#[test]
#[ignore = "long: every shipped exercise"]
fn never_more_than_three_in_any_shipped_exercise() {
    let mut played: Vec<_> = shipped().into_iter().map(|(name, scenario)| (name, scenario, 1)).collect();
    played.extend([("rounds", with_budget_rounds(), 3), ("crowded", crowded(), 3)]);
    never_more_than_three(played);
}

#[test]
fn a_question_waits_for_room_oldest_first_and_its_deadline_counts_from_its_arrival() {
    let mut exercise = quiet(&[Medical]);
    ask(&mut exercise, 6);
    let all: Vec<String> = exercise.scenario().injects[..6].iter().map(|inject| inject.id.clone()).collect();
    assert_eq!(received(&mut exercise, Medical), all[..3], "three arrive, three wait");
    exercise.advance(500);
    for next in 3..6 {
        let open = exercise.view(&seat(Medical)).injects.into_iter().find(|row| row.answer.is_none());
        let open = open.expect("one is open");
        let command = Command::Answer { inject: open.id, option: open.options[0].clone() };
        let minute = exercise.now();
        exercise.submit(minute, &Act::Order { seat: seat(Medical), command }).expect("it can be answered");
        assert_eq!(received(&mut exercise, Medical).len(), next, "nothing changes with the answer itself");
        exercise.advance(minute + 1);
        assert_eq!(received(&mut exercise, Medical), all[..=next], "the oldest comes a minute later");
        let row = exercise.view(&seat(Medical)).injects.into_iter().find(|row| row.id == all[next]).expect("arrived");
        assert_eq!((row.at_min, row.deadline_min), (minute + 1, minute + 1 + 10_000 + next as u64));
    }
}

#[test]
fn a_proposal_to_a_full_seat_goes_to_the_commander() {
    let mut exercise = quiet(&[Medical]);
    ask(&mut exercise, 3);
    let target = exercise.view(&seat(Security)).offers.into_iter().find(|offer| offer.action == ACTION);
    let target = target.expect("it is offered").targets[0].clone();
    exercise.submit(exercise.now(), &order(Security, ACTION, Some(&target))).expect("the commander has room");
    let row = exercise.view(&seat(Medical)).proposals[0].clone();
    assert_eq!((row.state, row.asked), (ProposalState::Escalated, Commander));
    assert_eq!(exercise.view(&seat(Medical)).open_decisions(Medical), OPEN_DECISIONS_MAX);
}

#[test]
fn where_the_commander_is_full_too_it_is_refused_and_the_offer_says_so() {
    let mut exercise = quiet(&[Medical, Commander]);
    ask(&mut exercise, 6);
    let offer = exercise.view(&seat(Security)).offers.into_iter().find(|offer| offer.action == ACTION);
    let offer = offer.expect("it is shown");
    assert_eq!(offer.refused.map(|refused| refused.id).as_deref(), Some("refused-all-busy"));
    let answer = exercise.submit(exercise.now(), &order(Security, ACTION, Some(&offer.targets[0])));
    assert_eq!(answer.map_err(|refused| refused.id), Err("refused-all-busy".to_owned()));
}

#[test]
fn a_full_commander_is_not_asked_a_fourth_thing_by_silence() {
    let mut exercise = quiet(&[Commander]);
    let target = exercise.view(&seat(Security)).offers.into_iter().find(|offer| offer.action == ACTION);
    let target = target.expect("it is offered").targets[0].clone();
    exercise.submit(exercise.now(), &order(Security, ACTION, Some(&target))).expect("it can be proposed");
    ask(&mut exercise, 3);
    let before = exercise.view(&seat(Medical)).proposals[0].clone();
    exercise.advance(before.deadline_min);
    let after = exercise.view(&seat(Medical)).proposals[0].clone();
    assert_eq!((after.state, after.asked), (ProposalState::Waiting, Medical), "it stays where it was");
    assert!(after.deadline_min > before.deadline_min, "as long again");
}
