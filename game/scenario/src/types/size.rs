//! Size: what of a scenario's objectives grows and shrinks with the hospital that is played.
//!
//! Ranges and thresholds are written for the scenario's own hospital. In a place of a region with another size, or with
//! another hospital, the same relative play must score the same: what counts patients follows the patients of a normal day,
//! and what counts lost devices the devices there are. What a crew takes by hand does not depend on the house.

use super::{Condition, Hospital, Measure, Objective, Place, Scenario, Target};

/// How large a hospital is against another one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Size {
    patients: f64,
    devices: f64,
}

impl Size {
    /// The size of a hospital against that of another one.
    pub fn of(hospital: &Hospital, against: &Hospital) -> Size {
        let patients = |hospital: &Hospital| {
            hospital.services.iter().map(|service| service.urgent_per_day + service.planned_per_day).sum::<f64>()
        };
        let devices = |hospital: &Hospital| hospital.devices(100) as f64;
        let share = |of: f64, whole: f64| if whole > 0.0 { of / whole } else { 1.0 };
        Size {
            patients: share(patients(hospital), patients(against)),
            devices: share(devices(hospital), devices(against)),
        }
    }

    /// A value of a measure at this size.
    fn scaled(self, measure: Measure, value: i64) -> i64 {
        let share = match measure {
            Measure::CareMinutesDelayed | Measure::UnsafeEventsMilli | Measure::Cancelled | Measure::Diverted => {
                self.patients
            }
            Measure::DevicesEncrypted | Measure::DevicesDown => self.devices,
            _ => return value,
        };
        // What must happen once must happen once in a small house, too.
        let scaled = (value as f64 * share).round() as i64;
        if value > 0 { scaled.max(1) } else { scaled }
    }

    fn condition(self, condition: &mut Condition) {
        match condition {
            Condition::All(parts) | Condition::Any(parts) => parts.iter_mut().for_each(|part| self.condition(part)),
            Condition::Not(part) => self.condition(part),
            Condition::Measure(measure, _, value) => *value = self.scaled(*measure, *value),
            _ => {}
        }
    }
}

impl Objective {
    /// Its ranges and thresholds at another size.
    fn resize(&mut self, size: Size) {
        match &mut self.measure {
            Target::Level { measure, worst, best } | Target::Growth { measure, worst, best } => {
                (*worst, *best) = (size.scaled(*measure, *worst), size.scaled(*measure, *best));
            }
            Target::Act { since: Some(since), .. } => size.condition(since),
            Target::Posture { .. } | Target::Act { .. } | Target::Answers(_) => {}
        }
        self.capped_by.iter_mut().chain(&mut self.only_if).for_each(|condition| size.condition(condition));
    }
}

impl Scenario {
    /// The scenario as it is played in a place of its region: with the place's own hospital, at the place's size.
    pub fn at_place(&self, place: &Place) -> Scenario {
        let mut scenario = Scenario { region: None, ..self.clone() };
        if let Some(hospital) = &place.hospital {
            scenario.hospital = hospital.clone();
        }
        scenario.hospital.resize(place.size_percent);
        let size = Size::of(&scenario.hospital, &self.hospital);
        scenario.objectives.iter_mut().for_each(|objective| objective.resize(size));
        scenario
    }
}
