//! Whoever follows the tutorial of the author's guide to the letter ends with the shipped example, which is right and can be
//! played. `CODEDARK_RENEW=1` writes the example anew.

use std::io::{BufRead, BufReader};
use std::process::Stdio;

use crate::common::{Desk, shipped};
use codedark_scenario::{SourceFile, check_texts};
use codedark_shipped::built_in;

const EXAMPLE: &str = "a-night-on-paper.ron";

/// A piece of the tutorial that is done, with what stands behind the three ticks.
struct Step {
    kind: String,
    text: String,
}

fn steps() -> Vec<Step> {
    let guide = std::fs::read_to_string(shipped().join("README.md")).expect("the guide");
    let tutorial = guide.split("\n## ").find(|part| part.starts_with("Ten minutes")).expect("the tutorial");
    let blocks = tutorial.split("\n```").collect::<Vec<_>>();
    let step = |block: &&str| {
        let (kind, text) = block.split_once('\n').unwrap_or((block, ""));
        Step { kind: kind.to_owned(), text: text.to_owned() }
    };
    // Between two ends of blocks lies prose, which has no kind.
    blocks.iter().skip(1).map(step).filter(|step| !step.kind.is_empty()).collect()
}

/// Does what a change of the guide says: lines with `-` go, those with `+` come, at the one place that looks so.
fn change(text: &str, change: &str) -> String {
    let side = |gone: char| -> String {
        let kept = change.lines().filter(|line| !line.starts_with(gone));
        kept.map(|line| format!("{}\n", line.get(1..).unwrap_or_default())).collect()
    };
    let (old, new) = (side('+'), side('-'));
    assert_eq!(text.matches(&old).count(), 1, "the place stands once in the file:\n{old}");
    text.replacen(&old, &new, 1)
}

fn args(command: &str) -> Vec<&str> {
    let mut words = command.split_whitespace();
    assert_eq!(words.next(), Some("codedark"), "{command}");
    words.collect()
}

#[test]
fn the_tutorial_leads_to_the_example() {
    let desk = Desk::new();
    let (mut commands, mut changes) = (0, 0);
    for step in steps() {
        match step.kind.as_str() {
            "diff" => {
                desk.write(EXAMPLE, &change(&desk.read(EXAMPLE), &step.text));
                changes += 1;
            }
            kind @ ("sh" | "sh fails") => {
                for command in step.text.lines() {
                    let said = desk.run(&args(command));
                    let wanted = i32::from(kind == "sh fails");
                    assert_eq!(said.code, wanted, "{command}\n{}{}", said.out, said.err);
                    commands += 1;
                }
            }
            "sh stays" => {
                let mut command = desk.program(&args(step.text.trim()));
                let mut program = command.stdout(Stdio::piped()).spawn().expect("the program starts");
                let mut lines = BufReader::new(program.stdout.take().expect("it prints")).lines();
                let served = lines.any(|line| line.expect("words").contains("The page:"));
                program.kill().expect("it stays");
                program.wait().expect("it ends");
                assert!(served, "{}", step.text);
                commands += 1;
            }
            kind => panic!("the tutorial has a block that nobody can follow: {kind}"),
        }
    }
    assert!(commands >= 10 && changes >= 6, "{commands} commands and {changes} changes were followed");
    let example = shipped().join("examples").join(EXAMPLE);
    let result = desk.read(EXAMPLE);
    if std::env::var_os("CODEDARK_RENEW").is_some() {
        std::fs::write(&example, &result).expect("the example can be written");
    }
    let kept = std::fs::read_to_string(&example).unwrap_or_default();
    assert!(kept == result, "scenarios/examples/{EXAMPLE} is not what the guide leads to: CODEDARK_RENEW=1 renews it");
    let problems = check_texts(SourceFile { name: EXAMPLE.to_owned(), text: result }, &built_in).problems;
    assert!(problems.is_empty(), "neither problem nor doubt: {problems:?}");
}
