//! Problems: what is wrong with a scenario, and where.

use std::fmt;

use crate::tree::Span;

/// Most problems listed at once: more would be read by nobody.
const PROBLEMS_MAX: usize = 200;

/// One thing wrong with a scenario, at its place, in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Name of the file, as its [`SourceFile`] has it.
    pub file: String,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// Kind of problem, kebab-case: stable, for tools and tests.
    pub code: &'static str,
    /// What is wrong, and how to mend it.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}:{}: {}", self.file, self.line, self.column, self.message)
    }
}

/// A text that a scenario is made of: the scenario itself, or a library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// `NAME.ron` for a scenario, `library/NAME.ron` for a library: the same on every machine.
    pub name: String,
    /// What the file says.
    pub text: String,
}

/// A problem that still points into a source by bytes.
#[derive(Clone, Debug)]
pub(crate) struct Finding {
    pub span: Span,
    pub code: &'static str,
    pub message: String,
}

/// Findings so far; every step of loading adds its own.
#[derive(Default)]
pub(crate) struct Findings(pub Vec<Finding>);

impl Findings {
    /// Notes a problem at a place.
    pub fn add(&mut self, span: Span, code: &'static str, message: impl Into<String>) {
        self.0.push(Finding { span, code, message: message.into() });
    }

    /// Gives every finding its line and column, in the order of files and places.
    pub fn locate(mut self, sources: &[SourceFile]) -> Vec<Problem> {
        self.0.sort_by_key(|finding| (finding.span.file, finding.span.start));
        let mut problems: Vec<Problem> = self.0.into_iter().map(|finding| locate(finding, sources)).collect();
        problems.dedup();
        if problems.len() > PROBLEMS_MAX {
            let left = problems.len() - PROBLEMS_MAX;
            problems.truncate(PROBLEMS_MAX);
            if let Some(last) = problems.last().cloned() {
                let message = format!("{left} more problems follow; mend the ones above first.");
                problems.push(Problem { code: "too-many", message, ..last });
            }
        }
        problems
    }
}

fn locate(finding: Finding, sources: &[SourceFile]) -> Problem {
    let (file, before) = match sources.get(finding.span.file as usize) {
        Some(source) => (source.name.clone(), source.text.get(..finding.span.start as usize).unwrap_or_default()),
        None => (String::new(), ""),
    };
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    Problem {
        file,
        line: count(before.matches('\n').count()),
        column: count(before[line_start..].chars().count()),
        code: finding.code,
        message: finding.message,
    }
}

/// People count from 1.
fn count(before: usize) -> u32 {
    u32::try_from(before).unwrap_or(u32::MAX).saturating_add(1)
}
