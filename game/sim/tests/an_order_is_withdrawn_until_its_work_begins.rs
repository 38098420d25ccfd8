//! Who ordered something takes it back while nobody has answered and no work has begun: the hospital is as if nobody had
//! ordered it, those concerned are told by one line, and the debrief keeps it.

use std::sync::Arc;

use crate::common::*;
use codedark_protocol::{Command, ProposalState, RefusalReason, Role, TimelineKind};
use codedark_scenario::{Action, Scenario, TargetKind};
use codedark_sim::exercise::*;

use Role::{
    BiomedicalEngineer as Biomed, IncidentCommander as Commander, ItOperations as It, MedicalLead as Medical,
    SecurityLead as Security, SocAnalyst as Analyst,
};

/// Minutes anybody has to answer.
const PATIENCE: u64 = 120;
/// What the security lead proposes: the medical lead must agree.
const JOINT: &str = "isolate-clinical-zone";
/// What the commander orders alone, for money.
const ALONE: &str = "stand-up-crisis-team";
/// What goes into the budget round.
const TABLED: &str = "offline-backups";

/// What is ordered in these tests: by whom, and in which phase.
type Order = (Role, &'static str, usize);

const ORDERS: [(Order, &str); 6] = [
    ((Security, JOINT, 1), "a proposal"),
    ((Commander, "cut-internet", 1), "a proposal of the commander's own, which silence starts"),
    ((It, TABLED, 0), "a request to the budget round"),
    ((Commander, ALONE, 1), "an order for money"),
    ((Security, "investigate-case", 1), "work on a case"),
    ((Analyst, "investigate-case", 1), "the same, by the analyst"),
];

/// A house in a phase, in which a case is open.
fn house(scenario: &Arc<Scenario>, phase: usize) -> Exercise {
    let mut exercise = Exercise::build(scenario.clone(), SEED, &one_hospital());
    for phase in 0..=phase {
        exercise.submit(exercise.now(), &Act::Phase(phase as u32)).expect("phases follow each other");
        exercise.advance(2 * 1440 * (phase as u64 + 1));
    }
    exercise
}

/// The first target that a role can give an order on now.
fn target(exercise: &mut Exercise, role: Role, action: &str) -> Option<String> {
    let offer = exercise.view(&seat(role)).offers.into_iter().find(|offer| offer.action == action);
    let offer = offer.unwrap_or_else(|| panic!("{action} is offered"));
    assert_eq!(offer.refused, None, "{action}");
    offer.targets.into_iter().next()
}

fn withdraw(role: Role, action: &str, target: Option<&String>) -> Act {
    Act::Order { seat: seat(role), command: Command::Withdraw { action: action.into(), target: target.cloned() } }
}

fn say(exercise: &mut Exercise, after: u64, act: &Act) -> Result<(), String> {
    exercise.submit(exercise.now() + after, act).map_err(|refused| refused.id)
}

/// Who can withdraw an order, as every seat reads it.
fn flags(exercise: &mut Exercise, action: &str) -> Vec<Option<Role>> {
    let view = exercise.view(&seat(Biomed));
    let tasks = view.tasks.iter().filter(|row| row.action == action).map(|row| row.withdrawable_by);
    let proposals = view.proposals.iter().filter(|row| row.action == action).map(|row| row.withdrawable_by);
    tasks.chain(proposals).collect()
}

/// All that the model and its books are, and what a seat may order.
fn state(exercise: &mut Exercise, role: Role) -> impl PartialEq + std::fmt::Debug + use<> {
    let view = exercise.view(&seat(role));
    let cents = |books: Books| {
        (books.accounts.into_iter().filter(|(_, cents)| *cents != 0).collect::<Vec<_>>(), books.budget_cents)
    };
    let money = exercise.books("h1").map(cents);
    let seen = (view.figures, view.offers, view.cases, view.tasks, view.duties);
    (exercise.model_hash("h1"), exercise.figures("h1"), money, seen, exercise.next_due())
}

#[test]
fn the_hospital_is_as_if_nobody_had_ordered_it() {
    let scenario = scenario();
    for ((role, action, phase), why) in ORDERS {
        let mut exercise = house(&scenario, phase);
        let target = target(&mut exercise, role, action);
        let mut never = exercise.copy();
        let before = state(&mut exercise, role);
        say(&mut exercise, 0, &order(role, action, target.as_deref())).expect(why);
        assert_ne!(state(&mut exercise, role), before, "{why}: it takes something");
        say(&mut exercise, 0, &withdraw(role, action, target.as_ref())).expect(why);
        assert_eq!(state(&mut exercise, role), before, "{why}: all of it comes back");
        for day in 1..=14 {
            let minute = exercise.now() + 1440;
            exercise.advance(minute);
            never.advance(minute);
            assert_eq!(state(&mut exercise, role), state(&mut never, role), "{why}, {day} days later");
        }
    }
}

#[test]
fn an_open_order_says_who_can_withdraw_it_and_no_other_does() {
    let scenario = scenario();
    for ((role, action, phase), why) in ORDERS {
        let mut exercise = house(&scenario, phase);
        let target = target(&mut exercise, role, action);
        say(&mut exercise, 0, &order(role, action, target.as_deref())).expect(why);
        assert_eq!(flags(&mut exercise, action), [Some(role)], "{why}");
        say(&mut exercise, 0, &withdraw(role, action, target.as_ref())).expect(why);
        assert!(flags(&mut exercise, action).into_iter().flatten().next().is_none(), "{why}: it is gone");
    }
}

#[test]
fn a_proposal_waits_for_its_answer_and_an_order_for_the_next_minute() {
    let scenario = scenario();
    for ((role, action, phase), why) in ORDERS {
        let mut exercise = house(&scenario, phase);
        let target = target(&mut exercise, role, action);
        say(&mut exercise, 0, &order(role, action, target.as_deref())).expect(why);
        let answer = say(&mut exercise, 1, &withdraw(role, action, target.as_ref()));
        let alone = matches!(action, ALONE | "investigate-case");
        assert_eq!(answer, if alone { Err("refused-begun".to_owned()) } else { Ok(()) }, "{why}, a minute later");
    }
}

/// The security lead's proposal after what was said about it; gives the answer to a role that takes it back.
fn proposed(said: &[(u64, Role, Option<fn(u32) -> Command>)], by: Role) -> (Exercise, Result<(), String>) {
    let mut exercise = house(&scenario(), 1);
    let target = target(&mut exercise, Security, JOINT);
    say(&mut exercise, 0, &order(Security, JOINT, target.as_deref())).expect("it can be proposed");
    for (after, role, command) in said {
        exercise.advance(exercise.now() + after);
        if let Some(command) = command {
            let act = Act::Order { seat: seat(*role), command: command(0) };
            say(&mut exercise, 0, &act).expect("this can be said");
        }
    }
    let before = exercise.hash();
    let answer = say(&mut exercise, 0, &withdraw(by, JOINT, target.as_ref()));
    assert!(answer.is_ok() || exercise.hash() == before, "a refusal changes nothing");
    (exercise, answer)
}

#[test]
fn what_cannot_be_withdrawn_is_answered_with_the_reason() {
    let agree: fn(u32) -> Command = |proposal| Command::Agree { proposal };
    let refuse: fn(u32) -> Command = |proposal| Command::Refuse { proposal, reason: RefusalReason::PatientSafety };
    let escalate: fn(u32) -> Command = |proposal| Command::Escalate { proposal };
    let overrule: fn(u32) -> Command = |proposal| Command::Override { proposal };
    for (said, by, answer, why) in [
        (&[][..], Security, Ok(()), "nobody answered"),
        (&[(PATIENCE, Security, None)], Security, Ok(()), "silence passed it to the commander"),
        (&[(1, Medical, Some(refuse)), (1, Security, Some(escalate))], Security, Ok(()), "the commander is to decide"),
        (&[], Medical, Err("refused-not-your-order"), "who is asked refuses it, and withdraws nothing"),
        (&[], Commander, Err("refused-not-your-order"), "nor does the commander"),
        (&[(0, Medical, Some(agree))], Security, Err("refused-begun"), "two agreed, in this very minute"),
        (
            &[(0, Medical, Some(refuse)), (0, Commander, Some(overrule))],
            Security,
            Err("refused-begun"),
            "it was overridden",
        ),
        (&[(1, Medical, Some(agree)), (1440, Security, None)], Security, Err("refused-done"), "it is done"),
        (&[(1, Medical, Some(refuse))], Security, Err("refused-settled"), "it was refused"),
        (&[(2 * PATIENCE, Security, None)], Security, Err("refused-lapsed"), "nobody decided in time"),
    ] {
        assert_eq!(proposed(said, by).1, answer.map_err(str::to_owned), "{why}");
    }
    let (mut exercise, _) = proposed(&[], Security);
    for (action, target, id, why) in [
        (JOINT, "imaging", "refused-no-order", "nobody ordered it on this"),
        (ALONE, "imaging", "refused-no-order", "nobody ordered it at all"),
        ("no-such-action", "imaging", "refused-unknown-action", "there is none of that name"),
    ] {
        let target = Some(target.to_owned()).filter(|_| action != ALONE);
        let other = exercise.view(&seat(Security)).proposals[0].target != target;
        let answer = say(&mut exercise, 0, &withdraw(Security, action, target.as_ref()));
        assert!(other, "another target");
        assert_eq!(answer, Err(id.to_owned()), "{why}");
    }
}

#[test]
fn of_two_on_a_role_the_first_withdraws_and_it_may_be_ordered_again() {
    let mut exercise = house(&scenario(), 1);
    let target = target(&mut exercise, Security, JOINT);
    for proposal in 0..3 {
        say(&mut exercise, 0, &order(Security, JOINT, target.as_deref())).expect("it is free again");
        assert_eq!(exercise.view(&seat(Security)).open_decisions(Medical), 1, "the medical lead is asked once");
        say(&mut exercise, 0, &withdraw(Security, JOINT, target.as_ref())).expect("it waits");
        assert_eq!(exercise.view(&seat(Security)).open_decisions(Medical), 0, "and no longer");
        let row = exercise.view(&seat(Medical)).proposals.remove(proposal);
        assert_eq!((row.state, row.settled_by), (ProposalState::Withdrawn, Some(Security)));
        let late = say(&mut exercise, 0, &withdraw(Security, JOINT, target.as_ref()));
        assert_eq!(late, Err("refused-settled".to_owned()));
    }
}

#[test]
fn those_concerned_are_told_once_and_the_debrief_keeps_it() {
    let scenario = scenario();
    let told: [(Order, &[Role]); 4] = [
        ((Security, JOINT, 1), &[Security, Medical]),
        ((It, TABLED, 0), &[It, Commander]),
        ((Commander, ALONE, 1), &[Commander]),
        ((Analyst, "investigate-case", 1), &[Analyst, Security]),
    ];
    for ((role, action, phase), concerned) in told {
        let mut exercise = house(&scenario, phase);
        let target = target(&mut exercise, role, action);
        say(&mut exercise, 0, &order(role, action, target.as_deref())).expect(action);
        say(&mut exercise, 0, &withdraw(role, action, target.as_ref())).expect(action);
        for seated in Role::EIGHT.into_iter().chain([Analyst]) {
            let log = exercise.view(&seat(seated)).log;
            let lines = log.iter().filter(|line| line.what.id.starts_with("log-withdrawn")).count();
            assert_eq!(lines, usize::from(concerned.contains(&seated)), "{seated:?} on {action}");
        }
        let rows: Vec<_> =
            exercise.events("h1").iter().filter(|row| row.what.id.starts_with("log-withdrawn")).collect();
        assert_eq!(rows.len(), 1, "{action}");
        assert_eq!((rows[0].kind, rows[0].role, rows[0].at_min), (TimelineKind::Decision, Some(role), exercise.now()));
    }
}

#[test]
fn hands_and_money_are_there_for_the_next_order() {
    // One pair of hands at the desk, and money for one order.
    let scenario = changed(|scenario| {
        let desk = |action: &&mut Action| action.target == TargetKind::Case;
        scenario.actions.iter_mut().filter(desk).for_each(|action| action.cost_cents = scenario.hospital.budget_cents);
        scenario.hospital.crews.iter_mut().filter(|crew| crew.role == Security).for_each(|crew| crew.tasks_max = 1);
    });
    let mut exercise = house(&scenario, 1);
    let target = target(&mut exercise, Security, "investigate-case");
    let refused = |exercise: &mut Exercise| {
        let offers = exercise.view(&seat(Security)).offers;
        offers.into_iter().find(|offer| offer.action == "hunt-zone").and_then(|offer| offer.refused)
    };
    assert_eq!(refused(&mut exercise), None);
    say(&mut exercise, 0, &order(Security, "investigate-case", target.as_deref())).expect("there is money");
    assert_eq!(refused(&mut exercise).expect("the desk is busy").id, "refused-no-hands");
    say(&mut exercise, 0, &withdraw(Security, "investigate-case", target.as_ref())).expect("nobody began");
    assert_eq!(refused(&mut exercise), None);
    say(&mut exercise, 0, &order(Security, "investigate-case", target.as_deref())).expect("the money is there again");
}

#[test]
fn a_record_with_withdrawals_replays_and_a_policy_file_says_them() {
    let scenario = scenario();
    let mut live = Exercise::build(scenario.clone(), SEED, &one_hospital());
    let mut entries: Vec<Entry> = Vec::new();
    let mut decisions: Vec<Decision> = Vec::new();
    let mut act = |live: &mut Exercise, act: Act| {
        let minute = live.now();
        live.submit(minute, &act).expect("it can be said");
        if let Act::Order { seat, command } = &act {
            decisions.push(Decision::of(minute, seat, command));
        }
        let (sequence, region, participant, wall_ms) = (entries.len() as u64, Some(0), 1, 0);
        entries.push(Entry { sequence, region, minutes: vec![minute], participant, act, wall_ms, number: None });
    };
    act(&mut live, Act::Phase(0));
    for action in [TABLED, "read-only-copy"] {
        act(&mut live, order(It, action, None));
        live.advance(live.now() + 60);
    }
    act(&mut live, withdraw(It, TABLED, None));
    act(&mut live, order(Commander, "name-deputies", None));
    act(&mut live, withdraw(Commander, "name-deputies", None));
    live.advance(20_000);

    let again = replayed_in(&scenario, &entries, SEED, 20_000);
    assert_eq!(again.hash(), live.hash(), "the record");
    let mut jumped = Exercise::build(scenario.clone(), SEED, &one_hospital());
    for entry in &entries {
        let text = serde_json::to_string(&RecordLine::Entry(entry.clone())).expect("a line");
        let line: RecordLine = serde_json::from_str(&text).expect("the same line");
        jumped.submit(entry.minutes[0], &line.entry().expect("an act").act).expect("it is accepted again");
    }
    (jumped.now()..=20_000).for_each(|minute| jumped.advance(minute));
    assert_eq!(jumped.hash(), live.hash(), "the record's text, minute by minute");
    for decision in decisions {
        let command = decision.command().expect("it is an order");
        assert_eq!(Decision::of(decision.minute, &seat(decision.role), &command), decision);
    }
}
