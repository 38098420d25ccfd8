//! Calibration: published figures that can be held against the model, and a history that can be played.

use super::Check;
use super::references::Names;
use crate::codes;
use crate::tree::Node;
use crate::{CalibrationMeasure, CalibrationPoint, HistoricDecision, MeasuredAt, TargetKind};

/// Longest time after the detonation that is followed, in days: three years.
const DAYS_MAX: u32 = 1096;

impl Check<'_> {
    pub(super) fn calibration(&mut self) {
        let names = self.names();
        for (index, point) in self.scenario.calibration.iter().enumerate() {
            let place = self.root.at("calibration").nth(index);
            self.point(&names, point, place);
        }
        for (index, decision) in self.scenario.history.decisions.iter().enumerate() {
            let place = self.root.at("history").at("decisions").nth(index);
            self.decision(&names, decision, place);
        }
        if self.clean && self.scenario.objectives.is_empty() && self.scenario.calibration.is_empty() {
            let message =
                "Nothing here is rated: give the scenario `objectives`, or a `calibration` that it is there for.";
            self.add(self.root, &codes::MISSING_FIELD, message);
        }
    }

    fn point(&mut self, names: &Names, point: &CalibrationPoint, place: &Node) {
        match &point.measure {
            CalibrationMeasure::Activity(id)
            | CalibrationMeasure::Turnaround(id)
            | CalibrationMeasure::ServiceBack(id) => {
                self.refer(&names.services, id, place.at("measure").nth(0));
            }
            CalibrationMeasure::GroupBack(id) => self.refer(&names.groups, id, place.at("measure").nth(0)),
            CalibrationMeasure::DevicesLost(ids) => {
                self.refer_all(&names.groups, ids, place.at("measure").nth(0));
            }
            CalibrationMeasure::MeanActivity(ids) => {
                self.refer_all(&names.services, ids, place.at("measure").nth(0));
            }
            _ => {}
        }
        if !self.sound(place) {
            return;
        }
        if point.low > point.high {
            let message = format!("`low` is {} and `high` is {}: the first must not be larger.", point.low, point.high);
            self.add(place.at("low"), &codes::ORDER, message);
        }
        match (point.measure.is_daily(), point.at) {
            (true, MeasuredAt::Total) => {
                self.add(place.at("measure"), &codes::MEASURED_AT, "This is read on a day; write `at: Day(..)`.");
            }
            (false, MeasuredAt::Day(_)) => {
                let message = "This is a figure of the whole incident; leave `at` out.";
                self.add(place.at("at"), &codes::MEASURED_AT, message);
            }
            _ if point.days_needed() > DAYS_MAX => {
                self.add(place, &codes::MEASURED_AT, format!("No more than {DAYS_MAX} days are followed."));
            }
            _ => {}
        }
        if point.source.trim().is_empty() {
            self.add(place.at("source"), &codes::NO_SOURCE, "A published figure has a source; say who published it.");
        }
    }

    fn decision(&mut self, names: &Names, decision: &HistoricDecision, place: &Node) {
        self.refer(&names.actions, &decision.action, place.at("action"));
        let action = self.scenario.actions.iter().find(|action| action.id == decision.action);
        let (Some(action), true) = (action, self.sound(place)) else { return };
        if action.role != decision.role {
            let message = format!("`{}` is ordered by `{}`.", action.id, action.role.id());
            return self.add(place.at("role"), &codes::OTHER_ROLE, message);
        }
        let Some(target) = &decision.target else { return };
        let node = place.at("target");
        match action.target {
            TargetKind::Zone => self.refer(&names.zones, target, node),
            TargetKind::Service => self.refer(&names.services, target, node),
            TargetKind::Group => self.refer(&names.groups, target, node),
            TargetKind::Hospital | TargetKind::Case => {
                self.add(
                    node,
                    &codes::NEEDLESS_TARGET,
                    format!("`{}` is not done to anything that has a name.", action.id),
                );
            }
        }
        if !action.targets.is_empty() && !action.targets.contains(target) && self.sound(node) {
            let message =
                format!("`{}` cannot be done to `{target}`; known are {}.", action.id, action.targets.join(", "));
            self.add(node, &codes::UNKNOWN_REFERENCE, message);
        }
    }
}
