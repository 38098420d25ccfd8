//! Who is treated on altered values is harmed while everybody believes them: more where it is noticed late and nobody checks twice.

use std::sync::Arc;

use crate::common::*;
use codedark_protocol::Role;
use codedark_scenario::{Gain, Measure, Platform, Scenario, ZoneKind};
use codedark_shipped::load_built_in;
use codedark_sim::base::numbers::Numbers;
use codedark_sim::exercise::*;

const DAY: u64 = 1_440;
/// The two exercises in which values are altered, and nothing else is lost.
const EXERCISES: [&str; 2] = ["results-altered", "bedside-alarms"];

/// One of them, with a crew that comes in the first week and fails at nothing.
fn surely(name: &str) -> Scenario {
    let mut scenario = Scenario::clone(&load_built_in(name).expect("it is shipped").scenario);
    let crew = &mut scenario.adversary;
    (crew.begins_min, crew.strikes_min, crew.watchful, crew.patience_min) = (DAY, 0, 0.0, NEVER_MIN);
    crew.tempos.iter_mut().for_each(|tempo| (tempo.dwell_min, tempo.dwell_max_min) = (3 * DAY, 4 * DAY));
    for step in &mut crew.steps {
        (step.odds, step.tries) = (1.0, 100);
        step.controls.clear();
    }
    scenario.injects.clear();
    scenario.strike_state = None;
    scenario
}

/// What happened in a house where staff notice with this chance a day.
struct House {
    exercise: Exercise,
}

impl House {
    fn new(name: &str, seed: u64, noticed: f64) -> House {
        let mut numbers = Numbers::default();
        numbers.impact.altered_noticed = noticed;
        // What partners do once they hear of it costs the laboratory more than what is compared here.
        numbers.people.partners_wait = NEVER_MIN;
        let mut exercise = Exercise::build_with(Arc::new(surely(name)), seed, &one_hospital(), &Arc::new(numbers));
        for phase in 0..2 {
            exercise.submit(phase, &Act::Phase(phase as u32)).expect("phases follow each other");
        }
        House { exercise }
    }

    /// Unsafe events that nobody knows of, in millionths.
    fn unseen(&self) -> i64 {
        self.exercise.services("h1").iter().map(|(_, state)| state.unseen_micro).sum()
    }

    fn all(&mut self) -> i64 {
        self.unseen() / 1000 + figure(&mut self.exercise, Measure::UnsafeEventsMilli)
    }

    fn noticed(&self) -> bool {
        self.exercise.attacker("h1").expect("the hospital").detonated_min.is_some()
    }

    /// Lives hour by hour until somebody notices, or a minute. Tells the most that nobody knew of.
    fn live(&mut self, until: u64) -> i64 {
        let mut most = 0;
        while !self.noticed() && self.exercise.now() < until {
            self.exercise.advance(self.exercise.now() + 60);
            most = most.max(self.unseen());
        }
        most
    }
}

#[test]
fn the_phase_before_noticing_has_harm_that_no_seat_is_shown() {
    for name in EXERCISES {
        let mut hidden = 0;
        for seed in 1..=6 {
            let mut house = House::new(name, seed, 0.2);
            let most = house.live(40 * DAY);
            assert!(house.noticed(), "{name}, seed {seed}: it is noticed");
            hidden += most;
            assert_eq!(house.unseen(), 0, "{name}, seed {seed}: staff look back");
            let known = figure(&mut house.exercise, Measure::UnsafeEventsMilli);
            assert!(known >= most / 1000, "{name}, seed {seed}: {known} of {most} are found");
        }
        assert!(hidden > 6_000_000, "{name}: {hidden} millionths in six houses");
    }
}

#[test]
fn nobody_is_shown_them_before() {
    for name in EXERCISES {
        let mut house = House::new(name, SEED, 0.0);
        house.live(20 * DAY);
        assert!(house.unseen() > 1_000_000, "{name}: somebody was harmed");
        let view = house.exercise.view(&seat(Role::MedicalLead));
        let shown = view.figures.iter().find(|figure| figure.id == "unsafe_events_milli").expect("it is shown");
        assert_eq!(shown.value, 0, "{name}");
        assert!(view.services.iter().all(|service| service.unsafe_milli == 0), "{name}");
    }
}

#[test]
fn an_earlier_noticing_never_means_more_harm() {
    let mut less = 0;
    for name in EXERCISES {
        for seed in 1..=6 {
            let harm = |noticed| {
                let mut house = House::new(name, seed, noticed);
                house.exercise.advance(25 * DAY);
                house.all()
            };
            let (early, late) = (harm(0.8), harm(0.2));
            assert!(early <= late, "{name}, seed {seed}: {early} and {late}");
            less += usize::from(early < late);
        }
    }
    assert!(less >= 6, "it was earlier in {less} of 12 houses");
}

#[test]
fn a_second_check_at_the_bed_lowers_it() {
    let harm = |checked: bool| {
        let mut house = House::new("bedside-alarms", SEED, 0.0);
        if checked {
            for service in ["intensive-care", "maternity"] {
                does(&mut house.exercise, Role::NursingLead, "count-at-the-bed", Some(service));
            }
        }
        house.exercise.advance(20 * DAY);
        house.unseen()
    };
    let (with, without) = (harm(true), harm(false));
    assert!(with < without * 9 / 10, "{with} with a second check, {without} without");
}

/// Every device of a zone is a closed one.
fn closed(mut scenario: Scenario, zone: &str) -> Scenario {
    let there = scenario.hospital.groups.iter_mut().filter(|group| group.zone == zone);
    there.for_each(|group| group.platform = Platform::Embedded);
    scenario
}

/// The most devices of the bedside that a crew ever holds in three weeks.
fn held(scenario: Scenario) -> (Exercise, u32) {
    let mut exercise = Exercise::build(Arc::new(scenario), SEED, &one_hospital());
    for phase in 0..2 {
        exercise.submit(phase, &Act::Phase(phase as u32)).expect("phases follow each other");
    }
    let mut most = 0;
    while exercise.now() < 20 * DAY {
        exercise.advance(exercise.now() + DAY / 2);
        most = most.max(here(&exercise));
    }
    (exercise, most)
}

fn here(exercise: &Exercise) -> u32 {
    exercise.held_by_zone("h1").into_iter().find(|(zone, ..)| zone == "bedside").expect("there is one").1
}

#[test]
fn closed_devices_are_taken_by_who_is_after_them_and_found_by_who_checks_them() {
    let (mut exercise, after_them) = held(closed(surely("bedside-alarms"), "bedside"));
    assert!(after_them > 1, "{after_them} devices");
    let now = exercise.now();
    exercise.submit(now, &Act::Phase(2)).expect("responding begins");
    let due = does(&mut exercise, Role::BiomedicalEngineer, "test-each-device", Some("bedside"));
    exercise.advance(due + 1);
    assert_eq!(here(&exercise), 0, "the biomedical engineer finds them all");
    let mut others = closed(surely("bedside-alarms"), "bedside");
    others.adversary.steps.iter_mut().for_each(|step| {
        if step.gives == Gain::Alter(ZoneKind::Bedside) {
            step.gives = Gain::Map;
        }
    });
    assert_eq!(held(others).1, 0, "nobody else has a use for them");
}
