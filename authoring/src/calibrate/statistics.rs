//! Statistics over runs: the middle, and the interval that holds nine tenths; and how sure both are.
//!
//! Few runs show too narrow an interval, and a middle that may lie anywhere. So a point is judged by limits that the true
//! figures do not pass with two chances in three. They need no assumption about how runs are spread: at least `r` of `n` runs
//! lie below a percentile with a chance that is binomial, so a run's rank alone says how sure it is.

use codedark_scenario::Population;

use crate::percentile::percentile;

/// Standard deviations on either side that hold nine tenths of a normal distribution.
const NINE_TENTHS: f64 = 1.645;
/// The share of runs below the interval that holds nine tenths.
const TAIL: f64 = 0.05;
/// How sure a limit is. Two chances in three: the least number of runs is then 22, which a classroom's machine plays.
const SURE: f64 = 2.0 / 3.0;
/// Fewest runs of which anything can be judged: with one less, even the outermost run lies inside the interval too often.
pub const RUNS_MIN: usize = 22;

/// The middle of many runs and the interval around it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// Runs that had the figure.
    pub runs: usize,
    /// 5th percentile.
    pub low: f64,
    /// Median, or the mean where the point is one.
    pub middle: f64,
    /// 95th percentile.
    pub high: f64,
    /// By what a point is judged; none of too few runs.
    pub sure: Option<Sure>,
}

/// Limits that the true figures do not pass with two chances in three, each.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sure {
    /// Below and above the middle.
    pub middle: [f64; 2],
    /// Below the 5th and above the 95th percentile.
    pub ends: [f64; 2],
}

/// What runs say about a point. For an incident each run is a way it could have gone, so the interval is that of the runs;
/// for a statistic over incidents each run is one of them, so it is that of the estimate, which says how sure it is.
pub fn spread(values: &[f64], of: Population) -> Option<Spread> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (runs, count) = (sorted.len(), sorted.len() as f64);
    if runs == 0 {
        return None;
    }
    let median = percentile(&sorted, 0.5);
    let estimate = |low: f64, middle: f64, high: f64| {
        let sure = (runs >= RUNS_MIN).then_some(Sure { middle: [middle; 2], ends: [low, high] });
        Spread { runs, low, middle, high, sure }
    };
    Some(match of {
        Population::Incident => {
            let [low, high] = [TAIL, 1.0 - TAIL].map(|share| percentile(&sorted, share));
            Spread { runs, low, middle: median, high, sure: sure(&sorted) }
        }
        Population::Median => {
            // A sample's median lies half a standard deviation of the rank around it: sqrt(n) / 2 ranks.
            let reach = NINE_TENTHS / 2.0 / count.sqrt();
            estimate(percentile(&sorted, 0.5 - reach), median, percentile(&sorted, 0.5 + reach))
        }
        Population::Mean => {
            let mean = sorted.iter().sum::<f64>() / count;
            let variance = sorted.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (count - 1.0).max(1.0);
            let reach = NINE_TENTHS * (variance / count).sqrt();
            estimate(mean - reach, mean, mean + reach)
        }
    })
}

/// The limits of sorted runs; none of too few.
fn sure(sorted: &[f64]) -> Option<Sure> {
    let last = sorted.len() - 1;
    let limits = |share: f64| {
        let place = rank(sorted.len(), share)? - 1.0;
        // The same rank from above is the limit of the percentile as far from the top.
        Some([place, last as f64 - place].map(|place| percentile(sorted, place / (last as f64))))
    };
    Some(Sure { middle: limits(0.5)?, ends: limits(TAIL)? })
}

/// The greatest rank, from 1, of `runs` sorted runs that lies below their percentile with two chances in three; none where
/// the first one does not. Between two ranks in proportion to their chances, so that one run more never widens the limits.
fn rank(runs: usize, share: f64) -> Option<f64> {
    // The chance that exactly so many runs lie below, by its logarithm: it is small beyond what a float holds.
    let mut exactly = runs as f64 * (1.0 - share).ln();
    let (mut below, mut fewer) = (1.0, 0.0);
    let mut rank = 0;
    loop {
        fewer += exactly.exp();
        let next = 1.0 - fewer;
        if next < SURE || rank >= runs {
            return (rank > 0).then(|| rank as f64 + (below - SURE) / (below - next));
        }
        exactly += ((runs - rank) as f64 / (rank + 1) as f64).ln() + (share / (1.0 - share)).ln();
        (rank, below) = (rank + 1, next);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_agree_with_a_hand_checked_example() {
        let values: Vec<f64> = [7.0, 1.0, 3.0, 9.0, 5.0].into();
        // Sorted 1 3 5 7 9: four steps between them, so 5 % lies 0.2 of the first step up, 95 % 0.8 of the last.
        let found = spread(&values, Population::Incident).expect("five values");
        assert_eq!(found.runs, 5);
        assert!((found.low - 1.4).abs() < 1e-9 && (found.middle - 5.0).abs() < 1e-9, "{found:?}");
        assert!((found.high - 8.6).abs() < 1e-9, "{found:?}");
        assert_eq!(found.sure, None, "five are too few to be sure of anything");
    }

    #[test]
    fn limits_agree_with_the_binomial_distribution() {
        for (runs, share, rank_is, why) in [
            (21, TAIL, None, "0.95^21 = 0.341: one chance in three and more that all lie above"),
            (RUNS_MIN, TAIL, Some(1.03), "P(at least 1) = 0.676, P(at least 2) = 0.302"),
            (100, TAIL, Some(4.42), "P(at least 4) = 0.742, P(at least 5) = 0.564"),
            (22, 0.5, Some(10.46), "P(at least 10) = 0.738, P(at least 11) = 0.584"),
        ] {
            let found = rank(runs, share);
            let near = found.zip(rank_is).is_none_or(|(found, is)| (found - is).abs() < 0.01);
            assert!(near && found.is_some() == rank_is.is_some(), "{runs} runs, {share}: {why}: {found:?}");
        }
        let many = rank(10_000, TAIL).expect("enough runs");
        assert!((490.0..492.0).contains(&many), "500 less 0.43 times the square root of 475: {many}");
    }

    #[test]
    fn limits_lie_outside_the_percentiles_and_close_in() {
        let width = |runs: u32| {
            let values: Vec<f64> = (0..runs).map(|run| f64::from(run) / f64::from(runs - 1)).collect();
            let found = spread(&values, Population::Incident).expect("values");
            let sure = found.sure.expect("enough of them");
            assert!(sure.ends[0] <= found.low && found.high <= sure.ends[1], "{found:?}");
            assert!(sure.middle[0] <= found.middle && found.middle <= sure.middle[1], "{found:?}");
            sure.ends[1] - sure.ends[0]
        };
        assert!(width(22) > width(60) && width(60) > width(200) && width(200) > width(2_000));
        assert!(width(2_000) < 0.91, "nine tenths in the end");
    }

    #[test]
    fn a_mean_is_as_sure_as_its_runs_are_many() {
        // A share of one half in 100 runs: the standard error is 0.05, a little more with 99 degrees of freedom.
        let values: Vec<f64> = (0..100).map(|run| f64::from(run % 2)).collect();
        let found = spread(&values, Population::Mean).expect("values");
        assert!((found.middle - 0.5).abs() < 1e-9);
        assert!((found.high - found.low - 2.0 * 1.645 * 0.050_251_9).abs() < 1e-6, "{found:?}");
    }

    #[test]
    fn nothing_comes_of_no_runs() {
        assert_eq!(spread(&[], Population::Median), None);
    }
}
