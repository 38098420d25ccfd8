//! A hospital in figures: its services, its books and its hours of recovery, for calibration, reports and tests.

use std::collections::BTreeMap;

use codedark_scenario::Role;

use crate::exercise::Exercise;
use crate::hospital::hands::Book;
use crate::hospital::recovery::Hours;
use crate::hospital::services::ServiceState;
use crate::reading::books::{Books, books};

impl Exercise {
    /// The books of a hospital.
    pub fn books(&self, hospital: &str) -> Option<Books> {
        let place = self.place(hospital)?;
        Some(books(&self.read(place)))
    }

    /// Staff-minutes of recovery, by what became of them.
    pub fn recovery_hours(&self, hospital: &str) -> Option<Hours> {
        let place = self.place(hospital)?;
        Some(self.read(place).recovery.hours)
    }

    /// Minutes of people, role by role, as they were summed up last.
    pub fn hands(&self, hospital: &str) -> Option<BTreeMap<Role, Book>> {
        let place = self.place(hospital)?;
        Some(self.read(place).defence.hands.clone())
    }

    /// The services of a hospital as they were settled last, by id, in the scenario's order. Looking changes nothing.
    pub fn services(&self, hospital: &str) -> Vec<(String, ServiceState)> {
        let Some(place) = self.place(hospital) else { return Vec::new() };
        let at = self.read(place);
        let services = at.rules.scenario.hospital.services.iter().zip(&at.care.services);
        services.map(|(facts, state)| (facts.id.clone(), state.clone())).collect()
    }
}
