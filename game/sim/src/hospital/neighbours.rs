//! Neighbours: the emergency departments around the hospital, as one, and what it does to them to be sent patients.
//!
//! The published case is a struck hospital's two neighbours (Dameff 2023): 15.1 % more patients, 35.2 % more ambulances,
//! waits longer by 47.6 %, and 127.8 % more people who left unseen. In a linked region
//! the other hospitals take whom they have room for, and only the rest comes here.

use codedark_scenario::Neighbours;
use serde::Serialize;

use crate::base::numbers::Neighbours as Numbers;
use crate::base::time::{DAY, Minute};

/// Patients who go to other hospitals in a stretch of time, in thousandths.
#[derive(Clone, Copy, Debug, Default)]
pub struct Elsewhere {
    /// All of them.
    pub patients_milli: i64,
    /// Those who come by ambulance: all who are diverted, and who leave in the share that came by one.
    pub ambulances_milli: i64,
    /// What inpatients who were moved there need, of the service that they left.
    pub moved_milli: i64,
}

/// Patients who went to the neighbours: diverted, or left.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Sent {
    /// By hour of the day, over the last day, in thousandths.
    by_hour_milli: [i64; 24],
    /// Those among them who come by ambulance.
    ambulances_milli: [i64; 24],
    /// Hour of the day that is being filled.
    hour: usize,
    /// Ever, in thousandths.
    pub total_milli: i64,
    /// Minutes that the neighbours' own patients waited longer for it, in thousandths.
    pub delayed_milli_min: i64,
}

impl Sent {
    /// Patients of the last day, in thousandths.
    pub fn last_day_milli(&self) -> i64 {
        self.by_hour_milli.iter().sum()
    }

    /// Notes what went in a stretch of one hour, and returns how much longer the neighbours' own patients waited in it.
    pub fn note(
        &mut self,
        facts: &Neighbours,
        hour: usize,
        gone: Elsewhere,
        minutes: Minute,
        numbers: &Numbers,
    ) -> i64 {
        if self.hour != hour {
            self.hour = hour;
            self.by_hour_milli[hour] = 0;
            self.ambulances_milli[hour] = 0;
        }
        self.by_hour_milli[hour] += gone.patients_milli;
        self.ambulances_milli[hour] += gone.ambulances_milli;
        self.total_milli += gone.patients_milli;
        let own = facts.visits_per_day * 1000.0 * minutes as f64 / DAY as f64;
        let longer = libm::round(own * numbers.normal_wait * (self.waits(facts, numbers) - 1.0)) as i64;
        self.delayed_milli_min += longer;
        longer
    }

    /// Notes patients whom ambulances bring: moved inpatients, and whom the region had no room for.
    pub fn more(&mut self, sent_milli: i64) {
        self.by_hour_milli[self.hour] += sent_milli;
        self.ambulances_milli[self.hour] += sent_milli;
        self.total_milli += sent_milli;
    }

    /// Patients at the neighbours against a normal day.
    fn patients(&self, facts: &Neighbours) -> f64 {
        1.0 + self.last_day_milli() as f64 / 1000.0 / facts.visits_per_day
    }

    /// Ambulances at the neighbours against a normal day.
    pub fn ambulances(&self, facts: &Neighbours) -> f64 {
        1.0 + self.ambulances_milli.iter().sum::<i64>() as f64 / 1000.0 / facts.ambulances_per_day
    }

    /// Waits at the neighbours against a normal day.
    pub fn waits(&self, facts: &Neighbours, numbers: &Numbers) -> f64 {
        let in_queue = |load: f64| load / (1.0 - load);
        in_queue((numbers.normal_load * self.patients(facts)).min(numbers.load_max)) / in_queue(numbers.normal_load)
    }

    /// People who leave the neighbours unseen against a normal day.
    pub fn left_unseen(&self, facts: &Neighbours, numbers: &Numbers) -> f64 {
        self.patients(facts) * libm::pow(self.waits(facts, numbers), numbers.left_exponent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_crowd_gives_the_published_waits() {
        let (facts, numbers) = (Neighbours::default(), Numbers::default());
        let mut sent = Sent::default();
        for hour in 0..24 {
            // 924 more patients in four weeks, 613 of them by ambulance.
            sent.note(
                &facts,
                hour,
                Elsewhere { patients_milli: 33_000 / 24, ambulances_milli: 21_893 / 24, ..Elsewhere::default() },
                60,
                &numbers,
            );
        }
        let near = |value: f64, published: f64| (value / published - 1.0).abs() < 0.02;
        assert!(near(sent.patients(&facts), 1.151), "patients {}", sent.patients(&facts));
        assert!(near(sent.ambulances(&facts), 1.352), "ambulances {}", sent.ambulances(&facts));
        assert!(near(sent.waits(&facts, &numbers), 1.476), "waits {}", sent.waits(&facts, &numbers));
        assert!(near(sent.left_unseen(&facts, &numbers), 2.278), "left unseen {}", sent.left_unseen(&facts, &numbers));
    }

    #[test]
    fn a_day_later_nothing_is_left_of_it() {
        let (facts, numbers) = (Neighbours::default(), Numbers::default());
        let mut sent = Sent::default();
        sent.note(
            &facts,
            0,
            Elsewhere { patients_milli: 50_000, ambulances_milli: 30_000, ..Elsewhere::default() },
            60,
            &numbers,
        );
        assert!(sent.waits(&facts, &numbers) > 1.5);
        for hour in (1..24).chain([0]) {
            sent.note(&facts, hour, Elsewhere::default(), 60, &numbers);
        }
        assert_eq!((sent.last_day_milli(), sent.total_milli), (0, 50_000));
        assert_eq!((sent.waits(&facts, &numbers), sent.ambulances(&facts)), (1.0, 1.0));
    }
}
