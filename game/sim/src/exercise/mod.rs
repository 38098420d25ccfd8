//! An exercise: the six verbs (build, submit, advance, view, hash, copy) and what is written against them.
//!
//! Phases, scores, stand-ins, records and replays live here, outside the world: the model never reads a phase.

mod advance;
mod catalogue;
mod course;
mod cues;
mod fork;
mod glance;
mod hands;
mod history;
mod places;
mod play;
mod posture;
mod price;
mod queries;
mod rate;
mod record;
mod replay;
mod score;
mod seat_view;
mod services;
mod shown_posture;
mod simple;
mod standin;
mod submit;
mod together;
mod truth;
mod waiting;
pub mod workload;

use std::cell::Cell;
use std::collections::VecDeque;
use std::sync::Arc;

use bevy_ecs::prelude::*;
use codedark_protocol::CurvePoint;
use codedark_scenario::Scenario;

use crate::base::numbers::Numbers;
use crate::base::time::{Calendar, Minute};
use crate::exercise::hands::Hands;
use crate::exercise::score::PhaseMark;
use crate::hospital::Hospital;
use crate::hospital::site::{HospitalRef, Site, copy};
use crate::hospital::touched::Touched;
use crate::region;
use crate::region::RegionSite;
use crate::region::exchange;
use crate::region::exchange::RegionState;
use crate::rules::care;

pub use crate::hospital::crew::Attack;
pub use crate::hospital::desk::{Case, Desk};
pub use crate::hospital::ledger::Account;
pub use crate::hospital::link::Exchanged;
pub use crate::hospital::recovery::Hours;
pub use crate::hospital::services::{Counts, ServiceState};
pub use crate::reading::books::Books;
pub use catalogue::{cards, catalogue, words};
pub use course::Course;
pub use cues::cued;
pub use glance::Glance;
pub use history::relive;
pub use places::{can_be_joint, region_of, teams_max};
pub use play::{Decision, Played, Policy, PolicyFile, Refused, StandIns, play, play_out, play_without};
pub use rate::{Forks, rate};
pub use record::*;
pub use replay::{Replay, ReplayError};
pub use shown_posture::{Hindrances, MIXTURE};
pub use simple::SimplePolicy;
pub use standin::StandIn;
pub use together::REGION;
pub use waiting::Waiting;

/// A hospital of the region, and what is kept about it outside the world.
#[derive(Clone)]
struct Place {
    id: String,
    entity: Entity,
    plays: bool,
    marks: Vec<PhaseMark>,
    curves: Vec<CurvePoint>,
    hands: Hands,
}

/// What a hospital has ahead.
#[derive(Clone, Copy)]
struct Ahead {
    /// Minute of the next item on its agenda.
    next_min: Option<Minute>,
    /// Its revision: when those who look at it look again.
    revision: u64,
    /// What was touched since its conditions were last looked at.
    touched: Touched,
}

/// The participant who stands for the program and its stand-ins.
pub const PROGRAM: u32 = 0;

/// One region's exercise.
pub struct Exercise {
    world: World,
    sites: QueryState<Site>,
    scenario: Arc<Scenario>,
    places: Vec<Place>,
    /// What each hospital has ahead, noted whenever it is worked on: it is asked for far more often than it changes.
    ahead: Vec<Ahead>,
    /// The region's clock: the last minute it was advanced to.
    now: Minute,
    phase: Option<u32>,
    phase_begun: Minute,
    ended: bool,
    /// Agenda items worked so far.
    events: u64,
    /// Orders taken so far.
    orders: u64,
}

impl Exercise {
    /// Builds the region's world on a normal day, at minute 0.
    pub fn build(scenario: Arc<Scenario>, seed: u64, region: &RegionSetup) -> Exercise {
        Exercise::build_with(scenario, seed, region, &Arc::default())
    }

    /// The same with other numbers of the model: for calibration, and to see what an assumption carries.
    pub fn build_with(scenario: Arc<Scenario>, seed: u64, region: &RegionSetup, numbers: &Arc<Numbers>) -> Exercise {
        let calendar =
            Calendar::parse(&scenario.starts).unwrap_or_else(|| Calendar::parse("2021-01-04T08:00").expect("a date"));
        let mut world = region::world();
        let entities = places::spawn_all(&mut world, &scenario, seed, region, calendar, numbers);
        let places = region.hospitals.iter().zip(entities).map(|(hospital, entity)| {
            let plays = hospital.team.is_some();
            let (marks, curves, hands) = (Vec::new(), Vec::new(), Hands::default());
            Place { id: hospital.id.clone(), entity, plays, marks, curves, hands }
        });
        let places: Vec<Place> = places.collect();
        let sites = world.query::<Site>();
        let mut exercise = Exercise {
            world,
            sites,
            scenario,
            ahead: vec![Ahead { next_min: None, revision: 0, touched: Touched::NEVER_SEEN }; places.len()],
            places,
            now: 0,
            phase: None,
            phase_begun: 0,
            ended: false,
            events: 0,
            orders: 0,
        };
        for index in 0..exercise.places.len() {
            exercise.with(index, |at| {
                care::bring_up_to_now(&mut at.hand_on());
                region::follow(at);
            });
        }
        exercise
    }

    /// The same exercise once more, as it is now, in a world of its own. Scenario, rules and numbers are shared. What is
    /// done to one of the two changes nothing in the other.
    pub fn copy(&self) -> Exercise {
        let mut world = region::world();
        let copied = |place: &Place| Place { entity: copy(&self.world, place.entity, &mut world), ..place.clone() };
        let places: Vec<Place> = self.places.iter().map(copied).collect();
        let entities: Vec<Entity> = places.iter().map(|place| place.entity).collect();
        if let Some(region) = self.world.get_resource::<RegionState>() {
            world.insert_resource(region.between(&entities));
        }
        let (sites, scenario, ahead) = (world.query::<Site>(), self.scenario.clone(), self.ahead.clone());
        Exercise { world, sites, scenario, places, ahead, ..*self }
    }

    /// A copy that has luck of its own from this minute on; what has happened, and what is booked, stays. Forks of one
    /// number have the same luck. `number` is 1 at least.
    pub fn fork(&self, number: u64) -> Exercise {
        let mut fork = self.copy();
        for place in &fork.places {
            if let Some(mut hospital) = fork.world.get_mut::<Hospital>(place.entity) {
                hospital.dice.fork = Some((number, self.now));
            }
        }
        fork
    }

    /// Works on one hospital.
    pub(super) fn with<R>(&mut self, index: usize, work: impl FnOnce(&mut RegionSite) -> R) -> R {
        let minute = self.now();
        let entity = self.places[index].entity;
        let site = self.sites.get_mut(&mut self.world, entity).expect("hospitals are never despawned");
        let mut news = VecDeque::new();
        let touched = Cell::new(self.ahead[index].touched);
        let mut at = RegionSite::of(minute, site, &mut news, &touched);
        let done = work(&mut at);
        let (quiet, next_min, revision) = (at.is_quiet(), at.next_min(), at.revision());
        assert!(news.is_empty(), "what was told is answered before anything else happens");
        self.ahead[index] = Ahead { next_min, revision, touched: touched.get() };
        if !quiet {
            for (reached, due) in exchange::pass_on(&mut self.world, &self.sites, index, minute) {
                let next = &mut self.ahead[reached].next_min;
                *next = Some(next.map_or(due, |next| next.min(due)));
            }
            let touched = &mut self.ahead[index].touched.parts;
            *touched = *touched | exchange::TOUCHED;
        }
        done
    }

    /// Reads one hospital, by its position.
    pub(super) fn read(&self, index: usize) -> HospitalRef<'_> {
        let site = self.sites.get_manual(&self.world, self.places[index].entity);
        HospitalRef::of(self.now, site.expect("hospitals are never despawned"))
    }

    pub(super) fn place(&self, hospital: &str) -> Option<usize> {
        self.places.iter().position(|place| place.id == hospital)
    }

    /// Minute of the region's clock.
    pub fn now(&self) -> Minute {
        self.now
    }

    /// The scenario it plays.
    pub fn scenario(&self) -> &Arc<Scenario> {
        &self.scenario
    }

    /// Ids of the hospitals, in order.
    pub fn hospitals(&self) -> Vec<String> {
        self.places.iter().map(|place| place.id.clone()).collect()
    }
}
