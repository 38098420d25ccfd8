//! Pieces of a text by their kind, for an editor that shows it in colours.

use std::ops::Range;

use super::lex::{Kind, lex};
use crate::problem::Findings;

/// What a piece of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paint {
    /// A comment.
    Comment,
    /// The name of a field, or the key of a word.
    Name,
    /// A bare word: a variant, a role, `true`.
    Word,
    /// A number.
    Number,
    /// Words in quotes.
    Text,
    /// Brackets, colons, commas and blanks.
    Plain,
}

/// Cuts a text into pieces without gaps. Works on any text, right or wrong.
pub fn paint(text: &str) -> Vec<(Range<usize>, Paint)> {
    let tokens = lex(0, text, &mut Findings::default());
    let mut pieces: Vec<(Range<usize>, Paint)> = Vec::new();
    let mut add = |piece: Range<usize>, paint: Paint| match pieces.last_mut() {
        _ if piece.is_empty() => {}
        Some((last, same)) if *same == paint => last.end = piece.end,
        _ => pieces.push((piece, paint)),
    };
    let mut done = 0;
    for (index, token) in tokens.iter().enumerate() {
        let (start, end) = (token.span.start as usize, token.span.end as usize);
        // Only comments and blanks stand between tokens.
        let comment = text[done..start].find('/').map_or(start, |at| done + at);
        let comment_end = done + text[done..start].trim_end().len();
        add(done..comment, Paint::Plain);
        add(comment..comment_end.max(comment), Paint::Comment);
        add(comment_end.max(comment)..start, Paint::Plain);
        let named = tokens.get(index + 1).is_some_and(|next| next.kind == Kind::Colon);
        add(
            start..end,
            match token.kind {
                Kind::Word(_) | Kind::Text(_) if named => Paint::Name,
                Kind::Word(_) => Paint::Word,
                Kind::Whole(_) | Kind::Fraction(_) => Paint::Number,
                Kind::Text(_) => Paint::Text,
                _ => Paint::Plain,
            },
        );
        done = end;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_have_kinds_and_no_gaps() {
        let text = "( // a note\n  id: \"x\", n: 41_940, r: medical_lead, /* two\nlines */ \"a.b\": {\"en\": \"w\"";
        let pieces = paint(text);
        let joined: String = pieces.iter().map(|(piece, _)| &text[piece.clone()]).collect();
        assert_eq!(joined, text);
        let of = |paint: Paint| -> Vec<&str> {
            pieces.iter().filter(|(_, kind)| *kind == paint).map(|(piece, _)| &text[piece.clone()]).collect()
        };
        assert_eq!(of(Paint::Comment), ["// a note", "/* two\nlines */"]);
        assert_eq!(of(Paint::Name), ["id", "n", "r", "\"a.b\"", "\"en\""]);
        assert_eq!(of(Paint::Number), ["41_940"]);
        assert_eq!(of(Paint::Word), ["medical_lead"]);
        assert_eq!(of(Paint::Text), ["\"x\"", "\"w\""]);
    }

    #[test]
    fn no_text_is_too_wrong_for_colours() {
        for text in ["", "(\"", "/* never", "é/è", "\u{feff}()", "r#\"x"] {
            let joined: String = paint(text).into_iter().map(|(piece, _)| &text[piece]).collect();
            assert_eq!(joined, text);
        }
    }
}
