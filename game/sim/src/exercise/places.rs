//! The places of a region: each hospital on a normal day, with the rules of its place, and linked to the others if they are.

use std::collections::BTreeMap;
use std::sync::Arc;

use bevy_ecs::prelude::*;
use codedark_scenario::{Place, Region, Scenario};

use crate::base::dice::Dice;
use crate::base::numbers::Numbers;
use crate::base::time::Calendar;
use crate::exercise::Exercise;
use crate::exercise::record::{HospitalSetup, RegionSetup as Setup, Skill};
use crate::hospital::agenda::{Agenda, AttackItem, CareItem, DetectionItem};
use crate::hospital::clauses::Clauses;
use crate::hospital::clocks::{Clock, Duties};
use crate::hospital::crew::Attack;
use crate::hospital::demand::Demand;
use crate::hospital::desk::Desk;
use crate::hospital::knowledge::People;
use crate::hospital::link::Exchanged;
use crate::hospital::log::{Log, Revision};
use crate::hospital::needs::Needs;
use crate::hospital::network::Network;
use crate::hospital::orders::Defence;
use crate::hospital::questions::{InjectState, Story};
use crate::hospital::recovery::Recovery;
use crate::hospital::services::Care;
use crate::hospital::{ById, Hospital, Rules};
use crate::orders::injects;
use crate::region::exchange;

/// What a scenario is for each hospital of a set-up. Hospitals of one place share it.
pub fn scenarios(scenario: &Arc<Scenario>, setup: &Setup) -> Vec<Arc<Scenario>> {
    let mut kinds: BTreeMap<Option<usize>, Arc<Scenario>> = BTreeMap::from([(None, scenario.clone())]);
    let hospitals = setup.hospitals.iter();
    let of = |hospital: &HospitalSetup| {
        let region = scenario.region.as_ref();
        let place = region.and_then(|region| Some((region, region.place(&hospital.id)?)));
        let made = || place.map_or_else(|| scenario.clone(), |(region, index)| at_place(scenario, region, index));
        kinds.entry(place.map(|(_, index)| index)).or_insert_with(made).clone()
    };
    hospitals.map(of).collect()
}

fn at_place(scenario: &Scenario, region: &Region, index: usize) -> Arc<Scenario> {
    Arc::new(scenario.at_place(&region.hospitals[index]))
}

/// The region of a scenario, linked as it says, with these teams on its first playable hospitals and stand-ins on all
/// others. Without a region in the scenario, the teams' own hospitals are one.
pub fn region_of(scenario: &Scenario, teams: &[String], stand_in: Skill) -> Setup {
    let Some(region) = &scenario.region else {
        let hospital = |(number, team): (u64, &String)| HospitalSetup {
            id: format!("h{number}"),
            luck: number,
            team: Some(team.clone()),
            stand_in,
        };
        return Setup { linked: true, hospitals: (1..).zip(teams).map(hospital).collect() };
    };
    let mut teams = teams.iter();
    let hospitals = region.hospitals.iter().flat_map(|place| place.ids().map(move |id| (place, id)));
    let hospital = |(place, id): (&Place, String)| {
        let team = if place.playable { teams.next().cloned() } else { None };
        let stand_in = if team.is_some() { stand_in } else { place.stand_in };
        HospitalSetup { luck: luck(&id), id, team, stand_in }
    };
    Setup { linked: region.linked, hospitals: hospitals.map(hospital).collect() }
}

/// How many teams a scenario's region has hospitals for; none where it describes no region.
pub fn teams_max(scenario: &Scenario) -> Option<u32> {
    let playable =
        |region: &Region| region.hospitals.iter().filter(|place| place.playable).map(|place| place.count).sum();
    scenario.region.as_ref().map(playable)
}

/// Whether all teams can share one region: not where the scenario says that its hospitals have nothing to do with each other.
pub fn can_be_joint(scenario: &Scenario) -> bool {
    scenario.region.as_ref().is_none_or(|region| region.linked)
}

/// A hospital's luck comes from its name, so that its place in the file changes nothing.
fn luck(id: &str) -> u64 {
    let hash = super::record::sha256_hex(&[id.as_bytes()]);
    u64::from_str_radix(&hash[..8], 16).expect("hexadecimal digits")
}

impl Exercise {
    /// What passed between a hospital and the others so far; none in an unlinked region.
    pub fn exchanged(&self, hospital: &str) -> Option<Exchanged> {
        let place = self.place(hospital)?;
        let at = self.read(place);
        Some(at.link?.exchanged(at.recovery.responders_from))
    }
}

/// Spawns the hospitals of a set-up, in order.
pub fn spawn_all(
    world: &mut World,
    scenario: &Arc<Scenario>,
    seed: u64,
    setup: &Setup,
    calendar: Calendar,
    numbers: &Arc<Numbers>,
) -> Vec<Entity> {
    let region = scenario.region.as_ref();
    let mut known: Vec<(Arc<Scenario>, Rules)> = Vec::new();
    let mut sites = Vec::new();
    for (hospital, scenario) in setup.hospitals.iter().zip(scenarios(scenario, setup)) {
        let made = known.iter().find(|(of, _)| Arc::ptr_eq(of, &scenario)).map(|(_, rules)| rules.clone());
        let rules = made.unwrap_or_else(|| rules(&scenario, calendar, numbers));
        known.push((scenario, rules.clone()));
        let place = region.and_then(|region| region.place(&hospital.id).map(|index| &region.hospitals[index]));
        let id = place.map_or(&hospital.id, |place| &place.id);
        let dice = Dice::new(seed, hospital.luck);
        let spared = setup.linked && exchange::spared(region, id);
        let entity = spawn(world, rules, Hospital { dice }, spared);
        let area = place.map(|place| place.area.clone()).unwrap_or_default();
        let own_sign_in = place.is_none_or(|place| place.own_sign_in);
        sites.push(exchange::Site { entity, place: id.clone(), area, own_sign_in });
    }
    let entities = sites.iter().map(|site| site.entity).collect();
    if setup.linked {
        exchange::link(world, sites, region, numbers);
    }
    entities
}

fn rules(scenario: &Arc<Scenario>, calendar: Calendar, numbers: &Arc<Numbers>) -> Rules {
    let (needs, by_id) = (Arc::new(Needs::resolve(scenario)), Arc::new(ById::of(scenario)));
    let demand = scenario.hospital.services.iter().map(|service| Demand::of(&scenario.hospital, service)).collect();
    let since_strike = injects::looks_since_strike(scenario).into();
    let clock_minutes = injects::looks_by_clock(scenario).into();
    Rules {
        scenario: scenario.clone(),
        numbers: numbers.clone(),
        calendar,
        needs,
        by_id,
        demand,
        clauses: Arc::new(Clauses::of(scenario)),
        clock_minutes,
        since_strike,
    }
}

/// A hospital on a normal day.
fn spawn(world: &mut World, rules: Rules, hospital: Hospital, spared: bool) -> Entity {
    let scenario = rules.scenario.clone();
    let scenario = &*scenario;
    let mut agenda = Agenda::default();
    if !spared {
        agenda.book(scenario.adversary.begins_min.max(1), AttackItem::Next(0));
    }
    agenda.book(1, DetectionItem::FalseAlarms);
    agenda.book(rules.calendar.block_left(0), CareItem::BlockEnds);
    injects::book_condition_checks(scenario, &mut agenda);
    let network = Network::new(scenario);
    let reasons = vec![None; scenario.objectives.len()];
    let caps = reasons.clone();
    let story = Story { injects: vec![InjectState::default(); scenario.injects.len()], reasons, caps };
    let defence = Defence { budget_cents: scenario.hospital.budget_cents, ..Defence::default() };
    world
        .spawn((
            (rules, hospital),
            agenda,
            network,
            Attack::new(scenario.adversary.steps.len()),
            Desk::default(),
            defence,
            Recovery::default(),
            Care::new(scenario.hospital.services.len(), scenario.patients.len()),
            People::default(),
            Duties { clocks: vec![Clock::default(); scenario.duties.len()], quiet: false },
            story,
            Log::default(),
            Revision::default(),
        ))
        .id()
}
