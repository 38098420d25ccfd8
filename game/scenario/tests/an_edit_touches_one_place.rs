//! An edit changes what it says, wherever that comes from, and leaves every other byte as it was.

use codedark_scenario::edit::{Refused, add, place, quoted, remove, set, written};
use codedark_scenario::{Condition, Loaded, Problem, SourceFile, load_texts};
use codedark_shipped::{built_in, built_in_names};
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::common::cases;

fn main_of(text: &str) -> SourceFile {
    SourceFile { name: "case.ron".to_string(), text: text.to_string() }
}

#[track_caller]
fn load(text: &str) -> Loaded {
    load_texts(main_of(text), &built_in).unwrap_or_else(|problems| panic!("{}\n{text}", Problem::lines(&problems)))
}

/// Shipped scenarios that are whole, as an author opens them.
fn shipped() -> Vec<&'static str> {
    built_in_names()
        .into_iter()
        .filter(|name| load_texts(built_in(name).expect("shipped"), &built_in).is_ok())
        .collect()
}

/// What is left of the text before when what is equal at both ends is taken away.
fn replaced<'a>(before: &'a str, after: &str) -> &'a str {
    let start = before.bytes().zip(after.bytes()).take_while(|(a, b)| a == b).count();
    let room = before.len().min(after.len()) - start;
    let end = before.bytes().rev().zip(after.bytes().rev()).take(room).take_while(|(a, b)| a == b).count();
    &before[start..before.len() - end]
}

proptest! {
    #![proptest_config(cases(16))]

    #[test]
    fn an_inject_moves_alone(name in select(shipped()), which: Index, minute in 1_u64..40_000) {
        let main = built_in(name).expect("shipped");
        let before = load(&main.text).scenario;
        let index = which.index(before.injects.len());
        let id = &before.injects[index].id;
        let path = format!("injects/{id}/when");
        let old = place(&main, &built_in, &path).map(|at| main.text[at].to_string());
        let text = set(&main, &built_in, &path, &format!("After({minute})")).expect("an inject can be moved");
        let (mut after, mut wanted) = (load(&text).scenario, before);
        prop_assert!(matches!(after.injects[index].when, Some(Condition::After(m)) if m == minute));
        after.injects[index].when = None;
        wanted.injects[index].when = None;
        prop_assert_eq!(format!("{after:?}"), format!("{wanted:?}"), "nothing else changed");
        let gone = replaced(&main.text, &text);
        match old {
            Some(old) => prop_assert!(old.contains(gone), "only the old moment went: {gone:?}"),
            None => prop_assert_eq!(gone, "", "an override only adds"),
        }
    }

    #[test]
    fn weights_costs_and_words_change_alone(name in select(shipped()), which: Index, number in 1_u32..100) {
        let main = built_in(name).expect("shipped");
        let before = load(&main.text).scenario;
        let objective = &before.objectives[which.index(before.objectives.len())].id;
        let action = &before.actions[which.index(before.actions.len())].id;
        let key = format!("action.{action}");
        let mut text = set(&main, &built_in, &format!("objectives/{objective}/weight"), &number.to_string()).expect("weight");
        for (path, value) in [
            (format!("actions/{action}/cost_cents"), number.to_string()),
            (format!("texts/{key}/en"), quoted(&format!("\"{number}\" \\ pumps"))),
        ] {
            text = set(&main_of(&text), &built_in, &path, &value).expect("a value that is there");
        }
        let after = load(&text).scenario;
        let changed = after.objectives.iter().find(|one| &one.id == objective).map(|one| one.weight);
        prop_assert_eq!(changed, Some(number));
        let changed = after.actions.iter().find(|one| &one.id == action).map(|one| one.cost_cents);
        prop_assert_eq!(changed, Some(i64::from(number)));
        prop_assert_eq!(&after.texts[&key]["en"], &format!("\"{number}\" \\ pumps"));
    }
}

const OWN: &str = "(
    injects: [
        // Source: a trial.
        (
            id: \"call\", role: medical_lead,
            when: After(5), // the first hour
        ),
        (id: \"note\", role: medical_lead)
    ],
    texts: {},
)
";

#[test]
fn entries_stand_as_their_neighbours_do() {
    let none = |_: &str| None;
    let own = main_of(OWN);
    for (done, expected, why) in [
        (
            set(&own, &none, "injects/call/deadline_min", "30"),
            OWN.replace("// the first hour\n", "// the first hour\n            deadline_min: 30,\n"),
            "a line of its own, with a comma, and the comment stays with its line",
        ),
        (
            set(&own, &none, "injects/note/when", "After(9)"),
            OWN.replace("role: medical_lead)", "role: medical_lead, when: After(9))"),
            "on the same line, where the others stand on one",
        ),
        (
            add(&own, &none, "injects", "(id: \"new\", role: medical_lead)"),
            OWN.replace("role: medical_lead)\n", "role: medical_lead),\n        (id: \"new\", role: medical_lead)\n"),
            "no comma at the end, where the last one has none",
        ),
        (
            set(&own, &none, "texts/inject.call/en", "\"A call\""),
            OWN.replace("{}", "{\"inject.call\": { \"en\": \"A call\" }}"),
            "the first word",
        ),
        (
            remove(&own, &none, "injects/note"),
            OWN.replace("        (id: \"note\", role: medical_lead)\n", ""),
            "the whole line goes",
        ),
        (
            remove(&own, &none, "injects/note/role"),
            OWN.replace("\"note\", role: medical_lead", "\"note\""),
            "with the comma before it, when none follows",
        ),
    ] {
        assert_eq!(done.as_deref(), Ok(expected.as_str()), "{why}");
    }
}

const LIBRARY: &str = "(
    version: 1,
    injects: [
        (
            id: \"call\",
            options: [
                (id: \"yes\", credit: 10),
                (id: \"no\", credit: 20),
            ],
        ),
    ],
)
";

#[test]
fn what_a_library_says_is_overridden() {
    let library = |name: &str| {
        (name == "library/injects.ron").then(|| SourceFile { name: name.to_string(), text: LIBRARY.to_string() })
    };
    let main = main_of("(\n    injects: (from: \"injects\"),\n)\n");
    assert_eq!(place(&main, &library, "injects/call/options"), None, "the scenario does not say it");
    assert_eq!(written(&main, &library, "injects/call/options/no/credit").as_deref(), Some("20"));
    let mut text = main.text;
    for (path, value, expected, why) in [
        (
            "injects/call/deadline_min",
            "30",
            "(\n    injects: (from: \"injects\", with: [(id: \"call\", deadline_min: 30)]),\n)\n",
            "under `with`, by its id",
        ),
        (
            "injects/call/options/no/credit",
            "25",
            "(\n    injects: (from: \"injects\", with: [(id: \"call\", deadline_min: 30, options: [\n    (id: \"yes\", credit: 10),\n    (id: \"no\", credit: 25),\n])]),\n)\n",
            "a field of an item is replaced as a whole",
        ),
        (
            "injects/call/options/no/credit",
            "26",
            "(\n    injects: (from: \"injects\", with: [(id: \"call\", deadline_min: 30, options: [\n    (id: \"yes\", credit: 10),\n    (id: \"no\", credit: 26),\n])]),\n)\n",
            "what the scenario says now, is changed in its place",
        ),
    ] {
        text = set(&main_of(&text), &library, path, value).expect(why);
        assert_eq!(text, expected, "{why}");
    }
    text = remove(&main_of(&text), &library, "injects/call/deadline_min").expect("an override gives way");
    text = remove(&main_of(&text), &library, "injects/call").expect("a library's item is taken out");
    assert_eq!(text, "(\n    injects: (from: \"injects\", remove: [\"call\"]),\n)\n");
}

#[test]
fn what_is_drawn_from_a_library_is_replaced_whole() {
    let main = built_in("worm-friday-2017").expect("shipped");
    let before = written(&main, &built_in, "phases").expect("phases from a library, one of them changed");
    assert!(main.text.contains("phases: (from: \"phases\", with: ["), "drawn from a library");
    let text = set(&main, &built_in, "phases", &before).expect("a value that is written whole");
    assert!(!text.contains("phases: (from:"), "the library is not drawn any more");
    let after = SourceFile { text, ..main };
    let bare = |text: &str| text.split_whitespace().collect::<String>();
    assert_eq!(written(&after, &built_in, "phases").as_deref().map(bare), Some(bare(&before)));
}

#[test]
fn what_cannot_be_done_changes_nothing() {
    let main = built_in("conti-friday").expect("shipped");
    for (done, expected, why) in [
        (
            set(&main, &built_in, "injects/nobody/when", "After(1)"),
            Refused::NoPlace("injects/nobody/when".to_string()),
            "no such item",
        ),
        (
            set(&main, &built_in, "injects/board-question/when", "After(1"),
            Refused::NoValue("After(1".to_string()),
            "no value",
        ),
        (set(&main_of("(id: \"x\""), &built_in, "id", "\"y\""), Refused::Unreadable, "brackets do not match"),
        (
            add(&main, &built_in, "injects", "(id: \"board-question\")"),
            Refused::Taken("board-question".to_string()),
            "known id",
        ),
        (
            remove(&main, &built_in, "actions/seek-voucher/staff_min"),
            Refused::InLibrary("actions/seek-voucher/staff_min".to_string()),
            "a library's field",
        ),
    ] {
        assert_eq!(done, Err(expected), "{why}");
    }
}

#[test]
fn a_scenario_over_another_one_is_edited_in_its_own_text() {
    let text = "(\n    from: \"conti-friday\",\n    id: \"my-case\",\n)\n";
    let after = set(&main_of(text), &built_in, "injects/board-question/when", "After(77)").expect("the base has it");
    assert_eq!(
        after,
        "(\n    from: \"conti-friday\",\n    id: \"my-case\",\n    injects: (from: \"injects\", with: [(id: \"board-question\", when: After(77))]),\n)\n"
    );
    let titled = set(&main_of(&after), &built_in, "texts/scenario.title/en", "\"Ours\"").expect("the base has a title");
    assert_eq!(load(&titled).scenario.texts["scenario.title"]["en"], "Ours");
}
