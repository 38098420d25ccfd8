//! Statistics over runs: the middle, and the interval that holds nine tenths.

use codedark_scenario::Population;

use crate::percentile::percentile;

/// Standard deviations on either side that hold nine tenths of a normal distribution.
const NINE_TENTHS: f64 = 1.645;

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
}

/// What runs say about a point. For an incident each run is a way it could have gone, so the interval is that of the runs;
/// for a statistic over incidents each run is one of them, so it is that of the estimate.
pub fn spread(values: &[f64], of: Population) -> Option<Spread> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (runs, count) = (sorted.len(), sorted.len() as f64);
    if runs == 0 {
        return None;
    }
    let median = percentile(&sorted, 0.5);
    Some(match of {
        Population::Incident => {
            Spread { runs, low: percentile(&sorted, 0.05), middle: median, high: percentile(&sorted, 0.95) }
        }
        Population::Median => {
            // A sample's median lies half a standard deviation of the rank around it: sqrt(n) / 2 ranks.
            let reach = NINE_TENTHS / 2.0 / count.sqrt();
            let (low, high) = (percentile(&sorted, 0.5 - reach), percentile(&sorted, 0.5 + reach));
            Spread { runs, low, middle: median, high }
        }
        Population::Mean => {
            let mean = sorted.iter().sum::<f64>() / count;
            let variance = sorted.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (count - 1.0).max(1.0);
            let reach = NINE_TENTHS * (variance / count).sqrt();
            Spread { runs, low: mean - reach, middle: mean, high: mean + reach }
        }
    })
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
