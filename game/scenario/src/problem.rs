//! Problems: what is wrong with a scenario, where, and how to mend it.

use std::fmt;

use crate::codes::{self, Code, Severity};
use crate::source::{SourceFile, Span};

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
    /// First byte of the place in its file.
    pub start: u32,
    /// Byte after the place.
    pub end: u32,
    /// What kind of problem it is.
    pub code: &'static Code,
    /// What is wrong.
    pub message: String,
    /// What to write instead, where that is known.
    pub mend: Option<String>,
}

impl Problem {
    /// Problems as people read them, one a line.
    pub fn lines(problems: &[Problem]) -> String {
        problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    }

    /// A problem of a file as a whole.
    pub fn whole_file(file: impl Into<String>, code: &'static Code, message: impl Into<String>) -> Problem {
        let (file, message) = (file.into(), message.into());
        Problem { file, line: 1, column: 1, start: 0, end: 0, code, message, mend: None }
    }

    /// How grave it is.
    pub fn severity(&self) -> Severity {
        self.code.severity
    }

    /// Whether it keeps the scenario from being played.
    pub fn is_error(&self) -> bool {
        self.code.severity == Severity::Error
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}:{}: {}", self.file, self.line, self.column, self.message)?;
        self.mend.iter().try_for_each(|mend| write!(out, " {mend}"))
    }
}

/// A problem that still points into a source by bytes.
#[derive(Clone, Debug)]
pub(crate) struct Finding {
    pub span: Span,
    pub code: &'static Code,
    pub message: String,
    pub mend: Option<String>,
}

/// Most findings kept: beyond them only whether any is an error is noted, so that a file of mistakes is soon done with.
const FINDINGS_MAX: usize = 2000;

/// Longest sentence about a problem, in letters, and how many of them lead up to what is left out of a longer one.
const MESSAGE_CHARS: (usize, usize) = (1000, 700);

/// A sentence that quotes the author is as long as what is quoted: of a word of a million letters only both ends are shown.
fn shortened(message: String) -> String {
    let (most, first) = MESSAGE_CHARS;
    let letters = message.chars().count();
    if letters <= most {
        return message;
    }
    let ends = message.chars().take(first).chain([' ', '…', ' ']).chain(message.chars().skip(letters - (most - first)));
    ends.collect()
}

/// Findings so far; every step of loading adds its own.
#[derive(Default)]
pub(crate) struct Findings(pub Vec<Finding>);

impl Findings {
    /// Notes a problem at a place.
    pub fn add(&mut self, span: Span, code: &'static Code, message: impl Into<String>) {
        self.add_with(span, code, message, None);
    }

    /// Notes a problem at a place, and what to write instead.
    pub fn add_with(&mut self, span: Span, code: &'static Code, message: impl Into<String>, mend: Option<String>) {
        let error = code.severity == Severity::Error;
        // An error is never dropped for a warning's sake: the last place is kept for the first that comes late.
        if self.0.len() < FINDINGS_MAX || (error && !self.any_error()) {
            self.0.push(Finding { span, code, message: shortened(message.into()), mend: mend.map(shortened) });
        }
    }

    /// Whether no more are kept.
    pub fn is_full(&self) -> bool {
        self.0.len() >= FINDINGS_MAX
    }

    /// Whether anything was found that keeps the scenario from being played.
    pub fn any_error(&self) -> bool {
        self.0.iter().any(|finding| finding.code.severity == Severity::Error)
    }

    /// Gives every finding its line and column, in the order of files and places.
    pub fn locate(mut self, sources: &[SourceFile]) -> Vec<Problem> {
        self.0.sort_by_key(|finding| (finding.span.file, finding.span.start));
        let mut places = Places { sources, file: u32::MAX, at: 0, line: 1, line_start: 0 };
        let mut problems: Vec<Problem> = self.0.into_iter().map(|finding| places.locate(finding)).collect();
        problems.dedup();
        if problems.len() > PROBLEMS_MAX {
            let left = problems.split_off(PROBLEMS_MAX);
            // What is only doubtful must not turn into a refusal because there is much of it.
            let any_error = left.iter().any(Problem::is_error);
            if let Some(last) = problems.last().cloned() {
                let message = format!("{} more problems follow; mend the ones above first.", left.len());
                let code = if any_error { &codes::TOO_MANY } else { &codes::TOO_MANY_WARNINGS };
                problems.push(Problem { code, message, mend: None, ..last });
            }
        }
        problems
    }
}

/// A walk through the sources, place by place, so that each text is read once.
struct Places<'a> {
    sources: &'a [SourceFile],
    file: u32,
    at: usize,
    line: u32,
    line_start: usize,
}

impl Places<'_> {
    /// Findings come in the order of their places.
    fn locate(&mut self, finding: Finding) -> Problem {
        let Finding { span, code, message, mend } = finding;
        let Some(source) = self.sources.get(span.file as usize) else {
            return Problem { mend, ..Problem::whole_file("", code, message) };
        };
        if self.file != span.file {
            (self.file, self.at, self.line, self.line_start) = (span.file, 0, 1, 0);
        }
        let start = (span.start as usize).min(source.text.len());
        for (index, _) in source.text[self.at..start].match_indices('\n') {
            self.line = self.line.saturating_add(1);
            self.line_start = self.at + index + 1;
        }
        self.at = start;
        let column = u32::try_from(source.text[self.line_start..start].chars().count()).unwrap_or(u32::MAX);
        Problem {
            file: source.name.clone(),
            line: self.line,
            column: column.saturating_add(1),
            start: span.start,
            end: span.end.max(span.start),
            code,
            message,
            mend,
        }
    }
}
