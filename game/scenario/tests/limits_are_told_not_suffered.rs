//! A huge file and endless brackets are refused with a sentence, quickly.

use crate::common::{expect, problems};
use codedark_scenario::tree::{DEPTH_MAX, FILE_BYTES_MAX};

#[test]
fn a_huge_file_is_refused_unread() {
    let text = " ".repeat(FILE_BYTES_MAX + 1);
    expect(&text, &["small.ron:1:1: This file is 9 MiB large; a scenario or library may have at most 8 MiB."]);
}

#[test]
fn deep_nesting_is_refused_where_it_becomes_too_deep() {
    for depth in [DEPTH_MAX + 1, 200_000] {
        for open in ["(", "[", "A(", "{"] {
            let text = open.repeat(depth);
            let column = open.len() * DEPTH_MAX + open.len();
            let message = "Brackets are nested more than 64 deep here; nothing in a scenario is.";
            expect(&text, &[&format!("small.ron:1:{column}: {message}")]);
        }
    }
}

#[test]
fn a_thousand_mistakes_give_a_list_that_can_be_read() {
    let text = format!("(actions: [{}])", "(), ".repeat(1000));
    let problems = problems(&text);
    assert_eq!(problems.len(), 201);
    assert!(problems[200].ends_with("more problems follow; mend the ones above first."));
}
