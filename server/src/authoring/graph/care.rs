//! Care: what each service needs, down to groups of devices.

use std::collections::BTreeMap;

use codedark_scenario::{Expr, Scenario};
use layout::adt::dag::NodeHandle;

use super::drawing::{Look, Picture, Tie, svg};
use crate::authoring::wording::Words;

/// Draws it: devices to the left, services that rest on them to the right.
pub fn draw(scenario: &Scenario) -> String {
    let words = Words(scenario);
    let mut care =
        Care { words: &words, picture: Picture::new(""), groups: BTreeMap::new(), services: BTreeMap::new() };
    for service in &scenario.hospital.services {
        let paper = format!("on paper {:.0} to {:.0} %", service.paper.first * 100.0, service.paper.learned * 100.0);
        let node = care.picture.add(Look::Chief, &words.of("service", &service.id), &[paper]);
        care.services.insert(&service.id, node);
    }
    for service in &scenario.hospital.services {
        let node = care.services[service.id.as_str()];
        care.needs(&service.needs, node, "");
    }
    let title = format!("{}: what care depends on", words.text("scenario.title", &scenario.id));
    let looks = [
        (Look::Chief, "service for patients"),
        (Look::Plain, "devices it needs"),
        (Look::Joint, "how several are needed"),
    ];
    svg(&title, &looks, &[(Tie::Plain, "is needed for")], vec![care.picture])
}

struct Care<'a> {
    words: &'a Words<'a>,
    picture: Picture,
    groups: BTreeMap<&'a str, NodeHandle>,
    services: BTreeMap<&'a str, NodeHandle>,
}

impl<'a> Care<'a> {
    /// Draws what a thing needs. `part` says what it counts for there.
    fn needs(&mut self, needs: &'a Expr, of: NodeHandle, part: &str) {
        match needs {
            Expr::Asset(id) => {
                let node = self.group(id);
                self.picture.join(node, of, Tie::Plain, false, part);
            }
            Expr::Service(id) => {
                if let Some(node) = self.services.get(id.as_str()) {
                    self.picture.join(*node, of, Tie::Plain, false, part);
                }
            }
            // All of what a service needs is the usual case: no box of its own.
            Expr::All(parts) if part.is_empty() => parts.iter().for_each(|one| self.needs(one, of, "")),
            Expr::All(parts) => self.several("All of these", parts.iter().map(|one| (one, "needed".to_owned())), of),
            Expr::Any(parts) => {
                self.several("Any one of these", parts.iter().map(|one| (one, "suffices".to_owned())), of)
            }
            Expr::KOf(count, parts) => {
                let name = format!("{count} of these {}", parts.len());
                self.several(&name, parts.iter().map(|one| (one, "one of them".to_owned())), of);
            }
            Expr::Weighted(parts) => {
                let sum: f64 = parts.iter().map(|(weight, _)| weight).sum();
                let shares: Vec<f64> = parts.iter().map(|(weight, _)| weight / sum * 100.0).collect();
                let said: Vec<String> = shares.iter().map(|share| format!("{share:.0}")).collect();
                let name = format!("Weighted {} %", said.join(" : "));
                let parts = parts.iter().zip(shares).map(|((_, one), share)| (one, format!("counts {share:.0} %")));
                self.several(&name, parts, of);
            }
            Expr::AtLeast(least, part) => {
                let name = format!("{:.0} % remain without", least * 100.0);
                self.several(&name, [(&**part, "helps".to_owned())].into_iter(), of);
            }
        }
    }

    fn several(&mut self, name: &str, parts: impl Iterator<Item = (&'a Expr, String)>, of: NodeHandle) {
        let node = self.picture.add(Look::Joint, name, &[]);
        self.picture.join(node, of, Tie::Plain, false, name);
        for (part, told) in parts {
            self.needs(part, node, &told);
        }
    }

    fn group(&mut self, id: &'a str) -> NodeHandle {
        let (words, picture) = (self.words, &mut self.picture);
        *self.groups.entry(id).or_insert_with(|| picture.add(Look::Plain, &words.of("group", id), &[]))
    }
}
