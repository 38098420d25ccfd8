//! What was found, before it is printed in one way or another.

use codedark_scenario::Problem;

/// A problem, and the text that it stands in.
pub struct Found {
    /// The problem.
    pub problem: Problem,
    /// The text of its file; empty where the file could not be read.
    pub text: String,
}

/// Everything found in all files.
pub struct Report {
    /// Files that were looked at.
    pub files: usize,
    /// Their problems.
    pub found: Vec<Found>,
}

impl Report {
    /// How many of them keep it from being played.
    pub fn errors(&self) -> usize {
        self.found.iter().filter(|found| found.problem.is_error()).count()
    }

    /// How many of them do not.
    pub fn warnings(&self) -> usize {
        self.found.len() - self.errors()
    }
}
