//! Fit: values that the other incidents alone would choose, and what they say of one that had no say.
//!
//! The choice is made by a fixed search, so that nobody bends it. A few hundred samples over all assumptions tell which ten the
//! points of the others hang on most. These ten begin in the middle of their ranges, whatever is in use; one after the other,
//! each is given the place in its range at which the others' points are missed least, until a round changes nothing. The
//! incident that was left out is then played with what came of it.

mod report;

use std::sync::Arc;

use codedark_scenario::{CalibrationPoint, Scenario};
use codedark_sim::base::numbers::Numbers;

use super::Calibrated;
use super::named::Named;
use super::sample::{correlations, figures, sampled, with_values};

pub use report::{json, text};

/// Numbers that are chosen.
pub const TELLING: usize = 10;
/// Samples by which they are found.
pub const SAMPLES: usize = 200;
/// Places in a range that are tried: both ends, the middle, and half way to it.
const PLACES: [f64; 5] = [0.5, 0.25, 0.75, 0.0, 1.0];
/// Rounds over all numbers at most: the second only mends what the first took too early.
const ROUNDS: usize = 3;
/// What a point that is missed by so many widths of its range counts: one that is hopeless decides no more than that.
const FAR: f64 = 3.0;

/// What the others chose, and what came of it.
pub struct Fitted {
    /// The numbers, the most telling first, with their values.
    pub chosen: Vec<(Named, f64)>,
    /// How far the others' points are missed, in widths of their ranges: with the values in use, with the middles, and in the end.
    pub missed: [f64; 3],
    /// Of the others' points, those whose middle lies in its range: the same three times.
    pub met: [usize; 3],
    /// The others' points.
    pub points: usize,
    /// The incidents that were left out, with the values in use.
    pub in_use: Vec<Calibrated>,
    /// With the chosen ones.
    pub fitted: Vec<Calibrated>,
}

/// The numbers that the others chose.
pub struct Chosen {
    /// See [`Fitted`].
    pub chosen: Vec<(Named, f64)>,
    /// See [`Fitted`].
    pub missed: [f64; 3],
    /// See [`Fitted`].
    pub met: [usize; 3],
}

/// How far points are missed, and how many are met.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Loss {
    missed: f64,
    met: usize,
}

/// Plays that [`choose`] asks for at most.
pub fn plays(others: &[Arc<Scenario>], seeds: u64) -> u64 {
    let settings = SAMPLES + 1 + 2 + ROUNDS * TELLING * (PLACES.len() - 1);
    others.len() as u64 * settings as u64 * seeds
}

/// Chooses among these numbers by the points of these incidents. `played` hears of every play, on any thread.
pub fn choose(
    others: &[Arc<Scenario>],
    numbers: &Arc<Numbers>,
    of: &[Named],
    seeds: u64,
    played: &(dyn Fn() + Sync),
) -> Chosen {
    let others = &others.iter().map(without_score).collect::<Vec<_>>()[..];
    let telling = telling(others, numbers, of, seeds, played);
    let setting = |shares: &Vec<f64>| {
        let values = telling.iter().zip(shares).map(|(one, share)| value(one, *share));
        with_values(numbers, &telling, values)
    };
    let mut losses = |tried: &[Vec<f64>]| losses(others, &tried.iter().map(setting).collect::<Vec<_>>(), seeds, played);
    let middle = losses(&[vec![PLACES[0]; telling.len()]])[0];
    let (shares, best) = search(telling.len(), middle, &mut losses);
    let in_use = self::losses(others, std::slice::from_ref(numbers), seeds, played)[0];
    let chosen = telling.iter().zip(&shares).map(|(one, share)| (*one, value(one, *share))).collect();
    Chosen {
        chosen,
        missed: [in_use, middle, best].map(|loss| loss.missed),
        met: [in_use, middle, best].map(|loss| loss.met),
    }
}

/// The incident alone, without the exercise that it may be: a score has no say, and need not be played.
fn without_score(incident: &Arc<Scenario>) -> Arc<Scenario> {
    let mut incident = Scenario::clone(incident);
    incident.objectives.clear();
    Arc::new(incident)
}

/// One number after the other, from the middle of all: the place with the least loss, where two do equally well the one that
/// it is at. `losses` tells those of several settings, which are tried side by side.
fn search(numbers: usize, middle: Loss, losses: &mut dyn FnMut(&[Vec<f64>]) -> Vec<Loss>) -> (Vec<f64>, Loss) {
    let (mut shares, mut best) = (vec![PLACES[0]; numbers], middle);
    for _ in 0..ROUNDS {
        let before = shares.clone();
        for number in 0..numbers {
            let tried = PLACES.into_iter().filter(|place| *place != shares[number]);
            let tried: Vec<Vec<f64>> = tried
                .map(|place| {
                    let mut shares = shares.clone();
                    shares[number] = place;
                    shares
                })
                .collect();
            for (tried, loss) in tried.iter().zip(losses(&tried)) {
                if loss.missed < best.missed {
                    (shares, best) = (tried.clone(), loss);
                }
            }
        }
        if shares == before {
            break;
        }
    }
    (shares, best)
}

/// The value at a share of a number's range.
fn value(one: &Named, share: f64) -> f64 {
    one.number.low + share * (one.number.high - one.number.low)
}

/// The numbers on which the points hang most: by the share of a figure's variation that goes with a number, over all points.
fn telling(
    others: &[Arc<Scenario>],
    numbers: &Arc<Numbers>,
    of: &[Named],
    seeds: u64,
    played: &(dyn Fn() + Sync),
) -> Vec<Named> {
    let all = sampled(others, numbers, of, SAMPLES, seeds, played);
    let mut weights = vec![0.0; of.len()];
    for found in &all.found {
        for (weight, with) in weights.iter_mut().zip(correlations(&all.values, found)) {
            *weight += with * with;
        }
    }
    let mut order: Vec<usize> = (0..of.len()).collect();
    order.sort_by(|one, other| weights[*other].total_cmp(&weights[*one]).then(one.cmp(other)));
    order.into_iter().take(TELLING).map(|number| of[number]).collect()
}

/// How far the points of these incidents are missed with each of these settings.
fn losses(incidents: &[Arc<Scenario>], settings: &[Arc<Numbers>], seeds: u64, played: &(dyn Fn() + Sync)) -> Vec<Loss> {
    let points: Vec<&CalibrationPoint> = incidents.iter().flat_map(|incident| &incident.calibration).collect();
    let loss = |figures: Vec<Option<f64>>| {
        let each = points.iter().zip(figures).map(|(point, figure)| miss(point, figure));
        each.fold(Loss { missed: 0.0, met: 0 }, |loss, miss| Loss {
            missed: loss.missed + miss,
            met: loss.met + usize::from(miss == 0.0),
        })
    };
    figures(incidents, settings, seeds, played).into_iter().map(loss).collect()
}

/// How far a point is missed, in widths of its range.
fn miss(point: &CalibrationPoint, figure: Option<f64>) -> f64 {
    let width = (point.high - point.low).max(f64::EPSILON);
    figure.map_or(FAR, |figure| ((point.low - figure).max(figure - point.high).max(0.0) / width).min(FAR))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_search_goes_from_the_middle_to_the_least_loss() {
        // A bowl with its bottom at the low end of the first number and half way up of the second.
        let bowl = |shares: &[f64]| Loss { missed: shares[0] + (shares[1] - 0.75).abs(), met: 0 };
        let mut settings = 0;
        let (shares, best) = search(2, bowl(&[0.5, 0.5]), &mut |tried| {
            settings += tried.len();
            tried.iter().map(|shares| bowl(shares)).collect()
        });
        assert_eq!((shares, best.missed), (vec![0.0, 0.75], 0.0));
        assert_eq!(settings, 16, "two rounds: the second changes nothing");
    }

    #[test]
    fn where_two_do_equally_well_a_number_stays() {
        let (shares, _) = search(3, Loss { missed: 1.0, met: 0 }, &mut |tried| {
            tried.iter().map(|_| Loss { missed: 1.0, met: 0 }).collect()
        });
        assert_eq!(shares, [0.5; 3]);
    }
}
