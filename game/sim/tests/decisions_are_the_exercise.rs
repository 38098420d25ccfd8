//! A policy file made from a run's decisions, and a record of it, give the same state again.

use crate::common::*;
use codedark_sim::exercise::*;

fn decisions(played: &Played) -> PolicyFile {
    let order = |entry: &Entry| match &entry.act {
        Act::Order { seat, command } => Some(Decision::of(entry.minutes[0], seat, command)),
        _ => None,
    };
    PolicyFile { version: 1, others: Skill::Idle, decisions: played.entries.iter().filter_map(order).collect() }
}

#[test]
fn a_policy_file_of_the_decisions_gives_the_same_hash() {
    let live = played(Skill::Competent, 3);
    let again = play(scenario(), 3, &one_hospital(), &Policy::File(decisions(&live)));
    assert_eq!(again.refused, Vec::new());
    assert_eq!(again.exercise.hash(), live.exercise.hash());
}

#[test]
fn a_replay_never_calls_a_stand_in_and_ends_alike() {
    let live = played(Skill::Novice, 3);
    let setup = Setup { seed: 3, mode: Mode::Parallel, regions: vec![one_hospital()] };
    let mut replay = Replay::start(&scenario(), &setup);
    for entry in &live.entries {
        replay.apply(&RecordLine::Entry(entry.clone())).expect("what was accepted is accepted again");
    }
    assert_eq!(replay.regions[0].hash(), live.exercise.hash());
}

#[test]
fn a_refused_decision_is_listed_with_its_reason() {
    let decision = Decision {
        minute: 10,
        hospital: None,
        role: codedark_protocol::Role::MedicalLead,
        action: "no-such-action".into(),
        target: None,
    };
    let file = PolicyFile { version: 1, others: Skill::Idle, decisions: vec![decision] };
    let played = play(scenario(), SEED, &one_hospital(), &Policy::File(file));
    assert_eq!(played.refused.len(), 1);
    assert_eq!(played.refused[0].reason.id, "refused-unknown-action");
}

#[test]
fn every_command_can_be_written_as_a_decision() {
    use codedark_protocol::{Command, RefusalReason, Role};
    let proposal = 3;
    for command in [
        Command::Act { action: "hunt".into(), target: None },
        Command::Act { action: "isolate".into(), target: Some("lab".into()) },
        Command::Agree { proposal },
        Command::Amend { proposal, target: "lab".into() },
        Command::Refuse { proposal, reason: RefusalReason::PatientSafety },
        Command::Escalate { proposal },
        Command::Override { proposal },
        Command::Answer { inject: "minister".into(), option: "range".into() },
        Command::Skip { inject: "mother".into() },
        Command::Withdraw { action: "hunt".into(), target: None },
        Command::Withdraw { action: "isolate".into(), target: Some("lab".into()) },
    ] {
        let decision = Decision::of(5, &seat(Role::MedicalLead), &command);
        assert_eq!(decision.command(), Some(command));
    }
}
