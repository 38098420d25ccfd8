//! A joint action is proposed, then agreed, amended or refused; silence and refusals go to the commander, on record.

use std::sync::Arc;

use crate::common::*;
use codedark_protocol::{Command, Msg, ProposalRow, ProposalState, RefusalReason, Role, TimelineRow};
use codedark_scenario::Scenario;
use codedark_sim::exercise::*;

/// What the security lead proposes in these tests: the medical lead must agree.
const ACTION: &str = "isolate-clinical-zone";
/// Minutes anybody has to answer.
const PATIENCE: u64 = 120;

use Role::{IncidentCommander as Commander, MedicalLead as Medical, SecurityLead as Security};

/// One thing somebody says, or a wait.
#[derive(Clone)]
enum Say {
    Agree(Role),
    Amend(Role),
    Refuse(Role),
    Escalate(Role),
    Override(Role),
    Wait(u64),
}

/// A quiet house in the detection phase, with money for everything.
fn house() -> Exercise {
    let mut scenario = Scenario::clone(&scenario());
    scenario.adversary.begins_min = NEVER_MIN;
    scenario.injects.clear();
    let mut exercise = Exercise::build(Arc::new(scenario), SEED, &one_hospital());
    for phase in 0..2 {
        exercise.submit(phase, &Act::Phase(phase as u32)).expect("phases follow each other");
    }
    exercise
}

/// The house with the proposal made, and its two possible targets.
fn proposed() -> (Exercise, [String; 2]) {
    let mut exercise = house();
    let offer = exercise.view(&seat(Security)).offers.into_iter().find(|offer| offer.action == ACTION);
    let targets = offer.expect("it is offered").targets;
    let targets = [targets[0].clone(), targets[1].clone()];
    exercise.submit(exercise.now(), &order(Security, ACTION, Some(&targets[0]))).expect("it can be proposed");
    (exercise, targets)
}

fn speak(exercise: &mut Exercise, say: &Say, other: &str) -> Result<(), Msg> {
    let proposal = 0;
    let (role, command) = match say.clone() {
        Say::Agree(role) => (role, Command::Agree { proposal }),
        Say::Amend(role) => (role, Command::Amend { proposal, target: other.into() }),
        Say::Refuse(role) => (role, Command::Refuse { proposal, reason: RefusalReason::PatientSafety }),
        Say::Escalate(role) => (role, Command::Escalate { proposal }),
        Say::Override(role) => (role, Command::Override { proposal }),
        Say::Wait(minutes) => {
            exercise.advance(exercise.now() + minutes);
            return Ok(());
        }
    };
    exercise.submit(exercise.now() + 1, &Act::Order { seat: seat(role), command })
}

fn row(exercise: &mut Exercise, role: Role) -> ProposalRow {
    exercise.view(&seat(role)).proposals[0].clone()
}

fn on_record(exercise: &Exercise, id: &str) -> Option<TimelineRow> {
    exercise.events("h1").iter().find(|row| row.what.id == id).cloned()
}

#[test]
fn a_proposal_ends_as_its_people_say() {
    use ProposalState::{Agreed, Escalated, Lapsed, Refused, Waiting};
    use Say::*;
    let refused = Refused(RefusalReason::PatientSafety);
    let cases: [(&[Say], ProposalState, Role, Option<Role>, &str); 12] = [
        (&[], Waiting, Medical, None, "the second role is asked"),
        (&[Agree(Medical)], Agreed, Medical, Some(Medical), "the second role agrees"),
        (&[Amend(Medical)], Agreed, Medical, Some(Medical), "it agrees to something else"),
        (&[Refuse(Medical)], refused, Medical, Some(Medical), "it refuses"),
        (&[Wait(PATIENCE)], Escalated, Commander, None, "silence passes it on"),
        (&[Wait(PATIENCE), Agree(Commander)], Agreed, Commander, Some(Commander), "the commander answers instead"),
        (&[Wait(PATIENCE), Wait(PATIENCE)], Lapsed, Commander, None, "a second silence lapses it"),
        (&[Refuse(Medical), Escalate(Security)], Escalated, Commander, None, "a refusal is taken to the commander"),
        (
            &[Refuse(Medical), Escalate(Security), Override(Commander)],
            Agreed,
            Commander,
            Some(Commander),
            "who overrides it",
        ),
        (
            &[Refuse(Medical), Escalate(Security), Refuse(Commander)],
            refused,
            Commander,
            Some(Commander),
            "or stands by it",
        ),
        (
            &[Refuse(Medical), Escalate(Security), Wait(PATIENCE + 1)],
            Lapsed,
            Commander,
            None,
            "or says nothing, and the refusal stands",
        ),
        (&[Refuse(Medical), Override(Commander)], Agreed, Medical, Some(Commander), "the commander needs not be asked"),
    ];
    for (said, state, asked, by, why) in cases {
        let (mut exercise, [_, other]) = proposed();
        for say in said {
            speak(&mut exercise, say, &other).unwrap_or_else(|refused| panic!("{why}: {refused:?}"));
        }
        let row = row(&mut exercise, Medical);
        assert_eq!((row.state, row.asked, row.settled_by), (state, asked, by), "{why}");
        assert_eq!(row.settled_min.is_some(), !row.state.is_open(), "{why}");
        let under_way = !exercise.view(&seat(Security)).tasks.is_empty();
        assert_eq!(under_way, state == Agreed, "{why}: work starts when it is agreed");
    }
}

#[test]
fn what_cannot_be_said_is_answered_with_the_reason() {
    use Say::*;
    for (said, last, id, why) in [
        (&[][..], Agree(Role::NursingLead), "refused-other-role", "nobody asked the nursing lead"),
        (&[], Agree(Commander), "refused-other-role", "the second role still has its time"),
        (&[], Escalate(Security), "refused-not-refused", "nobody refused it yet"),
        (&[], Override(Commander), "refused-not-refused", "nobody refused it yet"),
        (&[Refuse(Medical)], Override(Security), "refused-other-role", "only the commander overrides"),
        (&[Refuse(Medical)], Escalate(Medical), "refused-other-role", "only the proposer takes it further"),
        (&[Agree(Medical)], Refuse(Medical), "refused-settled", "a colleague on the same role was faster"),
        (&[Agree(Medical)], Override(Commander), "refused-settled", "it is under way already"),
        (&[Refuse(Medical), Escalate(Security), Refuse(Commander)], Escalate(Security), "refused-settled", "the end"),
        (&[Wait(2 * PATIENCE)], Agree(Commander), "refused-lapsed", "too late"),
    ] {
        let (mut exercise, [_, other]) = proposed();
        for say in said {
            speak(&mut exercise, say, &other).unwrap_or_else(|refused| panic!("{why}: {refused:?}"));
        }
        let before = exercise.hash();
        let answer = speak(&mut exercise, &last, &other);
        assert_eq!(answer.map_err(|refused| refused.id), Err(id.to_owned()), "{why}");
        assert_eq!(exercise.hash(), before, "a refusal changes nothing: {why}");
    }
}

#[test]
fn an_amended_proposal_is_done_to_the_other_target() {
    let (mut exercise, [first, other]) = proposed();
    speak(&mut exercise, &Say::Amend(Medical), &other).expect("the other target is possible");
    let task = exercise.view(&seat(Security)).tasks.remove(0);
    assert_eq!((task.action.as_str(), task.target), (ACTION, Some(other.clone())));
    assert_ne!(first, other);
    let told = exercise.view(&seat(Security)).log.pop().expect("the proposer is told");
    assert_eq!(told.what.id, "log-proposal-amended");
}

#[test]
fn an_override_is_on_record_with_its_role_and_told_to_whom_it_concerns() {
    let (mut exercise, [_, other]) = proposed();
    for say in [Say::Refuse(Medical), Say::Escalate(Security), Say::Override(Commander)] {
        speak(&mut exercise, &say, &other).expect("each may say this");
    }
    for (id, role) in [
        ("log-proposal-refused", Medical),
        ("log-proposal-escalated", Security),
        ("log-proposal-overridden", Commander),
    ] {
        assert_eq!(on_record(&exercise, id).and_then(|row| row.role), Some(role), "{id}");
    }
    for (role, concerned) in [(Security, true), (Medical, true), (Commander, true), (Role::BiomedicalEngineer, false)] {
        let log = exercise.view(&seat(role)).log;
        assert_eq!(log.iter().any(|line| line.what.id == "log-proposal-overridden"), concerned, "{role:?}");
    }
}

#[test]
fn everybody_sees_who_asked_whom_and_what_it_would_cost_care() {
    let (mut exercise, [target, _]) = proposed();
    let now = exercise.now();
    for role in Role::EIGHT {
        let row = row(&mut exercise, role);
        assert_eq!((row.by, row.asked, row.proposed_min), (Security, Medical, now), "{role:?}");
        assert_eq!(row.target.as_ref(), Some(&target));
        assert!(!row.touches.is_empty(), "cutting {target} off takes something from care");
    }
}

#[test]
fn the_commanders_own_proposal_goes_ahead_unanswered() {
    let mut exercise = house();
    exercise.submit(exercise.now(), &order(Commander, "cut-internet", None)).expect("it can be proposed");
    let row = row(&mut exercise, Commander);
    assert_eq!((row.state, row.asked), (ProposalState::Waiting, Security));
    exercise.advance(row.deadline_min);
    let row = self::row(&mut exercise, Commander);
    assert_eq!((row.state, row.settled_by), (ProposalState::Agreed, Some(Commander)));
    assert!(on_record(&exercise, "log-proposal-unanswered").is_some());
}

#[test]
fn a_stand_in_commander_stands_by_fear_for_patients_alone() {
    let overrules = |proposal| Command::Override { proposal };
    let stands_by = |proposal| Command::Refuse { proposal, reason: RefusalReason::PatientSafety };
    for (reason, expected) in [
        (RefusalReason::PatientSafety, stands_by(0)),
        (RefusalReason::NotNow, overrules(0)),
        (RefusalReason::Unclear, overrules(0)),
    ] {
        let (mut exercise, _) = proposed();
        let refuse = Act::Order { seat: seat(Medical), command: Command::Refuse { proposal: 0, reason } };
        exercise.submit(exercise.now() + 1, &refuse).expect("it can be refused");
        speak(&mut exercise, &Say::Escalate(Security), "").expect("it can be taken further");
        let mut commander = StandIn::new(seat(Commander), Skill::Competent, SEED);
        let scenario = exercise.scenario().clone();
        let view = exercise.glance(&seat(Commander));
        assert_eq!(commander.decide(exercise.now(), &view, &scenario.actions), vec![expected], "{reason:?}");
    }
}
