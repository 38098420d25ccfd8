//! A new scenario is right for every choice: no problem, no doubt, and in the layout of the shipped ones.

use codedark_scenario::begin::{Beds, Choice, Family, Language, Length, Wishes, scenario};
use codedark_scenario::{Scenario, SourceFile, check_texts, format};
use codedark_shipped::built_in;

const BASE: Wishes = Wishes {
    beds: Beds::Regional,
    family: Family::HumanOperatedRansomware,
    length: Length::Ninety,
    language: Language::En,
};

/// The scenario, which must be without any problem or doubt, and in the layout of the shipped ones.
#[track_caller]
fn sound(wishes: Wishes) -> Scenario {
    let source = SourceFile { name: "my-case.ron".to_owned(), text: scenario("my-case", "my-case.ron", wishes) };
    assert_eq!(format(&source).as_ref(), Ok(&source.text), "{wishes:?}");
    let checked = check_texts(source, &built_in);
    let told: Vec<String> = checked.problems.iter().map(ToString::to_string).collect();
    assert!(told.is_empty(), "{wishes:?}:\n{}", told.join("\n"));
    checked.loaded().expect("no problem was found").scenario
}

#[test]
fn every_choice_gives_a_scenario_without_problems() {
    for beds in Beds::ALL {
        for family in Family::ALL {
            for length in Length::ALL {
                for language in Language::ALL {
                    sound(Wishes { beds: *beds, family: *family, length: *length, language: *language });
                }
            }
        }
    }
}

#[test]
fn what_was_chosen_is_in_it() {
    let made = sound(Wishes { beds: Beds::Small, family: Family::Worm, length: Length::Short, language: Language::De });
    assert_eq!((made.hospital.beds, made.adversary.family), (50, codedark_scenario::Family::Worm));
    assert_eq!(made.cuts.iter().map(|cut| cut.class_min).collect::<Vec<_>>(), [45]);
    let title = &made.texts["scenario.title"];
    assert!(title["de"].contains("50 Betten") && title["en"].contains("50 beds"), "{title:?}");
    let own = sound(BASE).texts["scenario.title"].keys().cloned().collect::<Vec<_>>();
    assert_eq!(own, ["en"], "English alone where nothing else was asked for");
}
