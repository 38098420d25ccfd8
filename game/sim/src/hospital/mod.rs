//! The hospital: its state, the questions it answers by itself, and the changes that need nothing else.
//!
//! A hospital is one entity with one component for each part below. [`Rules`] is what never changes about it.

pub mod agenda;
pub mod aim;
pub mod clauses;
pub mod clocks;
pub mod crew;
pub mod demand;
pub mod desk;
pub mod earliest;
pub mod encryption_draws;
pub mod hands;
pub mod knowledge;
pub mod ledger;
pub mod link;
pub mod log;
pub mod may_change;
pub mod needs;
pub mod neighbours;
pub mod network;
pub mod news;
pub mod orders;
pub mod questions;
pub mod recovery;
pub mod services;
pub mod shifts;
pub mod site;
pub mod touched;

use std::sync::Arc;

use bevy_ecs::component::Component;
use codedark_scenario::{Action, Scenario, TargetKind};
use serde::Serialize;

use crate::base::dice::Dice;
use crate::base::numbers::Numbers;
use crate::base::time::{Calendar, Minute};
use crate::hospital::aim::Aim;
use crate::hospital::clauses::Clauses;
use crate::hospital::needs::Needs;

/// Positions of a hospital's parts, in the order of their ids.
#[derive(Clone, Debug)]
pub struct ById {
    /// Zones.
    pub zones: Vec<usize>,
    /// Groups of devices.
    pub groups: Vec<usize>,
    /// Services.
    pub services: Vec<usize>,
    /// For each action, in the scenario's order: the zones, services or groups it may be done to. Cases come and go.
    pub aims: Vec<Vec<Aim>>,
}

impl ById {
    /// Sorts them once, when the exercise is built.
    pub fn of(scenario: &Scenario) -> ById {
        let hospital = &scenario.hospital;
        fn sorted<T>(parts: &[T], id: impl Fn(&T) -> &String) -> Vec<usize> {
            let mut indices: Vec<usize> = (0..parts.len()).collect();
            indices.sort_by_key(|index| id(&parts[*index]));
            indices
        }
        let zones = sorted(&hospital.zones, |zone| &zone.id);
        let groups = sorted(&hospital.groups, |group| &group.id);
        let services = sorted(&hospital.services, |service| &service.id);
        let aims = |action: &Action| -> Vec<Aim> {
            let all: Vec<Aim> = match action.target {
                TargetKind::Zone => zones.iter().copied().map(Aim::Zone).collect(),
                TargetKind::Group => groups.iter().copied().map(Aim::Group).collect(),
                TargetKind::Service => services.iter().copied().map(Aim::Service).collect(),
                TargetKind::Hospital | TargetKind::Case => Vec::new(),
            };
            let named =
                |aim: &Aim| action.targets.is_empty() || action.targets.iter().any(|id| *id == aim.id(hospital));
            all.into_iter().filter(named).collect()
        };
        let aims = scenario.actions.iter().map(aims).collect();
        ById { zones, groups, services, aims }
    }
}

/// What never changes during an exercise, for a hospital. Hospitals of one place share it.
#[derive(Component, Clone)]
pub struct Rules {
    /// The scenario, with this hospital.
    pub scenario: Arc<Scenario>,
    /// The model's numbers.
    pub numbers: Arc<Numbers>,
    /// Its calendar.
    pub calendar: Calendar,
    /// What each service needs.
    pub needs: Arc<Needs>,
    /// Its conditions.
    pub clauses: Arc<Clauses>,
    /// Minutes that conditions name, in order.
    pub clock_minutes: Arc<[Minute]>,
    /// Minutes after the strike at which conditions that count from it are looked at, in order.
    pub since_strike: Arc<[Minute]>,
    /// Zones, groups, services and what actions aim at, in the order of their ids.
    pub by_id: Arc<ById>,
    /// How the demand for each service is spread over time, in the scenario's order.
    pub demand: Arc<[demand::Demand]>,
}

impl Rules {
    /// Index of a legal clock.
    pub fn duty(&self, id: &str) -> usize {
        self.scenario.duty(id).expect("checked reference")
    }

    /// Text key of a zone's name.
    pub fn zone_key(&self, zone: usize) -> String {
        format!("zone.{}", self.scenario.hospital.zones[zone].id)
    }
}

/// What makes an entity a hospital. Its id is not here: a hospital's hash compares teams.
#[derive(Component, Clone, Debug, Serialize)]
pub struct Hospital {
    /// Its dice.
    pub dice: Dice,
}
