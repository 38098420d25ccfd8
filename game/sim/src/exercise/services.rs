//! A hospital in figures: its services, its books and its hours of recovery, for calibration, reports and tests.

use super::build::Exercise;
use crate::care::Counts;
use crate::money::{self, Books};
use crate::recovery::hands::Hours;

/// One service, in thousandths of patients.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceFigures {
    /// Its id.
    pub id: String,
    /// Who came, was treated, diverted, left, turned down, cancelled, since the beginning.
    pub counts: Counts,
    /// Who waits now.
    pub waiting_milli: i64,
    /// Who was cancelled and has no new appointment yet.
    pub put_off_milli: i64,
    /// What it can do now, in thousandths of a normal day.
    pub capacity_milli: i64,
    /// What its computers allow, in thousandths.
    pub digital_milli: i64,
    /// Minutes that an urgent patient or order takes now.
    pub turnaround_min: i64,
    /// Unsafe events so far, in millionths.
    pub unsafe_micro: i64,
}

impl Exercise {
    /// The books of a hospital.
    pub fn books(&mut self, hospital: &str) -> Option<Books> {
        let place = self.place(hospital)?;
        Some(self.with(place, |at| money::books(at)))
    }

    /// Staff-minutes of recovery, by what became of them.
    pub fn recovery_hours(&mut self, hospital: &str) -> Option<Hours> {
        let place = self.place(hospital)?;
        Some(self.with(place, |at| at.recovery.hours))
    }

    /// The services of a hospital as they were settled last, in the scenario's order. Looking changes nothing.
    pub fn services(&mut self, hospital: &str) -> Vec<ServiceFigures> {
        let Some(place) = self.place(hospital) else { return Vec::new() };
        let (rules, states) = self.with(place, |at| (at.rules.clone(), at.care.services.clone()));
        let figures = rules.scenario.hospital.services.iter().zip(states).map(|(facts, state)| ServiceFigures {
            id: facts.id.clone(),
            counts: state.counts,
            waiting_milli: state.waits_milli(),
            put_off_milli: state.put_off_milli,
            capacity_milli: state.capacity_milli,
            digital_milli: state.digital_milli,
            turnaround_min: state.turnaround_min,
            unsafe_micro: state.unsafe_micro,
        });
        figures.collect()
    }
}
