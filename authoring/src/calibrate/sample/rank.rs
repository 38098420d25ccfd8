//! Which numbers move a figure most, and how sure that is.
//!
//! By rank correlation, which asks only whether a figure rises or falls with a number. How sure the first five are is told by
//! drawing the samples again, with repeats: in how many of these draws a number is among the five.

use codedark_sim::base::dice::Dice;
use rayon::iter::{IntoParallelIterator, ParallelIterator};

/// Numbers that are told for each figure.
const FIRST: usize = 5;
/// How often samples are drawn again.
const DRAWS: u64 = 200;

/// A number that moves a figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mover {
    /// Its place among the numbers that were moved.
    pub number: usize,
    /// Rank correlation with the figure, from -1 to 1.
    pub with: f64,
    /// Share of the draws in which it is among the first five.
    pub sure: f64,
}

/// The five numbers that move a figure most, the strongest first; none where the figure is always the same, or too rarely
/// there. `values` by number, then by sample.
pub fn movers(values: &[Vec<f64>], found: &[Option<f64>]) -> Vec<Mover> {
    let Some((numbers, figure)) = ranked(values, found) else { return Vec::new() };
    let all: Vec<usize> = (0..figure.len()).collect();
    let with = over(&numbers, &figure, &all);
    let dice = Dice::new(0, 0);
    let drawn = |draw: u64| {
        let last = figure.len() as u64 - 1;
        let one = |place| dice.between(0, last, "draw-again", "sample", draw * (last + 1) + place) as usize;
        first(&over(&numbers, &figure, &(0..=last).map(one).collect::<Vec<_>>()))
    };
    let draws: Vec<Vec<usize>> = (0..DRAWS).into_par_iter().map(drawn).collect();
    let mover = |number: usize| {
        let among = draws.iter().filter(|draw| draw.contains(&number)).count();
        Mover { number, with: with[number], sure: among as f64 / DRAWS as f64 }
    };
    first(&with).into_iter().map(mover).collect()
}

/// The rank correlation of each number with a figure; zeros where there is none.
pub fn correlations(values: &[Vec<f64>], found: &[Option<f64>]) -> Vec<f64> {
    match ranked(values, found) {
        Some((numbers, figure)) => over(&numbers, &figure, &(0..figure.len()).collect::<Vec<_>>()),
        None => vec![0.0; values.len()],
    }
}

/// Places of the five largest correlations.
fn first(with: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..with.len()).collect();
    order.sort_by(|one, other| with[*other].abs().total_cmp(&with[*one].abs()).then(one.cmp(other)));
    order.truncate(FIRST);
    order
}

/// Ranks over the samples that have the figure: of each number, and of the figure.
fn ranked(values: &[Vec<f64>], found: &[Option<f64>]) -> Option<(Vec<Vec<f64>>, Vec<f64>)> {
    let there: Vec<usize> = (0..found.len()).filter(|sample| found[*sample].is_some()).collect();
    let figure: Vec<f64> = there.iter().filter_map(|sample| found[*sample]).collect();
    let moves = figure.iter().any(|value| *value != figure[0]);
    let of = |values: &Vec<f64>| ranks(&there.iter().map(|sample| values[*sample]).collect::<Vec<_>>());
    (moves && there.len() > FIRST).then(|| (values.iter().map(of).collect(), ranks(&figure)))
}

/// The rank of each value; equal ones share the mean of theirs.
fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|one, other| values[*one].total_cmp(&values[*other]));
    let mut ranks = vec![0.0; values.len()];
    let mut from = 0;
    for equal in order.chunk_by(|one, other| values[*one] == values[*other]) {
        let rank = from as f64 + (equal.len() - 1) as f64 / 2.0;
        equal.iter().for_each(|place| ranks[*place] = rank);
        from += equal.len();
    }
    ranks
}

/// The correlation of each number with the figure over some samples, by their ranks.
fn over(numbers: &[Vec<f64>], figure: &[f64], samples: &[usize]) -> Vec<f64> {
    let count = samples.len() as f64;
    let mean = |of: &[f64]| samples.iter().map(|sample| of[*sample]).sum::<f64>() / count;
    let middle = mean(figure);
    let away: Vec<f64> = samples.iter().map(|sample| figure[*sample] - middle).collect();
    let square: f64 = away.iter().map(|away| away * away).sum();
    let with = |number: &Vec<f64>| {
        let middle = mean(number);
        let (mut both, mut own) = (0.0, 0.0);
        for (sample, away) in samples.iter().zip(&away) {
            let here = number[*sample] - middle;
            both += here * away;
            own += here * here;
        }
        if own * square > 0.0 { both / (own * square).sqrt() } else { 0.0 }
    };
    numbers.iter().map(with).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_correlation_of_ranks_agrees_with_a_hand_checked_example() {
        // Ranks 0 1 2 3 4 5 against 1 0 2 3 4 5: 1 - 6 * 2 / (6 * 35).
        let found = [2.0, 1.0, 3.0, 40.0, 50.0, 600.0].map(Some);
        let with = correlations(&[vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0]], &found);
        assert!((with[0] - (1.0 - 12.0 / 210.0)).abs() < 1e-12, "{with:?}");
        assert_eq!(ranks(&[7.0, 1.0, 7.0]), [1.5, 0.0, 1.5], "equal ones share theirs");
    }

    #[test]
    fn what_never_moves_is_moved_by_nothing() {
        assert_eq!(movers(&[vec![1.0; 9]], &[Some(3.0); 9]), []);
        assert_eq!(movers(&[vec![1.0; 9]], &[None; 9]), []);
    }
}
