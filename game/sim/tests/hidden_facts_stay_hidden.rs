//! Two worlds that differ only in the truth give every seat the same bytes, until its people can know the difference.
//!
//! The two are played alike: what is ordered in one is ordered in the other, and is answered alike. Orders that look for an
//! intruder are left out, since finding out is their purpose.

use std::sync::Arc;

use crate::common::*;
use codedark_protocol::{Command, Figure, Role, Seat, View, encode};
use codedark_scenario::{Effect, Measure, Need, Scenario, TargetKind};
use codedark_shipped::{built_in_names, load_built_in};
use codedark_sim::exercise::*;

/// How the truth of the second world differs.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Truth {
    /// The intruder makes no noise; in the second world there is none. Sensors ring for nothing in both.
    NobodyThere,
    /// The intruder is heard; in the second world there is none.
    NobodyIsHeard,
    /// Another family's playbook, without noise, by another way in. What sensors ring for is worded alike.
    OtherPlaybook(&'static str),
    /// The same silent crew, whose program encrypts nothing; compared after the strike, until it is understood.
    NothingEncrypted,
}

/// What a seat is sent.
type Project = fn(&Exercise, &Seat) -> View;

/// Roles that are told of what sensors ring for.
const DESK: [Role; 4] = [Role::IncidentCommander, Role::SecurityLead, Role::SocAnalyst, Role::ItOperations];

/// Minutes between two orders, and between two looks before the strike: what leaks once, mostly stays.
const ORDER_EVERY: u64 = 9 * 60;
const LOOK_EVERY: u64 = 3 * 60;
const DAY: u64 = 1440;

/// Adversaries of the library.
const FAMILIES: [&str; 8] = [
    "data-theft-extortion",
    "denial-of-service",
    "human-operated-ransomware",
    "insider",
    "medical-device-tampering",
    "opportunistic-ransomware",
    "supplier-compromise",
    "worm",
];

fn silence(scenario: &mut Scenario) {
    for step in &mut scenario.adversary.steps {
        step.noise.iter_mut().for_each(|(_, loud)| *loud = 0.0);
        step.surely.clear();
    }
}

/// Nothing keeps the crew from its strike.
fn succeed(scenario: &mut Scenario) {
    for step in &mut scenario.adversary.steps {
        (step.odds, step.tries) = (1.0, 100);
        step.controls.clear();
    }
}

/// Another family's crew, behind the same reports of sensors: the steps that were there are never tried.
fn graft(scenario: &mut Scenario, name: &str) {
    let mut other = against(name).adversary;
    let mut steps = std::mem::take(&mut scenario.adversary.steps);
    steps.iter_mut().for_each(|step| step.tries = 0);
    for step in &mut other.steps {
        step.id = format!("other-{}", step.id);
        step.noise.clear();
        step.surely.clear();
        for need in &mut step.needs {
            if let Need::Step(id) = need {
                *id = format!("other-{id}");
            }
        }
    }
    steps.append(&mut other.steps);
    other.steps = steps;
    other.begins_min = scenario.adversary.begins_min / 2;
    scenario.adversary = other;
}

fn worlds(scenario: &Scenario, truth: Truth) -> [Arc<Scenario>; 2] {
    let (mut one, mut other) = (scenario.clone(), scenario.clone());
    match truth {
        Truth::NobodyIsHeard => other.adversary.begins_min = NEVER_MIN,
        Truth::NobodyThere => {
            silence(&mut one);
            silence(&mut other);
            succeed(&mut one);
            other.adversary.begins_min = NEVER_MIN;
        }
        Truth::OtherPlaybook(name) => {
            silence(&mut one);
            silence(&mut other);
            graft(&mut other, name);
        }
        Truth::NothingEncrypted => {
            silence(&mut one);
            silence(&mut other);
            [&mut one, &mut other].into_iter().for_each(succeed);
            other.adversary.encrypts = (0.0, 0.0);
            if let Some(strike) = &mut other.strike_state {
                strike.share_percent = 0;
            }
        }
    }
    [Arc::new(one), Arc::new(other)]
}

/// The first difference that a seat could read.
#[derive(Debug, PartialEq)]
struct Told {
    truth: Truth,
    minute: u64,
    role: Role,
    what: String,
}

struct Pair {
    truth: Truth,
    hospital: String,
    worlds: [Exercise; 2],
    project: Project,
    /// Views that were compared, and orders that both worlds took.
    compared: u64,
    /// Views that were compared where devices of the first world were encrypted.
    compared_struck: u64,
    orders: u64,
    /// When somebody ordered something last, in steps of [`ORDER_EVERY`].
    ordered: u64,
    /// Minutes between two looks.
    look_every: u64,
}

impl Pair {
    fn new(scenario: &Scenario, truth: Truth, project: Project) -> Pair {
        let region = match scenario.region {
            Some(_) => region_of(scenario, &["t1".to_owned()], Skill::Idle),
            None => one_hospital(),
        };
        let build = |scenario| {
            let mut exercise = Exercise::build(scenario, SEED, &region);
            exercise.submit(0, &Act::Phase(0)).expect("the first phase begins");
            exercise
        };
        let worlds = worlds(scenario, truth).map(build);
        let hospital = region.hospitals[0].id.clone();
        Pair {
            truth,
            hospital,
            worlds,
            project,
            compared: 0,
            compared_struck: 0,
            orders: 0,
            ordered: 0,
            look_every: LOOK_EVERY,
        }
    }

    fn crews(&mut self) -> [Attack; 2] {
        let hospital = self.hospital.clone();
        self.worlds.each_mut().map(|world| world.attacker(&hospital).expect("the hospital"))
    }

    /// Whether everybody sees the attack: it struck, or takes away what the wards work with.
    fn shows(&mut self) -> bool {
        if self.crews().iter().any(|crew| crew.detonated_min.is_some()) {
            return true;
        }
        let hospital = self.hospital.clone();
        let [one, other] = self.worlds.each_mut().map(|world| {
            let services = world.services(&hospital).into_iter();
            services.map(|(_, state)| state.digital_milli).collect::<Vec<_>>()
        });
        one != other || (self.truth != Truth::NobodyIsHeard && self.heard())
    }

    fn heard(&mut self) -> bool {
        self.crews().iter().any(|crew| crew.evidence_min.is_some())
    }

    /// Whether the people at a seat have learned something that the others have not.
    fn knows(&mut self, seat: &Seat) -> bool {
        let [one, other] = self.worlds.each_mut().map(|world| world.waiting(seat).facts);
        one != other || (DESK.contains(&seat.role) && self.truth == Truth::NobodyIsHeard && self.heard())
    }

    fn seats(&self) -> Vec<Seat> {
        let roles = Role::EIGHT.into_iter().chain([Role::SocAnalyst]);
        roles.map(|role| Seat { hospital: self.hospital.clone(), role }).collect()
    }

    /// Compares what every seat is sent that cannot know the difference.
    fn compare(&mut self) -> Option<Told> {
        for seat in self.seats() {
            if self.knows(&seat) {
                continue;
            }
            let project = self.project;
            let [mut one, mut other] = self.worlds.each_mut().map(|world| project(world, &seat));
            if self.truth == Truth::NothingEncrypted {
                // Wards see that their computers fail, whatever the reason.
                let scenario = self.worlds[0].scenario();
                [&mut one, &mut other].into_iter().for_each(|view| symptoms_aside(view, scenario));
            }
            self.compared += 1;
            let encrypted = self.worlds[0].encrypted_by_group(&self.hospital);
            self.compared_struck += u64::from(encrypted.iter().any(|(_, devices)| *devices > 0));
            if encode(&one) != encode(&other) {
                let what = format!("{:?}", one.change_since(&other));
                return Some(Told { truth: self.truth, minute: self.worlds[0].now(), role: seat.role, what });
            }
        }
        None
    }

    /// Somebody takes what is offered, in both worlds alike.
    fn order(&mut self, number: usize) -> Option<Told> {
        let seats = self.seats();
        let seat = &seats[number % 8];
        if self.knows(seat) || (DESK.contains(&seat.role) && self.heard()) {
            return None;
        }
        let offers = self.worlds[0].view(seat).offers;
        let offers: Vec<_> = offers.into_iter().filter(|offer| !self.looks_for_intruders(&offer.action)).collect();
        let offer = offers.get(number / 8 * 7 % offers.len().max(1))?;
        let target = offer.targets.get(number / 3 % offer.targets.len().max(1)).cloned();
        let told = self.both(seat, &Command::Act { action: offer.action.clone(), target });
        let asked: Vec<_> = self.worlds[0].view(seat).proposals.into_iter().filter(|row| row.state.is_open()).collect();
        asked.into_iter().fold(told, |told, row| {
            let seat = Seat { role: row.asked, ..seat.clone() };
            told.or_else(|| self.both(&seat, &Command::Agree { proposal: row.id }))
        })
    }

    fn looks_for_intruders(&self, action: &str) -> bool {
        let scenario = self.worlds[0].scenario();
        let action = scenario.actions.iter().find(|known| known.id == action).expect("what is offered exists");
        let looks = |effect: &Effect| {
            matches!(effect, Effect::Investigate | Effect::Hunt | Effect::SignOff | Effect::CheckDecryptor)
        };
        action.target == TargetKind::Case || action.effects.iter().any(looks)
    }

    fn both(&mut self, seat: &Seat, command: &Command) -> Option<Told> {
        let act = Act::Order { seat: seat.clone(), command: command.clone() };
        let [one, other] = self.worlds.each_mut().map(|world| world.submit(world.now(), &act));
        self.orders += u64::from(one.is_ok());
        let what = format!("{command:?} is answered with {one:?} and {other:?}");
        (one != other).then(|| Told { truth: self.truth, minute: self.worlds[0].now(), role: seat.role, what })
    }

    /// Lives until a minute, or until something is the case. Tells the first difference.
    fn live(&mut self, until: u64, is_over: fn(&mut Pair) -> bool) -> Option<Told> {
        let mut looked = 0;
        loop {
            let next = self.worlds.iter().filter_map(Exercise::next_due).min().filter(|minute| *minute < until)?;
            self.worlds.iter_mut().for_each(|world| world.advance(next));
            if is_over(self) {
                return None;
            }
            let step = next / ORDER_EVERY;
            let told = if std::mem::replace(&mut self.ordered, step) < step { self.order(step as usize) } else { None };
            let look = next - looked >= self.look_every;
            looked = if look { next } else { looked };
            if let Some(told) = told.or_else(|| if look { self.compare() } else { None }) {
                return Some(told);
            }
        }
    }

    /// Lives through the phases, as long as somebody does not know.
    fn play(&mut self) -> Option<Told> {
        let understood = |pair: &mut Pair| {
            let seats = pair.seats();
            seats.iter().any(|seat| pair.knows(seat))
        };
        for phase in 0..3 {
            if phase > 0 {
                let minute = self.worlds[0].now();
                self.worlds.iter_mut().for_each(|world| {
                    world.submit(minute, &Act::Phase(phase)).expect("phases follow each other");
                });
            }
            let ends = self.worlds[0].phase_ends_by();
            let struck = self.truth == Truth::NothingEncrypted && self.shows();
            let mut told = if struck || phase == 2 { None } else { self.live(ends, Pair::shows) };
            if told.is_none() && self.truth == Truth::NothingEncrypted && (phase == 2 || self.shows()) {
                self.look_every = 1;
                told = self.live(self.worlds[0].now() + DAY, understood);
            }
            if told.is_some() {
                return told;
            }
            if phase == 0 && !self.shows() {
                self.worlds.iter_mut().for_each(|world| world.advance(ends));
            }
        }
        None
    }
}

/// Leaves out what is seen at every bed, whoever did it, and what can be ordered for the services.
fn symptoms_aside(view: &mut View, scenario: &Scenario) {
    let on_service = |id: &str| scenario.actions.iter().any(|it| it.id == id && it.target == TargetKind::Service);
    view.offers.retain(|offer| !on_service(&offer.action));
    let harm = ["care_minutes_delayed", "unsafe_events_milli", "cancelled", "diverted", "capacity_milli"];
    view.services.clear();
    view.patients.clear();
    view.figures.retain(|figure| !harm.contains(&figure.id.as_str()));
}

fn first_difference(name: &str, truth: Truth, project: Project) -> Option<Told> {
    let scenario = load_built_in(name).expect("shipped exercises load").scenario;
    let mut pair = Pair::new(&scenario, truth, project);
    let told = pair.play();
    let held = pair.worlds[0].attacker(&pair.hospital).is_some_and(|crew| crew.entered_min.is_some());
    println!(
        "{name}, {truth:?}: {} views, {} of them after the strike, {} orders, to minute {}, inside {held}",
        pair.compared,
        pair.compared_struck,
        pair.orders,
        pair.worlds[0].now()
    );
    let tested = truth != Truth::NothingEncrypted || pair.compared_struck > 0;
    assert!(told.is_some() || tested, "{name}: nothing was compared between the strike and its discovery");
    assert!(told.is_some() || pair.orders > 20, "{name}: {} orders are too few to test anything", pair.orders);
    told
}

fn check(truth: Truth, names: &[&str]) {
    let told: Vec<_> =
        names.iter().filter_map(|name| Some((*name, first_difference(name, truth, Exercise::view)?))).collect();
    assert!(told.is_empty(), "seed {SEED}: {told:#?}");
}

/// The shipped exercises that each team plays in a hospital of its own.
fn apart() -> Vec<&'static str> {
    shipped().into_iter().map(|(name, _)| name).collect()
}

#[test]
fn nobody_reads_whether_an_intruder_is_there() {
    check(Truth::NobodyThere, &apart());
}

#[test]
#[ignore = "long: a region of many hospitals"]
fn nobody_reads_it_in_a_region() {
    let shared: Vec<&str> = built_in_names().into_iter().filter(|name| !apart().contains(name)).collect();
    assert!(!shared.is_empty(), "there is one");
    check(Truth::NobodyThere, &shared);
}

#[test]
fn what_sensors_hear_is_the_desks_alone() {
    check(Truth::NobodyIsHeard, &apart());
}

#[test]
fn nobody_reads_which_playbook_it_is() {
    for (index, name) in apart().into_iter().enumerate() {
        check(Truth::OtherPlaybook(FAMILIES[index % FAMILIES.len()]), &[name]);
    }
}

#[test]
#[ignore = "long: every exercise with every family"]
fn nobody_reads_it_of_any_family() {
    FAMILIES.iter().for_each(|family| check(Truth::OtherPlaybook(family), &apart()));
}

#[test]
fn nobody_reads_what_is_encrypted_before_it_is_understood() {
    check(Truth::NothingEncrypted, &["conti-friday", "sud-francilien-2022", "small-hospital-vouchers"]);
}

/// A count that only the attacker knows.
fn a_figure(exercise: &Exercise, seat: &Seat) -> View {
    let mut view = exercise.view(seat);
    let held = exercise.figures("h1").into_iter().find(|(measure, _)| *measure == Measure::DevicesCompromised);
    view.figures.push(Figure { id: "zz".into(), value: held.map_or(0, |(_, held)| held) });
    view
}

/// The same targets, those first where the attacker is.
fn an_order(exercise: &Exercise, seat: &Seat) -> View {
    let mut view = exercise.view(seat);
    let held = exercise.held_by_zone("h1");
    let calm = |id: &String| !held.iter().any(|(zone, devices, _)| zone == id && *devices > 0);
    view.offers.iter_mut().for_each(|offer| offer.targets.sort_by_key(calm));
    view
}

/// Nothing else, but a target more where a group is encrypted.
fn a_target(exercise: &Exercise, seat: &Seat) -> View {
    let mut view = exercise.view(seat);
    let groups = exercise.encrypted_by_group("h1").into_iter().filter(|(_, devices)| *devices > 0);
    let groups: Vec<String> = groups.map(|(group, _)| group).collect();
    view.offers.iter_mut().for_each(|offer| offer.targets.extend(groups.iter().cloned()));
    view
}

#[test]
fn a_planted_figure_order_and_target_are_caught() {
    for (name, truth, planted, why) in [
        ("conti-friday", Truth::NobodyThere, a_figure as Project, "a figure"),
        ("conti-friday", Truth::NobodyThere, an_order, "an order of rows"),
        ("conti-friday", Truth::NothingEncrypted, a_target, "a target"),
    ] {
        assert!(first_difference(name, truth, planted).is_some(), "{why}");
    }
}
