//! How the demand for a service is spread over a day and a week.

use codedark_scenario::{DayProfile, Hospital, Service};

use crate::base::time::{HOUR, Minute};

/// Demand of a service: shares of a day by hour, on weekdays and at weekends.
#[derive(Clone, Debug)]
pub struct Demand {
    urgent: DayProfile,
    planned: DayProfile,
}

impl Demand {
    /// Looks the names up.
    pub fn of(hospital: &Hospital, service: &Service) -> Demand {
        let named = |id: &String| {
            let found = hospital.profiles.iter().find(|profile| profile.id == *id);
            found.expect("checked reference").clone()
        };
        let planned = if service.planned_profile.is_empty() { &service.profile } else { &service.planned_profile };
        Demand { urgent: named(&service.profile), planned: named(planned) }
    }

    /// Urgent and planned patients of the first so many minutes of an hour of the day, in thousandths.
    pub fn in_hour(&self, facts: &Service, hour: usize, weekend: bool, minutes: Minute) -> (f64, f64) {
        let share = |profile: &DayProfile| {
            let day = if weekend { profile.weekend } else { 1.0 };
            profile.by_hour[hour] * day * 1000.0 * minutes as f64 / HOUR as f64
        };
        (facts.urgent_per_day * share(&self.urgent), facts.planned_per_day * share(&self.planned))
    }
}
