//! Cycles: nothing may need itself, not even by way of others.

use std::collections::BTreeMap;

use super::Check;
use super::parts::expressions;
use crate::codes;
use crate::tree::Node;
use crate::{Expr, Need, Service};

/// A thing, and what it needs, each with the place where that is said.
struct Needs<'a> {
    id: &'a str,
    needs: Vec<(&'a str, &'a Node)>,
}

impl<'a> Check<'a> {
    pub(super) fn cycles(&mut self) {
        let (scenario, hospital) = (self.scenario, self.hospital_node());
        let services = || {
            let services = scenario.hospital.services.iter().enumerate();
            services.map(|(index, service)| (service, hospital.at("services").nth(index)))
        };
        let digital = services().map(|(service, place)| needs_of(service, Some(&service.needs), place.at("needs")));
        self.acyclic("service", digital.collect());
        let on_paper = services()
            .map(|(service, place)| needs_of(service, service.paper.needs.as_ref(), place.at("paper").at("needs")));
        self.acyclic("service on paper", on_paper.collect());

        let groups = scenario.hospital.groups.iter().enumerate().map(|(index, group)| {
            let place = hospital.at("groups").nth(index);
            // What it stands on, it needs: a host that needs its own guest would never come back.
            let lists = [(&group.needs, place.at("needs")), (&group.stands_on, place.at("stands_on"))];
            let needs = lists
                .into_iter()
                .flat_map(|(ids, list)| ids.iter().enumerate().map(move |(index, id)| (id.as_str(), list.nth(index))));
            Needs { id: &group.id, needs: needs.collect() }
        });
        self.acyclic("group", groups.collect());

        let adversary = self.adversary_node();
        let steps = scenario.adversary.steps.iter().enumerate().map(|(index, step)| {
            let list = adversary.at("steps").nth(index).at("needs");
            let needs = step.needs.iter().enumerate().filter_map(|(index, need)| match need {
                Need::Step(id) => Some((id.as_str(), list.nth(index).nth(0))),
                _ => None,
            });
            Needs { id: &step.id, needs: needs.collect() }
        });
        self.acyclic("step", steps.collect());
    }

    /// Reports every cycle once, at the reference that closes it.
    fn acyclic(&mut self, what: &str, all: Vec<Needs<'a>>) {
        let known = all.iter().enumerate().rev().map(|(index, one)| (one.id, index)).collect();
        let mut search =
            Search { state: vec![State::New; all.len()], path: Vec::new(), cycles: Vec::new(), known, all };
        for start in 0..search.all.len() {
            search.visit(start);
        }
        for (path, place) in search.cycles {
            let message = format!("No {what} can need itself, but {}.", path.join(" needs "));
            self.add(place, &codes::CYCLE, message);
        }
    }
}

/// The services that an expression of a service names.
fn needs_of<'a>(service: &'a Service, expression: Option<&'a Expr>, place: &'a Node) -> Needs<'a> {
    let parts = expression.into_iter().flat_map(|expression| expressions(expression, place));
    let needs = parts.filter_map(|(part, place)| match part {
        Expr::Service(id) => Some((id.as_str(), place.nth(0))),
        _ => None,
    });
    Needs { id: &service.id, needs: needs.collect() }
}

/// How far the search has come with a thing.
#[derive(Clone, Copy, PartialEq)]
enum State {
    New,
    OnPath,
    Done,
}

/// A walk through everything that is needed, depth first.
struct Search<'a> {
    all: Vec<Needs<'a>>,
    known: BTreeMap<&'a str, usize>,
    state: Vec<State>,
    path: Vec<usize>,
    cycles: Vec<(Vec<&'a str>, &'a Node)>,
}

impl<'a> Search<'a> {
    /// Walks with a list of its own instead of recursion: a chain may be as long as a file.
    fn visit(&mut self, start: usize) {
        if self.state[start] != State::New {
            return;
        }
        let mut walk = vec![(start, 0)];
        self.enter(start);
        while let Some((thing, next)) = walk.last_mut() {
            let Some((needed, place)) = self.all[*thing].needs.get(*next).copied() else {
                self.state[*thing] = State::Done;
                self.path.pop();
                walk.pop();
                continue;
            };
            *next += 1;
            let Some(found) = self.known.get(needed).copied() else { continue };
            match self.state[found] {
                State::New => {
                    self.enter(found);
                    walk.push((found, 0));
                }
                State::OnPath => self.note(found, place),
                State::Done => {}
            }
        }
    }

    fn enter(&mut self, thing: usize) {
        self.state[thing] = State::OnPath;
        self.path.push(thing);
    }

    fn note(&mut self, first: usize, place: &'a Node) {
        let from = self.path.iter().position(|thing| *thing == first).unwrap_or_default();
        let round = self.path[from..].iter().chain([&first]);
        self.cycles.push((round.map(|thing| self.all[*thing].id).collect(), place));
    }
}
