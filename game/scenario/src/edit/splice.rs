//! Pieces of text put in, replaced and cut out, in the manner of what stands around them.

use std::ops::Range;

use crate::problem::Findings;
use crate::tree::{Node, Span, Value, first_token, has_long_text};

/// Spaces of a level of brackets.
const INDENT: usize = 4;

/// Text with a piece of it replaced.
pub(super) fn replace(text: &str, at: Range<usize>, with: &str) -> String {
    format!("{}{with}{}", &text[..at.start], &text[at.end..])
}

/// The bytes of a span.
pub(super) fn bytes(span: Span) -> Range<usize> {
    span.start as usize..span.end as usize
}

/// Text with another entry at the end of a list, struct or map. None where the node is none of these.
///
/// The entry stands as its neighbours do: on the same line, or on a line of its own with their indentation, with a comma
/// after it where they have one. A comment behind the last entry stays behind it.
pub(super) fn insert(text: &str, node: &Node, entry: &str) -> Option<String> {
    let entries = entries(node)?;
    let Some(last) = entries.last() else { return Some(insert_first(text, node, entry)) };
    let comma = comma_after(text, last.end);
    let first_line = text[bytes(node.span).start..entries[0].start].contains('\n');
    if !first_line {
        let after = comma.unwrap_or(last.end);
        let piece = if comma.is_some() { format!(" {entry},") } else { format!(", {entry}") };
        return Some(replace(text, after..after, &piece));
    }
    let indent = entries.iter().rev().find_map(|entry| begins_line(text, entry.start)).unwrap_or(INDENT);
    let entry = indented(entry, indent);
    let line = " ".repeat(indent);
    match comma {
        Some(after) => {
            let at = end_of_line(text, after);
            Some(replace(text, at..at, &format!("\n{line}{entry},")))
        }
        None => {
            let at = end_of_line(text, last.end);
            let entry = replace(text, at..at, &format!("\n{line}{entry}"));
            Some(replace(&entry, last.end..last.end, ","))
        }
    }
}

/// The first entry between two brackets: on their line when it is short, else between them.
fn insert_first(text: &str, node: &Node, entry: &str) -> String {
    let inside = bytes(node.span).end - 1;
    if !entry.contains('\n') && !text[bytes(node.span)].contains('\n') {
        return replace(text, inside..inside, entry);
    }
    let outer = indent_of_line(text, bytes(node.span).start);
    let line = " ".repeat(outer + INDENT);
    let entry = indented(entry, outer + INDENT);
    // Comments between the brackets stay above the entry.
    let at = text[..inside].trim_end().len();
    replace(text, at..inside, &format!("\n{line}{entry},\n{}", " ".repeat(outer)))
}

/// Text without an entry of a list, struct or map, without its comma, and without its lines where it had them alone.
pub(super) fn cut(text: &str, entry: Range<usize>) -> String {
    let comma = comma_after(text, entry.end);
    let end = comma.unwrap_or(entry.end);
    let line_start = text[..entry.start].rfind('\n').map_or(0, |newline| newline + 1);
    let alone_before = text[line_start..entry.start].trim().is_empty();
    let line_end = text[end..].find('\n').map_or(text.len(), |newline| end + newline);
    let alone_after = text[end..line_end].trim().is_empty();
    if alone_before && alone_after && line_end < text.len() {
        return replace(text, line_start..line_end + 1, "");
    }
    let before = text[..entry.start].trim_end_matches(' ').len();
    if comma.is_none() && text[..before].ends_with(',') {
        return replace(text, before - 1..end, "");
    }
    if alone_before || !text[..before].ends_with(',') {
        let after = end + text[end..].len() - text[end..].trim_start_matches(' ').len();
        return replace(text, entry.start..after, "");
    }
    replace(text, before..end, "")
}

/// A value that stood in one text, as it is written at the beginning of a line of its own.
pub(super) fn lifted(text: &str, span: Span) -> String {
    let piece = &text[bytes(span)];
    let from = indent_of_line(text, bytes(span).start);
    if from == 0 || has_long_text(piece) {
        return piece.to_string();
    }
    let dedent = |line: &str| {
        let blank = line.len() - line.trim_start_matches(' ').len();
        line[blank.min(from)..].to_string()
    };
    let mut lines = piece.split('\n');
    let first = lines.next().unwrap_or_default().to_string();
    std::iter::once(first).chain(lines.map(dedent)).collect::<Vec<_>>().join("\n")
}

/// An entry whose further lines stand so many spaces further to the right.
fn indented(entry: &str, indent: usize) -> String {
    if has_long_text(entry) {
        return entry.to_string();
    }
    entry.replace('\n', &format!("\n{}", " ".repeat(indent)))
}

/// The pieces between the commas of a node, names included.
pub(super) fn entries(node: &Node) -> Option<Vec<Range<usize>>> {
    match &node.value {
        Value::List(items) => Some(items.iter().map(|item| bytes(item.span)).collect()),
        Value::Struct(_, fields) => {
            Some(fields.iter().map(|field| bytes(field.span).start..bytes(field.node.span).end).collect())
        }
        Value::Map(pairs) => {
            Some(pairs.iter().map(|(key, value)| bytes(key.span).start..bytes(value.span).end).collect())
        }
        // `()`: a struct that says nothing yet.
        Value::Tuple(_, items) if items.is_empty() => Some(Vec::new()),
        _ => None,
    }
}

/// The byte after the comma that follows a value.
fn comma_after(text: &str, end: usize) -> Option<usize> {
    let (at, is_comma) = first_token(&text[end..]);
    is_comma.then_some(end + at + 1)
}

/// The end of a line after a place when only a comment follows there, else the place.
fn end_of_line(text: &str, at: usize) -> usize {
    let line_end = text[at..].find('\n').map_or(text.len(), |newline| at + newline);
    let rest = text[at..line_end].trim();
    if rest.starts_with("//") { at + text[at..line_end].trim_end().len() } else { at }
}

/// The indentation of a place that begins its line.
fn begins_line(text: &str, at: usize) -> Option<usize> {
    let line_start = text[..at].rfind('\n')? + 1;
    text[line_start..at].chars().all(|letter| letter == ' ').then_some(at - line_start)
}

/// The indentation of the line that a place stands in.
fn indent_of_line(text: &str, at: usize) -> usize {
    let line_start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    text[line_start..].len() - text[line_start..].trim_start_matches(' ').len()
}

/// Reads a piece of text as one value.
pub(super) fn value(text: &str) -> Option<Node> {
    let mut findings = Findings::default();
    let node = crate::tree::parse_value(text, &mut findings)?;
    findings.0.is_empty().then_some(node)
}
