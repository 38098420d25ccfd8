//! Numbers that must fit each other: sums, orders, counts, dates.

use std::fmt::Display;

use super::parts::expressions;
use super::{Check, readable};
use crate::civil::CivilTime;
use crate::codes;
use crate::limits::{DAY_HOURS, MINUTES_MAX, WEIGHT_MAX};
use crate::tree::Node;
use crate::{Expr, Target};

/// How far the shares of a day may miss 1: authors round to two digits.
const SHARE_TOLERANCE: f64 = 0.01;

impl Check<'_> {
    pub(super) fn numbers(&mut self) {
        let (scenario, hospital) = (self.scenario, self.hospital_node());
        if readable(&scenario.starts) && CivilTime::parse(&scenario.starts).is_none() {
            let message = "This must be a local date and time such as `2021-02-15T08:00`.";
            self.add(self.root.at("starts"), &codes::CIVIL_TIME, message);
        }
        for (index, service) in scenario.hospital.services.iter().enumerate() {
            let place = hospital.at("services").nth(index);
            self.expression_numbers(&service.needs, place.at("needs"));
            if let Some(needs) = &service.paper.needs {
                self.expression_numbers(needs, place.at("paper").at("needs"));
            }
        }
        for (index, profile) in scenario.hospital.profiles.iter().enumerate() {
            self.shares_of_a_day(&profile.by_hour, hospital.at("profiles").nth(index).at("by_hour"));
        }
        self.durations();
        self.insurance();
        self.objective_numbers();
    }

    fn shares_of_a_day(&mut self, shares: &[f64], place: &Node) {
        if !self.sound(place) {
            return;
        }
        let sum: f64 = shares.iter().sum();
        if shares.len() != DAY_HOURS as usize {
            let message =
                format!("`by_hour` holds {DAY_HOURS} numbers, one for every hour; here are {}.", shares.len());
            self.add(place, &codes::DAY_SHARES, message);
        } else if (sum - 1.0).abs() > SHARE_TOLERANCE {
            self.add(place, &codes::DAY_SHARES, format!("The shares of a day must sum to 1; these sum to {sum:.3}."));
        }
    }

    fn expression_numbers(&mut self, expression: &Expr, place: &Node) {
        for (part, place) in expressions(expression, place) {
            match part {
                Expr::KOf(wanted, parts) if *wanted == 0 || *wanted as usize > parts.len() => {
                    let message =
                        format!("`KOf` asks for {wanted} of {} things: at least 1, at most all.", parts.len());
                    self.add_once(place, place.nth(0), &codes::K_OF, message);
                }
                Expr::AtLeast(least, _) if !(0.0..=1.0).contains(least) => {
                    let message = format!("`AtLeast` begins with a share from 0 to 1; this is {least}.");
                    self.add_once(place, place.nth(0), &codes::LEAST, message);
                }
                Expr::Weighted(parts) => {
                    for (index, (weight, _)) in parts.iter().enumerate() {
                        let place = place.nth(0).nth(index);
                        if *weight <= 0.0 {
                            let message = format!("A weight must be more than 0; this is {weight}.");
                            self.add_once(place, place.nth(0), &codes::WEIGHT, message);
                        } else if *weight > WEIGHT_MAX {
                            let message = format!("A weight must be at most {WEIGHT_MAX}; this is {weight}.");
                            self.add_once(place, place.nth(0), &codes::OUT_OF_RANGE, message);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn durations(&mut self) {
        let (adversary, node) = (&self.scenario.adversary, self.adversary_node());
        for (index, tempo) in adversary.tempos.iter().enumerate() {
            let place = node.at("tempos").nth(index);
            self.in_order(place, ("dwell_min", tempo.dwell_min), ("dwell_max_min", tempo.dwell_max_min));
            self.in_order(place, ("settles_min", tempo.settles_min), ("settles_max_min", tempo.settles_max_min));
        }
        self.strike_numbers();
        for (index, step) in adversary.steps.iter().enumerate() {
            let place = node.at("steps").nth(index);
            self.in_order(place, ("duration_min", step.duration_min), ("duration_max_min", step.duration_max_min));
        }
    }

    /// Pairs and triples whose parts have an order, and shares among them.
    fn strike_numbers(&mut self) {
        let (adversary, node) = (&self.scenario.adversary, self.adversary_node());
        let (low, high) = adversary.encrypts;
        let (fast, median, slow) = adversary.strain_min;
        for (field, sound, why) in [
            ("encrypts", 0.0 <= low && low <= high && high <= 1.0, "two shares from 0 to 1, the smaller first"),
            (
                "strain_min",
                0.0 < fast && fast <= median && median <= slow && slow <= MINUTES_MAX as f64,
                "three times above 0 and of ten years at most, the shortest first",
            ),
        ] {
            if !sound && self.sound(node) {
                self.add(node.at(field), &codes::ORDER, format!("`{field}` must be {why}."));
            }
        }
    }

    /// What is carried itself lies within what is insured at most: an insurer never takes money.
    fn insurance(&mut self) {
        let insurance = &self.scenario.hospital.insurance;
        let place = self.hospital_node().at("insurance");
        let (own, most) = (insurance.deductible_cents, insurance.limit_cents);
        self.in_order(place, ("deductible_cents", own), ("limit_cents", most));
    }

    fn objective_numbers(&mut self) {
        for (index, objective) in self.scenario.objectives.iter().enumerate() {
            let place = self.root.at("objectives").nth(index).at("measure");
            match objective.measure {
                Target::Posture { worst, best }
                | Target::Level { worst, best, .. }
                | Target::Growth { worst, best, .. } => {
                    if worst == best && self.sound(place) {
                        self.add(
                            place.at("best"),
                            &codes::NO_RANGE,
                            "`best` and `worst` are the same, so nothing can be rated.",
                        );
                    }
                }
                Target::Act { within_min, late_min, .. } => {
                    self.in_order(place, ("within_min", within_min), ("late_min", late_min));
                }
                Target::Answers(_) => {}
            }
        }
    }

    /// The first number must not be larger than the second.
    fn in_order<N: PartialOrd + Display>(&mut self, place: &Node, (low, least): (&str, N), (high, most): (&str, N)) {
        if least > most && self.sound(place) {
            let message = format!("`{low}` is {least} and `{high}` is {most}: the first must not be larger.");
            self.add(place.at(low), &codes::ORDER, message);
        }
    }
}
