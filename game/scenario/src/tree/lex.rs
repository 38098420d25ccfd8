//! Tokens: the letters of a file as brackets, words, numbers and texts.

use super::{Span, TOKENS_MAX};
use crate::codes;
use crate::problem::Findings;

/// A token and its place.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub span: Span,
    pub kind: Kind,
}

/// The kinds of token.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    /// `(`, `[` or `{`.
    Open(char),
    /// `)`, `]` or `}`.
    Close(char),
    Colon,
    Comma,
    Word(String),
    Whole(i128),
    Fraction(f64),
    Text(String),
    /// Unreadable, and reported; stands where a value would.
    Broken,
    /// The end of the file.
    End,
}

/// Cuts a text into tokens. The last is always [`Kind::End`].
pub(super) fn lex(file: u32, text: &str, findings: &mut Findings) -> Vec<Token> {
    lex_with_comments(file, text, findings).0
}

/// Cuts a text into tokens, and tells where the comments between them stand.
pub(super) fn lex_with_comments(file: u32, text: &str, findings: &mut Findings) -> (Vec<Token>, Vec<Span>) {
    let mut lexer = Lexer { file, text, at: 0, comments: Vec::new(), findings };
    let mut tokens = Vec::new();
    loop {
        lexer.skip_blank();
        let start = lexer.at;
        let kind = lexer.next_kind();
        let end = kind == Kind::End;
        tokens.push(Token { span: lexer.span(start), kind });
        // One more than is allowed tells that there are too many.
        if end || tokens.len() > TOKENS_MAX {
            return (tokens, lexer.comments);
        }
    }
}

/// Where the first token of a text begins, and whether it is a comma.
pub(crate) fn first_token(text: &str) -> (usize, bool) {
    let mut unread = Findings::default();
    let mut lexer = Lexer { file: 0, text, at: 0, comments: Vec::new(), findings: &mut unread };
    lexer.skip_blank();
    (lexer.at, lexer.peek() == Some(','))
}

/// Whether a text in quotes runs over several lines: then no line of the piece may be moved.
pub(crate) fn has_long_text(piece: &str) -> bool {
    let tokens = lex(0, piece, &mut Findings::default());
    tokens.iter().any(|token| {
        matches!(token.kind, Kind::Text(_)) && piece[token.span.start as usize..token.span.end as usize].contains('\n')
    })
}

struct Lexer<'a> {
    file: u32,
    text: &'a str,
    at: usize,
    comments: Vec<Span>,
    findings: &'a mut Findings,
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn span(&self, start: usize) -> Span {
        Span { file: self.file, start: start as u32, end: self.at as u32 }
    }

    /// Moves on while the letters fit, and returns them.
    fn take_while(&mut self, fits: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let length = rest.find(|letter| !fits(letter)).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    /// Moves past spaces, line ends and comments.
    fn skip_blank(&mut self) {
        loop {
            self.take_while(|letter| letter.is_whitespace() || letter == '\u{feff}');
            let start = self.at;
            if self.rest().starts_with("//") {
                self.take_while(|letter| letter != '\n');
            } else if self.rest().starts_with("/*") {
                self.skip_block_comment();
            } else {
                return;
            }
            self.comments.push(self.span(start));
        }
    }

    fn skip_block_comment(&mut self) {
        let start = self.at;
        let mut depth = 0;
        while self.at < self.text.len() {
            if self.rest().starts_with("/*") {
                depth += 1;
                self.at += 2;
            } else if self.rest().starts_with("*/") {
                depth -= 1;
                self.at += 2;
                if depth == 0 {
                    return;
                }
            } else {
                self.at += self.peek().map_or(1, char::len_utf8);
            }
        }
        let opening = Span { end: start as u32 + 2, ..self.span(start) };
        self.findings.add(opening, &codes::UNCLOSED, "This comment never ends; close it with `*/`.");
    }

    fn next_kind(&mut self) -> Kind {
        let Some(letter) = self.peek() else { return Kind::End };
        match letter {
            '"' => self.text(),
            'r' if self.rest().starts_with("r\"") || self.rest().starts_with("r#") => self.raw_text(),
            '0'..='9' | '+' | '-' | '.' => self.number(),
            letter if letter.is_alphabetic() || letter == '_' => {
                Kind::Word(self.take_while(|letter| letter.is_alphanumeric() || letter == '_').to_string())
            }
            letter => {
                let start = self.at;
                self.at += letter.len_utf8();
                match letter {
                    '(' | '[' | '{' => Kind::Open(letter),
                    ')' | ']' | '}' => Kind::Close(letter),
                    ':' => Kind::Colon,
                    ',' => Kind::Comma,
                    _ => {
                        let message = format!("The character `{letter}` has no meaning here.");
                        self.findings.add(self.span(start), &codes::SYNTAX, message);
                        Kind::Broken
                    }
                }
            }
        }
    }

    fn number(&mut self) -> Kind {
        let start = self.at;
        let written = self.take_while(|letter| letter.is_ascii_alphanumeric() || "+-._".contains(letter));
        let digits = written.replace('_', "");
        if let Ok(whole) = digits.parse::<i128>() {
            return Kind::Whole(whole);
        }
        match digits.parse::<f64>() {
            Ok(fraction) if fraction.is_finite() => Kind::Fraction(fraction),
            _ => {
                let message = format!("`{written}` is not a number that can be read.");
                self.findings.add(self.span(start), &codes::SYNTAX, message);
                Kind::Broken
            }
        }
    }

    fn text(&mut self) -> Kind {
        let start = self.at;
        self.at += 1;
        let mut words = String::new();
        while let Some(letter) = self.peek() {
            self.at += letter.len_utf8();
            match letter {
                '"' => return Kind::Text(words),
                '\\' => words.extend(self.escape()),
                letter => words.push(letter),
            }
        }
        self.unclosed_text(start)
    }

    /// What a backslash and the letters after it stand for.
    fn escape(&mut self) -> Option<char> {
        let start = self.at - 1;
        let letter = self.peek()?;
        self.at += letter.len_utf8();
        let meant = match letter {
            'n' => Some('\n'),
            't' => Some('\t'),
            'r' => Some('\r'),
            '0' => Some('\0'),
            '"' | '\'' | '\\' => Some(letter),
            'u' if self.rest().starts_with('{') => {
                self.at += 1;
                let code = self.take_while(|letter| letter.is_ascii_hexdigit());
                self.at += usize::from(self.rest().starts_with('}'));
                u32::from_str_radix(code, 16).ok().and_then(char::from_u32)
            }
            _ => None,
        };
        if meant.is_none() {
            let message =
                "This escape is unknown; write `\\\\` for a backslash, `\\\"` for a quote, `\\n` for a new line.";
            self.findings.add(self.span(start), &codes::SYNTAX, message);
        }
        meant
    }

    fn raw_text(&mut self) -> Kind {
        let start = self.at;
        self.at += 1;
        let hashes = self.take_while(|letter| letter == '#');
        let closing = format!("\"{hashes}");
        if self.peek() == Some('"') {
            self.at += 1;
            if let Some(length) = self.rest().find(&closing) {
                let words = self.rest()[..length].to_string();
                self.at += length + closing.len();
                return Kind::Text(words);
            }
        }
        self.unclosed_text(start)
    }

    /// The rest of the file lies inside a text that nobody closed.
    fn unclosed_text(&mut self, start: usize) -> Kind {
        self.at = self.text.len();
        let opening = Span { end: start as u32 + 1, ..self.span(start) };
        self.findings.add(opening, &codes::UNCLOSED, "This text never ends; close it with `\"`.");
        Kind::Broken
    }
}
