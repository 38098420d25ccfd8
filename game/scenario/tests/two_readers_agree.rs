//! What the scenario's own reader makes of a text is what `ron` makes of it: the language is RON as others know it, but for
//! the differences that the author's guide lists with their reasons. That list is held from both sides: each of its rows is a
//! difference, and texts made at random find no other.

use std::collections::BTreeMap;

use codedark_scenario::tree::read;
use codedark_scenario::{Names, Problem, read_as};
use codedark_shipped::{built_in, built_in_file_names};
use proptest::prelude::*;
use proptest::sample::select;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::common::other_reader::{options, reads, reads_as};
use crate::common::{SEED, SMALL, cases, source};

const GUIDE: &str = include_str!("../../../scenarios/README.md");
/// The heading above the list of differences.
const HEADING: &str = "### Where this is not RON";

/// Who takes what is written so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Takes {
    /// `ron` alone.
    Ron,
    /// Scenarios alone.
    Ours,
}

/// A difference.
struct Difference {
    /// As the guide writes it.
    written: &'static str,
    /// Who takes it.
    takes: Takes,
    /// A text with it, and what each reader makes of that where one type is asked for: ours first.
    example: fn() -> [Result<String, String>; 2],
    /// What shows it in a text of random origin: a piece of our refusal, or of the text where `ron` refuses.
    signs: &'static [&'static str],
}

/// What both readers make of a text, read as this type.
fn both<T: for<'a> Deserialize<'a> + JsonSchema + std::fmt::Debug>(text: &str) -> [Result<String, String>; 2] {
    let ours = read_as::<T>(&source("a.ron", text), "value", Names::Bare);
    let ours = ours.map_err(|problems| Problem::lines(&problems));
    let other = options().from_str::<T>(text).map_err(|error| error.to_string());
    [ours.map(|value| format!("{value:?}")), other.map(|value| format!("{value:?}"))]
}

/// A value with a field.
#[derive(Debug, Deserialize, JsonSchema)]
#[expect(dead_code, reason = "it is only shown")]
struct Item {
    id: String,
}

const NO_NUMBER: &[&str] = &["is not a number that can be read"];
const NO_ESCAPE: &[&str] = &["This escape is unknown"];
const TWICE: &[&str] = &["is written twice here; keep one."];

/// The differences, in the order of the guide.
fn differences() -> Vec<Difference> {
    use Takes::{Ours, Ron};
    let row = |written, takes, signs, example| Difference { written, takes, example, signs };
    vec![
        row("`0x1F`, `0b101`, `0o17`", Ron, NO_NUMBER, || both::<i64>("0x1F")),
        row("`1i64`, `0.5f32`", Ron, NO_NUMBER, || both::<i64>("1i64")),
        row("`inf`, `NaN`, `1e400`", Ron, NO_NUMBER, || both::<f64>("1e400")),
        row("`\"\\x41\"`", Ron, NO_ESCAPE, || both::<String>(r#""\x41""#)),
        row("a backslash at the end of a line", Ron, NO_ESCAPE, || both::<String>("\"a \\\n   b\"")),
        row("`'a'`", Ron, &["A text stands in straight double quotes"], || both::<char>("'a'")),
        row("`b\"ab\"`", Ron, &["Nothing may follow", "A comma is missing"], || {
            let [ours, _] = both::<String>("b\"ab\"");
            [
                ours,
                ron::from_str::<ron::Value>("b\"ab\"")
                    .map(|value| format!("{value:?}"))
                    .map_err(|error| error.to_string()),
            ]
        }),
        row("`r#id`", Ron, &["This text never ends"], || both::<Item>("(r#id: \"a\")")),
        row("`#![enable(..)]`", Ron, &["A comment begins with `//`."], || both::<i64>("#![enable(implicit_some)]\n1")),
        row("a key written twice in a table", Ron, TWICE, || both::<BTreeMap<String, i64>>("{ \"a\": 1, \"a\": 2 }")),
        row("a field that there is not", Ron, &[], || both::<Item>("(id: \"a\", bed: 3)")),
        row("U+200E and U+200F between words", Ron, &["has no meaning here"], || both::<Vec<i64>>("[1,\u{200e}2]")),
        row("a no-break space and other wide blanks", Ours, &["\u{a0}", "\u{2003}", "\u{3000}"], || {
            both::<Vec<i64>>("[1,\u{a0}2]")
        }),
        row("a byte order mark", Ours, &["\u{feff}"], || both::<Vec<i64>>("\u{feff}[1, 2]")),
        row("`\"\\u{0001F3E5}\"`", Ours, &["\\u{0001F3E5}"], || both::<String>(r#""\u{0001F3E5}""#)),
    ]
}

#[test]
fn the_guide_lists_each_difference() {
    let listed: Vec<(&str, &str)> = GUIDE
        .split_once(HEADING)
        .expect("the guide has this heading")
        .1
        .lines()
        .skip_while(|line| !line.starts_with("|---"))
        .skip(1)
        .take_while(|line| line.starts_with('|'))
        .map(|line| {
            let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
            let [written, takes, reason] = cells[..] else { panic!("three cells: {line}") };
            assert!(reason.len() >= 20, "a reason: {line}");
            (written, takes)
        })
        .collect();
    let held: Vec<(&str, &str)> = differences()
        .iter()
        .map(|row| (row.written, if row.takes == Takes::Ron { "others" } else { "scenarios" }))
        .collect();
    assert_eq!(listed, held, "the guide and this test list the same");
}

#[test]
fn each_difference_is_one() {
    for Difference { written, takes, example, signs } in differences() {
        let [ours, other] = example();
        let (reads, refuses) = if takes == Takes::Ours { (ours, other) } else { (other, ours) };
        assert!(reads.is_ok(), "{written}: {reads:?}");
        let refused = refuses.expect_err(written);
        let shows = takes == Takes::Ours || signs.is_empty() || signs.iter().any(|sign| refused.contains(sign));
        assert!(shows, "{written}: {refused}");
    }
}

#[test]
fn every_shipped_file_says_the_same_to_both() {
    let mut files = 0;
    for name in built_in_file_names() {
        let file = built_in(name).expect("it is listed");
        let tree = read(&file).unwrap_or_else(|problems| panic!("{problems:?}"));
        reads_as(&file.text, &tree).unwrap_or_else(|why| panic!("{name}: {why}"));
        files += 1;
    }
    assert!(files > 20, "scenarios and libraries");
}

/// Pieces that are put into the small scenario.
fn piece() -> impl Strategy<Value = String> {
    let values = [
        "0",
        "-0",
        "007",
        "+1",
        "1_000",
        "1__0",
        "1_",
        ".5",
        "1.",
        "-1.5e3",
        "1e3",
        "1e-3",
        "1e400",
        "0x1F",
        "0b101",
        "0o17",
        "1i64",
        "0.5f32",
        "inf",
        "NaN",
        "170141183460469231731687303715884105728",
        "true",
        "None",
        "Some(3)",
        "Some(None)",
        "()",
        "[]",
        "{}",
        "[1, 2,]",
        "(1,)",
        "Any()",
        "All([After(1)])",
        "Named(a: 1)",
        "{ \"a\": 1, \"b\": 2 }",
        "{ \"a\": 1, \"a\": 2 }",
        "(a: 1, a: 2)",
        "(a: 1, 2)",
        "[1 2]",
        "\"\"",
        "\"a\\n\\t\\\"\\\\\"",
        "\"\\u{41}\"",
        "\"\\u{0001F3E5}\"",
        "\"\\x41\"",
        "\"\\q\"",
        "\"over\ntwo lines\"",
        "\"a \\\n b\"",
        "r\"\\n\"",
        "r#\"a \"b\" c\"#",
        "'a'",
        "b\"ab\"",
        "r#id",
        "é",
        "\"é🏥\"",
        "/* a /* b */ c */ 1",
        "// a\n1",
        "/* 1",
        "#a\n1",
        "\u{a0}1",
        "\u{3000}1",
        "\u{feff}1",
        "\u{200e}1",
        "a-b",
        "1 %",
        "\"",
    ];
    prop_oneof![
        4 => select(values.to_vec()).prop_map(str::to_owned),
        1 => any::<i128>().prop_map(|number| number.to_string()),
        1 => any::<f64>().prop_map(|number| format!("{number:?}")),
        1 => any::<f32>().prop_map(|number| format!("{number:e}")),
        1 => "[ -~äß€]{0,12}".prop_map(|words| format!("{words:?}")),
        1 => select(r#"()[]{}:,"'/\-_.0a #"#.chars().collect::<Vec<_>>()).prop_map(String::from),
    ]
}

/// The small scenario, changed at one place: something put in, taken out, or put in the place of something else.
fn text() -> impl Strategy<Value = String> {
    assert!(SMALL.is_ascii(), "each of its bytes begins a letter");
    let starts = SMALL.match_indices([' ', '(', '[', ',', ':', '"', '\n']).map(|(at, _)| at).collect::<Vec<_>>();
    let length = prop_oneof![3 => Just(0), 2 => 1..12_usize];
    (select(starts), 0..2_usize, length, prop_oneof![4 => piece(), 1 => Just(String::new())]).prop_map(
        |(at, after, length, piece)| {
            let at = at + after;
            let value = SMALL[at..].find([',', ')', ']', '\n']).unwrap_or_default();
            // A whole value as often as any letters.
            let taken = if length % 2 == 0 { value } else { length };
            format!("{}{piece}{}", &SMALL[..at], &SMALL[(at + taken).min(SMALL.len())..])
        },
    )
}

/// Whether a difference is one of the list.
fn is_listed(takes: Takes, said: &str) -> bool {
    differences().iter().any(|row| row.takes == takes && row.signs.iter().any(|sign| said.contains(sign)))
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 500, ..cases(2_000) })]

    #[test]
    fn no_text_says_anything_else_to_one_of_them(text in text()) {
        match read(&source("a.ron", &text)) {
            Ok(tree) => {
                let other = reads_as(&text, &tree);
                let fits = other.is_ok() || is_listed(Takes::Ours, &text);
                prop_assert!(fits, "seed {}: ron says {:?}", SEED, other);
            }
            Err(problems) => {
                let listed = problems.iter().all(|problem| is_listed(Takes::Ron, &problem.message));
                let other = reads(&text);
                prop_assert!(other.is_err() || listed, "seed {}: ron reads it, we say {:?}", SEED, problems);
            }
        }
    }
}
