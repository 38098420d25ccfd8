//! The one way from a share to a whole number.

/// The nearest whole number, halves away from zero, as `libm::round` has it: cutting off and the rest are exact.
pub fn whole(value: f64) -> i64 {
    let cut = value as i64;
    let rest = value - cut as f64;
    cut + i64::from(rest >= 0.5) - i64::from(rest <= -0.5)
}

#[cfg(test)]
mod tests {
    use super::whole;

    #[test]
    fn whole_numbers_are_those_of_libm() {
        let near_half = [0.5, f64::from_bits(0.5f64.to_bits() - 1), f64::from_bits(0.5f64.to_bits() + 1)];
        let numbers = [0.0, 1.0, 2.0, 7.0, 1e6, 4_503_599_627_370_495.0, 9_007_199_254_740_993.0];
        for number in
            numbers.iter().flat_map(|whole| near_half.iter().chain(&[0.0, 0.25, 0.75]).map(move |rest| whole + rest))
        {
            for value in [number, -number] {
                assert_eq!(whole(value), libm::round(value) as i64, "{value}");
            }
        }
    }
}
