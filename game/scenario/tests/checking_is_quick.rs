//! An author who types sees findings at once: each shipped scenario is checked in at most 50 ms, the largest one too.

use std::time::{Duration, Instant};

use codedark_scenario::{built_in, built_in_names, check_texts};

/// Longest that checking one scenario may take, without play.
const TIME_MAX: Duration = Duration::from_millis(50);

/// Other work on the machine lengthens a run, nothing shortens one: the shortest of some is the checker's own time.
const RUNS: usize = 10;

#[test]
fn every_shipped_scenario_is_checked_in_fifty_milliseconds() {
    let mut all = Vec::new();
    for name in built_in_names() {
        let runs = (0..RUNS).map(|_| {
            let main = built_in(name).expect("it is shipped");
            let begun = Instant::now();
            let checked = check_texts(main, &built_in);
            let took = begun.elapsed();
            let bytes = checked.sources.iter().map(|source| source.text.len()).sum::<usize>();
            assert!(checked.scenario.is_some(), "{name} is right");
            (took, bytes)
        });
        let (took, bytes) = runs.min().expect("runs");
        println!("{name}: {} KiB with its libraries, {took:?}", bytes / 1024);
        all.push((name, took));
    }
    for (name, took) in all {
        assert!(took <= TIME_MAX, "{name} took {took:?}");
    }
}
