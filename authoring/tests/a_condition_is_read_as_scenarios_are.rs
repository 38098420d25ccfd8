//! What an import reads of a condition is what the scenario's own reader reads: whatever `check` calls sound can be moved, its
//! own minute moves and no other, and what cannot be read is told with its place.

use std::path::Path;

use codedark_authoring::exchange::inject::{Draft, Trigger};
use codedark_authoring::exchange::plan::Plan;
use codedark_authoring::exchange::source::{Shelf, Source};
use codedark_scenario::{Condition, Role, SourceFile};

/// When the inject of these tests shall come.
const LATER: u64 = 2_000;

/// The small exercise whose first inject waits for this.
fn waiting_for(when: &str) -> Source {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/exchange/small.ron");
    let text = std::fs::read_to_string(file).expect("the fixture");
    assert!(text.contains("After(1_531)"), "the first call waits for its minute");
    let main = SourceFile { name: "small.ron".to_owned(), text: text.replace("After(1_531)", when) };
    Source::new(main, Shelf::default()).unwrap_or_else(|problems| panic!("{when:?} is sound: {problems}"))
}

/// A new inject, as an exercise of another program brings it.
fn brought(when: &str, minute: u64) -> Draft {
    let words = |words: &str| Some(words.to_owned());
    Draft {
        place: "A call".to_owned(),
        id: words("call"),
        role: Some(Role::MedicalLead),
        title: words("A call"),
        text: words("Somebody calls."),
        when: words(when),
        trigger: Some(Trigger::At(minute)),
        ..Draft::default()
    }
}

/// What an inject waits for once drafts are carried out.
fn after(source: &Source, draft: Draft) -> String {
    let id = draft.id.clone().expect("it has an id");
    let plan = Plan::new(source, &[draft]).unwrap_or_else(|why| panic!("it can be followed: {why:?}"));
    let changed = plan.carried_out(source).unwrap_or_else(|problems| panic!("it loads: {problems}"));
    shown(&changed.scenario.injects.into_iter().find(|inject| inject.id == id).expect("it is there").when)
}

fn shown(when: &Option<Condition>) -> String {
    format!("{when:?}")
}

#[test]
fn the_minute_of_every_sound_condition_can_be_moved() {
    let later = Condition::After(LATER);
    for (when, expected, why) in [
        ("After(\u{a0}1531)", later.clone(), "a no-break space, pasted from a page"),
        ("After(\u{3000}1531)", later.clone(), "an ideographic space"),
        ("After(\u{feff}1531)", later.clone(), "a byte order mark"),
        ("Some(After(1531))", later.clone(), "with its `Some`"),
        (
            r#"All([Fired("by\u{0000002d}hand"), After(1531)])"#,
            Condition::All(vec![Condition::Fired("by-hand".to_owned()), later.clone()]),
            "an escape of eight digits",
        ),
        (
            "All([/* After(9) */ Not(After(90000)), After(1531)])",
            Condition::All(vec![Condition::Not(Box::new(Condition::After(90_000))), later.clone()]),
            "another minute and a comment before its own",
        ),
    ] {
        let draft = Draft {
            place: "Row 2".to_owned(),
            id: Some("first-call".to_owned()),
            trigger: Some(Trigger::At(LATER)),
            ..Draft::default()
        };
        assert_eq!(after(&waiting_for(when), draft), shown(&Some(expected)), "{why}");
    }
}

#[test]
fn a_condition_that_comes_along_moves_by_its_own_minute() {
    let source = waiting_for("After(1_531)");
    let window = |from: u64, until: u64| {
        Some(Condition::All(vec![Condition::Not(Box::new(Condition::After(until))), Condition::After(from)]))
    };
    for (when, minute, expected, why) in [
        ("After(\u{a0}1531)", 1531, Some(Condition::After(1531)), "the same minute, and a no-break space"),
        ("All([Not(After(20000)), After(13441)])", 13_501, window(13_501, 20_000), "another minute before its own"),
        (
            "All([/* After the call (no answer) */ Not(After(20000)), After(13441)])",
            13_501,
            window(13_501, 20_000),
            "a comment that speaks of one",
        ),
        ("All([Not(After(20000)), After(1_3441)])", 13_501, window(13_501, 20_000), "digits in groups"),
    ] {
        assert_eq!(after(&source, brought(when, minute)), shown(&expected), "{why}");
    }
}

#[test]
fn what_cannot_be_read_is_told_with_its_place() {
    let source = waiting_for("After(1_531)");
    for (when, told, why) in [
        ("All([Aftr(1531), Did(\"call-in\")])", &["when:1:6: `Aftr`"][..], "a variant that there is not"),
        ("After(-3)", &["when:1:7: "], "a minute before the start"),
        (
            "All([After(1531), Fird(\"a\"), Dd(\"b\")])",
            &["when:1:19: `Fird`", "when:1:30: `Dd`"],
            "each of two mistakes",
        ),
        ("After(minute: 1, minute: 2)", &["The field `minute` is written twice"], "a field written twice"),
    ] {
        let refused = Plan::new(&source, &[brought(when, 1531)]).err().unwrap_or_else(|| panic!("{why}")).join("\n");
        for part in told {
            assert!(refused.contains(part), "{why}: {part:?} in {refused}");
        }
    }
}
