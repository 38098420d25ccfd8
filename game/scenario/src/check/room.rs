//! The exercise in the room: cuts add up, stops lie inside their phase, warm-ups can be solved, merges leave no role out.

use super::{Check, readable};
use crate::codes;
use crate::tree::Node;
use crate::{Cut, CutPhase, Role};

/// Seconds in a minute.
const MINUTE_S: u32 = 60;

impl Check<'_> {
    pub(super) fn room(&mut self) {
        for (index, cut) in self.scenario.cuts.iter().enumerate() {
            let place = self.root.at("cuts").nth(index);
            if self.sound(place) {
                self.cut(cut, place);
            }
        }
        self.warm_ups();
        self.merges();
    }

    fn cut(&mut self, cut: &Cut, place: &Node) {
        let play: u32 = cut.phases.iter().map(|phase| phase.class_min).sum();
        let sum = cut.prebrief_min + play + cut.break_min + cut.debrief_min;
        if sum > cut.class_min {
            let message = format!("The parts of this cut take {sum} minutes, and the class has {}.", cut.class_min);
            self.add(place.at("class_min"), &codes::CUT_SUM, message);
        }
        let known: Vec<&str> = self.scenario.phases.iter().map(|phase| phase.id.as_str()).collect();
        let order: Vec<_> = cut.phases.iter().map(|part| known.iter().position(|id| *id == part.phase)).collect();
        let last = order.last().copied().flatten();
        let follow = order.windows(2).all(|pair| pair[0].is_none() || pair[1] == pair[0].map(|before| before + 1));
        if order.iter().all(Option::is_some) && (!follow || last != known.len().checked_sub(1)) {
            let message = "A cut plays the last phases of the exercise, in their order, without a gap.";
            self.add(place.at("phases"), &codes::CUT_ORDER, message);
        }
        for (index, part) in cut.phases.iter().enumerate() {
            self.cut_phase(part, place.at("phases").nth(index));
        }
    }

    fn cut_phase(&mut self, part: &CutPhase, place: &Node) {
        let huddles: u32 = part.stops.iter().map(|stop| stop.huddle_s).sum();
        if huddles > part.class_min * MINUTE_S {
            let message = format!(
                "The huddles of this phase take {huddles} seconds, and it has {} minutes of class.",
                part.class_min
            );
            self.add(place.at("stops"), &codes::CUT_SUM, message);
        }
        let length = self.scenario.phases.iter().find(|phase| phase.id == part.phase).map(|phase| phase.length_min);
        for (index, stop) in part.stops.iter().enumerate() {
            let at = place.at("stops").nth(index).at("at_min");
            if length.is_some_and(|length| stop.at_min >= length) {
                let message = format!("This stop lies at minute {}, after the end of its phase.", stop.at_min);
                self.add(at, &codes::STOP_PLACE, message);
            }
            if index > 0 && part.stops[index - 1].at_min >= stop.at_min {
                self.add(at, &codes::STOP_PLACE, "Stops are written in the order of their minutes.");
            }
        }
    }

    fn warm_ups(&mut self) {
        for (index, warm_up) in self.scenario.warm_up.iter().enumerate() {
            let place = self.root.at("warm_up").nth(index);
            if !self.sound(place) {
                continue;
            }
            if readable(&warm_up.right) && !warm_up.options.contains(&warm_up.right) {
                let message = format!("`{}` is none of the options.", warm_up.right);
                self.add(place.at("right"), &codes::WARM_UP, message);
            }
            if warm_up.asks == warm_up.role {
                self.add(place.at("asks"), &codes::WARM_UP, "A seat asks a colleague, not itself.");
            }
            let asked = self.scenario.warm_up.iter().any(|other| other.role == warm_up.asks);
            if !asked {
                let message = format!("The role `{}` has no warm-up, so it holds no fact.", warm_up.asks.id());
                self.add(place.at("asks"), &codes::WARM_UP, message);
            }
        }
    }

    fn merges(&mut self) {
        for (index, merge) in self.scenario.merges.iter().enumerate() {
            let place = self.root.at("merges").nth(index).at("seats");
            if !self.sound(place) {
                continue;
            }
            if merge.seats.len() != merge.people as usize || merge.seats.iter().any(Vec::is_empty) {
                let message = format!("A team of {} needs a list of roles for each of them.", merge.people);
                self.add(place, &codes::MERGE, message);
            }
            let missing: Vec<&str> = Role::EIGHT
                .into_iter()
                .filter(|role| !merge.seats.iter().any(|seats| seats.contains(role)))
                .map(Role::id)
                .collect();
            if !missing.is_empty() {
                self.add(place, &codes::MERGE, format!("Nobody takes {}.", missing.join(", ")));
            }
        }
    }
}
