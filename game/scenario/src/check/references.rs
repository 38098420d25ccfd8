//! References: every id that is named exists.

use std::collections::BTreeSet;

use super::parts::{conditions, expressions};
use super::phases;
use super::{Check, readable};
use crate::codes;
use crate::nearest::did_you_mean;
use crate::tree::Node;
use crate::{Condition, Cue, Effect, Expr, Need, Target, TargetKind};

/// The ids of one kind of thing.
pub(super) struct Known<'a> {
    /// What it is called in a sentence.
    what: &'static str,
    ids: BTreeSet<&'a str>,
    /// Some ids could not be read, so a missing one may be among them.
    open: bool,
}

/// Everything that can be named.
pub(super) struct Names<'a> {
    pub(super) zones: Known<'a>,
    pub(super) groups: Known<'a>,
    pub(super) services: Known<'a>,
    pub(super) profiles: Known<'a>,
    pub(super) steps: Known<'a>,
    pub(super) ways: Known<'a>,
    pub(super) actions: Known<'a>,
    pub(super) phases: Known<'a>,
    pub(super) injects: Known<'a>,
    pub(super) duties: Known<'a>,
}

impl<'a> Check<'a> {
    pub(super) fn known(&self, what: &'static str, ids: impl Iterator<Item = &'a String>) -> Known<'a> {
        let ids: BTreeSet<&str> = ids.map(String::as_str).collect();
        let open = !self.clean && (ids.is_empty() || ids.iter().any(|id| !readable(id)));
        Known { what, ids, open }
    }

    pub(super) fn names(&self) -> Names<'a> {
        let scenario = self.scenario;
        let mut phases = self.known("phase", scenario.phases.iter().map(|it| &it.id));
        // One that is missing is told once, not at each of its names.
        phases.ids.extend(phases::ids());
        Names {
            zones: self.known("zone", scenario.hospital.zones.iter().map(|it| &it.id)),
            groups: self.known("group", scenario.hospital.groups.iter().map(|it| &it.id)),
            services: self.known("service", scenario.hospital.services.iter().map(|it| &it.id)),
            profiles: self.known("profile", scenario.hospital.profiles.iter().map(|it| &it.id)),
            steps: self.known("step", scenario.adversary.steps.iter().map(|it| &it.id)),
            ways: self.known("way", scenario.adversary.ways.iter().map(|it| &it.id)),
            actions: self.known("action", scenario.actions.iter().map(|it| &it.id)),
            phases,
            injects: self.known("inject", scenario.injects.iter().map(|it| &it.id)),
            duties: self.known("duty", scenario.duties.iter().map(|it| &it.id)),
        }
    }

    pub(super) fn references(&mut self) {
        let names = self.names();
        self.hospital_references(&names);
        self.step_references(&names);
        self.action_references(&names);
        self.exercise_references(&names);
        self.objective_references(&names);
    }

    pub(super) fn refer(&mut self, known: &Known, id: &str, place: &Node) {
        if known.open || self.findings.is_full() || !readable(id) || known.ids.contains(id) {
            return;
        }
        let meant = did_you_mean(id, known.ids.iter().copied());
        let message = format!("There is no {} called `{id}`.", known.what);
        self.findings.add_with(place.span, &codes::UNKNOWN_REFERENCE, message, meant);
    }

    pub(super) fn refer_all(&mut self, known: &Known, ids: &[String], list: &Node) {
        for (index, id) in ids.iter().enumerate() {
            self.refer(known, id, list.nth(index));
        }
    }

    /// Targets that a library names need not all be there: its actions serve small houses and large ones.
    fn refer_targets(&mut self, known: &Known, ids: &[String], list: &Node) {
        let shared = list.span.file != self.root.span.file;
        if !(shared && ids.iter().any(|id| known.ids.contains(id.as_str()))) {
            self.refer_all(known, ids, list);
        }
    }

    fn hospital_references(&mut self, names: &Names) {
        let (hospital, node) = (&self.scenario.hospital, self.hospital_node());
        for (index, flow) in hospital.flows.iter().enumerate() {
            let place = node.at("flows").nth(index);
            self.refer(&names.zones, &flow.from, place.at("from"));
            self.refer(&names.zones, &flow.to, place.at("to"));
        }
        for (index, group) in hospital.groups.iter().enumerate() {
            let place = node.at("groups").nth(index);
            self.refer(&names.zones, &group.zone, place.at("zone"));
            self.refer_all(&names.groups, &group.needs, place.at("needs"));
            self.refer_all(&names.groups, &group.stands_on, place.at("stands_on"));
        }
        for (index, sensor) in hospital.sensors.iter().enumerate() {
            self.refer_all(&names.zones, &sensor.zones, node.at("sensors").nth(index).at("zones"));
        }
        for (index, service) in hospital.services.iter().enumerate() {
            let place = node.at("services").nth(index);
            self.expression(names, &service.needs, place.at("needs"));
            if let Some(needs) = &service.paper.needs {
                self.expression(names, needs, place.at("paper").at("needs"));
            }
            if !service.zone.is_empty() {
                self.refer(&names.zones, &service.zone, place.at("zone"));
            }
            self.refer(&names.profiles, &service.profile, place.at("profile"));
            if !service.planned_profile.is_empty() {
                self.refer(&names.profiles, &service.planned_profile, place.at("planned_profile"));
            }
        }
    }

    fn expression(&mut self, names: &Names, expression: &Expr, place: &Node) {
        for (part, place) in expressions(expression, place) {
            match part {
                Expr::Asset(id) => self.refer(&names.groups, id, place.nth(0)),
                Expr::Service(id) => self.refer(&names.services, id, place.nth(0)),
                _ => {}
            }
        }
    }

    fn step_references(&mut self, names: &Names) {
        for (index, step) in self.scenario.adversary.steps.iter().enumerate() {
            let place = self.adversary_node().at("steps").nth(index);
            if !step.way.is_empty() {
                self.refer(&names.ways, &step.way, place.at("way"));
            }
            let needs = place.at("needs");
            for (index, need) in step.needs.iter().enumerate() {
                if let Need::Step(id) = need {
                    self.refer(&names.steps, id, needs.nth(index).nth(0));
                }
            }
        }
    }

    fn action_references(&mut self, names: &Names) {
        for (index, action) in self.scenario.actions.iter().enumerate() {
            let place = self.root.at("actions").nth(index);
            self.refer_all(&names.phases, &action.phases, place.at("phases"));
            match action.target {
                TargetKind::Zone => self.refer_targets(&names.zones, &action.targets, place.at("targets")),
                TargetKind::Service => self.refer_targets(&names.services, &action.targets, place.at("targets")),
                TargetKind::Group => self.refer_targets(&names.groups, &action.targets, place.at("targets")),
                TargetKind::Hospital | TargetKind::Case => {
                    if !action.targets.is_empty() && self.sound(place) {
                        let message = "Only an action on a zone, service or group can list its targets; set `target` or remove them.";
                        self.add(place.at("targets"), &codes::NEEDLESS_TARGETS, message);
                    }
                }
            }
            if let Some(condition) = &action.requires {
                self.condition(names, condition, place.at("requires"));
            }
            self.effects(names, &action.effects, place.at("effects"));
            if let Cue::Duty(id) = &action.cue {
                self.refer(&names.duties, id, place.at("cue").nth(0));
            }
        }
    }

    fn effects(&mut self, names: &Names, effects: &[Effect], list: &Node) {
        for (index, effect) in effects.iter().enumerate() {
            let place = list.nth(index).nth(0);
            match effect {
                Effect::BlockZone(id) => self.refer(&names.zones, id, place),
                Effect::Notify(id) => self.refer(&names.duties, id, place),
                _ => {}
            }
        }
    }

    fn condition(&mut self, names: &Names, condition: &Condition, place: &Node) {
        for (part, place) in conditions(condition, place) {
            let name = place.nth(0);
            match part {
                Condition::Did(id) | Condition::NotDidBy(id, _) => self.refer(&names.actions, id, name),
                Condition::Fired(id) => self.refer(&names.injects, id, name),
                Condition::Chose(id, option) => {
                    self.refer(&names.injects, id, name);
                    let inject = self.scenario.injects.iter().find(|inject| inject.id == *id);
                    let options = inject.map(|it| self.known("option", it.options.iter().map(|option| &option.id)));
                    options.iter().for_each(|options| self.refer(options, option, place.nth(1)));
                }
                Condition::Reported(id) | Condition::ReportedInTime(id) | Condition::Overdue(id) => {
                    self.refer(&names.duties, id, name);
                }
                _ => {}
            }
        }
    }

    fn exercise_references(&mut self, names: &Names) {
        let scenario = self.scenario;
        for (index, phase) in scenario.phases.iter().enumerate() {
            if let Some(condition) = &phase.ends {
                self.condition(names, condition, self.root.at("phases").nth(index).at("ends"));
            }
        }
        for (index, inject) in scenario.injects.iter().enumerate() {
            let place = self.root.at("injects").nth(index);
            if let Some(condition) = &inject.when {
                self.condition(names, condition, place.at("when"));
            }
            for (index, option) in inject.options.iter().enumerate() {
                self.effects(names, &option.effects, place.at("options").nth(index).at("effects"));
            }
        }
        for (index, duty) in scenario.duties.iter().enumerate() {
            let place = self.root.at("duties").nth(index);
            self.condition(names, &duty.starts, place.at("starts"));
            for (index, condition) in duty.content.iter().enumerate() {
                let place = place.at("content").nth(index);
                self.condition(names, condition, place);
                self.tellable(condition, place);
            }
        }
        for (index, cut) in scenario.cuts.iter().enumerate() {
            let parts = self.root.at("cuts").nth(index).at("phases");
            for (index, part) in cut.phases.iter().enumerate() {
                self.refer(&names.phases, &part.phase, parts.nth(index).at("phase"));
            }
        }
        if let Some(strike) = &scenario.strike_state {
            let place = self.root.at("strike_state");
            self.refer_all(&names.zones, &strike.zones, place.at("zones"));
            self.refer_all(&names.steps, &strike.steps, place.at("steps"));
            if let Some(condition) = &strike.unless {
                self.condition(names, condition, place.at("unless"));
            }
        }
        for (index, patient) in scenario.patients.iter().enumerate() {
            self.refer(&names.services, &patient.service, self.root.at("patients").nth(index).at("service"));
        }
    }

    fn objective_references(&mut self, names: &Names) {
        for (index, objective) in self.scenario.objectives.iter().enumerate() {
            let place = self.root.at("objectives").nth(index);
            self.refer(&names.phases, &objective.phase, place.at("phase"));
            let measure = place.at("measure");
            match &objective.measure {
                Target::Act { any, since, .. } => {
                    self.refer_all(&names.actions, any, measure.at("any"));
                    if let Some(condition) = since {
                        self.condition(names, condition, measure.at("since"));
                        self.seen_by_the_team(condition, measure.at("since"));
                    }
                }
                Target::Answers(injects) => self.refer_all(&names.injects, injects, measure.nth(0)),
                Target::Posture { .. } | Target::Level { .. } | Target::Growth { .. } => {}
            }
            if let Some(condition) = &objective.only_if {
                self.condition(names, condition, place.at("only_if"));
            }
            for (index, condition) in objective.capped_by.iter().enumerate() {
                self.condition(names, condition, place.at("capped_by").nth(index));
            }
        }
    }

    /// A report holds what the team can know.
    fn tellable(&mut self, condition: &Condition, place: &Node) {
        if !condition.is_visible() && self.sound(place) {
            let message = "Nobody can report what nobody can see; name something the team sees or does, such as \
                           `Did(preserve-evidence)`.";
            self.add(place, &codes::HIDDEN_CONTENT, message);
        }
    }

    /// Lateness counts from when the team could first see why it should act.
    fn seen_by_the_team(&mut self, since: &Condition, place: &Node) {
        if !since.is_visible() && self.sound(place) {
            let message = "Nobody can see when this begins to hold, so nobody can be late for it; \
                           join it with something the team sees, such as `Knows(security_lead, intrusion)`.";
            self.add(place, &codes::HIDDEN_REASON, message);
        }
    }
}
