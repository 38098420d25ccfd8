//! Tokens to nodes, going on after every mistake.

use std::collections::BTreeSet;

use super::brackets::{self, Repair};
use super::lex::{Kind, Token, lex};
use super::{DEPTH_MAX, FILE_BYTES_MAX, Field, Node, TOKENS_MAX, Value, too_large};
use crate::codes;
use crate::problem::{Finding, Findings};
use crate::source::Span;

/// Most mistakes of writing listed for a file: after so many the reader has lost its way.
const SYNTAX_FINDINGS_MAX: usize = 40;

/// Reads a file. Without a result its brackets do not match, and nothing further can be said about it.
pub(crate) fn parse(file: u32, text: &str, findings: &mut Findings) -> Option<Node> {
    parse_any(file, text, findings, true)
}

/// Reads a value that is no whole file.
pub(crate) fn parse_value(text: &str, findings: &mut Findings) -> Option<Node> {
    parse_any(0, text, findings, false)
}

fn parse_any(file: u32, text: &str, findings: &mut Findings, whole: bool) -> Option<Node> {
    let top = Span { file, start: 0, end: 0 };
    if text.len() > FILE_BYTES_MAX {
        let message = too_large(text.len() as u64);
        findings.add(top, &codes::FILE_TOO_LARGE, message);
        return None;
    }
    if let Some(start) = text.find(char::REPLACEMENT_CHARACTER) {
        let place = Span { start: start as u32, ..top };
        findings.add(place, &codes::NOT_UTF8, "This character is not UTF-8; save the file as UTF-8 text.");
        return None;
    }
    let mut own = Findings::default();
    let tokens = lex(file, text, &mut own);
    if tokens.len() > TOKENS_MAX {
        let message = format!("This file holds more than {TOKENS_MAX} words, numbers and signs; no scenario does.");
        findings.add(tokens[TOKENS_MAX].span, &codes::TOO_MUCH, message);
        return None;
    }
    let empty = || (tokens.len() == 1).then_some("Nothing is written here.");
    if let Some(message) = if whole { begins_otherwise(&tokens) } else { empty() } {
        // A comment that swallows the file says more.
        match own.0.iter().position(|finding| finding.code == &codes::UNCLOSED) {
            Some(unclosed) => findings.0.push(own.0.swap_remove(unclosed)),
            None => findings.add(tokens[0].span, &codes::SYNTAX, message),
        }
        return None;
    }
    let mut parser = Parser {
        text,
        tokens,
        at: 0,
        opened: Vec::new(),
        lost: false,
        ended_early: false,
        given_up: false,
        findings: &mut own,
    };
    let node = parser.value();
    if !parser.lost && *parser.kind() != Kind::End {
        parser.note("Nothing may follow the closing bracket of the file; remove this, or a bracket before it.");
        parser.lost = true;
    }
    let Parser { tokens, lost, .. } = parser;
    // Where a text was meant to end is a guess, too.
    let lost = lost || own.0.iter().any(|finding| finding.code == &codes::UNCLOSED);
    findings.0.extend(without_echoes(text, &tokens, own.0).take(SYNTAX_FINDINGS_MAX));
    (!lost).then_some(node)
}

/// What is said of a file that does not begin as a scenario or a library does.
fn begins_otherwise(tokens: &[Token]) -> Option<&'static str> {
    match (&tokens[0].kind, tokens.get(1).map(|token| &token.kind)) {
        (Kind::Open(_), _) | (Kind::Word(_), Some(Kind::Open('('))) => None,
        (Kind::End, _) => Some("This file is empty; a scenario is written in round brackets."),
        _ => Some("A scenario begins with `(`; this file begins otherwise. Is it the right one?"),
    }
}

/// Fewest tokens between two mistakes of writing in a line: of those closer to each other the second follows from the first.
const APART_MIN: usize = 3;

/// The findings without those that only follow from the one before.
fn without_echoes(text: &str, tokens: &[Token], mut findings: Vec<Finding>) -> impl Iterator<Item = Finding> {
    findings.sort_by_key(|finding| finding.span.start);
    let (mut line, mut read) = (0, 0);
    let mut last = None;
    findings.retain(|finding| {
        if ![&codes::SYNTAX, &codes::UNCLOSED].contains(&finding.code) {
            return true;
        }
        let start = finding.span.start as usize;
        line += text.as_bytes()[read..start].iter().filter(|byte| **byte == b'\n').count();
        read = start;
        let index = tokens.partition_point(|token| token.span.end <= finding.span.start);
        let echo = last.is_some_and(|(told, before)| told == line && index < before + APART_MIN);
        last = Some((line, index));
        !echo
    });
    findings.into_iter()
}

struct Parser<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    at: usize,
    /// The closing brackets that are waited for, outermost first.
    opened: Vec<char>,
    /// Brackets do not match: what follows may stand at the wrong level.
    lost: bool,
    /// A list was ended before a field's name: no comma stands there.
    ended_early: bool,
    /// Reading ended early: what seems to be missing was only not read.
    given_up: bool,
    findings: &'a mut Findings,
}

impl Parser<'_> {
    fn kind(&self) -> &Kind {
        &self.tokens[self.at].kind
    }

    fn kind_after(&self) -> &Kind {
        self.tokens.get(self.at + 1).map_or(&Kind::End, |token| &token.kind)
    }

    fn span(&self) -> Span {
        self.tokens[self.at].span
    }

    /// Moves on by one token; the end stays in sight.
    fn step(&mut self) {
        self.at = (self.at + 1).min(self.tokens.len() - 1);
    }

    /// Notes a problem at the current token.
    fn note(&mut self, message: impl Into<String>) {
        let span = self.span();
        if !self.given_up {
            self.findings.add(span, &codes::SYNTAX, message);
        }
    }

    /// From a start to the end of the last token read.
    fn since(&self, start: Span) -> Span {
        let last = self.tokens[self.at.saturating_sub(1)].span;
        Span { end: last.end.max(start.end), ..start }
    }

    fn value(&mut self) -> Node {
        let start = self.span();
        let value = match self.kind().clone() {
            Kind::Open('(') => self.round(None),
            Kind::Open('[') => Value::List(self.bracketed(']', Self::value)),
            Kind::Open(_) => Value::Map(self.map()),
            Kind::Word(word) if *self.kind_after() == Kind::Open('(') => {
                self.step();
                self.round(Some(word))
            }
            Kind::Word(word) => self.leaf(match word.as_str() {
                "true" => Value::Bool(true),
                "false" => Value::Bool(false),
                _ => Value::Word(word),
            }),
            Kind::Whole(number) => self.leaf(Value::Whole(number)),
            Kind::Fraction(number) => self.leaf(Value::Fraction(number)),
            Kind::Text(text) => self.leaf(Value::Text(text)),
            Kind::Broken => self.leaf(Value::Broken),
            Kind::Colon => {
                self.note("A colon stands where a value was expected; write `name: value`.");
                self.step();
                Value::Broken
            }
            Kind::Comma | Kind::Close(_) | Kind::End => {
                self.note("A value is missing before this.");
                Value::Broken
            }
        };
        Node { span: self.since(start), value }
    }

    fn leaf(&mut self, value: Value) -> Value {
        self.step();
        value
    }

    /// Entries up to a closing bracket, with the commas between them.
    fn bracketed<T>(&mut self, close: char, entry: fn(&mut Self) -> T) -> Vec<T> {
        let open = self.span();
        let mut entries = Vec::new();
        if self.opened.len() >= DEPTH_MAX {
            let message = format!("Brackets are nested more than {DEPTH_MAX} deep here; nothing in a scenario is.");
            self.findings.add(open, &codes::TOO_DEEP, message);
            (self.lost, self.given_up) = (true, true);
            self.at = self.tokens.len() - 1;
            return entries;
        }
        self.step();
        self.opened.push(close);
        loop {
            match self.kind().clone() {
                Kind::Close(found) if found == close => {
                    self.step();
                    break;
                }
                Kind::Close(found) => match self.repair(found) {
                    Repair::Skip => self.refuse(format!("This `{found}` closes nothing; remove it.")),
                    Repair::Replace => {
                        let other = &self.text[open.start as usize..open.end as usize];
                        self.refuse(format!("This `{found}` closes a `{other}`; write `{close}`."));
                        break;
                    }
                    Repair::Insert => {
                        self.never_closed(open, close);
                        break;
                    }
                },
                Kind::End => {
                    self.never_closed(open, close);
                    break;
                }
                // A field's name in a list: the list was meant to end before it.
                Kind::Word(_) if close == ']' && *self.kind_after() == Kind::Colon => {
                    self.never_closed(open, close);
                    self.ended_early = true;
                    break;
                }
                Kind::Comma => {
                    self.note("A value is missing before this comma.");
                    self.step();
                }
                _ => {
                    entries.push(entry(self));
                    self.comma();
                }
            }
        }
        self.opened.pop();
        entries
    }

    /// What to do about a closing bracket that is not waited for. Only the first is worth a guess.
    fn repair(&self, found: char) -> Repair {
        match (self.lost, self.opened.contains(&found)) {
            (false, _) => brackets::likeliest(&self.opened, &self.tokens[self.at..]),
            (true, true) => Repair::Insert,
            (true, false) => Repair::Skip,
        }
    }

    /// Reports a bracket and moves on; from here on they do not match.
    fn refuse(&mut self, message: String) {
        self.note(message);
        self.lost = true;
        self.step();
    }

    /// One sentence for one missing bracket: the levels outside stay silent at the end of the file.
    fn never_closed(&mut self, open: Span, close: char) {
        let swallowed = self.findings.0.iter().any(|finding| finding.code == &codes::UNCLOSED);
        if !self.lost && !swallowed {
            let open = brackets::suspect(self.text, &self.tokens[..self.at], close).unwrap_or(open);
            let message = format!("This bracket is never closed; a `{close}` is missing.");
            self.findings.add(open, &codes::SYNTAX, message);
        }
        self.lost = true;
    }

    /// The comma between two entries; the last one needs none.
    fn comma(&mut self) {
        let ended_early = std::mem::take(&mut self.ended_early);
        match self.kind() {
            Kind::Comma => self.step(),
            Kind::Close(_) | Kind::End | Kind::Broken | Kind::Colon => {}
            _ if ended_early => {}
            Kind::Word(_) if self.is_quoted() => {
                self.note("The text ends before this word; a quote within a text is written `\\\"`.");
                self.lost = true;
            }
            _ => self.note("A comma is missing before this."),
        }
    }

    /// Whether a text ends right before this token.
    fn is_quoted(&self) -> bool {
        let before = &self.tokens[self.at.saturating_sub(1)];
        matches!(before.kind, Kind::Text(_)) && before.span.end == self.span().start
    }

    /// Whether a number is the second half of one with a decimal comma.
    fn is_half(&self, node: &Node) -> bool {
        let (before, after) = self.text.split_at(node.span.start as usize);
        let digit = |letter: char| letter.is_ascii_digit();
        after.starts_with(digit) && before.strip_suffix(',').is_some_and(|before| before.ends_with(digit))
    }

    fn map(&mut self) -> Vec<(Node, Node)> {
        let mut entries: Vec<(Node, Node)> = Vec::new();
        let mut known = BTreeSet::new();
        for (key, value) in self.bracketed('}', Self::map_entry) {
            match key.text() {
                Some(written) if !known.insert(written.to_string()) => {
                    let message = format!("`{written}` is written twice here; keep one.");
                    self.findings.add(key.span, &codes::DUPLICATE_KEY, message);
                }
                _ => entries.push((key, value)),
            }
        }
        entries
    }

    fn map_entry(&mut self) -> (Node, Node) {
        let key = self.value();
        let value = self.after_colon();
        (key, value)
    }

    /// `: value`
    fn after_colon(&mut self) -> Node {
        if *self.kind() == Kind::Colon {
            self.step();
        } else {
            self.note("A colon is missing before this.");
        }
        match self.kind() {
            Kind::Comma | Kind::Close(_) | Kind::End => {
                self.note("A value is missing before this.");
                Node { span: self.span(), value: Value::Broken }
            }
            _ => self.value(),
        }
    }

    /// `(..)`: a struct when its entries have names, else a tuple.
    fn round(&mut self, name: Option<String>) -> Value {
        let entries = self.bracketed(')', Self::round_entry);
        if entries.iter().all(|(field, _)| field.is_none()) {
            return Value::Tuple(name, entries.into_iter().map(|(_, node)| node).collect());
        }
        let mut fields: Vec<Field> = Vec::new();
        let mut known = BTreeSet::new();
        for (field, node) in entries {
            let Some((field, span)) = field else {
                // Where brackets do not match, or the value was unreadable, enough has been said.
                if !self.lost && !matches!(node.value, Value::Broken) {
                    let message = match self.is_half(&node) {
                        true => "A fraction is written with a point, as in `0.5`.",
                        false => "This value has no name; write `name: value`.",
                    };
                    self.findings.add(node.span, &codes::SYNTAX, message);
                }
                continue;
            };
            if !known.insert(field.clone()) {
                let message = format!("The field `{field}` is written twice here; keep one.");
                self.findings.add(span, &codes::DUPLICATE_FIELD, message);
            } else {
                fields.push(Field { name: field, span, node });
            }
        }
        Value::Struct(name, fields)
    }

    fn round_entry(&mut self) -> (Option<(String, Span)>, Node) {
        let span = self.span();
        match (self.kind().clone(), self.kind_after()) {
            (Kind::Word(name), Kind::Colon) => {
                self.step();
                (Some((name, span)), self.after_colon())
            }
            (Kind::Text(name), Kind::Colon) => {
                self.note(format!("Field names are written without quotes: `{name}: ..`."));
                self.step();
                (Some((name, span)), self.after_colon())
            }
            // `id "x"`: two values side by side mean a forgotten colon more often than a forgotten comma.
            (Kind::Word(name), after) if starts_value(after) && name.starts_with(char::is_lowercase) => {
                self.step();
                (Some((name, span)), self.after_colon())
            }
            _ => (None, self.value()),
        }
    }
}

/// Whether a token after a word begins another value; a round bracket belongs to the word.
fn starts_value(kind: &Kind) -> bool {
    matches!(kind, Kind::Text(_) | Kind::Whole(_) | Kind::Fraction(_) | Kind::Word(_) | Kind::Open('[' | '{'))
}
