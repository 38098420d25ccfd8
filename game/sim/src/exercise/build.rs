//! Building a region's exercise, and the verbs: submit, advance, view, hash.

use std::sync::Arc;

use bevy_ecs::prelude::*;
use codedark_protocol::{Command, CurvePoint, Debrief, Msg, Outcome, Seat, TimelineRow, View};
use codedark_scenario::{Measure, Scenario};
use data_encoding::HEXLOWER;

use crate::base::numbers::Numbers;
use crate::base::time::{Calendar, DAY, HOUR, Minute};
use crate::exercise::glance::Scene;
use crate::exercise::hands::{Counted, Hands};
use crate::exercise::project::Detail;
use crate::exercise::record::{Act, RegionSetup as Setup};
use crate::exercise::score::PhaseMark;
use crate::exercise::workload::Worked;
use crate::exercise::{places, project, score};
use crate::hospital::Hospital;
use crate::hospital::agenda::{Agenda, Due};
use crate::hospital::log::{Log, Revision};
use crate::hospital::site::{At, HospitalRef, Site, at};
use crate::orders::command;
use crate::reading::{condition, measure, open_decisions};
use crate::region;
use crate::region::exchange::Roads;
use crate::region::{exchange, hash};
use crate::rules::{attack, care};

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

/// The participant who stands for the program and its stand-ins.
pub const PROGRAM: u32 = 0;

/// One region's exercise.
pub struct Exercise {
    world: World,
    sites: QueryState<Site>,
    scenario: Arc<Scenario>,
    places: Vec<Place>,
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
    pub fn build(scenario: Arc<Scenario>, seed: u64, region: &Setup) -> Exercise {
        Exercise::build_with(scenario, seed, region, &Arc::default())
    }

    /// The same with other numbers of the model: for calibration, and to see what an assumption carries.
    pub fn build_with(scenario: Arc<Scenario>, seed: u64, region: &Setup, numbers: &Arc<Numbers>) -> Exercise {
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
                care::bring_up_to_now(at);
                region::follow(at);
            });
        }
        exercise
    }

    /// The same exercise once more, as it is now, in a world of its own. Scenario, rules and numbers are shared. What is
    /// done to one of the two changes nothing in the other.
    pub fn copy(&self) -> Exercise {
        let mut world = region::world();
        let copied =
            |place: &Place| Place { entity: hash::copy(&self.world, place.entity, &mut world), ..place.clone() };
        let places: Vec<Place> = self.places.iter().map(copied).collect();
        let entities: Vec<Entity> = places.iter().map(|place| place.entity).collect();
        if let Some(roads) = self.world.get_resource::<Roads>() {
            world.insert_resource(roads.between(&entities));
        }
        let (sites, scenario) = (world.query::<Site>(), self.scenario.clone());
        Exercise { world, sites, scenario, places, ..*self }
    }

    /// Works on one hospital.
    pub(super) fn with<R>(&mut self, index: usize, work: impl FnOnce(&mut At) -> R) -> R {
        let minute = self.now();
        let entity = self.places[index].entity;
        let site = self.sites.get_mut(&mut self.world, entity).expect("hospitals are never despawned");
        let mut at = at(minute, site);
        let done = work(&mut at);
        assert!(at.news.is_empty(), "what was told is answered before anything else happens");
        exchange::pass_on(&mut self.world, index, minute);
        done
    }

    /// Reads one hospital, by its position.
    pub(super) fn read(&self, index: usize) -> HospitalRef<'_> {
        HospitalRef::of(&self.world, self.places[index].entity, self.now)
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

    /// Steps of the model that were worked so far.
    pub fn worked(&self) -> Worked {
        let mut worked = Worked { items: self.events, orders: self.orders, ..Worked::default() };
        for place in 0..self.places.len() {
            let at = self.read(place);
            worked.device_changes += at.network.changes;
            worked.service_hours += at.care.settled_min / HOUR * at.care.services.len() as u64;
        }
        worked
    }

    /// Minute of the next item on any hospital's agenda.
    pub fn next_due(&self) -> Option<Minute> {
        self.earliest().map(|(minute, _)| minute)
    }

    fn earliest(&self) -> Option<(Minute, usize)> {
        let next = |(index, place): (usize, &Place)| {
            self.world.entity(place.entity).get::<Agenda>()?.next_min().map(|minute| (minute, index))
        };
        self.places.iter().enumerate().filter_map(next).min()
    }

    /// Works all items due at or before the minute.
    pub fn advance(&mut self, minute: Minute) {
        while self.step(minute).is_some() {}
        self.now = self.now.max(minute);
    }

    /// Works the next item if it is due by then; tells when it was due.
    fn step(&mut self, until: Minute) -> Option<Minute> {
        let (minute, index) = self.earliest().filter(|(minute, _)| *minute <= until)?;
        let entity = self.places[index].entity;
        let (_, due) = self.world.get_mut::<Agenda>(entity)?.pop()?;
        self.now = minute;
        let sample = due == Due::CareBlock && minute / DAY >= self.places[index].curves.len() as u64;
        self.with(index, |at| region::work(at, &due));
        self.events += 1;
        if sample {
            let at = self.read(index);
            let point = CurvePoint {
                at_min: at.minute,
                capacity_milli: measure::value(&at, Measure::CapacityMilli),
                devices_down: measure::value(&at, Measure::DevicesDown),
                devices_compromised: measure::value(&at, Measure::DevicesCompromised),
            };
            self.places[index].curves.push(point);
        }
        Some(minute)
    }

    /// Like [`Exercise::advance`], but stops where the running phase ends. Returns the clock's minute.
    pub fn advance_in_phase(&mut self, minute: Minute) -> Minute {
        if !self.condition_met() {
            self.advance_in_running_phase(minute);
        }
        self.now()
    }

    /// The same for a phase that is known not to be over.
    pub(super) fn advance_in_running_phase(&mut self, minute: Minute) {
        let until = minute.min(self.phase_ends_by());
        while self.step(until).is_some() {
            if self.condition_met() {
                return;
            }
        }
        self.now = self.now.max(until);
    }

    /// Index of the running phase; none before the first.
    pub fn phase(&self) -> Option<u32> {
        self.phase
    }

    /// Latest minute of the running phase.
    pub fn phase_ends_by(&self) -> Minute {
        match self.phase {
            Some(phase) => self.phase_begun + self.scenario.phases[phase as usize].length_min,
            None => self.now(),
        }
    }

    /// Whether the running phase is over here, by time or by its condition in every hospital that is played.
    pub fn phase_done(&self) -> bool {
        self.phase.is_some() && (self.now() >= self.phase_ends_by() || self.condition_met())
    }

    fn condition_met(&self) -> bool {
        let ends = self.phase.and_then(|phase| self.scenario.phases[phase as usize].ends.as_ref());
        let Some(ends) = ends else { return false };
        let peopled = self.places.iter().any(|place| place.plays);
        (0..self.places.len()).all(|index| {
            let counts = if peopled { self.places[index].plays } else { index == 0 };
            !counts || condition::holds(&self.read(index), ends)
        })
    }

    /// Does an act of the program or of a stand-in at a minute, after all items due until then. A refusal changes
    /// nothing.
    pub fn submit(&mut self, minute: Minute, act: &Act) -> Result<(), Msg> {
        self.submit_by(minute, PROGRAM, act)
    }

    /// Does a participant's act. Who acts changes nothing in the model, only whether it is credited.
    pub fn submit_by(&mut self, minute: Minute, participant: u32, act: &Act) -> Result<(), Msg> {
        if minute < self.now() {
            return Err(Msg::new("refused-past"));
        }
        self.advance(minute);
        match act {
            Act::Order { seat, command } => self.order(seat, command, participant != PROGRAM),
            Act::Inject { inject, hospital } => self.hand_out(inject, hospital.as_deref()),
            Act::Phase(index) => self.begin_phase(*index),
            Act::End => {
                self.mark_end();
                self.ended = true;
                Ok(())
            }
            Act::Hold { hospital, roles } => {
                if let Some(place) = self.place(hospital) {
                    self.places[place].hands.peopled |= !roles.is_empty() && participant != PROGRAM;
                }
                Ok(())
            }
            Act::Pause(_)
            | Act::Adjourn
            | Act::Alarm
            | Act::Halt
            | Act::GoOn
            | Act::Resumed { .. }
            | Act::Away(_)
            | Act::WarmUp { .. }
            | Act::SetAside { .. }
            | Act::Speed(_)
            | Act::Cut(_)
            | Act::Brief
            | Act::Extend(_)
            | Act::Standings(_) => Ok(()),
        }
    }

    fn order(&mut self, seat: &Seat, command: &Command, person: bool) -> Result<(), Msg> {
        let place = self.place(&seat.hospital).ok_or_else(|| Msg::new("refused-no-hospital"))?;
        let phase = self.phase.filter(|_| !self.ended).ok_or_else(|| Msg::new("refused-not-running"))?;
        let phase = self.scenario.phases[phase as usize].id.clone();
        let mut hands = std::mem::take(&mut self.places[place].hands);
        let taken = self.with(place, |at| {
            let before = Counted::now(&at.read());
            command::command(at, seat.role, command, &phase)?;
            hands.note(&at.read(), before, command, person);
            region::follow(at);
            Ok(())
        });
        self.places[place].hands = hands;
        self.orders += u64::from(taken.is_ok());
        if taken.is_ok()
            && let Some(mark) = self.places[place].marks.last_mut()
        {
            let spoke = mark.voices.entry(seat.role).or_default();
            spoke.people += u32::from(person);
            spoke.stand_ins += u32::from(!person);
        }
        taken
    }

    fn hand_out(&mut self, inject: &str, hospital: Option<&str>) -> Result<(), Msg> {
        let index = self.scenario.injects.iter().position(|known| known.id == inject);
        let index = index.ok_or_else(|| Msg::new("refused-no-inject"))?;
        let chosen: Vec<usize> =
            (0..self.places.len()).filter(|place| hospital.is_none_or(|id| self.places[*place].id == id)).collect();
        for place in chosen {
            self.with(place, |at| {
                if at.story.injects[index].is_fresh() {
                    at.story.injects[index].booked = true;
                    at.book(at.minute + 1, Due::Inject(index as u32));
                }
            });
        }
        Ok(())
    }

    fn begin_phase(&mut self, index: u32) -> Result<(), Msg> {
        let next = self.phase.map_or(0, |phase| phase + 1);
        if index != next || index as usize >= self.scenario.phases.len() || self.ended {
            return Err(Msg::new("refused-phase"));
        }
        self.mark_end();
        self.phase = Some(index);
        self.phase_begun = self.now();
        let response = self.scenario.phases[index as usize].id == "response";
        let linked = self.world.contains_resource::<Roads>();
        for place in 0..self.places.len() {
            let begun_min = self.now();
            // A linked region has real next hospitals: only a team whose own was spared gets one to itself.
            let plays = !linked || self.places[place].plays;
            let (begun, next_hospital) = self.with(place, |at| {
                let next_hospital = response && plays && attack::stopped(&at.read());
                if next_hospital {
                    at.book(begun_min + 1, Due::NextHospital);
                } else if response {
                    care::expect_patients(at, begun_min);
                }
                at.revision.0 += 1;
                (score::values(&at.read()), next_hospital)
            });
            let banked = next_hospital.then(|| begun.clone());
            self.places[place].marks.push(PhaseMark::new(begun_min, begun, banked));
        }
        Ok(())
    }

    fn mark_end(&mut self) {
        let minute = self.now();
        for place in 0..self.places.len() {
            let values = self.with(place, |at| {
                care::bring_up_to_now(at);
                score::values(&at.read())
            });
            if let Some(mark) = self.places[place].marks.last_mut() {
                mark.ended.get_or_insert((minute, values));
            }
        }
    }

    /// What a seat sees.
    pub fn view(&self, seat: &Seat) -> View {
        self.project(seat, Detail::Whole)
    }

    /// What a stand-in reads of its seat's view: all but the log and what an order would touch.
    pub fn glance(&self, seat: &Seat) -> View {
        self.project(seat, Detail::Glance)
    }

    /// Lets a hospital's stand-ins look at it as far as they need to.
    pub(super) fn at_a_glance<R>(&self, place: usize, look: impl FnOnce(&Scene) -> R) -> R {
        look(&Scene::of(self.read(place), self.phase))
    }

    fn project(&self, seat: &Seat, detail: Detail) -> View {
        let Some(place) = self.place(&seat.hospital) else {
            return View::default();
        };
        let phase = self.phase.map(|phase| self.scenario.phases[phase as usize].id.as_str());
        project::seat(&self.read(place), seat.role, phase.unwrap_or_default(), detail)
    }

    /// Grows when something that seats of the hospital may see may have changed.
    pub fn revision(&self, hospital: &str) -> u64 {
        let place = self.place(hospital).map(|place| self.places[place].entity);
        place.and_then(|entity| self.world.entity(entity).get::<Revision>()).map_or(0, |revision| revision.0)
    }

    /// The same by the hospital's position in the region.
    pub(super) fn revision_at(&self, place: usize) -> u64 {
        self.world.entity(self.places[place].entity).get::<Revision>().map_or(0, |revision| revision.0)
    }

    /// State hash of the whole region, in hexadecimal.
    pub fn hash(&self) -> String {
        let each: Vec<[u8; 32]> = self.places.iter().map(|place| hash::hospital(&self.world, place.entity)).collect();
        let pool = self.world.get_resource::<Roads>().map(|roads| postcard::to_stdvec(roads.state()));
        let pool = pool.map(|bytes| bytes.expect("state is plain data"));
        let parts: Vec<&[u8]> = each.iter().map(|bytes| bytes.as_slice()).chain(pool.as_deref()).collect();
        super::record::sha256_hex(&parts)
    }

    /// State hash of one hospital: equal for teams with equal luck and equal orders.
    pub fn hospital_hash(&self, hospital: &str) -> String {
        self.place(hospital)
            .map(|place| HEXLOWER.encode(&hash::hospital(&self.world, self.places[place].entity)))
            .unwrap_or_default()
    }

    /// Hash of what the model is about: not money, hours or logs. Tells whether an order changed anything.
    pub fn model_hash(&self, hospital: &str) -> String {
        self.place(hospital)
            .map(|place| HEXLOWER.encode(&hash::model(&self.world, self.places[place].entity)))
            .unwrap_or_default()
    }

    /// Types of the world that the state hash neither covers nor excuses: there must be none.
    pub fn unhashed(&self) -> Vec<String> {
        hash::uncovered(&self.world)
    }

    /// The truth in numbers, for the facilitator.
    pub fn figures(&self, hospital: &str) -> Vec<(Measure, i64)> {
        let Some(place) = self.place(hospital) else {
            return Vec::new();
        };
        score::values(&self.read(place)).into_iter().collect()
    }

    /// The truth in order, for the facilitator and the debrief.
    pub fn events(&self, hospital: &str) -> &[TimelineRow] {
        let place = self.place(hospital).map(|place| self.places[place].entity);
        place.and_then(|entity| self.world.entity(entity).get::<Log>()).map_or(&[], |log| &log.history)
    }

    /// What waits for a decision of a seat, as the model counts it.
    pub fn open_decisions(&self, seat: &Seat) -> usize {
        let place = self.place(&seat.hospital);
        place.map_or(0, |place| open_decisions::open_decisions(&self.read(place), seat.role))
    }

    /// The result of a hospital as it stands.
    pub fn outcome(&self, hospital: &str) -> Outcome {
        let Some(place) = self.place(hospital) else {
            return Outcome::default();
        };
        let Place { marks, hands, .. } = &self.places[place];
        let mut outcome = score::outcome(&self.read(place), marks, hands);
        outcome.hospital = hospital.to_owned();
        outcome
    }

    /// All measures once care is settled up to now.
    pub(super) fn settled(&mut self, hospital: &str) -> score::Values {
        let Some(place) = self.place(hospital) else {
            return score::Values::new();
        };
        self.with(place, |at| {
            care::bring_up_to_now(at);
            score::values(&at.read())
        })
    }

    /// Measures at the start and the end of a phase; none while it has not ended.
    pub(super) fn lived(&self, hospital: &str, phase: u32) -> Option<(score::Values, score::Values)> {
        let mark = self.places[self.place(hospital)?].marks.get(phase as usize)?;
        Some((mark.begun.clone(), mark.ended.as_ref()?.1.clone()))
    }

    /// Whether the crew left for good, and nothing is cut off because of it: from here on, no care is lost to it.
    pub(super) fn is_attack_over(&self, hospital: &str) -> bool {
        let place = self.place(hospital);
        place
            .map(|place| self.read(place))
            .is_some_and(|at| at.attack.gone && at.network.zones.iter().all(|zone| !zone.isolated))
    }

    /// Draws all further dice of a hospital with other luck: what has happened, and what is booked, stays.
    pub(super) fn change_luck(&mut self, hospital: &str, luck: u64) {
        let entity = self.place(hospital).map(|place| self.places[place].entity);
        if let Some(mut hospital) = entity.and_then(|entity| self.world.get_mut::<Hospital>(entity)) {
            hospital.dice.luck = luck;
        }
    }

    /// The debrief of the team that played a hospital.
    pub fn debrief(&self, hospital: &str, team: &str) -> Debrief {
        let outcome = self.outcome(hospital);
        let timeline = self.events(hospital).to_vec();
        let curves = self.place(hospital).map(|place| self.places[place].curves.clone()).unwrap_or_default();
        Debrief { team: team.to_owned(), outcome, timeline, curves }
    }
}
