//! A message marked as distressing can be left alone: modelled staff answer it, and nobody is rated or named for it.

use crate::common::*;
use codedark_protocol::{Command, Role, TimelineKind};
use codedark_scenario::{Effect, Objective, ObjectiveKind, Target};
use codedark_sim::exercise::*;

const ROLE: Role = Role::NursingLead;
const OBJECTIVE: &str = "how-it-was-answered";

/// A house with one distressing question to the nursing lead, whose last answer has an effect, and its objective.
fn asked(distressing: bool) -> (Exercise, String) {
    let scenario = changed(|scenario| {
        scenario.injects.retain(|inject| inject.options.len() > 1);
        scenario.injects.truncate(1);
        let inject = &mut scenario.injects[0];
        (inject.when, inject.role, inject.distressing, inject.deadline_min) = (None, ROLE, distressing, 600);
        let last = inject.options.last_mut().expect("it has options");
        (last.effects, last.credit) = (vec![Effect::Fund(1_000)], 100);
        scenario.objectives = vec![Objective {
            id: OBJECTIVE.into(),
            phase: "prevention".into(),
            role: ROLE,
            kind: ObjectiveKind::Process,
            weight: 1,
            measure: Target::Answers(vec![inject.id.clone()]),
            capped_by: Vec::new(),
            only_if: None,
        }];
    });
    let inject = scenario.injects[0].id.clone();
    let mut exercise = Exercise::build(scenario, SEED, &one_hospital());
    exercise.submit(0, &Act::Phase(0)).expect("the first phase begins");
    exercise.submit(0, &Act::Inject { inject: inject.clone(), hospital: None }).expect("it is known");
    exercise.advance(1);
    (exercise, inject)
}

fn skip(exercise: &mut Exercise, role: Role, inject: &str) -> Result<(), String> {
    let command = Command::Skip { inject: inject.into() };
    exercise.submit(exercise.now(), &Act::Order { seat: seat(role), command }).map_err(|refused| refused.id)
}

fn budget(exercise: &mut Exercise) -> i64 {
    exercise.view(&seat(ROLE)).figures.into_iter().find(|figure| figure.id == "budget_cents").expect("a budget").value
}

#[test]
fn skipping_settles_it_without_credit_blame_or_name() {
    let (mut exercise, inject) = asked(true);
    let before = budget(&mut exercise);
    assert_eq!(exercise.view(&seat(ROLE)).open_decisions(ROLE), 1);
    skip(&mut exercise, ROLE, &inject).expect("it may be skipped");
    let view = exercise.view(&seat(ROLE));
    assert!(view.injects[0].skipped);
    assert_eq!(view.open_decisions(ROLE), 0);
    assert_eq!(budget(&mut exercise), before + 1_000, "modelled staff took the last answer");
    let line = exercise.events("h1").last().expect("it is on record").clone();
    assert_eq!((line.what.id.as_str(), line.kind, line.role), ("history-skipped", TimelineKind::Decision, None));
    assert_eq!(exercise.outcome("h1").objectives[0].attainment, None, "it is left out of what is rated");
    assert_eq!(skip(&mut exercise, ROLE, &inject), Err("refused-answered".into()), "once is enough");
}

#[test]
fn silence_is_rated_where_skipping_is_not() {
    let (mut exercise, _) = asked(true);
    exercise.advance(1_000);
    assert_eq!(
        exercise.outcome("h1").objectives[0].attainment,
        Some(0.0),
        "silence earns nothing, even with the best answer"
    );
}

#[test]
fn only_a_distressing_message_of_ones_own_can_be_skipped() {
    for (distressing, role, expected, why) in [
        (false, ROLE, Err("refused-not-distressing"), "an ordinary question wants an answer"),
        (true, Role::MedicalLead, Err("refused-no-inject"), "it came to somebody else"),
        (true, ROLE, Ok(()), "it is marked, and it is theirs"),
    ] {
        let (mut exercise, inject) = asked(distressing);
        assert_eq!(skip(&mut exercise, role, &inject), expected.map_err(str::to_owned), "{why}");
    }
}
