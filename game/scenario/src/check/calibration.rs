//! Calibration: published figures that can be held against the model, and a history that can be played.

use super::Check;
use super::references::Names;
use crate::codes;
use crate::tree::Node;
use crate::{CalibrationMeasure, CalibrationPoint, CivilTime, Gain, HistoricDecision, MeasuredAt, TargetKind};

/// When the small hours end, in minutes of the day: the model's number of the same meaning, `tempo.night_ends`.
const SMALL_HOURS_END_MIN: u64 = 5 * 60;
/// Office hours, in minutes of the day.
const OFFICE_MIN: std::ops::Range<u64> = 8 * 60..18 * 60;
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

    /// Whether a crew that encrypts would strike at the minute that history knows. Its own hours come after it: by night it
    /// waits for the small hours, by day for office hours, and some nights for a Friday or Saturday.
    pub(super) fn strike_hour(&mut self) {
        let (crew, node) = (&self.scenario.adversary, self.adversary_node());
        let encrypts = crew.steps.iter().any(|step| step.gives == Gain::Detonate && !step.strikes);
        let starts = CivilTime::parse(&self.scenario.starts).filter(|_| encrypts && !crew.strikes_exactly);
        let Some(starts) = starts.filter(|_| crew.strikes_min > 0) else { return };
        let strike = starts.plus(crew.strikes_min);
        let (day, minute) = (strike.weekday(), strike.minute_of_day());
        let moves = [
            (crew.off_hours > 0.0 && minute >= SMALL_HOURS_END_MIN, "by `off_hours` it can wait for the small hours"),
            (
                crew.off_hours < 1.0 && (day >= 5 || !OFFICE_MIN.contains(&minute)),
                "by `off_hours` it can wait for office hours",
            ),
            (
                crew.off_hours > 0.0 && crew.weekend > 0.0 && !(4..=5).contains(&day),
                "by `weekend` it can wait for a Friday or Saturday",
            ),
        ];
        let moves: Vec<&str> = moves.into_iter().filter(|(moves, _)| *moves).map(|(_, why)| why).collect();
        if !moves.is_empty() {
            let message = format!(
                "The crew is ready at {strike}, but {}. Write `strikes_exactly: true` for the minute itself.",
                moves.join(", and ")
            );
            self.add(node.at("strikes_min"), &codes::STRIKE_HOUR, message);
        }
    }

    fn point(&mut self, names: &Names, point: &CalibrationPoint, place: &Node) {
        match &point.measure {
            CalibrationMeasure::Activity(id)
            | CalibrationMeasure::Planned(id)
            | CalibrationMeasure::Urgent(id)
            | CalibrationMeasure::CancelledIn(id)
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
            (false, at) if at != MeasuredAt::Total => {
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
