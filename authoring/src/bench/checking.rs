//! What checking costs: each shipped scenario, and files that must be refused however large they are.

use std::time::{Duration, Instant};

use codedark_content::words::say;
use codedark_scenario::{SourceFile, check_texts};
use codedark_shipped::{built_in, built_in_names};

use super::row::{line, milliseconds};
use super::times::Times;
use crate::percentile::median;

/// Runs of one check; the median counts.
const RUNS: usize = 10;
/// Length of the files that are refused, in bytes: about the longest that is read at all.
const LONG_BYTES: usize = 8_000_000;

/// A check, measured.
pub struct Check {
    /// Its row's name.
    pub name: String,
    /// Text that was read, libraries included.
    read_bytes: usize,
    /// Median of its runs.
    pub wall: Duration,
}

/// Checks everything. `progress` hears of each check before it runs.
pub fn checks(progress: &dyn Fn(&str)) -> Vec<Check> {
    let shipped = built_in_names().into_iter().filter_map(|name| built_in(name).map(|text| (name.to_owned(), text)));
    let refused = [("bench-brackets", "("), ("bench-items", "1,"), ("bench-comments", "/*")].map(|(id, piece)| {
        let text = piece.repeat(LONG_BYTES / piece.len());
        (say(id), SourceFile { name: "refused.ron".to_owned(), text })
    });
    let all = shipped.chain(refused);
    all.map(|(name, main)| {
        progress(&name);
        check(name, &main)
    })
    .collect()
}

fn check(name: String, main: &SourceFile) -> Check {
    let mut read_bytes = 0;
    let wall = median((0..RUNS).map(|_| {
        let main = main.clone();
        let begun = Instant::now();
        let checked = check_texts(main, &built_in);
        let wall = begun.elapsed();
        read_bytes = checked.sources.iter().map(|source| source.text.len()).sum();
        wall.as_secs_f64()
    }));
    Check { name, read_bytes, wall: Duration::from_secs_f64(wall) }
}

/// The table of checks.
pub fn table(checks: &[Check], before: &Times) -> Vec<String> {
    let heading = ["bench-read", "bench-wall", "bench-before"].map(say);
    let rows = checks.iter().map(|check| {
        let read = format!("{:.0}", check.read_bytes as f64 / 1024.0);
        line(&check.name, &[read, milliseconds(check.wall), before.cell(&check.name)])
    });
    [line(&say("bench-checks"), &heading)].into_iter().chain(rows).collect()
}
