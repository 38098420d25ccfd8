//! Percentiles, for every table that has some: calibrations, play-tests, benchmarks.

/// The value below which this share of sorted values lies, from 0 to 1; between neighbours in proportion. There is one at least.
pub fn percentile(sorted: &[f64], share: f64) -> f64 {
    let place = share.clamp(0.0, 1.0) * (sorted.len() - 1) as f64;
    let (below, part) = (place.floor() as usize, place.fract());
    let above = sorted[(below + 1).min(sorted.len() - 1)];
    sorted[below] + (above - sorted[below]) * part
}

/// The value in the middle.
pub fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut sorted: Vec<f64> = values.into_iter().collect();
    sorted.sort_by(f64::total_cmp);
    percentile(&sorted, 0.5)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_lies_between_its_neighbours() {
        // Four steps between five values.
        let sorted = [1.0, 3.0, 5.0, 7.0, 9.0];
        for (share, value, why) in [
            (0.0, 1.0, "the least"),
            (0.05, 1.4, "0.2 of the first step"),
            (0.5, 5.0, "the middle one"),
            (0.95, 8.6, "0.8 of the last step"),
            (1.0, 9.0, "the most"),
            (1.2, 9.0, "there is no more than all"),
        ] {
            assert!((percentile(&sorted, share) - value).abs() < 1e-9, "{why}");
        }
        assert_eq!(percentile(&[4.0], 0.95), 4.0, "one value is all of them");
        assert_eq!(median([3.0, 1.0, 2.0, 10.0]), 2.5, "half way between two");
    }
}
