//! Care: what each service needs, down to groups of devices.

use std::collections::BTreeMap;

use codedark_scenario::{Expr, Scenario};
use layout::adt::dag::NodeHandle;

use super::drawing::{Look, Picture, Tie, svg};
use crate::wording::Words;

/// Draws it: devices to the left, services that rest on them to the right.
pub fn draw(scenario: &Scenario) -> String {
    let words = Words(scenario);
    let mut care =
        Care { words: &words, picture: Picture::new(""), groups: BTreeMap::new(), services: BTreeMap::new() };
    for service in &scenario.hospital.services {
        let paper = format!("on paper {:.0} to {:.0} %", service.paper.first * 100.0, service.paper.learned * 100.0);
        let lines: Vec<String> = [paper].into_iter().chain(goes_on_without(&words, &service.needs)).collect();
        let node = care.picture.add(Look::Chief, &words.of("service", &service.id), &lines);
        care.services.insert(&service.id, node);
    }
    for service in &scenario.hospital.services {
        let node = care.services[service.id.as_str()];
        care.needs(&service.needs, node, Tie::Plain, "");
    }
    let title = format!("{}: what care depends on", words.text("scenario.title", &scenario.id));
    let looks = [
        (Look::Chief, "service for patients"),
        (Look::Plain, "devices it needs"),
        (Look::Joint, "how several are needed"),
    ];
    let ties = [(Tie::Plain, "is needed for"), (Tie::Soft, "is needed for a part of it")];
    svg(&title, &looks, &ties, vec![care.picture])
}

/// How much of a service goes on without what it needs in part only: "60 % without Phones, Sign-in servers".
fn goes_on_without(words: &Words, needs: &Expr) -> Vec<String> {
    let parts = match needs {
        Expr::All(parts) => parts.as_slice(),
        other => std::slice::from_ref(other),
    };
    let mut without: BTreeMap<i64, Vec<String>> = BTreeMap::new();
    for part in parts {
        let Expr::AtLeast(least, part) = part else { continue };
        let mut names = Vec::new();
        leaves(words, part, &mut names);
        without.entry((least * 100.0).round() as i64).or_default().extend(names);
    }
    without.into_iter().map(|(percent, names)| format!("{percent} % without {}", names.join(", "))).collect()
}

/// The devices and services that an expression names.
fn leaves(words: &Words, needs: &Expr, names: &mut Vec<String>) {
    match needs {
        Expr::Asset(id) => names.push(words.of("group", id)),
        Expr::Service(id) => names.push(words.of("service", id)),
        Expr::All(parts) | Expr::Any(parts) | Expr::KOf(_, parts) => {
            parts.iter().for_each(|part| leaves(words, part, names));
        }
        Expr::Weighted(parts) => parts.iter().for_each(|(_, part)| leaves(words, part, names)),
        Expr::AtLeast(_, part) => leaves(words, part, names),
    }
}

struct Care<'a> {
    words: &'a Words<'a>,
    picture: Picture,
    groups: BTreeMap<&'a str, NodeHandle>,
    services: BTreeMap<&'a str, NodeHandle>,
}

impl<'a> Care<'a> {
    /// Draws what a thing needs, and how much. `part` says what it counts for there.
    fn needs(&mut self, needs: &'a Expr, of: NodeHandle, tie: Tie, part: &str) {
        match needs {
            Expr::Asset(id) => {
                let node = self.group(id);
                self.picture.join(node, of, tie, false, part);
            }
            Expr::Service(id) => {
                if let Some(node) = self.services.get(id.as_str()) {
                    self.picture.join(*node, of, tie, false, part);
                }
            }
            // All of what a service needs is the usual case: no box of its own.
            Expr::All(parts) if part.is_empty() => parts.iter().for_each(|one| self.needs(one, of, tie, "")),
            Expr::All(parts) => {
                self.several("All of these", parts.iter().map(|one| (one, "needed".to_owned())), of, tie);
            }
            Expr::Any(parts) => {
                self.several("Any one of these", parts.iter().map(|one| (one, "suffices".to_owned())), of, tie);
            }
            Expr::KOf(count, parts) => {
                let name = format!("{count} of these {}", parts.len());
                self.several(&name, parts.iter().map(|one| (one, "one of them".to_owned())), of, tie);
            }
            Expr::Weighted(parts) => {
                let sum: f64 = parts.iter().map(|(weight, _)| weight).sum();
                let shares: Vec<f64> = parts.iter().map(|(weight, _)| weight / sum * 100.0).collect();
                let said: Vec<String> = shares.iter().map(|share| format!("{share:.0}")).collect();
                let name = format!("Weighted {} %", said.join(" : "));
                let parts = parts.iter().zip(shares).map(|((_, one), share)| (one, format!("counts {share:.0} %")));
                self.several(&name, parts, of, tie);
            }
            // One thing needs no box that joins it to another: a line of its own kind says that it is not all.
            Expr::AtLeast(least, part) => {
                self.needs(part, of, Tie::Soft, &format!("{:.0} % goes on without", least * 100.0));
            }
        }
    }

    fn several(&mut self, name: &str, parts: impl Iterator<Item = (&'a Expr, String)>, of: NodeHandle, tie: Tie) {
        let node = self.picture.add(Look::Joint, name, &[]);
        self.picture.join(node, of, tie, false, name);
        for (part, told) in parts {
            self.needs(part, node, Tie::Plain, &told);
        }
    }

    fn group(&mut self, id: &'a str) -> NodeHandle {
        let (words, picture) = (self.words, &mut self.picture);
        *self.groups.entry(id).or_insert_with(|| picture.add(Look::Plain, &words.of("group", id), &[]))
    }
}
