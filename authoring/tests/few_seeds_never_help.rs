//! A point passes no more easily with fewer seeds of the same plays.

use codedark_authoring::calibrate::{RUNS_MIN, Verdict, spread};
use codedark_scenario::{CalibrationMeasure, CalibrationPoint, Mark, MeasuredAt, Population};
use codedark_sim::base::dice::Dice;

/// Plays of each point, of which fewer are then looked at.
const PLAYS: usize = 400;
/// How often so many of them are drawn.
const DRAWS: u64 = 12;

/// A point with the range 0 to 1.
fn point() -> CalibrationPoint {
    CalibrationPoint {
        id: "a-point".to_owned(),
        measure: CalibrationMeasure::StolenGb,
        at: MeasuredAt::Total,
        low: 0.0,
        high: 1.0,
        of: Population::Incident,
        source: "a test".to_owned(),
        mark: Mark::P,
        unseen: false,
    }
}

/// Figures about a middle, of a width, nearly normal: the sum of four even draws.
fn figures(number: u64, middle: f64, width: f64) -> Vec<f64> {
    let dice = Dice::new(7, number);
    let one = |play: u64| {
        let sum: f64 = (0..4).map(|part| dice.share("figure", "play", play * 4 + part)).sum();
        middle + (sum - 2.0) * width
    };
    (0..PLAYS as u64).map(one).collect()
}

/// Models that are near and far from the range, and spread from hardly to much too wide.
fn models() -> Vec<Vec<f64>> {
    let middles = (0..14).map(|step| -0.5 + f64::from(step) * 2.0 / 13.0);
    let widths = || (0..12).map(|step| 0.2 + f64::from(step) * 0.2);
    let each = middles.flat_map(|middle| widths().map(move |width| (middle, width)));
    each.enumerate().map(|(number, (middle, width))| figures(number as u64, middle, width)).collect()
}

/// Points that pass with so many of the plays, as the mean of many draws.
fn passes(models: &[Vec<f64>], seeds: usize) -> f64 {
    let draw = |draw: u64| {
        let some = |figures: &Vec<f64>| {
            let mut order: Vec<usize> = (0..PLAYS).collect();
            order.sort_by_cached_key(|play| Dice::new(11, draw).bits("draw", "play", *play as u64));
            order.into_iter().take(seeds).map(|play| figures[play]).collect::<Vec<_>>()
        };
        let verdict = |figures: &Vec<f64>| Verdict::of(&point(), spread(&some(figures), Population::Incident).as_ref());
        models.iter().filter(|figures| verdict(figures) == Verdict::Pass).count()
    };
    (0..DRAWS).map(draw).sum::<usize>() as f64 / DRAWS as f64
}

#[test]
fn fewer_seeds_of_the_same_plays_never_pass_more_points() {
    let models = models();
    let passed: Vec<(usize, f64)> =
        [3, 12, RUNS_MIN - 1, RUNS_MIN, 40, 80, 160, PLAYS].map(|seeds| (seeds, passes(&models, seeds))).into();
    for pair in passed.windows(2) {
        let [(fewer, less), (more, all)] = pair else { unreachable!("windows of two") };
        assert!(less <= all, "{fewer} seeds pass {less}, {more} pass {all}: {passed:?}");
    }
    let (_, all) = passed[passed.len() - 1];
    assert!(all > 20.0, "many pass in the end: {passed:?}");
}

#[test]
fn of_too_few_runs_nothing_is_judged() {
    let alike = |runs: usize| Verdict::of(&point(), spread(&vec![0.5; runs], Population::Incident).as_ref());
    assert_eq!([0, 1, RUNS_MIN - 1].map(alike), [Verdict::Few; 3]);
    assert_eq!(alike(RUNS_MIN), Verdict::Pass, "all alike and in the middle of the range");
}

#[test]
fn each_verdict_says_what_is_wrong() {
    for (middle, width, verdict, why) in [
        (0.5, 0.5, Verdict::Pass, "in the middle, and narrow"),
        (1.4, 0.5, Verdict::Missed, "far outside"),
        (0.5, 3.0, Verdict::Wide, "far wider than three ranges"),
        (0.98, 0.5, Verdict::Unsure, "within a hair of the end"),
    ] {
        let figures: Vec<f64> = (0..41).map(|run| middle + (f64::from(run) / 20.0 - 1.0) * width).collect();
        assert_eq!(Verdict::of(&point(), spread(&figures, Population::Incident).as_ref()), verdict, "{why}");
    }
}
