//! A scenario that is begun for somebody can be played to its end, and they are asked what it is to be.

use std::sync::Arc;

use codedark_authoring::new::ask;
use codedark_content::class;
use codedark_scenario::begin::{Beds, Choice, Family, Language, Length, Wishes, scenario};
use codedark_scenario::{Scenario, SourceFile, load_texts};
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
