//! Preventing, detecting, responding with recovering, and deterring: each decides at least two of the shipped exercises. The
//! table of it stands in `scenarios/README.md`, and is computed here: the same seeds are played with one of the four
//! left out, and with nothing but this one.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::common::*;
use codedark_protocol::Outcome;
use codedark_scenario::{Audience, Cue, Effect, Scenario};
use codedark_sim::exercise::*;

const SEEDS: std::ops::RangeInclusive<u64> = 1..=3;
/// Points of outcome, of a hundred, from which something decides an exercise.
const DECIDES: f64 = 10.0;
/// The same for deterring, in points of the whole score: what it brings comes to the nation, not to the hospital.
const DETERS: f64 = 4.0;
/// Exercises that each of the four decides, at least.
const EXERCISES_MIN: usize = 2;
/// The four, and the phases they are played in.
const PILLARS: [(&str, &[u32]); 4] =
    [("prevent", &[0]), ("detect", &[1]), ("respond and recover", &[2, 3]), ("deter", &[2, 3])];

/// What feeds the national outcome: evidence, a complaint, no money, signs shared.
fn deters(effect: &Effect) -> bool {
    match effect {
        Effect::PreserveEvidence | Effect::ShareIndicators | Effect::RefuseRansom => true,
        Effect::Inform(audience) => *audience == Audience::Police,
        Effect::Notify(duty) => duty == "police-complaint",
        _ => false,
    }
}

/// The exercise as people play it who never think of those who look for the attackers.
fn without_deterring(scenario: &Scenario) -> Arc<Scenario> {
    let mut scenario = scenario.clone();
    for action in scenario.actions.iter_mut().filter(|action| action.effects.iter().any(deters)) {
        action.cue = Cue::Never;
    }
    for option in scenario.injects.iter_mut().flat_map(|inject| &mut inject.options) {
        option.effects.retain(|effect| !deters(effect));
    }
    Arc::new(scenario)
}

/// Competent stand-ins in these phases, nobody in the others.
fn played_in(scenario: &Arc<Scenario>, seed: u64, phases: &[u32]) -> Outcome {
    let region = one_hospital();
    let mut exercise = Exercise::build(scenario.clone(), seed, &region);
    let mut players = StandIns::new(scenario, seed, &region, |_| Skill::Competent);
    for phase in 0..scenario.phases.len() as u32 {
        exercise.submit(exercise.now(), &Act::Phase(phase)).expect("phases follow each other");
        let play = phases.contains(&phase);
        loop {
            players.look(&mut exercise, |_| play);
            if exercise.phase_done() {
                break;
            }
            let next = players.next_at(&exercise, |_| play);
            exercise.advance_in_phase(next.unwrap_or(u64::MAX));
        }
    }
    exercise.submit(exercise.now(), &Act::End).expect("it ends");
    exercise.outcome("h1")
}

/// What a pillar brings: where the others are played well too, and where it is all that is played.
#[derive(Clone, Copy, Default)]
struct Worth {
    beside_others: f64,
    alone: f64,
}

fn worth_in(scenario: &Arc<Scenario>) -> [Worth; 4] {
    let quiet = without_deterring(scenario);
    let mean = |of: &dyn Fn(u64) -> f64| SEEDS.map(of).sum::<f64>() / SEEDS.count() as f64;
    let outcome = |phases: &[u32]| mean(&|seed| played_in(scenario, seed, phases).outcome);
    let score = |which: &Arc<Scenario>, phases: &[u32]| mean(&|seed| played_in(which, seed, phases).score);
    let all: Vec<u32> = (0..scenario.phases.len() as u32).collect();
    let (well, idle) = (outcome(&all), outcome(&[]));
    PILLARS.map(|(name, phases)| {
        if name == "deter" {
            let lost = |phases: &[u32]| score(scenario, phases) - score(&quiet, phases);
            return Worth { beside_others: lost(&all), alone: lost(phases) };
        }
        let others: Vec<u32> = all.iter().copied().filter(|phase| !phases.contains(phase)).collect();
        Worth { beside_others: well - outcome(&others), alone: outcome(phases) - idle }
    })
}

fn decides(pillar: usize, worth: Worth) -> bool {
    worth.beside_others.max(worth.alone) >= if PILLARS[pillar].0 == "deter" { DETERS } else { DECIDES }
}

#[test]
fn each_pillar_decides_two_exercises_and_the_table_says_which() {
    let shipped = shipped();
    let worth: BTreeMap<&str, [Worth; 4]> = std::thread::scope(|scope| {
        let spawn = |(name, scenario): &(&'static str, Arc<Scenario>)| {
            let (name, scenario) = (*name, scenario.clone());
            (name, scope.spawn(move || worth_in(&scenario)))
        };
        let running: Vec<_> = shipped.iter().map(spawn).collect();
        running.into_iter().map(|(name, it)| (name, it.join().expect("it is played"))).collect()
    });
    let mut table = format!("| Exercise | {} |\n|---|---|---|---|---|\n", PILLARS.map(|(name, _)| name).join(" | "));
    for (name, row) in &worth {
        let cell = |pillar: usize| {
            let worth = row[pillar];
            let figures = format!("{:.0} / {:.0}", worth.beside_others + 0.0, worth.alone + 0.0);
            if decides(pillar, worth) { format!("**{figures}**") } else { figures }
        };
        table += &format!("| `{name}` | {} |\n", [0, 1, 2, 3].map(cell).join(" | "));
    }
    let table = table.replace("-0", "0");
    for (pillar, (name, _)) in PILLARS.iter().enumerate() {
        let decided = worth.values().filter(|row| decides(pillar, row[pillar])).count();
        assert!(decided >= EXERCISES_MIN, "{name} decides {decided} exercises:\n{table}");
    }
    let readme = include_str!("../../../scenarios/README.md");
    assert!(readme.contains(&table), "scenarios/README.md tells other figures than these:\n{table}");
}
