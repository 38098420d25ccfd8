//! The network: zones with what stands and listens in them, and the ways between them.

use std::collections::{BTreeMap, BTreeSet};

use codedark_scenario::{FlowService, Scenario};

use super::drawing::{Look, Picture, Tie, svg};
use crate::wording::Words;

/// Draws it.
pub fn draw(scenario: &Scenario) -> String {
    let words = Words(scenario);
    let hospital = &scenario.hospital;
    let mut picture = Picture::new("");
    let mut zones = BTreeMap::new();
    for zone in &hospital.zones {
        let groups = hospital.groups.iter().filter(|group| group.zone == zone.id);
        let mut lines: Vec<String> =
            groups.map(|group| format!("{} × {}", group.count, words.of("group", &group.id))).collect();
        let sensors = hospital.sensors.iter().filter(|sensor| sensor.zones.contains(&zone.id));
        let sensors: Vec<String> = sensors.map(|sensor| words.of("sensor", &sensor.id)).collect();
        if !sensors.is_empty() {
            lines.push(format!("Watched by: {}", sensors.join(", ")));
        }
        zones.insert(zone.id.as_str(), picture.add(Look::Chief, &words.of("zone", &zone.id), &lines));
    }
    for ((one, other), way) in ways(scenario) {
        let (Some(from), Some(to)) = (zones.get(one), zones.get(other)) else { continue };
        let there = told(&words, one, other, &way.there);
        let back = told(&words, other, one, &way.back);
        let both = !way.back.is_empty();
        let told = if both { format!("{there}; {back}") } else { there };
        let walks = way.there.iter().chain(&way.back).any(|spoken| is_walked(*spoken));
        let tie = if walks { Tie::Strong } else { Tie::Plain };
        picture.join(*from, *to, tie, both, &told);
    }
    let title = format!("{}: the network", words.text("scenario.title", &scenario.id));
    let looks = [(Look::Chief, "zone of the network, with its devices")];
    let ties = [(Tie::Strong, "an intruder can move along it"), (Tie::Plain, "data and sign-in only")];
    svg(&title, &looks, &ties, vec![picture])
}

/// What is spoken between two zones.
#[derive(Default)]
struct Way {
    there: BTreeSet<FlowService>,
    back: BTreeSet<FlowService>,
}

/// The flows of both directions between two zones as one way, by the direction that comes first.
fn ways(scenario: &Scenario) -> Vec<((&str, &str), Way)> {
    let mut ways: Vec<((&str, &str), Way)> = Vec::new();
    for flow in &scenario.hospital.flows {
        let (from, to) = (flow.from.as_str(), flow.to.as_str());
        match ways.iter_mut().find(|(ends, _)| *ends == (from, to) || *ends == (to, from)) {
            Some((ends, way)) if *ends == (from, to) => way.there.insert(flow.service),
            Some((_, way)) => way.back.insert(flow.service),
            None => {
                let way = Way { there: [flow.service].into(), ..Way::default() };
                ways.push(((from, to), way));
                true
            }
        };
    }
    ways
}

fn is_walked(spoken: FlowService) -> bool {
    matches!(spoken, FlowService::Admin | FlowService::Files)
}

fn told(words: &Words, from: &str, to: &str, spoken: &BTreeSet<FlowService>) -> String {
    let spoken: Vec<&str> = spoken.iter().map(|spoken| name(*spoken)).collect();
    format!("{} to {}: {}", words.of("zone", from), words.of("zone", to), spoken.join(", "))
}

fn name(spoken: FlowService) -> &'static str {
    match spoken {
        FlowService::Admin => "remote administration",
        FlowService::Files => "files and software",
        FlowService::Web => "web and applications",
        FlowService::Clinical => "orders, results and images",
        FlowService::SignIn => "sign-in",
    }
}
