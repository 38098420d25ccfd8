//! How the demand for a service is spread over a day and a week.

use codedark_scenario::{DayProfile, Hospital, Service};

use crate::base::time::{DAY, HOUR, Minute};

/// Demand of a service: shares of a day by hour, on weekdays and at weekends.
#[derive(Clone, Debug)]
pub struct Demand {
    urgent: DayProfile,
    planned: DayProfile,
    /// What is asked in whole hours, on weekdays and at weekends: nearly all stretches are.
    whole: [[(f64, f64); 24]; 2],
    /// Patients of a minute on the mean of a weekday, in thousandths.
    pub per_minute: f64,
}

impl Demand {
    /// Looks the names up.
    pub fn of(hospital: &Hospital, service: &Service) -> Demand {
        let named = |id: &String| {
            let found = hospital.profiles.iter().find(|profile| profile.id == *id);
            found.expect("checked reference").clone()
        };
        let planned = if service.planned_profile.is_empty() { &service.profile } else { &service.planned_profile };
        let per_minute = (service.urgent_per_day + service.planned_per_day) * 1000.0 / DAY as f64;
        let (urgent, planned) = (named(&service.profile), named(planned));
        let mut demand = Demand { urgent, planned, whole: [[(0.0, 0.0); 24]; 2], per_minute };
        demand.whole =
            [false, true].map(|weekend| std::array::from_fn(|hour| demand.count(service, hour, weekend, HOUR)));
        demand
    }

    /// Urgent and planned patients of the first so many minutes of an hour of the day, in thousandths.
    pub fn in_hour(&self, facts: &Service, hour: usize, weekend: bool, minutes: Minute) -> (f64, f64) {
        match minutes {
            0 => (0.0, 0.0),
            HOUR => self.whole[usize::from(weekend)][hour],
            _ => self.count(facts, hour, weekend, minutes),
        }
    }

    fn count(&self, facts: &Service, hour: usize, weekend: bool, minutes: Minute) -> (f64, f64) {
        let share = |profile: &DayProfile| {
            let day = if weekend { profile.weekend } else { 1.0 };
            profile.by_hour[hour] * day * 1000.0 * minutes as f64 / HOUR as f64
        };
        (facts.urgent_per_day * share(&self.urgent), facts.planned_per_day * share(&self.planned))
    }
}
