//! A region: a Bevy world of hospitals, and how a due item finds its domain.
//!
//! A hospital is one entity with one component a domain; each of its devices is an entity of its own. A domain's
//! handlers get the hospital whose item is due as [`At`]; nothing else runs.

use std::sync::Arc;

use bevy_ecs::prelude::*;
use bevy_ecs::schedule::{LogLevel, Schedule, ScheduleBuildSettings, SingleThreadedExecutor};
use codedark_protocol::{Msg, TimelineKind, TimelineRow};
use codedark_scenario::{Action, Role, Scenario, TargetKind};
use serde::Serialize;

use crate::attack::Attack;
use crate::base::numbers::Numbers;
use crate::care::Care;
use crate::defence::Defence;
use crate::detection::Desk;
use crate::dice::Dice;
use crate::duty::Duties;
use crate::effects::Aim;
use crate::exchange::{Link, Roads};
use crate::hash::{Hashed, Registry};
use crate::measure::Earliest;
use crate::network::{Device, Needs, Network};
use crate::people::People;
use crate::recovery::Recovery;
use crate::story::{self, Story};
use crate::time::{Agenda, Calendar, Domain, Due, Minute};

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
    /// Before when each inject's condition cannot hold, in the scenario's order; for those handed out only, never read.
    pub earliest: Arc<[Earliest]>,
    /// Zones, groups, services and what actions aim at, in the order of their ids.
    pub by_id: Arc<ById>,
    /// How the demand for each service is spread over time, in the scenario's order.
    pub demand: Arc<[crate::care::Demand]>,
}

/// The item being worked.
#[derive(Resource)]
pub struct Current {
    /// Whose item.
    pub hospital: Entity,
    /// When.
    pub minute: Minute,
    /// What.
    pub due: Due,
}

/// What makes an entity a hospital. Its id is not here: a hospital's hash compares teams.
#[derive(Component, Clone, Debug, Serialize)]
pub struct Hospital {
    /// Its dice.
    pub dice: Dice,
}

/// What happened in a hospital: lines for seats, and the truth for the debrief.
#[derive(Component, Clone, Debug, Default, Serialize)]
pub struct Log {
    /// Lines with the roles that read them; empty for everybody.
    pub lines: Vec<(Minute, Vec<Role>, Msg)>,
    /// The truth.
    pub history: Vec<TimelineRow>,
}

/// Grows when something seats may see may have changed: tells when to project again.
#[derive(Component, Clone, Copy, Debug, Default)]
pub struct Revision(pub u64);

/// One hospital at one minute, as a domain's handler gets it.
pub struct At<'a, 'w, 's> {
    /// What never changes.
    pub rules: &'a Rules,
    /// Now.
    pub minute: Minute,
    /// Who.
    pub hospital: &'a Hospital,
    /// What is booked.
    pub agenda: &'a mut Agenda,
    /// Zones, groups, device counts, controls.
    pub network: &'a mut Network,
    /// The attacker's position and knowledge.
    pub attack: &'a mut Attack,
    /// Cases.
    pub desk: &'a mut Desk,
    /// Orders, proposals, money.
    pub defence: &'a mut Defence,
    /// Rebuild and restore jobs.
    pub recovery: &'a mut Recovery,
    /// Services and patients.
    pub care: &'a mut Care,
    /// Who knows what.
    pub people: &'a mut People,
    /// Legal clocks.
    pub duties: &'a mut Duties,
    /// Injects.
    pub story: &'a mut Story,
    /// What happened.
    pub log: &'a mut Log,
    /// When to look again.
    pub revision: &'a mut Revision,
    /// Its side of the exchange with other hospitals; none in an unlinked region.
    pub link: Option<Mut<'a, Link>>,
    /// Devices, by entity.
    pub devices: &'a mut Query<'w, 's, &'static mut Device>,
}

impl<'a> At<'a, '_, '_> {
    /// The scenario.
    pub fn scenario(&self) -> &'a Scenario {
        &self.rules.scenario
    }

    /// This hospital's dice.
    pub fn dice(&self) -> Dice {
        self.hospital.dice
    }

    /// Books an item, one minute from now at the earliest.
    pub fn book(&mut self, minute: Minute, due: Due) {
        self.agenda.book(minute.max(self.minute + 1), due);
    }

    /// Tells seats something: these roles, or everybody.
    pub fn tell(&mut self, roles: &[Role], what: Msg) {
        self.log.lines.push((self.minute, roles.to_vec(), what));
        self.revision.0 += 1;
    }

    /// Notes the truth for the debrief.
    pub fn note(&mut self, kind: TimelineKind, what: Msg) {
        self.log.history.push(TimelineRow { at_min: self.minute, kind, role: None, what, result: None });
    }
}

/// All components of a hospital, as handlers and projections query them.
pub type Site = (
    &'static Rules,
    &'static Hospital,
    &'static mut Agenda,
    &'static mut Network,
    &'static mut Attack,
    &'static mut Desk,
    &'static mut Defence,
    &'static mut Recovery,
    &'static mut Care,
    &'static mut People,
    &'static mut Duties,
    &'static mut Story,
    &'static mut Log,
    &'static mut Revision,
    Option<&'static mut Link>,
);

/// Builds a region's world and schedules.
pub struct RegionSetup {
    /// The world.
    pub world: World,
}

impl RegionSetup {
    /// An empty world with a schedule for each domain.
    pub fn new() -> RegionSetup {
        let mut world = World::new();
        world.init_resource::<Schedules>();
        let mut setup = RegionSetup { world };
        let mut registry = Registry::default();
        registry.excuse::<Rules>("never changes: the record holds the texts it is made from");
        registry.excuse::<Current>("the item being worked, meaningless between items");
        registry.excuse::<Registry>("the list of what is hashed");
        registry.excuse::<Schedules>("code, not state");
        registry.excuse::<Revision>("tells viewers when to look; never read by the model");
        registry.excuse::<Device>("hashed with its hospital, in the order of the network's groups");
        registry.excuse::<Roads>("hashed with the region: its responders; all else in it never changes");
        setup.world.insert_resource(registry);
        setup.world.insert_resource(Current { hospital: Entity::PLACEHOLDER, minute: 0, due: Due::Look });
        for plugin in [
            crate::network::plugin,
            crate::attack::plugin,
            crate::detection::plugin,
            crate::defence::plugin,
            crate::recovery::plugin,
            crate::care::plugin,
            crate::people::plugin,
            crate::duty::plugin,
            story::plugin,
            crate::exchange::plugin,
        ] {
            plugin(&mut setup);
        }
        setup.hashed::<Hospital>();
        setup.hashed::<Agenda>();
        setup.hashed::<Log>();
        setup
    }

    /// A component of hospitals that belongs to the state hash.
    pub fn hashed<C: Component + Hashed>(&mut self) {
        self.world.resource_mut::<Registry>().hash::<C>();
    }

    /// Runs `handler` for each due item of a domain; afterwards the scenario's conditions are looked at.
    pub fn on(&mut self, domain: Domain, handler: fn(&mut At, &Due)) {
        let system = move |current: Res<Current>, mut sites: Query<Site>, mut devices: Query<&'static mut Device>| {
            let Ok(site) = sites.get_mut(current.hospital) else {
                return;
            };
            let at = &mut at(current.minute, site, &mut devices);
            handler(at, &current.due);
            story::look(at);
        };
        let mut schedules = self.world.resource_mut::<Schedules>();
        if !schedules.contains(domain) {
            let mut schedule = Schedule::new(domain);
            schedule.set_executor(SingleThreadedExecutor::new());
            // Two systems whose order is open and which touch the same state would make two runs differ: refuse to start.
            let ambiguity_detection = LogLevel::Error;
            schedule.set_build_settings(ScheduleBuildSettings { ambiguity_detection, ..Default::default() });
            schedules.insert(schedule);
        }
        schedules.add_systems(domain, system);
    }
}

/// A queried site as [`At`].
pub fn at<'a, 'w, 's>(
    minute: Minute,
    site: <Site as bevy_ecs::query::QueryData>::Item<'a, '_>,
    devices: &'a mut Query<'w, 's, &'static mut Device>,
) -> At<'a, 'w, 's> {
    let (
        rules,
        hospital,
        agenda,
        network,
        attack,
        desk,
        defence,
        recovery,
        care,
        people,
        duties,
        story,
        log,
        revision,
        link,
    ) = site;
    At {
        rules,
        minute,
        hospital,
        agenda: agenda.into_inner(),
        network: network.into_inner(),
        attack: attack.into_inner(),
        desk: desk.into_inner(),
        defence: defence.into_inner(),
        recovery: recovery.into_inner(),
        care: care.into_inner(),
        people: people.into_inner(),
        duties: duties.into_inner(),
        story: story.into_inner(),
        log: log.into_inner(),
        revision: revision.into_inner(),
        link,
        devices,
    }
}
