//! Scores follow care: who cuts the whole house off at the first alarm, where nothing inside is touched, loses many times the
//! care and at least ten points.

use std::sync::Arc;

use crate::common::*;
use codedark_protocol::Outcome;
use codedark_scenario::{Measure, Scenario, Target};
use codedark_sim::exercise::*;

const SEEDS: std::ops::RangeInclusive<u64> = 1..=5;
/// Points that a needless shutdown costs, at least.
const COSTS: f64 = 10.0;
/// How many times the care is lost, at least: with less, nothing was tested.
const TIMES: f64 = 3.0;
/// Share of the score that care has, at least.
const CARE: f64 = 0.2;

/// How many times the care a shutdown takes that must cost [`COSTS`] in any exercise.
const FLAGRANT: f64 = 15.0;

/// In each exercise, with nobody who attacks: whatever is cut off stops nothing.
#[test]
fn fifteen_times_the_care_costs_ten_points_in_each_exercise() {
    let (mut flagrant, mut cheap) = (0, Vec::new());
    for (name, scenario) in shipped() {
        let mut quiet = Scenario::clone(&scenario);
        (quiet.adversary.begins_min, quiet.strike_state) = (NEVER_MIN, None);
        let quiet = Arc::new(quiet);
        let cut = PolicyFile { version: 1, others: Skill::Competent, decisions: cut_everything_off(&quiet) };
        for seed in [1, 2] {
            let play = |policy: &Policy| play(quiet.clone(), seed, &one_hospital(), policy).exercise.outcome("h1");
            let (calm, cut) = (play(&Policy::StandIns(Skill::Competent)), play(&Policy::File(cut.clone())));
            let times = cut.care.minutes_delayed as f64 / calm.care.minutes_delayed.max(1) as f64;
            println!(
                "{name}, seed {seed}: {:.1} points, cut off {:.1}, {times:.1} times the care",
                calm.score, cut.score
            );
            let costs = calm.score - cut.score;
            flagrant += usize::from(times >= FLAGRANT);
            if times >= FLAGRANT && costs < COSTS {
                cheap.push(format!("{name}, seed {seed}: {costs:.1} points for {times:.1} times"));
            }
        }
    }
    assert!(cheap.is_empty(), "{cheap:#?}");
    assert!(flagrant >= 10, "{flagrant} such shutdowns: else nothing was tested");
}

#[test]
fn a_needless_shutdown_costs_ten_points() {
    let scenario = shipped().into_iter().find(|(name, _)| *name == "hacktivist-wave").expect("it is shipped").1;
    let cut = PolicyFile { version: 1, others: Skill::Competent, decisions: cut_everything_off(&scenario) };
    let policies = [Policy::StandIns(Skill::Competent), Policy::File(cut)];
    let outcomes: [Vec<Outcome>; 2] = policies.map(|policy| {
        let outcome = |seed| play(scenario.clone(), seed, &one_hospital(), &policy).exercise.outcome("h1");
        SEEDS.map(outcome).collect()
    });
    for ((calm, cut), seed) in outcomes[0].iter().zip(&outcomes[1]).zip(SEEDS) {
        let times = cut.care.minutes_delayed as f64 / calm.care.minutes_delayed as f64;
        println!("seed {seed}: {:.1} points against {:.1}, {times:.1} times the care lost", calm.score, cut.score);
        assert!(times >= TIMES, "seed {seed}: {times:.1} times the care is lost");
        assert!(calm.score - cut.score >= COSTS, "seed {seed}: {:.1} and {:.1} points", calm.score, cut.score);
    }
}

/// Share of the score that measures of care have, over the objectives of the given phases.
fn care_share(scenario: &Arc<Scenario>, phases: &[&str]) -> f64 {
    let rated = scenario.objectives.iter().filter(|objective| phases.contains(&objective.phase.as_str()));
    let is_care = |measure: &Measure| {
        matches!(
            measure,
            Measure::CareMinutesDelayed | Measure::UnsafeEventsMilli | Measure::Cancelled | Measure::Diverted
        )
    };
    let (care, all) = rated.fold((0, 0), |(care, all), objective| {
        let of_care = match &objective.measure {
            Target::Level { measure, .. } | Target::Growth { measure, .. } => is_care(measure),
            _ => false,
        };
        (care + if of_care { objective.weight } else { 0 }, all + objective.weight)
    });
    f64::from(care) / f64::from(all)
}

#[test]
fn care_is_a_fifth_of_every_score() {
    for (name, scenario) in shipped() {
        let share = care_share(&scenario, &["prevention", "detection", "response", "recovery"]);
        assert!(share >= CARE, "{name}: {share:.3}");
        // A team that stopped its attack is rated on these two.
        let share = care_share(&scenario, &["prevention", "detection"]);
        println!("{name}: {share:.3} before the strike");
        assert!(share >= 0.6 * CARE, "{name}: {share:.3} before the strike");
    }
}
