//! A policy file is read as scenarios are: nothing in it is passed over, and each problem is told with its place.

use codedark_content::policy;
use codedark_content::words::sentence;
use codedark_sim::exercise::{Policy, Skill};

/// A policy file of this text, read.
fn read(text: &str) -> Result<Policy, String> {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("policy.ron");
    std::fs::write(&file, text).expect("written");
    policy(&file.display().to_string()).map_err(|msg| sentence(&msg))
}

#[test]
fn what_stands_in_it_counts() {
    for (text, why) in [
        (r#"(version: 1, others: "novice", decisions: [(minute: 5, role: "medical_lead", action: "a")])"#, "plain"),
        (
            "\u{feff}(version:\u{a0}1, others: \"novice\", decisions: [(minute: 5, role: \"medical_lead\", action: \"a\", hospital: None)])",
            "a byte order mark and a no-break space, as in scenarios",
        ),
        (
            r#"(version: 1, others: "novice", decisions: [(minute: 5, role: "medical_lead", action: "a", target: Some("b"))])"#,
            "with its `Some`",
        ),
    ] {
        match read(text) {
            Ok(Policy::File(file)) => {
                assert_eq!((file.others, file.decisions.len()), (Skill::Novice, 1), "{why}");
                assert_eq!(file.decisions[0].hospital, None, "{why}");
            }
            other => panic!("{why}: {other:?}"),
        }
    }
}

#[test]
fn each_problem_is_told_with_its_place() {
    let decision = |fields: &str| {
        format!(
            "(\n    version: 1,\n    others: \"idle\",\n    decisions: [\n        (minute: 5, {fields}),\n    ],\n)\n"
        )
    };
    for (text, told, why) in [
        (
            decision(r#"hospital: south_first, role: "medical_lead", action: "a""#),
            &["policy.ron:5:31: `hospital` must be text in quotes"][..],
            "an id without quotes is no hospital at all",
        ),
        (
            decision(r#"hospital: inf, role: "medical_lead", action: "a""#),
            &["policy.ron:5:31: `hospital` must be text in quotes"],
            "a word that another reader takes for a number",
        ),
        (
            "(version: 1, others: competent, decisions: [])".to_owned(),
            &["policy.ron:1:22: `competent` is written in quotes here."],
            "a skill without quotes",
        ),
        (
            r#"(version: 1, others: "competent", others: "idle", decisions: [])"#.to_owned(),
            &["policy.ron:1:35: The field `others` is written twice here"],
            "the last does not count",
        ),
        (
            decision(r#"role: "medical_led", acton: "a""#),
            &["policy.ron:5:27: `medical_led` is not known for `role`. Did you mean", "policy.ron:5:42: "],
            "one mistake does not hide the next",
        ),
        (
            r#"(version: 2, others: "idle", decisions: [])"#.to_owned(),
            &["policy.ron:1:11: `version` must be at most 1"],
            "another version",
        ),
        ("[]".to_owned(), &["policy.ron:1:1: "], "something else"),
        (String::new(), &["policy.ron:1:1: "], "nothing"),
    ] {
        let refused = read(&text).err().unwrap_or_else(|| panic!("{why}"));
        for part in told {
            assert!(refused.contains(part), "{why}: {part:?} in {refused}");
        }
    }
}
