//! Where a thing stands that is named by its id, and what belongs to a role. The checker has refused ids that stand twice.

use super::{Crew, FlowService, Hospital, Platform, Role, Scenario, Service, ZoneKind};

impl Hospital {
    /// Index of a zone.
    pub fn zone(&self, id: &str) -> Option<usize> {
        self.zones.iter().position(|zone| zone.id == id)
    }

    /// Index of the first zone of a kind.
    pub fn zone_of_kind(&self, kind: ZoneKind) -> Option<usize> {
        self.zones.iter().position(|zone| zone.kind == kind)
    }

    /// Index of a group of devices.
    pub fn group(&self, id: &str) -> Option<usize> {
        self.groups.iter().position(|group| group.id == id)
    }

    /// Index of a service.
    pub fn service(&self, id: &str) -> Option<usize> {
        self.services.iter().position(|service| service.id == id)
    }

    /// Index of the zone in which a service works: what it says, or the zone of the first computers that it needs, or of the first
    /// thing that it needs at all. The first zone where nothing tells.
    pub fn works_in(&self, service: &Service) -> usize {
        let groups: Vec<_> = service.needs.groups().into_iter().filter_map(|id| self.group(id)).collect();
        let computers = |group: &&usize| {
            let facts = &self.groups[**group];
            !facts.server && facts.platform != Platform::Embedded
        };
        let first = groups.iter().find(computers).or(groups.first());
        self.zone(&service.zone).or_else(|| self.zone(&self.groups[*first?].zone)).unwrap_or(0)
    }

    /// Whether what stands in one zone serves people in another: a flow between them carries more than administration.
    pub fn carries(&self, here: usize, there: usize) -> bool {
        let (here, there) = (&self.zones[here].id, &self.zones[there].id);
        let joins = |from: &String, to: &String| (from == here && to == there) || (from == there && to == here);
        self.flows.iter().any(|flow| flow.service != FlowService::Admin && joins(&flow.from, &flow.to))
    }

    /// The hands of a role, where it has any.
    pub fn crew(&self, role: Role) -> Option<&Crew> {
        self.crews.iter().find(|crew| crew.role == role)
    }
}

impl Scenario {
    /// Index of an action.
    pub fn action(&self, id: &str) -> Option<usize> {
        self.actions.iter().position(|action| action.id == id)
    }

    /// Index of a phase.
    pub fn phase(&self, id: &str) -> Option<usize> {
        self.phases.iter().position(|phase| phase.id == id)
    }

    /// Index of an inject.
    pub fn inject(&self, id: &str) -> Option<usize> {
        self.injects.iter().position(|inject| inject.id == id)
    }

    /// Index of a legal clock.
    pub fn duty(&self, id: &str) -> Option<usize> {
        self.duties.iter().position(|duty| duty.id == id)
    }
}
