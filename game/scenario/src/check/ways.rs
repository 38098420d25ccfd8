//! Ways: what a service needs of another zone comes to it over a flow, and a flow carries something.

use std::collections::BTreeSet;

use super::Check;
use super::parts::expressions;
use crate::codes;
use crate::{AssetGroup, Expr, FlowService, Platform, Service};

impl Check<'_> {
    /// What a service needs of another zone has a flow to come over. Closed devices are worked by hand.
    pub(super) fn ways(&mut self) {
        let (hospital, node) = (&self.scenario.hospital, self.hospital_node());
        for (index, service) in hospital.services.iter().enumerate() {
            let here = hospital.works_in(service);
            let place = node.at("services").nth(index);
            let digital = expressions(&service.needs, place.at("needs"));
            let paper = service.paper.needs.iter().flat_map(|needs| expressions(needs, place.at("paper").at("needs")));
            for (part, place) in digital.into_iter().chain(paper) {
                let Expr::Asset(id) = part else { continue };
                let Some(there) = self.over_the_network(here, id) else { continue };
                if !hospital.carries(here, there) {
                    let (here, there) = (&hospital.zones[here].id, &hospital.zones[there].id);
                    let message = format!(
                        "`{}` works in zone `{here}`, and no flow brings it `{id}` from zone `{there}`, so it never has it.",
                        service.id
                    );
                    self.add(place.nth(0), &codes::NO_WAY, message);
                }
            }
        }
    }

    /// A flow for people at work carries something that somebody needs. Those of a library serve small houses and large ones.
    pub(super) fn idle_flows(&mut self) {
        let (hospital, node) = (&self.scenario.hospital, self.hospital_node());
        let mut used: BTreeSet<(usize, usize)> =
            hospital.services.iter().flat_map(|service| self.zones_needed(service)).collect();
        used.extend(hospital.groups.iter().flat_map(|group| self.zones_of_groups(group)));
        for (index, flow) in hospital.flows.iter().enumerate() {
            let moves_an_intruder = matches!(flow.service, FlowService::Admin | FlowService::Files);
            let (Some(from), Some(to)) = (hospital.zone(&flow.from), hospital.zone(&flow.to)) else { continue };
            let shared = node.at("flows").nth(index).span.file != self.root.span.file;
            if shared || moves_an_intruder || used.contains(&(from, to)) || used.contains(&(to, from)) {
                continue;
            }
            let message = format!(
                "Nothing in `{}` needs anything in `{}`, nor the other way round, so this flow carries nothing.",
                flow.from, flow.to
            );
            self.add(node.at("flows").nth(index), &codes::IDLE_FLOW, message);
        }
    }

    /// Pairs of zones: where a service works, and where what it needs stands or is done.
    fn zones_needed(&self, service: &Service) -> Vec<(usize, usize)> {
        let hospital = &self.scenario.hospital;
        let here = hospital.works_in(service);
        let there = |part: &Expr| match part {
            Expr::Asset(id) => hospital.group(id).and_then(|group| hospital.zone(&hospital.groups[group].zone)),
            Expr::Service(id) => hospital.service(id).map(|index| hospital.works_in(&hospital.services[index])),
            _ => None,
        };
        let mut parts: Vec<&Expr> = [&service.needs].into_iter().chain(&service.paper.needs).collect();
        let mut pairs = Vec::new();
        while let Some(part) = parts.pop() {
            parts.extend(part.parts());
            pairs.extend(there(part).map(|there| (here, there)));
        }
        pairs
    }

    /// Pairs of zones: where a group stands, and where those stand without which it cannot be brought back.
    fn zones_of_groups(&self, group: &AssetGroup) -> Vec<(usize, usize)> {
        let hospital = &self.scenario.hospital;
        let zone_of = |id: &String| hospital.group(id).and_then(|index| hospital.zone(&hospital.groups[index].zone));
        let Some(here) = hospital.zone(&group.zone) else { return Vec::new() };
        group.needs.iter().filter_map(zone_of).map(|there| (here, there)).collect()
    }

    /// The other zone in which a group stands that is reached over the network only.
    fn over_the_network(&self, here: usize, group: &str) -> Option<usize> {
        let hospital = &self.scenario.hospital;
        let facts = &hospital.groups[hospital.group(group)?];
        let there = hospital.zone(&facts.zone)?;
        (there != here && facts.platform != Platform::Embedded).then_some(there)
    }
}
