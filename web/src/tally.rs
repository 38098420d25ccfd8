//! Counting tests in what cargo and node print.

/// How many tests passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Tests that passed.
    pub passed: u64,
    /// Tests that failed, and steps that failed without running tests.
    pub failed: u64,
}

impl Tally {
    /// Adds what a line of output reports, if it reports a result.
    pub fn read(&mut self, line: &str) {
        if let Some(rest) = line.trim_start().strip_prefix("test result: ") {
            self.passed += number_before(rest, " passed");
            self.failed += number_before(rest, " failed");
        } else if let Some(count) = node_count(line, "pass") {
            self.passed += count;
        } else if let Some(count) = node_count(line, "fail") {
            self.failed += count;
        }
    }

    /// Counts a step that ended badly: one failure, unless its tests have told already.
    pub fn end_step(&mut self, before: Tally, succeeded: bool) {
        if !succeeded && self.failed == before.failed {
            self.failed += 1;
        }
    }
}

fn number_before(text: &str, word: &str) -> u64 {
    let Some((before, _)) = text.split_once(word) else { return 0 };
    before.rsplit(|c: char| !c.is_ascii_digit()).next().and_then(|digits| digits.parse().ok()).unwrap_or(0)
}

/// The count in a closing line of node's test runner: `ℹ pass 5`.
fn node_count(line: &str, word: &str) -> Option<u64> {
    let rest = line.trim().strip_prefix('ℹ')?.trim_start().strip_prefix(word)?;
    rest.strip_prefix(' ')?.parse().ok()
}
