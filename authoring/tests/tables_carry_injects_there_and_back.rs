//! Injects that go out as CSV, XLSX or CEXF come back as they were, whatever their words hold.

use std::collections::BTreeSet;
use std::path::Path;

use codedark_authoring::exchange::inject::{Choice, Draft, Entry, Trigger, condition, trigger_of};
use codedark_authoring::exchange::source::Source;
use codedark_authoring::exchange::table::{read, write_csv, write_xlsx};
use codedark_authoring::exchange::{cexf, cexf_read, msel};
use codedark_scenario::Role;
use proptest::prelude::*;
use proptest::sample::select;

/// Minutes that the small exercise has.
const MINUTES: u64 = 270_720;

fn small() -> Source {
    Source::file(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/exchange/small.ron")).expect("it loads")
}

/// Words of every kind: what spreadsheets take for formulas, quotes, commas, lines, other scripts, escapes of workbooks.
fn words() -> impl Strategy<Value = String> {
    let special = select(vec![
        "=1+1",
        "'=x",
        "+3",
        "-",
        "@a",
        "\t",
        "a,b;c\"d\"",
        "l1\nl2",
        "  in",
        "_x000D_",
        "€ä漢🙂",
        "12",
        "no",
    ]);
    let plain = "[ -~äß€\n]{0,40}";
    (special, plain)
        .prop_map(|(special, plain)| format!("{special}{plain}"))
        .prop_filter("not blank", |words| !words.trim().is_empty())
}

fn choice() -> impl Strategy<Value = (u32, String)> {
    (0..=100_u32, words())
}

fn entry() -> impl Strategy<Value = Entry> {
    let whens = select(vec![
        String::new(),
        "After(MIN)".to_owned(),
        "All([After(MIN), Measure(detonated, Lt, 1)])".to_owned(),
        "Knows(security_lead, intrusion)".to_owned(),
    ]);
    let parts = (words(), words(), words(), prop::collection::vec(choice(), 0..4));
    (select(Role::EIGHT.to_vec()), whens, 0..MINUTES, parts, 0..50_000_u64, any::<bool>()).prop_map(
        |(role, when, minute, (title, text, best, options), deadline_min, distressing)| {
            let when = when.replace("MIN", &minute.to_string());
            let trigger = trigger_of(condition(&when).expect("it is sound").as_ref());
            let option = |(index, (credit, words)): (usize, (u32, String))| Choice {
                id: format!("o-{index}"),
                credit,
                words,
                effects: if index == 1 { "[Inform(staff)]".to_owned() } else { String::new() },
            };
            let options: Vec<Choice> = options.into_iter().enumerate().map(option).collect();
            let condition = if when.starts_with(['A', 'K']) { "in words, as told".to_owned() } else { String::new() };
            Entry {
                id: String::new(),
                role,
                title,
                text,
                best,
                options,
                deadline_min,
                distressing,
                trigger,
                condition,
                when,
            }
        },
    )
}

fn list() -> impl Strategy<Value = Vec<Entry>> {
    prop::collection::vec(entry(), 1..12).prop_map(|mut entries| {
        entries.iter_mut().enumerate().for_each(|(index, entry)| entry.id = format!("inject-{index}"));
        entries
    })
}

/// What a table must tell of an inject.
fn told(entry: &Entry) -> Draft {
    let some = |words: &str| Some(words.to_owned()).filter(|words| !words.is_empty());
    let plain = |option: &Choice| Choice { effects: String::new(), ..option.clone() };
    let deadline = !entry.options.is_empty() || entry.deadline_min > 0;
    Draft {
        id: some(&entry.id),
        role: Some(entry.role),
        title: some(&entry.title),
        text: some(&entry.text),
        best: some(&entry.best),
        options: Some(entry.options.iter().map(plain).collect()).filter(|options: &Vec<Choice>| !options.is_empty()),
        deadline_min: deadline.then_some(entry.deadline_min),
        distressing: Some(entry.distressing),
        trigger: Some(entry.trigger),
        offset_min: if let Trigger::At(minute) = entry.trigger { Some(minute) } else { None },
        condition: some(&entry.condition),
        ..Draft::default()
    }
}

fn without_place(drafts: Vec<Draft>) -> Vec<Draft> {
    drafts.into_iter().map(|draft| Draft { place: String::new(), aside: Vec::new(), ..draft }).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn tables(entries in list()) {
        let scenario = small().scenario;
        let table = msel::table(&scenario, &entries);
        let expected: Vec<Draft> = entries.iter().map(told).collect();
        for (bytes, kind) in [
            (write_csv(&table), "CSV"),
            (write_xlsx(&table, "small", &msel::is_wide).expect("a workbook"), "XLSX"),
        ] {
            let back = msel::drafts(&scenario, &read(&bytes).expect("our own table")).expect("our own rows");
            prop_assert_eq!(&without_place(back), &expected, "{}", kind);
        }
    }

    #[test]
    fn exercises(entries in list()) {
        let source = small();
        let bytes = cexf::exercise(&source, &entries).to_string();
        let back = cexf_read::read(bytes.as_bytes(), &BTreeSet::new(), Role::SecurityLead).expect("our own exercise");
        prop_assert_eq!(&back.notes, &Vec::<String>::new(), "nothing of our own is strange to us");
        let expected: Vec<Draft> = entries.iter().map(|entry| Draft {
            options: Some(entry.options.clone()),
            deadline_min: Some(entry.deadline_min),
            trigger: Some(entry.trigger).filter(|trigger| matches!(trigger, Trigger::At(_))),
            offset_min: None,
            condition: None,
            when: Some(entry.when.clone()),
            ..told(entry)
        }).collect();
        prop_assert_eq!(&without_place(back.drafts), &expected);
        prop_assert_eq!(&back.files[0], &source.main, "the scenario's text comes along");
    }
}
