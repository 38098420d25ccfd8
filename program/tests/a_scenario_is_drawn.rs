//! `codedark scenario graph` draws the network, the care and the storyline as SVG, and leaves nothing out.

use std::collections::BTreeSet;

use crate::common::Desk;
use codedark_scenario::Scenario;
use codedark_shipped::load_built_in;
use roxmltree::{Document, ParsingOptions};

/// The titles of all that is drawn.
fn titles(svg: &str) -> BTreeSet<String> {
    let document = Document::parse_with_options(svg, ParsingOptions::default()).expect("the picture is XML");
    assert_eq!(document.root_element().tag_name().name(), "svg");
    let titles = document.descendants().filter(|node| node.tag_name().name() == "title");
    titles.filter_map(|node| node.text().map(str::to_owned)).collect()
}

fn missing(scenario: &Scenario, titles: &BTreeSet<String>, kind: &str, ids: &[&String]) -> Vec<String> {
    let name =
        |id: &String| scenario.texts[&format!("{kind}.{id}")]["en"].split_whitespace().collect::<Vec<_>>().join(" ");
    ids.iter().map(|id| name(id)).filter(|name| !titles.contains(name)).collect()
}

#[test]
fn every_zone_service_inject_and_objective_is_in_its_picture() {
    for name in ["conti-friday", "small-hospital-vouchers"] {
        let desk = Desk::new();
        let said = desk.run(&["scenario", "graph", name]);
        assert_eq!(said.code, 0, "{}", said.err);
        let scenario = load_built_in(name).expect("the shipped scenario loads").scenario;
        let hospital = &scenario.hospital;
        let drawn = |view: &str| titles(&desk.read(&format!("{}-{view}.svg", scenario.id)));
        let zones: Vec<&String> = hospital.zones.iter().map(|zone| &zone.id).collect();
        let services: Vec<&String> = hospital.services.iter().map(|service| &service.id).collect();
        let injects: Vec<&String> = scenario.injects.iter().map(|inject| &inject.id).collect();
        let objectives: Vec<&String> = scenario.objectives.iter().map(|objective| &objective.id).collect();
        for (view, kind, ids) in [
            ("network", "zone", &zones),
            ("care", "service", &services),
            ("storyline", "inject", &injects),
            ("storyline", "objective", &objectives),
        ] {
            let missing = missing(&scenario, &drawn(view), kind, ids);
            assert!(!ids.is_empty() && missing.is_empty(), "{name}: the {view} lacks {missing:?}");
        }
    }
}

#[test]
fn one_picture_goes_where_it_is_asked_for() {
    let desk = Desk::new();
    let said = desk.run(&["scenario", "graph", "conti-friday", "--view", "care", "--out", "care.svg"]);
    assert_eq!((said.code, desk.files()), (0, vec!["care.svg".to_owned()]), "{}", said.err);
    let said = desk.run(&["scenario", "graph", "no-such-exercise"]);
    assert_eq!(said.code, 1, "{}", said.out);
    assert!(said.err.contains("no-such-exercise"), "{}", said.err);
}
