//! Every technique of every shipped adversary stands in ATT&CK v18.1 under the name we give it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::common::shown;
use codedark_scenario::{Family, Scenario, SourceFile, load_texts};
use codedark_shipped::built_in;

const TABLE: &str = include_str!("data/attack_v18_1.tsv");

/// Every shipped adversary, each in the place of the one of the shipped scenario.
fn adversaries() -> Vec<(String, Scenario)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../scenarios/library/adversaries");
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("the folder of adversaries")
        .map(|entry| entry.expect("an entry").path().file_stem().expect("a name").to_string_lossy().into_owned())
        .collect();
    names.sort();
    names.into_iter().map(|name| (name.clone(), with_adversary(&name))).collect()
}

fn with_adversary(name: &str) -> Scenario {
    let SourceFile { name: file, text } = built_in("conti-friday").expect("shipped");
    let start = text.find("    adversary: (").expect("the adversary");
    let end = text.find("    actions: (").expect("what follows it");
    let text = format!("{}    adversary: (from: \"adversaries/{name}\"),\n{}", &text[..start], &text[end..]);
    let loaded = load_texts(SourceFile { name: file, text }, &|library| built_in(library));
    match loaded {
        Ok(loaded) => loaded.scenario,
        Err(problems) => panic!("{name}:\n{}", shown(Err(problems)).join("\n")),
    }
}

#[test]
fn ids_and_names_are_those_of_the_table_and_sixty_at_least_are_used() {
    let table: BTreeMap<&str, &str> = TABLE.lines().skip(1).filter_map(|line| line.split_once('\t')).collect();
    let mut used = BTreeSet::new();
    for (name, scenario) in adversaries() {
        for step in &scenario.adversary.steps {
            let known = table.get(step.technique.as_str());
            assert_eq!(known, Some(&step.technique_name.as_str()), "{name}: {} ({})", step.id, step.technique);
            used.insert(step.technique.clone());
        }
    }
    assert!(used.len() >= 60, "only {} techniques are used", used.len());
}

#[test]
fn all_seven_families_are_shipped() {
    let families: Vec<Family> = adversaries().into_iter().map(|(_, scenario)| scenario.adversary.family).collect();
    for family in [
        Family::HumanOperatedRansomware,
        Family::Worm,
        Family::DataTheftExtortion,
        Family::SupplierCompromise,
        Family::DenialOfService,
        Family::Insider,
        Family::MedicalDeviceTampering,
    ] {
        assert!(families.contains(&family), "no adversary of the family {family:?}");
    }
}
