//! What an order is done to.

use std::borrow::Cow;

use codedark_scenario::Hospital;

use crate::hospital::desk::case_id;

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
            Aim::Case(case) => Cow::Owned(case_id(case)),
            Aim::Service(service) => Cow::Borrowed(&hospital.services[service].id),
            Aim::Group(group) => Cow::Borrowed(&hospital.groups[group].id),
        }
    }
}
