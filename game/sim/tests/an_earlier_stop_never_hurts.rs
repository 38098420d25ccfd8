//! Whoever stops an encryption earlier never loses more for it: fewer devices are hit, seed by seed, and care lost is not more,
//! outside the interval of the mean.

use crate::common::*;
use codedark_protocol::Outcome;
use codedark_sim::exercise::*;

const SEEDS: std::ops::RangeInclusive<u64> = 1..=30;
/// Minutes after the strike from which on every zone is ordered cut off.
const STOPS: [u64; 4] = [15, 60, 180, 600];

/// What became of a house in novices' hands that orders everything cut off so long after its strike.
fn stopped(seed: u64, strike: u64, after: u64) -> Outcome {
    let decisions = cut_everything_off_from(&scenario(), strike + after);
    let file = PolicyFile { version: 1, others: Skill::Novice, decisions };
    play(scenario(), seed, &one_hospital(), &Policy::File(file)).exercise.outcome("h1")
}

#[test]
fn an_earlier_stop_never_hurts() {
    let mut lost: Vec<[f64; 4]> = Vec::new();
    for seed in SEEDS {
        let outcome = played(Skill::Novice, seed).exercise.outcome("h1");
        let Some(strike) = outcome.attack.detonated_at_min else { continue };
        let outcomes = STOPS.map(|after| stopped(seed, strike, after));
        let hit = outcomes.each_ref().map(|outcome| outcome.attack.devices_encrypted);
        lost.push(outcomes.each_ref().map(|outcome| outcome.care.minutes_delayed as f64));
        println!("seed {seed}: {hit:?} devices, {:?} minutes", lost.last());
        assert!(hit.is_sorted() && hit[0] < hit[3], "seed {seed}: {hit:?} devices hit");
    }
    assert!(lost.len() >= 8, "{} houses were struck: else nothing was tested", lost.len());
    for (earlier, later) in [(0, 1), (1, 2), (2, 3), (0, 3)] {
        let more: Vec<f64> = lost.iter().map(|lost| lost[earlier] - lost[later]).collect();
        let count = more.len() as f64;
        let mean = more.iter().sum::<f64>() / count;
        let variance = more.iter().map(|one| (one - mean).powi(2)).sum::<f64>() / (count - 1.0);
        let interval = 1.96 * (variance / count).sqrt();
        println!("{} against {} minutes: {mean:.0} +- {interval:.0}", STOPS[earlier], STOPS[later]);
        assert!(mean <= interval, "{mean:.0} minutes more, interval {interval:.0}");
    }
}
