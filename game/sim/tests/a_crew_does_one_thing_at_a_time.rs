//! Whatever is ordered, a crew has one move ahead of it at most, and gains nothing twice.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use crate::common::*;
use codedark_protocol::{Msg, Role};
use codedark_scenario::{Action, Effect, Gain, Scenario};
use codedark_sim::exercise::*;
use proptest::prelude::*;

/// What a crew may notice and what takes nothing from it that it would have to gain again.
fn is_noticed(effect: &Effect) -> bool {
    matches!(effect, Effect::Isolate | Effect::Reconnect | Effect::CutInternet | Effect::OpenInternet)
}

/// How long a crew is watched, in minutes: most are at their goal by then, and none before two months has struck.
const WATCHED: u64 = 120 * 1440;

/// A house whose crew notices every order, never leaves, and may be hurried by it; people have hands for all of it.
static NERVOUS: LazyLock<Arc<Scenario>> = LazyLock::new(|| {
    let mut scenario = attack_only(against("human-operated-ransomware"));
    scenario.adversary.watchful = 1.0;
    scenario.adversary.returns = 1.0;
    scenario.adversary.patience_min = NEVER_MIN;
    scenario.hospital.crews.iter_mut().for_each(|crew| crew.tasks_max = 100);
    scenario.actions.retain(|action| action.effects.iter().any(is_noticed));
    for action in &mut scenario.actions {
        (action.repeat, action.second, action.requires, action.cost_cents) = (true, None, None, 0);
        action.phases = scenario.phases.iter().map(|phase| phase.id.clone()).collect();
        action.effects.retain(is_noticed);
    }
    Arc::new(scenario)
});

fn orders() -> Vec<(Role, String, Option<String>)> {
    let zones = NERVOUS.hospital.zones.iter().map(|zone| zone.id.clone());
    let zones: Vec<String> = zones.collect();
    let each = |action: &Action| {
        let targets: Vec<Option<String>> = match action.target {
            codedark_scenario::TargetKind::Zone if action.targets.is_empty() => {
                zones.iter().cloned().map(Some).collect()
            }
            codedark_scenario::TargetKind::Zone => action.targets.iter().cloned().map(Some).collect(),
            _ => vec![None],
        };
        let (role, id) = (action.role, action.id.clone());
        targets.into_iter().map(move |target| (role, id.clone(), target)).collect::<Vec<_>>()
    };
    NERVOUS.actions.iter().flat_map(each).collect()
}

/// How often each step worked, but for those that a crew takes again when it was shut out: ways in, and moves to other devices.
fn worked(exercise: &Exercise) -> BTreeMap<String, usize> {
    let moves = |gives: &Gain| matches!(gives, Gain::Foothold(_) | Gain::Spread(_) | Gain::SpreadTo(..));
    let steps = NERVOUS.adversary.steps.iter().filter(|step| !moves(&step.gives));
    let lasting: Vec<String> = steps.map(|step| format!("{:?}", format!("step.{}", step.id))).collect();
    let lasts = |what: &Msg| lasting.iter().any(|step| format!("{what:?}").contains(step));
    let events = exercise.events("h1");
    let steps = events.iter().filter(|row| row.what.id == "attack-step" && lasts(&row.what));
    steps.fold(BTreeMap::new(), |mut counts, row| {
        *counts.entry(format!("{:?}", row.what)).or_default() += 1;
        counts
    })
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn one_move_is_ahead_and_nothing_is_gained_twice(
        seed in 1u64..1000,
        said in proptest::collection::vec((any::<prop::sample::Index>(), 1u64..6_000), 30..60),
    ) {
        let orders = orders();
        let mut exercise = Exercise::build(NERVOUS.clone(), seed, &one_hospital());
        for phase in 0..2 {
            exercise.submit(phase, &Act::Phase(phase as u32)).expect("phases follow each other");
        }
        for (which, wait) in said {
            exercise.advance((exercise.now() + wait).min(WATCHED));
            let (role, action, target) = which.get(&orders);
            let _ = exercise.submit(exercise.now(), &order(*role, action, target.as_deref()));
            prop_assert!(exercise.moves_ahead("h1") <= 1, "seed {seed}, minute {}: two moves ahead", exercise.now());
        }
        exercise.advance(WATCHED);
        prop_assert!(exercise.moves_ahead("h1") <= 1, "seed {seed}, at the end");
        let twice: Vec<_> = worked(&exercise).into_iter().filter(|(_, times)| *times > 1).collect();
        prop_assert!(twice.is_empty(), "seed {seed}: {twice:?}");
    }
}

#[test]
fn crews_are_hurried_here() {
    let hurried = (1..=20).filter(|seed| {
        let mut exercise = Exercise::build(NERVOUS.clone(), *seed, &one_hospital());
        for phase in 0..2 {
            exercise.submit(phase, &Act::Phase(phase as u32)).expect("phases follow each other");
        }
        let orders = orders();
        for (role, action, target) in orders.iter().cycle().take(200) {
            exercise.advance(exercise.now() + 600);
            let _ = exercise.submit(exercise.now(), &order(*role, action, target.as_deref()));
        }
        exercise.attacker("h1").expect("the hospital").hurried
    });
    assert!(hurried.count() >= 3, "the law above has something to hold");
}
