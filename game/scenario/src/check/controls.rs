//! Controls: what is put in place is read by something, and what is read can be put in place.
//!
//! A control is a name, and a mistyped one loads like any other and protects nothing. Looked at are the scenario's own lines
//! alone: a library serves many attacks, and not each reads all of its controls.

use std::collections::BTreeSet;

use super::Check;
use crate::codes;
use crate::nearest::did_you_mean;
use crate::tree::Node;
use crate::{Condition, Control, Effect, Target};

/// Names of controls, each where it is written.
type Named<'a> = Vec<(&'a str, &'a Node)>;

impl<'a> Check<'a> {
    pub(super) fn controls(&mut self) {
        let (deployed, removed) = self.deployed();
        let read = self.read_by_steps_and_sensors();
        let mut used: BTreeSet<&str> = read.iter().map(|(name, _)| *name).collect();
        used.extend(Control::ALL.map(Control::id));
        used.extend(self.deployed_by_what_is_asked_for());
        let own = |place: &Node| place.span.file == self.root.span.file;
        let idle: Named = deployed.iter().copied().filter(|(name, at)| own(at) && !used.contains(name)).collect();
        let mut there: BTreeSet<&str> = deployed.iter().map(|(name, _)| *name).collect();
        // Two effects put these in place themselves.
        there.extend([Control::Guidance.id(), Control::OfflineBackups.id()]);
        let named = read.iter().chain(&removed).copied();
        let missing: Named = named.filter(|(name, at)| own(at) && !there.contains(name)).collect();
        for (name, place) in idle {
            let message = format!("No step, sensor or rule of the model looks for `{name}`, so it protects nothing.");
            let meant = did_you_mean(name, used.iter().copied());
            self.findings.add_with(place.span, &codes::IDLE_CONTROL, message, meant);
        }
        for (name, place) in missing {
            let message = format!("Nothing puts `{name}` in place, so this never counts.");
            let meant = did_you_mean(name, there.iter().copied());
            self.findings.add_with(place.span, &codes::ABSENT_CONTROL, message, meant);
        }
    }

    /// Every list of effects, and where it stands.
    fn effect_lists(&self) -> Vec<(&'a [Effect], &'a Node)> {
        let actions = self.scenario.actions.iter().enumerate();
        let ordered =
            actions.map(|(index, it)| (it.effects.as_slice(), self.root.at("actions").nth(index).at("effects")));
        let answered = self.scenario.injects.iter().enumerate().flat_map(|(index, inject)| {
            let options = self.root.at("injects").nth(index).at("options");
            let own = inject.options.iter().enumerate();
            own.map(move |(number, option)| (option.effects.as_slice(), options.nth(number).at("effects")))
        });
        ordered.chain(answered).collect()
    }

    /// What is put in place, from the beginning or by a decision, and what is taken away.
    fn deployed(&self) -> (Named<'a>, Named<'a>) {
        let list = self.hospital_node().at("controls");
        let from_the_start = self.scenario.hospital.controls.iter().enumerate();
        let mut deployed: Named = from_the_start.map(|(index, name)| (name.as_str(), list.nth(index))).collect();
        let places = self.scenario.region.iter().flat_map(|region| &region.hospitals);
        let elsewhere = places.filter_map(|place| place.hospital.as_ref()).flat_map(|hospital| &hospital.controls);
        let libraries = self.root.at("region");
        deployed.extend(elsewhere.map(|name| (name.as_str(), libraries)));
        let mut removed = Named::new();
        for (effects, list) in self.effect_lists() {
            for (index, effect) in effects.iter().enumerate() {
                match effect {
                    Effect::DeployControl(name) => deployed.push((name, list.nth(index).nth(0))),
                    Effect::RemoveControl(name) => removed.push((name, list.nth(index).nth(0))),
                    _ => {}
                }
            }
        }
        (deployed, removed)
    }

    fn read_by_steps_and_sensors(&self) -> Named<'a> {
        let (steps, sensors) = (self.adversary_node().at("steps"), self.hospital_node().at("sensors"));
        let of_steps = self.scenario.adversary.steps.iter().map(|step| &step.controls).enumerate();
        let of_sensors = self.scenario.hospital.sensors.iter().map(|sensor| &sensor.controls).enumerate();
        let all = of_steps.map(|(index, list)| (list, steps.nth(index)));
        let all = all.chain(of_sensors.map(|(index, list)| (list, sensors.nth(index))));
        let named = all.flat_map(|(list, place)| {
            let place = place.at("controls");
            list.iter().enumerate().map(move |(index, (name, _))| (name.as_str(), place.nth(index).nth(0)))
        });
        named.collect()
    }

    /// Controls of actions that a condition or an objective asks for: these read the action in the control's stead.
    fn deployed_by_what_is_asked_for(&self) -> BTreeSet<&'a str> {
        let mut asked: BTreeSet<&str> = BTreeSet::new();
        for condition in self.scenario.conditions() {
            condition.each(&mut |part| {
                if let Condition::Did(id) | Condition::NotDidBy(id, _) = part {
                    asked.insert(id);
                }
            });
        }
        let measures = self.scenario.objectives.iter().map(|objective| &objective.measure);
        asked.extend(measures.flat_map(|measure| {
            match measure {
                Target::Act { any, .. } => any.as_slice(),
                _ => &[],
            }
            .iter()
            .map(String::as_str)
        }));
        let actions = self.scenario.actions.iter().filter(|action| asked.contains(action.id.as_str()));
        let controls = actions.flat_map(|action| &action.effects).filter_map(|effect| match effect {
            Effect::DeployControl(name) => Some(name.as_str()),
            _ => None,
        });
        controls.collect()
    }
}
