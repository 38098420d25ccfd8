//! Pieces: a text that parses, as it is written, with the comments and line ends between its tokens.
//!
//! Commas are no pieces of their own: whether one stood before a piece is all that matters, and a comment before a comma
//! belongs behind it.

use super::lex::{Kind, lex_with_comments};
use crate::problem::Findings;
use crate::source::Span;

/// A token other than a comma, and what stands between it and the one before.
pub(crate) struct Piece<'a> {
    /// What kind of thing it is.
    pub mark: Mark,
    /// The letters it is written with; nothing at the end of the file.
    pub written: &'a str,
    /// The comments before it.
    pub comments: Vec<Comment<'a>>,
    /// A comma stood before it.
    pub comma: bool,
    /// It is the first of its line.
    pub on_new_line: bool,
    /// An empty line stood before it.
    pub after_blank: bool,
}

/// The kinds of piece, as far as layout depends on them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// `(`, `[` or `{`.
    Open,
    /// `)`, `]` or `}`.
    Close,
    /// `:`
    Colon,
    /// Words in quotes.
    Text,
    /// A bare word or a number.
    Plain,
    /// The end of the file.
    End,
}

/// A comment, and how it stands.
pub(crate) struct Comment<'a> {
    /// Its letters, without blanks at the end.
    pub written: &'a str,
    /// It is the first of its line.
    pub on_new_line: bool,
    /// An empty line stood before it.
    pub after_blank: bool,
}

impl Comment<'_> {
    /// Whether the rest of the line belongs to it.
    pub fn to_line_end(&self) -> bool {
        self.written.starts_with("//")
    }
}

/// Cuts a text that parses without findings into its pieces.
pub(crate) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let (tokens, comments) = lex_with_comments(0, text, &mut Findings::default());
    let slice = |span: Span| &text[span.start as usize..span.end as usize];
    let mut comments = comments.into_iter().peekable();
    let mut found = Vec::new();
    let (mut before, mut comma, mut at) = (Vec::new(), false, 0);
    let (mut on_new_line, mut after_blank) = (false, false);
    for token in tokens {
        while let Some(comment) = comments.next_if(|comment| comment.start < token.span.start) {
            let (newline, blank) = line_ends(&text[at..comment.start as usize]);
            before.push(Comment {
                written: slice(comment).trim_end(),
                on_new_line: newline || on_new_line,
                after_blank: blank || after_blank,
            });
            (on_new_line, after_blank, at) = (false, false, comment.end as usize);
        }
        let (newline, blank) = line_ends(&text[at..token.span.start as usize]);
        (on_new_line, after_blank, at) = (on_new_line || newline, after_blank || blank, token.span.end as usize);
        let mark = match token.kind {
            Kind::Comma => {
                comma = true;
                continue;
            }
            Kind::Open(_) => Mark::Open,
            Kind::Close(_) => Mark::Close,
            Kind::Colon => Mark::Colon,
            Kind::Text(_) => Mark::Text,
            Kind::End => Mark::End,
            Kind::Word(_) | Kind::Whole(_) | Kind::Fraction(_) | Kind::Broken => Mark::Plain,
        };
        let comments = std::mem::take(&mut before);
        found.push(Piece { mark, written: slice(token.span), comments, comma, on_new_line, after_blank });
        (comma, on_new_line, after_blank) = (false, false, false);
    }
    found
}

/// Whether a gap without comments ends a line, and whether it holds an empty one.
fn line_ends(gap: &str) -> (bool, bool) {
    let ends = gap.matches('\n').count();
    (ends > 0, ends > 1)
}
