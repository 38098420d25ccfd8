//! Numbers about many numbers: percentiles, means, and intervals that say how sure a difference is.

use serde::{Deserialize, Serialize};

use crate::percentile::percentile;

/// Standard errors on either side of a mean that hold 99 %: with dozens of comparisons in a report, 95 % would call two
/// or three of them a difference by luck alone.
const SURE: f64 = 2.576;

/// How values lie.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Spread {
    /// 5th percentile.
    pub low: f64,
    /// 25th.
    pub quarter: f64,
    /// Median.
    pub middle: f64,
    /// 75th.
    pub three_quarters: f64,
    /// 95th.
    pub high: f64,
    /// Mean.
    pub mean: f64,
    /// Standard deviation.
    pub deviation: f64,
    /// How many values.
    pub count: usize,
}

/// How values lie; none when there are none.
pub fn spread(values: impl IntoIterator<Item = f64>) -> Option<Spread> {
    let mut sorted: Vec<f64> = values.into_iter().collect();
    sorted.sort_by(f64::total_cmp);
    let count = sorted.len();
    if count == 0 {
        return None;
    }
    let mean = sorted.iter().sum::<f64>() / count as f64;
    let squares: f64 = sorted.iter().map(|value| (value - mean).powi(2)).sum();
    Some(Spread {
        low: percentile(&sorted, 0.05),
        quarter: percentile(&sorted, 0.25),
        middle: percentile(&sorted, 0.5),
        three_quarters: percentile(&sorted, 0.75),
        high: percentile(&sorted, 0.95),
        mean,
        deviation: (squares / (count as f64 - 1.0).max(1.0)).sqrt(),
        count,
    })
}

/// A difference of means, and the interval that holds it in 99 of 100 such play-tests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Difference {
    /// The difference found.
    pub mean: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Pairs, or the smaller of two samples.
    pub count: usize,
}

impl Difference {
    /// Whether the interval leaves zero out.
    pub fn is_clear(&self) -> bool {
        self.count > 1 && (self.low > 0.0 || self.high < 0.0)
    }

    /// What pairs of values differ by; none where there are fewer than two.
    pub fn of_pairs(differences: impl IntoIterator<Item = f64>) -> Option<Difference> {
        let spread = spread(differences).filter(|spread| spread.count > 1)?;
        let reach = SURE * spread.deviation / (spread.count as f64).sqrt();
        Some(Difference::around(spread.mean, reach, spread.count))
    }

    /// What the mean of one sample lies above that of another.
    pub fn between(more: &Spread, less: &Spread) -> Difference {
        let error = |spread: &Spread| spread.deviation.powi(2) / spread.count.max(1) as f64;
        let reach = SURE * (error(more) + error(less)).sqrt();
        Difference::around(more.mean - less.mean, reach, more.count.min(less.count))
    }

    /// What one share lies above another, both from 0 to 1.
    ///
    /// Two runs are added to each sample, one of either kind, so that "never in 200" does not read as certainly never.
    pub fn of_shares(more: (usize, usize), less: (usize, usize)) -> Difference {
        let share = |(hits, of): (usize, usize)| (hits as f64 + 1.0) / (of as f64 + 2.0);
        let error = |sample: (usize, usize)| share(sample) * (1.0 - share(sample)) / (sample.1 as f64 + 2.0);
        let reach = SURE * (error(more) + error(less)).sqrt();
        Difference::around(share(more) - share(less), reach, more.1.min(less.1))
    }

    fn around(mean: f64, reach: f64, count: usize) -> Difference {
        Difference { mean, low: mean - reach, high: mean + reach, count }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_and_deviation_agree_with_a_hand_checked_example() {
        let found = spread([7.0, 1.0, 3.0, 9.0, 5.0]).expect("five values");
        // Sorted 1 3 5 7 9; squares around the mean of 5: 16 4 0 4 16, by four.
        assert_eq!((found.quarter, found.middle, found.three_quarters, found.mean), (3.0, 5.0, 7.0, 5.0));
        assert!((found.deviation - 10.0_f64.sqrt()).abs() < 1e-9, "{found:?}");
    }

    #[test]
    fn a_difference_is_clear_only_when_its_interval_leaves_zero_out() {
        for (differences, clear, why) in [
            (vec![2.0, 2.0, 2.0], true, "always the same"),
            (vec![2.0, -2.0, 2.0, -2.0], false, "as often less as more"),
            (vec![5.0, 6.0, 7.0, 6.0], true, "far from zero"),
            (vec![0.0, 0.0, 0.0], false, "no difference at all"),
        ] {
            let found = Difference::of_pairs(differences).expect("several pairs");
            assert_eq!(found.is_clear(), clear, "{why}: {found:?}");
        }
        assert!(Difference::of_pairs([3.0]).is_none(), "one pair says nothing");
        let few = Difference::of_shares((0, 5), (1, 5));
        assert!(!few.is_clear(), "one in five against none in five: {few:?}");
        let many = Difference::of_shares((400, 500), (100, 500));
        assert!(many.is_clear() && many.low > 0.5, "{many:?}");
    }
}
