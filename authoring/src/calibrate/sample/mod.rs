//! How uncertain the model is as a whole: all assumptions at once, each anywhere in its range, and what comes of it.
//!
//! The settings are a Latin hypercube: each number's range is cut into as many slices as there are samples, and every slice is
//! used once, in an order of its own. All settings are played with the same seeds, so that what differs is owed to the
//! numbers. A measure's figure in a sample is its median over the seeds; a score is that of competent stand-ins.

mod rank;
mod report;

use std::sync::Arc;

use codedark_scenario::Scenario;
use codedark_sim::base::dice::Dice;
use codedark_sim::base::numbers::Numbers;
use codedark_sim::exercise::{Exercise, Policy, Skill, play_out, region_of, relive};
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::named::{Named, all};
use crate::percentile::median;

pub use rank::{Mover, correlations, movers};
pub use report::{json, text};

/// Seed of the design: the samples are the same on every machine.
const DESIGN: u64 = 1;

/// What is read in every sample.
#[derive(Clone, Debug, PartialEq)]
pub enum Output {
    /// A published point: the places of its incident and of the point.
    Point(usize, usize),
    /// The score of an exercise: the place of its scenario.
    Score(usize),
}

/// What came of the samples.
pub struct Sampled {
    /// The scenarios.
    pub scenarios: Vec<Arc<Scenario>>,
    /// The numbers that were moved.
    pub of: Vec<Named>,
    /// By number, then by sample: its value.
    pub values: Vec<Vec<f64>>,
    /// What was read.
    pub outputs: Vec<Output>,
    /// By output, with the values in use.
    pub in_use: Vec<Option<f64>>,
    /// By output, then by sample; none where no seed had such a figure.
    pub found: Vec<Vec<Option<f64>>>,
}

/// The assumptions: numbers that nobody published, and that can have another value.
pub fn assumptions() -> Vec<Named> {
    all().into_iter().filter(|one| one.number.is_free() && one.number.low < one.number.high).collect()
}

/// By number, then by sample: values that fill each range evenly, in orders that have nothing to do with each other.
pub fn latin(of: &[Named], samples: usize) -> Vec<Vec<f64>> {
    let dice = Dice::new(DESIGN, 0);
    let one = |one: &Named| {
        let name = one.name();
        let mut order: Vec<u64> = (0..samples as u64).collect();
        order.sort_by_cached_key(|sample| dice.bits("latin-order", &name, *sample));
        let (low, high) = (one.number.low, one.number.high);
        let place = |(sample, slice): (usize, u64)| {
            let share = (slice as f64 + dice.share("latin-place", &name, sample as u64)) / samples as f64;
            low + share * (high - low)
        };
        order.into_iter().enumerate().map(place).collect()
    };
    of.iter().map(one).collect()
}

/// These numbers with other values of some.
pub fn with_values(numbers: &Arc<Numbers>, of: &[Named], values: impl IntoIterator<Item = f64>) -> Arc<Numbers> {
    of.iter().zip(values).fold(numbers.clone(), |numbers, (one, value)| one.set_in(&numbers, value))
}

/// Plays that [`sampled`] asks for.
pub fn plays(scenarios: &[Arc<Scenario>], samples: usize, seeds: u64) -> u64 {
    scenarios.len() as u64 * (samples as u64 + 1) * seeds
}

/// What is read of these scenarios.
pub fn outputs(scenarios: &[Arc<Scenario>]) -> Vec<Output> {
    let of = |(place, scenario): (usize, &Arc<Scenario>)| {
        let points = (0..scenario.calibration.len()).map(move |point| Output::Point(place, point));
        let score = (!scenario.objectives.is_empty()).then_some(Output::Score(place));
        points.chain(score).collect::<Vec<_>>()
    };
    scenarios.iter().enumerate().flat_map(of).collect()
}

/// Plays all scenarios with the values in use and with those of each sample. `played` hears of every play, on any thread.
pub fn sampled(
    scenarios: &[Arc<Scenario>],
    numbers: &Arc<Numbers>,
    of: &[Named],
    samples: usize,
    seeds: u64,
    played: &(dyn Fn() + Sync),
) -> Sampled {
    let values = latin(of, samples);
    let sample = |sample: usize| with_values(numbers, of, values.iter().map(|values| values[sample]));
    let settings: Vec<Arc<Numbers>> = std::iter::once(numbers.clone()).chain((0..samples).map(sample)).collect();
    let mut read = figures(scenarios, &settings, seeds, played);
    let in_use = read.remove(0);
    let found = (0..in_use.len()).map(|output| read.iter().map(|sample| sample[output]).collect()).collect();
    Sampled { scenarios: scenarios.to_vec(), of: of.to_vec(), values, outputs: outputs(scenarios), in_use, found }
}

/// By setting, then by output: medians over the seeds.
pub fn figures(
    scenarios: &[Arc<Scenario>],
    settings: &[Arc<Numbers>],
    seeds: u64,
    played: &(dyn Fn() + Sync),
) -> Vec<Vec<Option<f64>>> {
    let plays: Vec<(&Arc<Numbers>, &Arc<Scenario>)> =
        settings.iter().flat_map(|setting| scenarios.iter().map(move |scenario| (setting, scenario))).collect();
    let read = |(numbers, scenario): (&Arc<Numbers>, &Arc<Scenario>)| {
        let figures = |seed| {
            let figures = figures_of(scenario, seed, numbers);
            played();
            figures
        };
        medians(&(1..=seeds).map(figures).collect::<Vec<_>>())
    };
    let read: Vec<Vec<Option<f64>>> = plays.into_par_iter().map(read).collect();
    read.chunks(scenarios.len().max(1)).map(<[_]>::concat).collect()
}

fn medians(seeds: &[Vec<Option<f64>>]) -> Vec<Option<f64>> {
    let of = |output: usize| {
        let values: Vec<f64> = seeds.iter().filter_map(|seed| seed[output]).collect();
        (!values.is_empty()).then(|| median(values))
    };
    (0..seeds.first().map_or(0, Vec::len)).map(of).collect()
}

/// The figures of a scenario's points, and its score where it is an exercise.
fn figures_of(scenario: &Arc<Scenario>, seed: u64, numbers: &Arc<Numbers>) -> Vec<Option<f64>> {
    let mut figures = Vec::new();
    if !scenario.calibration.is_empty() {
        let course = relive(scenario, seed, numbers);
        figures.extend(scenario.calibration.iter().map(|point| course.value(scenario, point)));
    }
    if !scenario.objectives.is_empty() {
        figures.push(Some(score(scenario, seed, numbers)));
    }
    figures
}

fn score(scenario: &Arc<Scenario>, seed: u64, numbers: &Arc<Numbers>) -> f64 {
    let region = region_of(scenario, &["a-team".to_owned()], Skill::Competent);
    let exercise = Exercise::build_with(scenario.clone(), seed, &region, numbers);
    let played = play_out(exercise, seed, &region, &Policy::StandIns(Skill::Competent));
    let first = played.exercise.hospitals().swap_remove(0);
    played.exercise.outcome(&first).score
}
