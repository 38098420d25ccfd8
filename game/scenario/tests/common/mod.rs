//! A small scenario that is right, and ways to put something wrong in it.

pub mod other_reader;

use codedark_scenario::tree::{Field, Node, Value};
use codedark_scenario::{Loaded, Problem, SourceFile, load_texts};

/// The smallest scenario that is right.
pub const SMALL: &str = include_str!("small.ron");

/// The small scenario with a piece of it replaced.
pub fn small_with(from: &str, to: &str) -> String {
    assert!(SMALL.contains(from), "the small scenario has no `{from}`");
    SMALL.replacen(from, to, 1)
}

/// Loads a text under the name `small.ron`, with these libraries.
pub fn load_with(text: &str, libraries: &[(&str, &str)]) -> Result<Loaded, Vec<Problem>> {
    load_texts(source("small.ron", text), &|name| {
        libraries.iter().find(|(library, _)| *library == name).map(|(name, text)| source(name, text))
    })
}

/// A text with a name.
pub fn source(name: &str, text: &str) -> SourceFile {
    SourceFile { name: name.to_string(), text: text.to_string() }
}

/// The problems of a text, as people read them.
pub fn problems(text: &str) -> Vec<String> {
    shown(load_with(text, &[]))
}

/// The problems of a result, warnings among them, as people read them.
pub fn shown(result: Result<Loaded, Vec<Problem>>) -> Vec<String> {
    let problems = result.map_or_else(|problems| problems, |loaded| loaded.warnings);
    problems.iter().map(ToString::to_string).collect()
}

/// Asserts that a text has exactly these problems.
#[track_caller]
pub fn expect(text: &str, expected: &[&str]) {
    assert_eq!(problems(text), expected);
}

/// The place of the first occurrence of a piece in a text, as `small.ron:LINE:COLUMN`.
pub fn place(text: &str, piece: &str) -> String {
    let before = &text[..text.find(piece).expect("the piece is in the text")];
    let line = before.matches('\n').count() + 1;
    let column = before.chars().rev().take_while(|letter| *letter != '\n').count() + 1;
    format!("small.ron:{line}:{column}")
}

/// Whether two trees say the same, wherever it stands.
pub fn same(one: &Node, other: &Node) -> bool {
    let all = |one: &[Node], other: &[Node]| {
        one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
    };
    match (&one.value, &other.value) {
        (Value::Bool(one), Value::Bool(other)) => one == other,
        (Value::Whole(one), Value::Whole(other)) => one == other,
        (Value::Fraction(one), Value::Fraction(other)) => one.to_bits() == other.to_bits(),
        (Value::Text(one), Value::Text(other)) | (Value::Word(one), Value::Word(other)) => one == other,
        (Value::List(one), Value::List(other)) => all(one, other),
        (Value::Map(one), Value::Map(other)) => {
            let pair =
                |((one, left), (other, right)): (&(Node, Node), &(Node, Node))| same(one, other) && same(left, right);
            one.len() == other.len() && one.iter().zip(other).all(pair)
        }
        (Value::Tuple(name, one), Value::Tuple(named, other)) => name == named && all(one, other),
        (Value::Struct(name, one), Value::Struct(named, other)) => {
            let pair = |(one, other): (&Field, &Field)| one.name == other.name && same(&one.node, &other.node);
            name == named && one.len() == other.len() && one.iter().zip(other).all(pair)
        }
        _ => false,
    }
}
