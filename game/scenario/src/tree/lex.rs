//! Tokens: the letters of a file as brackets, words, numbers and texts.

use super::TOKENS_MAX;
use crate::codes;
use crate::problem::Findings;
use crate::source::Span;

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
            } else if self.at_conflict() {
                self.skip_conflict();
            } else if self.rest().starts_with('#') {
                self.take_while(|letter| letter != '\n');
                self.findings.add(self.span(start), &codes::SYNTAX, "A comment begins with `//`.");
            } else {
                return;
            }
            self.comments.push(self.span(start));
        }
    }

    /// Whether a line begins here with which a version control system marks what it could not merge.
    fn at_conflict(&self) -> bool {
        let begins = self.at == 0 || self.text[..self.at].ends_with('\n');
        begins && ["<<<<<<<", "=======", ">>>>>>>"].iter().any(|mark| self.rest().starts_with(mark))
    }

    /// Moves past such a line. The first of its kind is told; what stands between them is read.
    fn skip_conflict(&mut self) {
        let start = self.at;
        let first = self.rest().starts_with('<');
        self.take_while(|letter| letter != '\n');
        if first {
            let message =
                "Two versions of this place were never merged; keep one, and remove the three lines of marks.";
            self.findings.add(self.span(start), &codes::SYNTAX, message);
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
            letter if letter.is_alphabetic() || letter == '_' => self.word(),
            '“' | '”' | '„' | '‟' | '«' | '»' | '‘' | '’' | '\'' => self.text_in_other_quotes(),
            letter => {
                let start = self.at;
                self.at += letter.len_utf8();
                match letter {
                    '(' | '[' | '{' => Kind::Open(letter),
                    ')' | ']' | '}' => Kind::Close(letter),
                    ':' => Kind::Colon,
                    ',' => Kind::Comma,
                    ';' => self.instead(start, "Fields and items are parted by commas; write `,`.", Kind::Comma),
                    '=' => self.instead(start, "A field is written `name: value`, with a colon.", Kind::Colon),
                    '%' | '€' | '$' | '£' => {
                        let message = format!("A number stands alone, without `{letter}`; its field says its unit.");
                        self.instead(start, message, Kind::Broken)
                    }
                    _ => self.instead(start, format!("The character `{letter}` has no meaning here."), Kind::Broken),
                }
            }
        }
    }

    /// Reports a habit from elsewhere, and reads it as what was meant.
    fn instead(&mut self, start: usize, message: impl Into<String>, meant: Kind) -> Kind {
        self.findings.add(self.span(start), &codes::SYNTAX, message);
        meant
    }

    fn word(&mut self) -> Kind {
        let start = self.at;
        let part = |letter: char| letter.is_alphanumeric() || letter == '_';
        let mut word = self.take_while(part).to_string();
        while self.rest().strip_prefix('-').is_some_and(|rest| rest.starts_with(char::is_alphabetic)) {
            self.at += 1;
            word = format!("{word}_{}", self.take_while(part));
        }
        if !word.is_empty() && self.text[start..self.at].contains('-') {
            let message = format!("Names of the language are written with `_`, ids in quotes; did you mean `{word}`?");
            self.findings.add(self.span(start), &codes::SYNTAX, message);
        }
        Kind::Word(word)
    }

    /// A text as word processors write it, up to the next quote of any kind in its line.
    fn text_in_other_quotes(&mut self) -> Kind {
        let start = self.at;
        self.at += self.peek().map_or(0, char::len_utf8);
        let words = self.take_while(|letter| !"“”„‟«»‘’'\"\n".contains(letter)).to_string();
        self.at += self.peek().filter(|letter| *letter != '\n').map_or(0, char::len_utf8);
        self.instead(start, "A text stands in straight double quotes: `\"..\"`.", Kind::Text(words))
    }

    fn number(&mut self) -> Kind {
        let start = self.at;
        let written = self.take_while(|letter| letter.is_ascii_alphanumeric() || "+-._'’".contains(letter));
        let digits = written.replace('_', "");
        if let Ok(whole) = digits.parse::<i128>() {
            return Kind::Whole(whole);
        }
        match digits.parse::<f64>() {
            Ok(fraction) if fraction.is_finite() => Kind::Fraction(fraction),
            _ => {
                let mut groups = written.split(['.', '\'', '’']).skip(1).peekable();
                let parted = groups.peek().is_some() && groups.all(|group| group.len() == 3);
                let mend = if parted { "; thousands are parted by `_`, as in `10_000`" } else { "" };
                self.instead(start, format!("`{written}` is not a number that can be read{mend}."), Kind::Broken)
            }
        }
    }

    fn text(&mut self) -> Kind {
        let start = self.at;
        self.at += 1;
        let mut words = String::new();
        let escapes = self.findings.0.len();
        while let Some(letter) = self.peek() {
            self.at += letter.len_utf8();
            match letter {
                '"' if self.lost_its_end(start) => break,
                '"' => return Kind::Text(words),
                '\\' => words.extend(self.escape()),
                letter => words.push(letter),
            }
        }
        self.findings.0.truncate(escapes);
        self.text_of_one_line(start)
    }

    /// Whether a text that seems to end here in a later line lost its own quote: then no comma or bracket follows, but words.
    fn lost_its_end(&self, start: usize) -> bool {
        let after = || self.rest().trim_start().chars().next();
        self.text[start..self.at].contains('\n') && after().is_some_and(|letter| !",:)]}/".contains(letter))
    }

    /// A text without its closing quote. It was most likely meant to end with its line, before the line's last brackets and
    /// commas, so what follows is read from there.
    fn text_of_one_line(&mut self, start: usize) -> Kind {
        let line = self.text[start + 1..].lines().next().unwrap_or_default();
        let words = line.trim_end_matches(|letter: char| letter.is_whitespace() || ",)]}".contains(letter));
        self.at = start + 1 + words.len();
        self.findings.add(self.span(start), &codes::UNCLOSED, "This text never ends; close it with `\"`.");
        Kind::Text(words.to_string())
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
        // The rest of the file lies inside a text that nobody closed.
        self.at = self.text.len();
        let opening = Span { end: start as u32 + 1, ..self.span(start) };
        self.findings.add(opening, &codes::UNCLOSED, "This text never ends; close it with `\"`.");
        Kind::Broken
    }
}
