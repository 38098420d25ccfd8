//! The attack on this hospital: a way in, zones that it can come to, services that it can hurt, chances that are chances.

use std::collections::BTreeSet;

use super::Check;
use crate::codes;
use crate::limits::WEIGHT_MAX;
use crate::{Expr, FlowService, Gain, Strikes, ZoneKind};

impl<'a> Check<'a> {
    /// Told only where everything could be read.
    pub(super) fn attack(&mut self) {
        if !self.clean {
            return;
        }
        self.chances();
        let hospital = self.hospital_node();
        for (index, service) in self.scenario.hospital.services.iter().enumerate() {
            let place = hospital.at("services").nth(index).at("needs");
            if leaves(&service.needs) == 0 && self.sound(place) {
                let message = format!("`{}` depends on nothing, so no attack can touch it.", service.id);
                self.add(place, &codes::NEEDS_NOTHING, message);
            }
        }
        self.way_in();
    }

    /// Chances and factors that stand in brackets, where no type holds them to their range.
    fn chances(&mut self) {
        let steps = self.adversary_node().at("steps");
        for (index, step) in self.scenario.adversary.steps.iter().enumerate() {
            let place = steps.nth(index);
            let controls = step.controls.iter().map(|(_, factor)| *factor).enumerate();
            let noise = step.noise.iter().map(|(_, chance)| *chance).enumerate();
            for (field, values) in [("controls", controls.collect::<Vec<_>>()), ("noise", noise.collect())] {
                for (index, value) in values.into_iter().filter(|(_, value)| !(0.0..=1.0).contains(value)) {
                    let message = format!("A share lies between 0 and 1; this is {value}.");
                    self.add(place.at(field).nth(index).nth(1), &codes::SHARE, message);
                }
            }
        }
        let sensors = self.hospital_node().at("sensors");
        for (index, sensor) in self.scenario.hospital.sensors.iter().enumerate() {
            let outside = |factor: f64| !(0.0..=WEIGHT_MAX).contains(&factor);
            for (number, (control, factor)) in sensor.controls.iter().enumerate().filter(|(_, (_, it))| outside(*it)) {
                let message = format!("The factor of `{control}` must be 0 to {WEIGHT_MAX}; this is {factor}.");
                self.add(sensors.nth(index).at("controls").nth(number).nth(1), &codes::OUT_OF_RANGE, message);
            }
        }
    }

    /// Somebody must get in, and before all is over.
    fn way_in(&mut self) {
        let (adversary, node) = (&self.scenario.adversary, self.adversary_node());
        let end = self.scenario.end_min();
        if adversary.begins_min > end && end > 0 {
            let message = format!(
                "The first attempt is made at minute {}, and the exercise ends at minute {end}.",
                adversary.begins_min
            );
            self.add(node.at("begins_min"), &codes::BEGINS_LATE, message);
        }
        let kinds: BTreeSet<ZoneKind> = self.scenario.hospital.zones.iter().map(|zone| zone.kind).collect();
        let mut touches = adversary.steps.iter().filter_map(|step| match step.gives {
            Gain::Foothold(kind) | Gain::Disrupt(kind, _) | Gain::Alter(kind) => Some(kind),
            _ => None,
        });
        if !touches.any(|kind| kinds.contains(&kind)) && self.sound(node) {
            let message = "No step gets into a zone that this hospital has, so nothing ever happens.";
            self.add(node.at("steps"), &codes::NO_ENTRY, message);
        }
    }

    /// Zones that no flow of administration or files leads to from where somebody gets in.
    pub(super) fn reach(&mut self) {
        let (scenario, hospital) = (self.scenario, &self.scenario.hospital);
        let spreads =
            scenario.adversary.steps.iter().any(|step| {
                matches!(step.gives, Gain::Spread(_) | Gain::SpreadTo(..) | Gain::Detonate | Gain::Worm(_))
            });
        let apart = scenario.region.as_ref().is_none_or(|region| region.strikes == Strikes::Apart);
        let list = self.hospital_node().at("zones");
        // A library's hospital serves many exercises: which of its zones one attack can come to is no mistake of it.
        if !spreads || !apart || list.span.file != self.root.span.file {
            return;
        }
        let entered = scenario.adversary.steps.iter().filter_map(|step| match step.gives {
            Gain::Foothold(kind) | Gain::Disrupt(kind, _) | Gain::Alter(kind) => Some(kind),
            _ => None,
        });
        let entered: BTreeSet<ZoneKind> = entered.collect();
        let struck = scenario.strike_state.iter().flat_map(|strike| &strike.zones).map(String::as_str);
        let inside = hospital.zones.iter().filter(|zone| entered.contains(&zone.kind)).map(|zone| zone.id.as_str());
        let mut reached: BTreeSet<&str> = inside.chain(struck).collect();
        loop {
            let carries =
                hospital.flows.iter().filter(|it| matches!(it.service, FlowService::Admin | FlowService::Files));
            let further = carries.filter(|flow| reached.contains(flow.from.as_str())).map(|flow| flow.to.as_str());
            let further: Vec<&str> = further.filter(|to| !reached.contains(to)).collect();
            if further.is_empty() {
                break;
            }
            reached.extend(further);
        }
        for (index, zone) in hospital.zones.iter().enumerate().filter(|(_, zone)| !reached.contains(zone.id.as_str())) {
            let message = format!(
                "No intruder can come to `{}`: no flow of `Admin` or `Files` leads there from where the attack gets in.",
                zone.id
            );
            self.add(list.nth(index).at("id"), &codes::OUT_OF_REACH, message);
        }
    }
}

/// How many things an expression rests on.
fn leaves(expression: &Expr) -> usize {
    match expression {
        Expr::Asset(_) | Expr::Service(_) => 1,
        // What keeps all of the service does not touch it.
        Expr::AtLeast(least, _) if *least >= 1.0 => 0,
        _ => expression.parts().map(leaves).sum(),
    }
}
