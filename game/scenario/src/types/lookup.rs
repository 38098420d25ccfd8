//! Where a thing stands that is named by its id, and what belongs to a role. The checker has refused ids that stand twice.

use super::{Crew, Hospital, Role, Scenario, ZoneKind};

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
