//! Exchange: what passes between the hospitals of a linked region.
//!
//! Whoever sends something puts it into the outbox of its [`Link`]. After the item or order that caused it, [`pass_on`]
//! books it on the agendas of those it reaches, one minute later at the earliest, in the order of the hospitals. Nothing
//! else crosses: a hospital of an unlinked region has no link, and its state is what it would be alone.
//!
//! Patients who are sent elsewhere go to hospitals of the same area that take the service, by the room they have; whom
//! none has room for leaves the region. What moved inpatients need goes the same way. Their own wait is counted where they were
//! sent from; what they add to others' waits, where they arrive.
//!
//! Reads: who sends ambulances on.

use bevy_ecs::prelude::*;
use codedark_protocol::Msg;
use codedark_scenario::{Region, SharedSupplier, Strikes, ZoneKind};

use crate::base::numbers;
use crate::base::numbers::Numbers;
use crate::base::roles::DESK;
use crate::base::time::{BLOCK, DAY, Minute};
use crate::hospital::agenda::{Agenda, ExchangeItem};
use crate::hospital::link::{Link, Outgoing};
use crate::hospital::recovery::Recovery;
use crate::hospital::services::Care;
use crate::hospital::site::HospitalRef;
use crate::hospital::touched::{PartOf, Parts};
use crate::hospital::{Rules, services};
use crate::reading::people::dispatch_follows;
use crate::region::RegionSite;
use crate::rules::{attack, care};

/// Works an item that is due.
pub fn work(at: &mut RegionSite, item: &ExchangeItem) {
    match item {
        ExchangeItem::Arrivals => arrive(at),
        ExchangeItem::Warned => warned(at),
        ExchangeItem::SupplierLost(kind, hours) => attack::lose_supplier(&mut at.hand_on(), *kind, *hours),
        ExchangeItem::SignInTaken(shared) => sign_in_taken(at, *shared),
        ExchangeItem::CrewFollows => attack::follow_over_sign_in(&mut at.hand_on()),
        ExchangeItem::StrikeSign(shared) => sign_seen(at, *shared),
        ExchangeItem::StrikeFollows(shared) => attack::follow_strike(&mut at.hand_on(), *shared),
    }
}

/// Patients who were sent on stand at the door.
fn arrive(at: &mut RegionSite) {
    care::bring_up_to_now(&mut at.hand_on());
    let Some(link) = at.link.as_deref_mut() else { return };
    link.arrive_min = None;
    for (index, facts) in at.rules.scenario.hospital.services.iter().enumerate() {
        let milli = std::mem::take(&mut link.arriving_milli[index]);
        at.care.services[index].receive(facts, milli);
        link.received_milli[index] += milli;
    }
}

/// Sensors learn what others have seen.
fn warned(at: &mut RegionSite) {
    let minute = at.minute;
    let Some(link) = at.link.as_deref_mut().filter(|link| link.warned_min.is_none()) else { return };
    link.warned_min = Some(minute);
    at.tell(&DESK, Msg::new("log-neighbour-warned"));
}

/// The crew is master of another hospital's sign-in: whether and when it comes here.
fn sign_in_taken(at: &mut RegionSite, shared: bool) {
    if shared || at.dice().chance(at.rules.numbers.exchange.taken, "sign-in-taken", "crew", 0) {
        let after = at.dice().between(DAY, at.rules.numbers.exchange.taken_within, "sign-in-taken", "after", 0);
        at.book(at.minute + after, ExchangeItem::CrewFollows);
    }
}

/// Another hospital was struck: the crew that sits here strikes within hours.
fn sign_seen(at: &mut RegionSite, shared: bool) {
    let after = at.dice().between(1, at.rules.numbers.exchange.follows_within, "strike-follows", "crew", 0);
    at.book(at.minute + after, ExchangeItem::StrikeFollows(shared));
}

/// How hospitals of a world are queried.
pub type Sites = QueryState<crate::hospital::site::Site>;

/// A hospital as others see it.
#[derive(Clone)]
struct Neighbour {
    entity: Entity,
    place: String,
    /// The others of its area, by their positions.
    near: Vec<usize>,
    /// For each service of the region: its index here, if it has one.
    services: Vec<Option<usize>>,
    /// The region's number of each of its own services.
    own: Vec<usize>,
    own_sign_in: bool,
}

/// The region's own facts: who lies where, and which responders are out.
#[derive(Resource, Clone, Default)]
pub struct RegionState {
    /// The model's numbers of what passes between hospitals.
    numbers: numbers::Exchange,
    neighbours: Vec<Neighbour>,
    suppliers: Vec<SharedSupplier>,
    strikes: Strikes,
    /// For each team of responders: the minute from which it is free.
    pool: Vec<Minute>,
}

impl RegionState {
    /// The same between the copies of its hospitals, in their order.
    pub fn between(&self, copies: &[Entity]) -> RegionState {
        let mut region = self.clone();
        region.neighbours.iter_mut().zip(copies).for_each(|(neighbour, copy)| neighbour.entity = *copy);
        region
    }

    /// What belongs to the state.
    pub fn state(&self) -> &[Minute] {
        &self.pool
    }
}

/// A hospital, with the place and area it lies in.
pub struct Site {
    /// The hospital.
    pub entity: Entity,
    /// Id of its place in the scenario's region; its own id without one.
    pub place: String,
    /// Area; empty without one.
    pub area: String,
    /// Whether it has a sign-in of its own.
    pub own_sign_in: bool,
}

/// Links the hospitals of a world.
pub fn link(world: &mut World, sites: Vec<Site>, region: Option<&Region>, numbers: &Numbers) {
    let mut ids: Vec<String> = Vec::new();
    let (mut neighbours, mut areas) = (Vec::new(), Vec::new());
    for Site { entity, place, area, own_sign_in } in sites {
        let scenario = rules(world, entity).scenario;
        let services = &scenario.hospital.services;
        let mut own = Vec::new();
        for service in services {
            own.push(ids.iter().position(|id| *id == service.id).unwrap_or(ids.len()));
            if own.last() == Some(&ids.len()) {
                ids.push(service.id.clone());
            }
        }
        world.entity_mut(entity).insert(Link::new(services.len()));
        let mut here = vec![None; ids.len()];
        for (index, number) in own.iter().enumerate() {
            here[*number] = Some(index);
        }
        areas.push(area);
        neighbours.push(Neighbour { entity, place, near: Vec::new(), services: here, own, own_sign_in });
    }
    for (index, neighbour) in neighbours.iter_mut().enumerate() {
        let is_near = |other: &usize| *other != index && areas[*other] == areas[index];
        neighbour.near = (0..areas.len()).filter(is_near).collect();
    }
    let teams = region.map_or(numbers.exchange.responder_teams, |region| region.responder_teams);
    world.insert_resource(RegionState {
        neighbours,
        suppliers: region.map(|region| region.suppliers.clone()).unwrap_or_default(),
        strikes: region.map(|region| region.strikes.clone()).unwrap_or_default(),
        numbers: numbers.exchange.clone(),
        pool: vec![0; teams as usize],
    });
}

fn rules(world: &World, entity: Entity) -> Rules {
    world.get::<Rules>(entity).expect("a hospital has its rules").clone()
}

/// What passing on changes of a hospital that has something for others, beside its link; of the others, it is the link alone.
pub const TOUCHED: Parts = Care::PART.and(Recovery::PART);

/// What was booked with hospitals: their positions, and when it is due.
#[derive(Default)]
pub struct Booked(Vec<(usize, Minute, ExchangeItem)>);

impl Booked {
    fn book(&mut self, hospital: usize, minute: Minute, item: ExchangeItem) {
        self.0.push((hospital, minute, item));
    }
}

/// Passes on what a hospital of a linked region has for others. Tells whom it reaches, and when.
pub fn pass_on(world: &mut World, sites: &Sites, from: usize, minute: Minute) -> Vec<(usize, Minute)> {
    world.resource_scope(|world, mut region: Mut<RegionState>| {
        let mut booked = Booked::default();
        let sender = region.neighbours[from].entity;
        let mut link = world.get_mut::<Link>(sender).expect("linked");
        let outbox = std::mem::take(&mut link.outbox);
        let none = vec![[0; 2]; link.leaving_milli.len()];
        let leaving = std::mem::replace(&mut link.leaving_milli, none);
        let leaving = leaving.into_iter().enumerate().filter(|(_, milli)| *milli != [0; 2]).collect::<Vec<_>>();
        if !leaving.is_empty() {
            send_patients(world, sites, &region, from, &leaving, minute, &mut booked);
        }
        for outgoing in outbox {
            match outgoing {
                Outgoing::Warning => {
                    let due = minute + region.numbers.warned_after;
                    to_others(&region, from, due, |_| ExchangeItem::Warned, &mut booked);
                }
                Outgoing::AskResponders(at) => {
                    let deployed = region.numbers.deployed;
                    assign_responders(world, &mut region.pool, sender, at, deployed);
                }
                Outgoing::SupplierLost(kind, hours) => {
                    supplier_lost(&region, from, (kind, hours), minute, &mut booked);
                }
                Outgoing::SignInTaken => {
                    if region.strikes == Strikes::From(region.neighbours[from].place.clone()) {
                        to_others(&region, from, minute + 1, ExchangeItem::SignInTaken, &mut booked);
                    }
                }
                Outgoing::Struck => struck(&region, from, minute, &mut booked),
            }
        }
        let reached = booked.0.iter().map(|(hospital, due, _)| (*hospital, *due)).collect();
        for (hospital, due, item) in booked.0 {
            let agenda = world.get_mut::<Agenda>(region.neighbours[hospital].entity);
            agenda.expect("a hospital has an agenda").book(due, item);
        }
        reached
    })
}

/// Books what follows with all others; `due` hears whether they share the sender's sign-in.
fn to_others(region: &RegionState, from: usize, minute: Minute, due: fn(bool) -> ExchangeItem, booked: &mut Booked) {
    let sender = &region.neighbours[from];
    for (index, neighbour) in region.neighbours.iter().enumerate().filter(|(index, _)| *index != from) {
        let shared = region.strikes != Strikes::Apart && !sender.own_sign_in && !neighbour.own_sign_in;
        booked.book(index, minute, due(shared));
    }
}

/// How many patients of a service a hospital has room for, in thousandths: what it can serve beyond its own demand in a
/// block, less who waits there or is on the way, less the share that it sends on itself.
fn room(at: &HospitalRef, index: usize) -> i64 {
    let told = dispatch_follows(at.people, at.network, &at.rules.numbers);
    let (state, facts) = (&at.care.services[index], &at.scenario().hospital.services[index]);
    let coming = at.link.map_or(0, |link| link.arriving_milli[index]);
    let free =
        services::spare_milli_per_day(facts, state) * BLOCK as i64 / DAY as i64 - state.urgent_waits_milli() - coming;
    let open = if told { 100 - i64::from(state.divert_percent.min(100)) } else { 100 };
    free * open / 100
}

/// Patients of a service who leave a hospital: the service's index, and how many were sent or left, and were moved.
type Leaving = (usize, [i64; 2]);

/// Shares patients out among the hospitals of the area, by their room; whom none has room for leaves the region. Moved
/// inpatients have their beds first.
fn send_patients(
    world: &mut World,
    sites: &Sites,
    region: &RegionState,
    from: usize,
    leaving: &[Leaving],
    minute: Minute,
    booked: &mut Booked,
) {
    let sender = &region.neighbours[from];
    let due = minute + region.numbers.arrive_after;
    let (mut all_taken, mut all_left) = (0, 0);
    for ((_, [sent, moved]), open) in leaving.iter().zip(open(world, sites, region, from, leaving, minute)) {
        let milli = sent + moved;
        let all: i64 = open.iter().map(|(.., room)| room).sum();
        let taken = milli.min(all);
        let mut left = taken;
        for (at, (other, service, room)) in open.iter().enumerate() {
            let last = at + 1 == open.len();
            let share = if last { left } else { (i128::from(taken) * i128::from(*room) / i128::from(all)) as i64 };
            left -= share;
            if admit(world, region.neighbours[*other].entity, *service, share, due) {
                booked.book(*other, due, ExchangeItem::Arrivals);
            }
        }
        (all_taken, all_left) = (all_taken + taken, all_left + milli - taken);
        world.get_mut::<Care>(sender.entity).expect("a hospital cares").sent.more((milli - taken).min(*sent));
    }
    let mut link = world.get_mut::<Link>(sender.entity).expect("linked");
    link.sent_milli += all_taken;
    link.outside_milli += all_left;
}

/// For each service that patients leave: the hospitals near with room for them, the index that the service has there, and the
/// room. What one service takes in leaves the room of another as it is.
fn open(
    world: &World,
    sites: &Sites,
    region: &RegionState,
    from: usize,
    leaving: &[Leaving],
    minute: Minute,
) -> Vec<Vec<(usize, usize, i64)>> {
    let sender = &region.neighbours[from];
    let mut open = vec![Vec::new(); leaving.len()];
    for &other in &sender.near {
        let neighbour = &region.neighbours[other];
        let site = sites.get_manual(world, neighbour.entity).expect("hospitals are never despawned");
        let at = HospitalRef::of(minute, site);
        for ((service, _), open) in leaving.iter().zip(&mut open) {
            let there = neighbour.services.get(sender.own[*service]).copied().flatten();
            let with_room = there.map(|index| (other, index, room(&at, index))).filter(|(.., room)| *room > 0);
            open.extend(with_room);
        }
    }
    open
}

/// Lets patients set out for a hospital. Those who set out before others have arrived join them; tells whether these are the
/// first.
fn admit(world: &mut World, entity: Entity, service: usize, milli: i64, minute: Minute) -> bool {
    let mut link = world.get_mut::<Link>(entity).expect("linked");
    link.arriving_milli[service] += milli;
    let first = link.arrive_min.is_none();
    link.arrive_min.get_or_insert(minute);
    first
}

/// Gives the next free team of responders to a hospital; nobody, where the region has none.
fn assign_responders(world: &mut World, pool: &mut [Minute], asker: Entity, could: Minute, deployed: Minute) {
    let Some(team) = pool.iter_mut().min() else { return };
    let from = could.max(*team);
    *team = from + deployed;
    let until = *team;
    world.get_mut::<Recovery>(asker).expect("a hospital recovers").send_responders(from);
    world.get_mut::<Link>(asker).expect("linked").responders_until = Some(until);
}

fn supplier_lost(
    region: &RegionState,
    from: usize,
    (kind, hours): (ZoneKind, u32),
    minute: Minute,
    booked: &mut Booked,
) {
    let place = &region.neighbours[from].place;
    let shared = |supplier: &&SharedSupplier| supplier.zone == kind && supplier.serves(place);
    for supplier in region.suppliers.iter().filter(shared) {
        lose(region, from, supplier, hours, minute, booked);
    }
}

/// Takes a supplier away from all whom it serves, but the hospital where that was decided.
fn lose(region: &RegionState, from: usize, supplier: &SharedSupplier, hours: u32, minute: Minute, booked: &mut Booked) {
    for (index, neighbour) in region.neighbours.iter().enumerate() {
        if index != from && supplier.serves(&neighbour.place) {
            booked.book(index, minute + 1, ExchangeItem::SupplierLost(supplier.zone, hours));
        }
    }
}

fn struck(region: &RegionState, from: usize, minute: Minute, booked: &mut Booked) {
    let place = &region.neighbours[from].place;
    for supplier in region.suppliers.iter().filter(|supplier| supplier.lost_with.as_ref() == Some(place)) {
        lose(region, from, supplier, supplier.gone_hours, minute, booked);
    }
    if region.strikes != Strikes::Apart {
        to_others(region, from, minute + 1, ExchangeItem::StrikeSign, booked);
    }
}

/// Whether no crew of its own comes to a place: the region's one crew enters elsewhere.
pub fn spared(region: Option<&Region>, place: &str) -> bool {
    region.is_some_and(|region| matches!(&region.strikes, Strikes::From(entry) if entry != place))
}
