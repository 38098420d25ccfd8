//! Whether the attack was stopped, never came, or struck in detection's first minute: every role has something to decide
//! in response and in recovery, and what a team reached before the next hospital is its own.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::common::*;
use codedark_protocol::{Command, Role, View};
use codedark_scenario::{Condition, Effect, Gain, Measure, Need, Op, Scenario, StrikeState};
use codedark_sim::exercise::*;

/// Decisions every role must be offered in response, and in recovery.
const DECISIONS_MIN: usize = 2;
/// Zones of the next hospital that are struck.
const STRUCK: [&str; 3] = ["office", "wards", "servers"];

fn strike() -> StrikeState {
    StrikeState {
        unless: None,
        zones: STRUCK.map(Into::into).to_vec(),
        share_percent: 60,
        steps: Vec::new(),
        steals_gb: 100,
        backups_destroyed: true,
    }
}

/// The shipped scenario with a next hospital, and something changed.
fn with_next(change: impl FnOnce(&mut Scenario)) -> Arc<Scenario> {
    changed(|scenario| {
        scenario.strike_state = Some(strike());
        change(scenario);
    })
}

/// No attack at all: the crew is elsewhere.
fn calm() -> Arc<Scenario> {
    with_next(|scenario| scenario.adversary.begins_min = NEVER_MIN)
}

/// A crew that needs one minute to get in and one to strike, and comes so that detection is a minute old.
fn struck_at_once() -> Arc<Scenario> {
    with_next(|scenario| {
        let adversary = &mut scenario.adversary;
        adversary.begins_min = scenario.phases[0].length_min - 2;
        (adversary.off_hours, adversary.watchful, adversary.strikes_min) = (0.0, 0.0, 0);
        adversary.tempos.iter_mut().for_each(|tempo| (tempo.dwell_min, tempo.dwell_max_min) = (1, 1));
        let wanted = |gain: &Gain| matches!(gain, Gain::Foothold(_) | Gain::Detonate);
        adversary.steps.retain(|step| wanted(&step.gives));
        adversary.steps.dedup_by_key(|step| step.gives == Gain::Detonate);
        for step in &mut adversary.steps {
            (step.duration_min, step.duration_max_min, step.at, step.odds) = (1, 1, 0.0, 1.0);
            step.controls.clear();
            step.by_staff = false;
            step.way.clear();
            step.needs = if step.gives == Gain::Detonate { vec![Need::Foothold] } else { Vec::new() };
        }
    })
}

fn figure(view: &View, id: &str) -> i64 {
    view.figures.iter().find(|figure| figure.id == id).map_or(-1, |figure| figure.value)
}

fn truth(exercise: &mut Exercise, wanted: Measure) -> i64 {
    exercise.figures("h1").into_iter().find(|(measure, _)| *measure == wanted).expect("it is measured").1
}

/// Looks into every case, and at the first confirmation clears the crew out and changes all secrets.
fn evict_early(exercise: &mut Exercise) {
    let scenario = exercise.scenario().clone();
    let known = figure(&exercise.glance(&seat(Role::SecurityLead)), "know_intrusion_min") >= 0;
    let wanted = |effect: &Effect| match effect {
        Effect::Investigate => !known,
        Effect::Evict | Effect::ResetCredentials | Effect::SignOff => known,
        _ => false,
    };
    for action in scenario.actions.iter().filter(|action| action.effects.iter().any(wanted)) {
        let offers = exercise.glance(&seat(action.role)).offers;
        let Some(offer) = offers.into_iter().find(|offer| offer.action == action.id) else { continue };
        let targets = offer.targets.iter().map(|target| Some(target.as_str()));
        for target in targets.chain(offer.targets.is_empty().then_some(None)) {
            // Whoever has no hands left tries again at the next event.
            let _ = exercise.submit(exercise.now(), &order(action.role, &action.id, target));
        }
    }
    for row in exercise.glance(&seat(Role::IncidentCommander)).proposals {
        if row.state.is_open() {
            let act = Act::Order { seat: seat(row.asked), command: Command::Agree { proposal: row.id } };
            let _ = exercise.submit(exercise.now(), &act);
        }
    }
}

/// What each role could decide in a phase.
type Offered = BTreeMap<Role, BTreeSet<String>>;

/// A whole exercise, played by a rule at each event until response begins, and by nobody after it.
struct Run {
    exercise: Exercise,
    /// What could be decided, by phase.
    offered: Vec<Offered>,
    /// When each phase began.
    begun: Vec<u64>,
}

fn run(scenario: Arc<Scenario>, seed: u64, play: fn(&mut Exercise)) -> Run {
    let phases = scenario.phases.len();
    let exercise = Exercise::build(scenario, seed, &one_hospital());
    let mut run = Run { exercise, offered: vec![Offered::new(); phases], begun: Vec::new() };
    for phase in 0..phases {
        let now = run.exercise.now();
        run.begun.push(now);
        run.exercise.submit(now, &Act::Phase(phase as u32)).expect("phases follow each other");
        let mut seen = u64::MAX;
        while !run.exercise.phase_done() {
            if phase < 2 {
                play(&mut run.exercise);
            } else if run.exercise.revision("h1") != seen {
                seen = run.exercise.revision("h1");
                run.look(phase);
            }
            let next = run.exercise.next_due().expect("something is always ahead");
            run.exercise.advance_in_phase(next);
        }
    }
    run.exercise.submit(run.exercise.now(), &Act::End).expect("it ends");
    run
}

impl Run {
    fn look(&mut self, phase: usize) {
        for role in Role::EIGHT {
            let view = self.exercise.glance(&seat(role));
            let found = self.offered[phase].entry(role).or_default();
            found.extend(view.offers.into_iter().filter(|offer| offer.refused.is_none()).map(|offer| offer.action));
            let begun = self.begun[phase];
            let asked = view.injects.into_iter().filter(|row| !row.options.is_empty() && row.at_min >= begun);
            found.extend(asked.map(|row| row.id));
        }
    }

    fn everybody_has_something_to_decide(&self, why: &str) {
        for (phase, name) in [(2, "response"), (3, "recovery")] {
            for role in Role::EIGHT {
                let found = &self.offered[phase][&role];
                assert!(found.len() >= DECISIONS_MIN, "{why}: {role:?} could decide {found:?} in {name}");
            }
        }
    }
}

#[test]
fn an_attack_evicted_early_leaves_decisions_and_its_success_is_banked() {
    // Not every seed's crew is seen before it strikes: the first that is seen and thrown out is the case.
    let scenario = with_next(|scenario| {
        scenario.adversary.steps.iter_mut().flat_map(|step| &mut step.noise).for_each(|(_, loud)| *loud = 1.0);
        (scenario.adversary.returns, scenario.adversary.watchful) = (0.0, 0.0);
    });
    let stopped = |run: &mut Run| run.exercise.outcome("h1").attack.detonated_at_min.is_none();
    let mut runs = (1..=20).map(|seed| run(scenario.clone(), seed, evict_early));
    let mut run = runs.find_map(|mut run| stopped(&mut run).then_some(run)).expect("some crew of 20 is stopped");
    run.everybody_has_something_to_decide("evicted");
    let outcome = run.exercise.outcome("h1");
    assert!(outcome.attack.detected_at_min.is_some_and(|minute| minute < run.begun[2]), "it was seen: {outcome:?}");
    assert_eq!((outcome.attack.detonated_at_min, outcome.attack.devices_encrypted), (None, 0), "and stopped");
    assert!(truth(&mut run.exercise, Measure::DevicesEncrypted) > 100, "the next hospital was not spared");
}

#[test]
fn a_crew_that_never_came_leaves_decisions_too() {
    let run = run(calm(), SEED, |_| {});
    run.everybody_has_something_to_decide("calm");
    let attack = run.exercise.outcome("h1").attack;
    assert_eq!((attack.detonated_at_min, attack.detected_at_min, attack.data_stolen_gb), (None, None, 0));
}

#[test]
fn the_shipped_next_hospitals_leave_decisions() {
    for (name, scenario) in shipped() {
        let mut shipped = Scenario::clone(&scenario);
        shipped.adversary.begins_min = NEVER_MIN;
        let encrypts = shipped.strike_state.as_ref().expect("it has a next hospital").steps.is_empty();
        let mut run = run(Arc::new(shipped), SEED, |_| {});
        run.everybody_has_something_to_decide(name);
        assert_eq!(truth(&mut run.exercise, Measure::Detonated), 1, "{name}: the next hospital is struck");
        let encrypted = truth(&mut run.exercise, Measure::DevicesEncrypted);
        assert!(if encrypts { encrypted > 100 } else { encrypted == 0 }, "{name}: {encrypted} devices encrypted");
    }
}

#[test]
fn every_shipped_exercise_asks_every_role_in_every_phase() {
    for (name, scenario) in shipped() {
        let run = run(scenario, SEED, |_| {});
        run.everybody_has_something_to_decide(name);
        let struck = run.exercise.outcome("h1").attack.detonated_at_min;
        assert_eq!(struck, Some(run.begun[2]), "{name}: idle people are struck, and response begins with it");
    }
}

#[test]
fn a_strike_in_detections_first_minute_ends_it_and_leaves_decisions() {
    let mut run = run(struck_at_once(), SEED, |_| {});
    assert_eq!(run.begun[2], run.begun[1] + 1, "detection was a minute long");
    assert_eq!(run.exercise.outcome("h1").attack.detonated_at_min, Some(run.begun[2]));
    assert_eq!(next_hospital(&mut run.exercise), None, "its own is struck");
    run.everybody_has_something_to_decide("struck at once");
}

/// When the next hospital was struck.
fn next_hospital(exercise: &mut Exercise) -> Option<u64> {
    exercise.attacker("h1").expect("the hospital").next_hospital_min
}

/// The calm house at the start of response, its office cut off by the team itself.
fn response() -> Exercise {
    let mut exercise = Exercise::build(calm(), SEED, &one_hospital());
    for phase in 0..3 {
        if phase == 2 {
            let cut = order(Role::SecurityLead, "isolate-technical-zone", Some("office"));
            exercise.submit(exercise.now(), &cut).expect("zones can be cut off");
        }
        let ends = exercise.phase_ends_by();
        exercise.submit(ends, &Act::Phase(phase)).expect("phases follow each other");
    }
    exercise
}

#[test]
fn the_next_hospital_is_struck_a_minute_later_in_the_named_zones_alone() {
    let mut exercise = response();
    let begun = exercise.now();
    assert_eq!(truth(&mut exercise, Measure::Detonated), 0, "the act itself changes nothing");
    assert_eq!(truth(&mut exercise, Measure::ZonesIsolated), 1);
    exercise.advance(begun + 1);
    assert_eq!(truth(&mut exercise, Measure::Detonated), 1);
    assert_eq!(truth(&mut exercise, Measure::ZonesIsolated), 0, "the next hospital's zones are open");
    assert_eq!(truth(&mut exercise, Measure::DataStolenGb), 100);
    assert_eq!(truth(&mut exercise, Measure::BackupsIntactMilli), 0);
    assert_eq!(next_hospital(&mut exercise), Some(begun + 1));
    exercise.advance(begun + 300);
    for role in Role::EIGHT {
        let view = exercise.view(&seat(role));
        assert!(view.log.iter().any(|line| line.what.id == "log-next-hospital"), "{role:?} reads it");
        assert!(figure(&view, "know_ransomware_min") > begun as i64, "{role:?} sees the dead screens");
    }
    for zone in exercise.view(&seat(Role::ItOperations)).zones {
        let expected = STRUCK.contains(&zone.id.as_str());
        assert_eq!(zone.encrypted > 0, expected, "{}", zone.id);
    }
    let struck = exercise.view(&seat(Role::ItOperations)).zones.into_iter().filter(|zone| zone.encrypted > 0);
    let (lost, all) = struck.fold((0, 0), |(lost, all), zone| (lost + zone.encrypted, all + zone.devices));
    assert!((50..=70).contains(&(lost * 100 / all)), "{lost} of {all} devices: about 60 %");
}

#[test]
fn the_next_hospital_is_there_only_for_who_needs_it() {
    let begins = |scenario: Arc<Scenario>| {
        let mut run = run(scenario, SEED, |_| {});
        next_hospital(&mut run.exercise).is_some()
    };
    let unless = |scenario: &mut Scenario, op| {
        let strike = scenario.strike_state.as_mut().expect("it has one");
        strike.unless = Some(Condition::Measure(Measure::DataStolenGb, op, 0));
        scenario.adversary.begins_min = NEVER_MIN;
    };
    assert!(begins(calm()), "nothing happened");
    assert!(begins(with_next(|scenario| unless(scenario, Op::Gt))), "nothing was stolen");
    assert!(!begins(with_next(|scenario| unless(scenario, Op::Eq))), "the author finds this enough");
    assert!(!begins(with_next(|_| {})), "idle people are struck themselves");
    let none = changed(|scenario| scenario.adversary.begins_min = NEVER_MIN);
    let none = Arc::new(Scenario { strike_state: None, ..Scenario::clone(&none) });
    assert!(!begins(none), "the scenario has no next hospital");
}

#[test]
fn followed_patients_arrive_after_the_next_hospitals_strike() {
    let mut exercise = response();
    let (begun, scenario) = (exercise.now(), calm());
    let first = scenario.patients.iter().map(|patient| patient.arrives_min).min().expect("patients are followed");
    exercise.advance(begun + 1 + first);
    assert!(!exercise.view(&seat(Role::MedicalLead)).patients.is_empty());
}

#[test]
fn one_jump_and_minute_by_minute_steps_agree_through_the_next_hospital() {
    let (mut jump, mut steps) = (response(), response());
    let until = jump.now() + 4_000;
    for minute in steps.now()..=until {
        steps.advance(minute);
    }
    jump.advance(until);
    assert_eq!(jump.hash(), steps.hash());
    assert!(truth(&mut jump, Measure::DevicesEncrypted) > 0);
}
