//! Numbers are held to their ranges, and to each other.

use crate::common::{expect, place, small_with};

#[test]
fn a_number_out_of_place_is_one_sentence() {
    for (from, to, at, message) in [
        ("count: 20", "count: -20", "-20", "`count` must be at least 1; this is -20."),
        ("ransom_cents: 100", "ransom_cents: -1", "-1,", "`ransom_cents` must be at least 0; this is -1."),
        ("begins_min: 60", "begins_min: -60", "-60", "`begins_min` must be at least 0; this is -60."),
        ("beds: 30", "beds: 99999", "99999", "`beds` must be at most 5000; this is 99999."),
        ("off_hours: 0.9", "off_hours: 1.9", "1.9", "`off_hours` must be at most 1; this is 1.9."),
        ("beds: 30", "beds: 30.5", "30.5", "`beds` must be a whole number, but this is a number with a fraction."),
        ("beds: 30", "beds: \"30\"", "\"30\"", "`beds` must be a whole number, but this is text."),
        (
            "by_hour: [0.05, 0.03,",
            "by_hour: [0.5, 0.03,",
            "[0.5, 0.03",
            "The shares of a day must sum to 1; these sum to 1.450.",
        ),
        (
            "by_hour: [0.05, 0.03,",
            "by_hour: [0.08,",
            "[0.08,",
            "`by_hour` holds 24 numbers, one for every hour; here are 23.",
        ),
        ("KOf(1,", "KOf(3,", "3, [Asset", "`KOf` asks for 3 of 2 things: at least 1, at most all."),
        ("KOf(1,", "KOf(0,", "0, [Asset", "`KOf` asks for 0 of 2 things: at least 1, at most all."),
        ("Weighted([(0.5,", "Weighted([(0,", "0, Service", "A weight must be more than 0; this is 0."),
        (
            "dwell_min: 1000",
            "dwell_min: 9000",
            "9000",
            "`dwell_min` is 9000 and `dwell_max_min` is 2000: the first must not be larger.",
        ),
        ("worst: 20", "worst: 0", "0)),\n    ],", "`best` and `worst` are the same, so nothing can be rated."),
        (
            "starts: \"2021-02-15T08:00\"",
            "starts: \"2021-02-30T08:00\"",
            "\"2021-02-30",
            "This must be a local date and time such as `2021-02-15T08:00`.",
        ),
    ] {
        let text = small_with(from, to);
        expect(&text, &[&format!("{}: {message}", place(&text, at))]);
    }
}
