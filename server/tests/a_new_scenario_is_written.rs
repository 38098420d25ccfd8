//! `codedark scenario new` writes a scenario that can be played, and overwrites nothing.

use std::sync::Arc;

use crate::common::Desk;
use codedark_scenario::begin::{Beds, Choice, Family, Language, Length, Wishes, scenario};
use codedark_scenario::{Scenario, SourceFile, load_texts};
use codedark_server::authoring::new::ask;
use codedark_server::content::class;
use codedark_shipped::built_in;
use codedark_sim::exercise::{Mode, Policy, Skill, play};

fn begun(family: Family) -> Scenario {
    let wishes = Wishes { beds: Beds::Regional, family, length: Length::Ninety, language: Language::En };
    let source = SourceFile { name: "my-case.ron".to_owned(), text: scenario("my-case", "my-case.ron", wishes) };
    load_texts(source, &built_in).expect("it is right").scenario
}

#[test]
fn every_family_is_played_to_the_end() {
    for family in Family::ALL {
        let made = Arc::new(begun(*family));
        let setup = class(&made, Mode::Parallel, 1, 7, Skill::Competent);
        let played = play(made.clone(), 7, &setup.regions[0], &Policy::StandIns(Skill::Competent));
        let (phase, last) = (played.exercise.phase(), made.phases.len() as u32 - 1);
        assert!(
            phase == Some(last) && played.exercise.now() >= played.exercise.phase_ends_by(),
            "{family:?}: {phase:?}"
        );
        assert!(played.entries.len() > 30, "{family:?}: people decided things");
    }
}

#[test]
fn the_command_writes_one_file_and_overwrites_none() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path("mine")).expect("a folder");
    let args = ["scenario", "new", "my-case", "--beds", "50", "--family", "insider", "--out", "mine"];
    let made = desk.run(&args);
    assert_eq!((made.code, made.err.as_str()), (0, ""), "{}", made.out);
    let text = desk.read("mine/my-case.ron");
    assert!(text.starts_with("// my-case: insider in a hospital with 50 beds."), "{text}");
    assert!(text.contains("codedark scenario check mine/my-case.ron"), "the next command is in it");
    let again = desk.run(&args);
    assert_eq!((again.code, again.out.as_str()), (1, ""));
    assert!(again.err.contains("is there already"), "{}", again.err);
    assert_eq!(desk.read("mine/my-case.ron"), text);
}

#[test]
fn a_bad_name_or_choice_is_refused() {
    let desk = Desk::new();
    let long = "a".repeat(61);
    for name in ["My-Case", "my_case", "-case", "case-", "my--case", "1case", "../case", "case.ron", "", &long] {
        let refused = desk.run(&["scenario", "new", "--", name]);
        assert_eq!(refused.code, 1, "{name}");
        assert!(refused.err.contains("small letters"), "{name}: {}", refused.err);
    }
    let refused = desk.run(&["scenario", "new", "my-case", "--beds", "75"]);
    assert!(refused.code == 2 && refused.err.contains("300, 50, 1000"), "{}", refused.err);
    let refused = desk.run(&["scenario", "new", "my-case", "--out", "nowhere"]);
    assert!(refused.code == 1 && refused.err.contains("my-case.ron"), "{}", refused.err);
    assert!(desk.files().is_empty(), "nothing was written: {:?}", desk.files());
}

#[test]
fn a_person_at_a_terminal_is_asked_until_the_answer_is_a_choice() {
    let mut shown = Vec::new();
    let mut typed = "9\nhorse\n2\nworm\n\n".as_bytes();
    assert_eq!(ask::<Beds>("new-beds", &mut typed, &mut shown).expect("an answer"), Beds::Small);
    assert_eq!(ask::<Family>("new-family", &mut typed, &mut shown).expect("an answer"), Family::Worm);
    assert_eq!(ask::<Length>("new-length", &mut typed, &mut shown).expect("an answer"), Length::Ninety);
    ask::<Language>("new-language", &mut typed, &mut shown).expect_err("the terminal was closed");
    let shown = String::from_utf8(shown).expect("words");
    assert_eq!(shown.matches("How many beds").count(), 3, "asked again twice:\n{shown}");
    assert!(shown.contains("1  300\n  2  50\n"), "{shown}");
}
