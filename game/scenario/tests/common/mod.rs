//! A small scenario that is right, and ways to put something wrong in it.

pub mod other_reader;

use codedark_scenario::tree::{Field, Node, Value};
use codedark_scenario::{Loaded, Problem, SourceFile, load_texts};
use proptest::prelude::ProptestConfig;
use proptest::test_runner::RngSeed;

/// Where the dice of the laws begin.
pub const SEED: u64 = 15;

/// So many cases of a law, the same ones each time.
pub fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, rng_seed: RngSeed::Fixed(SEED), failure_persistence: None, ..ProptestConfig::default() }
}

/// The smallest scenario that is right.
pub const SMALL: &str = include_str!("small.ron");

/// The small scenario with a piece of it replaced.
pub fn small_with(from: &str, to: &str) -> String {
    assert!(SMALL.contains(from), "the small scenario has no `{from}`");
    SMALL.replacen(from, to, 1)
}

/// The small scenario with so many services more, each of which needs the next.
pub fn chain_of_services(length: usize) -> String {
    let service = |index: usize| {
        let needs = match index + 1 == length {
            true => "Asset(\"desks\")".to_owned(),
            false => format!("Service(\"s-{}\")", index + 1),
        };
        format!(
            "(id: \"s-{index}\", needs: {needs}, paper: (first: 0.3, learned: 0.6, tired: 0.4), urgent_per_day: 1, planned_per_day: 1, \
             profile: \"even\", headroom: 1.3, unsafe_per_1000: 2, owner: medical_lead, source: \"assumption: a test\"),\n"
        )
    };
    let services: String = (0..length).map(service).collect();
    let words: String = (0..length).map(|index| format!("\"service.s-{index}\": {{ \"en\": \"S\" }},\n")).collect();
    let text = small_with("services: [\n", &format!("services: [\n{services}"));
    text.replacen("    texts: {\n", &format!("    texts: {{\n{words}"), 1)
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
    place_at(text, text.find(piece).expect("the piece is in the text"))
}

/// The place of a byte of a text, written so.
pub fn place_at(text: &str, byte: usize) -> String {
    let before = &text[..byte];
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
