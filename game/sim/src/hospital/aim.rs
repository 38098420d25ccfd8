//! What an order is done to.

use std::borrow::Cow;

use codedark_scenario::{Hospital, TargetKind};

use crate::hospital::desk;
use crate::hospital::site::HospitalRef;

/// What an order is done to, resolved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    /// A zone's index.
    Zone(usize),
    /// A case's index.
    Case(usize),
    /// A service's index.
    Service(usize),
    /// A group's index.
    Group(usize),
}

impl Aim {
    /// Its id.
    pub fn id<'h>(&self, hospital: &'h Hospital) -> Cow<'h, str> {
        match *self {
            Aim::Zone(zone) => Cow::Borrowed(&hospital.zones[zone].id),
            Aim::Case(case) => Cow::Owned(desk::case_id(case)),
            Aim::Service(service) => Cow::Borrowed(&hospital.services[service].id),
            Aim::Group(group) => Cow::Borrowed(&hospital.groups[group].id),
        }
    }
}

/// The aim that an id names.
pub fn aim(at: &HospitalRef, kind: TargetKind, id: &str) -> Option<Aim> {
    let hospital = &at.rules.scenario.hospital;
    match kind {
        TargetKind::Hospital => None,
        TargetKind::Zone => hospital.zones.iter().position(|zone| zone.id == id).map(Aim::Zone),
        TargetKind::Case => desk::case_index(id).filter(|index| *index < at.desk.cases.len()).map(Aim::Case),
        TargetKind::Service => hospital.services.iter().position(|service| service.id == id).map(Aim::Service),
        TargetKind::Group => hospital.groups.iter().position(|group| group.id == id).map(Aim::Group),
    }
}
