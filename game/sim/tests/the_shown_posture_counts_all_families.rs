//! The posture that seats are shown is measured against all families of the library alike, so it does not tell which one came.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::common::*;
use codedark_protocol::Role;
use codedark_scenario::Measure;
use codedark_shipped::built_in_file_names;
use codedark_sim::exercise::*;

#[test]
fn the_table_follows_the_library() {
    let shipped =
        built_in_file_names().filter_map(|file| file.strip_prefix("library/adversaries/")?.strip_suffix(".ron"));
    let shipped: BTreeSet<&str> = shipped.collect();
    assert_eq!(MIXTURE.iter().map(|(id, _)| *id).collect::<BTreeSet<_>>(), shipped, "every family counts");
    for (id, steps) in MIXTURE {
        let adversary = against(id).adversary;
        let written =
            |step: &[(&str, f64)]| step.iter().map(|(id, left)| ((*id).to_owned(), *left)).collect::<Vec<_>>();
        let table: Vec<_> = steps.iter().map(|step| written(step)).collect();
        let library: Vec<_> = adversary.steps.iter().map(|step| step.controls.clone()).collect();
        assert_eq!(table, library, "{id}: mend the table in exercise/shown_posture.rs");
    }
}

/// The shown posture and the true one, before and after the mail filter.
fn postures(adversary: &str) -> [(i64, i64); 2] {
    let mut exercise = Exercise::build(Arc::new(against(adversary)), SEED, &one_hospital());
    exercise.submit(0, &Act::Phase(0)).expect("the first phase begins");
    let read = |exercise: &mut Exercise| {
        let figures = exercise.view(&seat(Role::SecurityLead)).figures;
        let shown = figures.iter().find(|figure| figure.id == "posture_milli").expect("it is shown").value;
        (shown, figure(exercise, Measure::PostureMilli))
    };
    let before = read(&mut exercise);
    let due = does(&mut exercise, Role::SecurityLead, "stronger-mail-filter", None);
    exercise.advance(due);
    [before, read(&mut exercise)]
}

#[test]
fn a_mail_filter_moves_it_whether_or_not_mail_is_the_way_in() {
    let families = ["human-operated-ransomware", "worm", "insider", "denial-of-service"];
    let read: BTreeMap<&str, [(i64, i64); 2]> = families.map(|family| (family, postures(family))).into();
    let shown: BTreeSet<[i64; 2]> = read.values().map(|moments| moments.map(|(shown, _)| shown)).collect();
    assert_eq!(shown.len(), 1, "the same figures, whoever attacks: {read:?}");
    assert!(shown.iter().all(|[before, after]| before < after), "and the mail filter counts: {shown:?}");
    let truth: BTreeSet<[i64; 2]> = read.values().map(|moments| moments.map(|(_, truth)| truth)).collect();
    assert!(truth.len() > 1, "the truth would tell: {read:?}");
}
