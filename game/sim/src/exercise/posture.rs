//! Posture: what the preparation of a hospital is worth, whatever attacker it met.
//!
//! The team's own decisions of the prevention phase are replayed into a fresh hospital under 64 attacks with
//! dice of their own, and competent stand-ins play on from there. So nothing that the team's attacker did can reach the
//! rating, and neither can what only its luck showed: orders on cases of the security desk are left out. The same
//! attacks meet the hospital as it stood at the start, and the one that competent stand-ins prepared.
//!
//! The loss is care-minutes delayed (cancelled and diverted patients included) from the end of prevention to
//! [`LOSS_DAYS`] after the strike, or to the end of detection where none came. Money and data are rated elsewhere.

use std::sync::Arc;

use codedark_protocol::{Command, Seat};
use codedark_scenario::{Gain, Measure, Need, Scenario, Step, TargetKind};

use crate::base::time::{DAY, Minute};
use crate::exercise::fork::{Course, alone, live, stand_ins};
use crate::exercise::record::{Act, HospitalSetup, Skill};
use crate::exercise::{Exercise, hands};
use crate::orders::asking;

/// Luck of the hospitals in forks: no class plays with it.
pub const FORK_LUCK: u64 = u64::MAX / 2;
/// Days after the strike whose delays count: nothing is back before the second week, and what was saved tells from then on.
const LOSS_DAYS: u64 = 28;

/// Whose preparation a fork starts from.
#[derive(Clone, Copy)]
pub enum Prepared<'a> {
    /// Stand-ins': idle is the hospital as it stood at the start.
    By(Skill),
    /// The team's, as its record holds it.
    Team(&'a Course<'a>),
}

/// The scenario once for each way in: all other ways are closed, and no other hospital is struck instead. An attack that
/// needs no door is its own only way.
pub fn routes(scenario: &Scenario) -> Vec<Arc<Scenario>> {
    let mut apart = scenario.clone();
    apart.strike_state = None;
    if !scenario.adversary.ways.is_empty() {
        let only = |way: &codedark_scenario::Way| {
            let mut scenario = apart.clone();
            scenario.adversary.ways = vec![way.clone()];
            Arc::new(scenario)
        };
        return scenario.adversary.ways.iter().map(only).collect();
    }
    let ways: Vec<&Step> = scenario.adversary.steps.iter().filter(|step| is_entry(step)).collect();
    if ways.is_empty() {
        return vec![Arc::new(apart)];
    }
    let only = |way: &&Step| {
        let mut scenario = apart.clone();
        scenario.adversary.steps.retain(|step| !is_entry(step) || step.id == way.id);
        Arc::new(scenario)
    };
    ways.iter().map(only).collect()
}

/// Whether a step opens the first door: it gives a foothold and needs none.
fn is_entry(step: &Step) -> bool {
    let inside = |need: &Need| matches!(need, Need::Foothold | Need::LocalAdmin | Need::DomainAdmin | Need::In(_));
    matches!(step.gives, Gain::Foothold(_)) && !step.needs.iter().any(inside)
}

/// Care-minutes that one attack costs a hospital prepared so, when competent stand-ins answer it.
pub fn loss(route: &Arc<Scenario>, seed: u64, hospital: &HospitalSetup, prepared: Prepared, until: Minute) -> i64 {
    let hospital = HospitalSetup { luck: FORK_LUCK, ..hospital.clone() };
    let mut exercise = Exercise::build(route.clone(), seed, &alone(&hospital));
    match prepared {
        Prepared::Team(course) => prepare_as(&mut exercise, course, until),
        Prepared::By(skill) => {
            begin(&mut exercise, 0);
            let mut players = stand_ins(&exercise, seed, &hospital, skill);
            live(&mut exercise, &mut players, skill, until);
            exercise.advance(until);
        }
    }
    begin(&mut exercise, 1);
    let before = delayed(&mut exercise, &hospital.id);
    let mut players = stand_ins(&exercise, seed, &hospital, Skill::Competent);
    // Day by day, until nothing more can come: a crew that left for good strikes nobody.
    while !exercise.phase_done() && !exercise.is_attack_over(&hospital.id) {
        let tomorrow = exercise.now() + DAY;
        live(&mut exercise, &mut players, Skill::Competent, tomorrow);
    }
    if exercise.outcome(&hospital.id).attack.detonated_at_min.is_some() {
        let horizon = exercise.now() + LOSS_DAYS * DAY;
        for phase in 2..route.phases.len() as u32 {
            begin(&mut exercise, phase);
            live(&mut exercise, &mut players, Skill::Competent, horizon);
        }
    }
    delayed(&mut exercise, &hospital.id) - before
}

fn begin(exercise: &mut Exercise, phase: u32) {
    // Only the horizon can have come before: then the later phases are not lived, and nothing is lost by it.
    let _ = exercise.submit(exercise.now(), &Act::Phase(phase));
}

fn delayed(exercise: &mut Exercise, hospital: &str) -> i64 {
    exercise.settled(hospital).get(&Measure::CareMinutesDelayed).copied().unwrap_or_default()
}

/// Repeats what the team decided in its prevention phase. What is refused here, only its luck had made possible.
fn prepare_as(exercise: &mut Exercise, course: &Course, until: Minute) {
    // A dropped proposal shifts the numbers of those after it: for each number of the record, the one it has here.
    let mut numbers: Vec<Option<u32>> = Vec::new();
    let mut made = 0;
    for (minute, participant, act) in &course.acts {
        if matches!(act, Act::Phase(phase) if *phase > 0) {
            break;
        }
        let Act::Order { seat, command } = act else {
            let _ = exercise.submit_by(*minute, *participant, act);
            continue;
        };
        let joint = proposes(course.scenario, seat, command);
        let here = (!on_a_case(course.scenario, command)).then(|| renumbered(command, &numbers)).flatten();
        let act = here.map(|command| Act::Order { seat: seat.clone(), command });
        let taken = act.is_some_and(|act| exercise.submit_by(*minute, *participant, &act).is_ok());
        if joint {
            numbers.push(taken.then_some(made));
            made += u32::from(taken);
        }
    }
    exercise.advance(until);
}

fn action_of<'a>(scenario: &'a Scenario, command: &Command) -> Option<&'a codedark_scenario::Action> {
    let Command::Act { action, .. } = command else { return None };
    scenario.actions.iter().find(|known| known.id == *action)
}

fn on_a_case(scenario: &Scenario, command: &Command) -> bool {
    action_of(scenario, command).is_some_and(|action| action.target == TargetKind::Case)
}

fn proposes(scenario: &Scenario, seat: &Seat, command: &Command) -> bool {
    action_of(scenario, command).is_some_and(|action| {
        asking::is_tabled(seat.role, action) || action.second.is_some_and(|second| second != seat.role)
    })
}

/// The command about the same proposal under the number it has here; none when it was dropped.
fn renumbered(command: &Command, numbers: &[Option<u32>]) -> Option<Command> {
    let mut command = command.clone();
    if let Some(proposal) = hands::proposal_of(&mut command) {
        *proposal = numbers.get(*proposal as usize).copied().flatten()?;
    }
    Some(command)
}
