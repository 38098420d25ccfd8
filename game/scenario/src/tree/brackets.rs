//! Brackets that do not match: which one is most likely wrong.

use super::lex::{Kind, Token};
use crate::source::Span;

/// How brackets that do not match may be put right where a closing one is met that was not waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Repair {
    /// The bracket that was waited for is missing before it.
    Insert,
    /// It is one too many.
    Skip,
    /// It should be the one that was waited for.
    Replace,
}

/// The bracket that closes one.
fn closing(open: char) -> char {
    match open {
        '(' => ')',
        '[' => ']',
        _ => '}',
    }
}

/// The repair after which the fewest brackets of the rest do not match. `opened` holds what is waited for, outermost first;
/// `rest` begins with the bracket that was not.
pub(super) fn likeliest(opened: &[char], rest: &[Token]) -> Repair {
    let repairs = [Repair::Insert, Repair::Skip, Repair::Replace];
    repairs.into_iter().min_by_key(|repair| mismatches(opened, rest, *repair)).unwrap_or(Repair::Insert)
}

fn mismatches(opened: &[char], rest: &[Token], repair: Repair) -> usize {
    let mut waited = opened.to_vec();
    if repair != Repair::Skip {
        waited.pop();
    }
    let mut wrong = 0;
    for token in &rest[usize::from(repair != Repair::Insert)..] {
        match token.kind {
            Kind::Open(open) => waited.push(closing(open)),
            Kind::Close(close) if waited.last() == Some(&close) => {
                waited.pop();
            }
            Kind::Close(close) => {
                wrong += 1;
                waited.truncate(waited.iter().rposition(|other| *other == close).unwrap_or(waited.len()));
            }
            _ => {}
        }
    }
    wrong + waited.len()
}

/// The first bracket that is closed by a `close` further to the left than its own line begins: that one most likely belongs to
/// a bracket outside of it.
pub(super) fn suspect(text: &str, tokens: &[Token], close: char) -> Option<Span> {
    let mut opened: Vec<(Span, char, usize)> = Vec::new();
    let (mut read, mut indent) = (0, 0);
    for token in tokens {
        let start = token.span.start as usize;
        let newline = text[read..start].rfind('\n');
        if let Some(newline) = newline {
            indent = start - (read + newline + 1);
        }
        read = start;
        match token.kind {
            Kind::Open(open) => opened.push((token.span, closing(open), indent)),
            Kind::Close(found) => {
                let (span, waited, outer) = opened.pop()?;
                if found != waited {
                    return None;
                }
                if found == close && newline.is_some() && indent < outer {
                    return Some(span);
                }
            }
            _ => {}
        }
    }
    None
}
