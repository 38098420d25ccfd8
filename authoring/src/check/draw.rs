//! Drawing: a problem in its line of the text, underlined, with the reason and the mend.

use std::collections::BTreeSet;
use std::io::IsTerminal;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use codedark_scenario::{Problem, Severity};

use super::found::Found;

/// Longest piece of a line that is shown.
const LINE_BYTES_MAX: usize = 400;

/// Each problem, drawn. Why a kind of problem matters is told at its first.
pub fn problems(found: &[Found]) -> Vec<String> {
    let colours = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let renderer = if colours { Renderer::styled() } else { Renderer::plain() };
    let mut told = BTreeSet::new();
    found.iter().map(|found| one(&renderer, found, told.insert(found.problem.code.number))).collect()
}

fn one(renderer: &Renderer, Found { problem, text }: &Found, first: bool) -> String {
    let level = match problem.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let code = problem.code.to_string();
    let mut group = Group::with_title(level.primary_title(problem.message.as_str()).id(code.as_str()));
    let (piece, place) = line(text, problem);
    if text.is_empty() {
        group = group.element(annotate_snippets::Origin::path(problem.file.as_str()));
    } else {
        let annotation = AnnotationKind::Primary.span(place).label(problem.code.title);
        let snippet = Snippet::source(piece).path(problem.file.as_str()).line_start(problem.line as usize);
        group = group.element(snippet.annotation(annotation));
    }
    if let Some(mend) = &problem.mend {
        group = group.element(Level::HELP.message(mend.as_str()));
    }
    let why = problem.code.why();
    if first {
        group = group.element(Level::NOTE.with_name("why").message(why.as_str()));
    }
    renderer.render(&[group]) + "\n"
}

/// The line that a problem begins in, and the part of it to underline.
fn line<'a>(text: &'a str, problem: &Problem) -> (&'a str, Range<usize>) {
    let start = (problem.start as usize).min(text.len());
    let from = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
    let to = text[start..].find('\n').map_or(text.len(), |newline| start + newline);
    let to = floor(text, to.min(start + LINE_BYTES_MAX));
    let end = floor(text, (problem.end as usize).clamp(start, to));
    let piece = &text[from..to];
    // A place without length, such as where something is missing, is one sign long.
    let length = piece[start - from..].chars().next().map_or(0, char::len_utf8);
    (piece, start - from..(end - from).max((start - from + length).min(piece.len())))
}

/// The nearest place at or before this one where a letter begins.
fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
