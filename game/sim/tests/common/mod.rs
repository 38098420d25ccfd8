//! What the tests of the simulation share: the shipped scenario and regions to play it in.

use std::sync::Arc;

use codedark_protocol::{Command, Role, Seat};
use codedark_scenario::limits::MINUTES_MAX;
use codedark_scenario::{Action, Effect, Measure, Scenario, SourceFile, load_texts};
use codedark_shipped::{built_in, built_in_names, load_built_in};
use codedark_sim::exercise::*;
use proptest::prelude::ProptestConfig;
use proptest::test_runner::RngSeed;

pub const SEED: u64 = 7;

/// For what shall not come: the latest minute that a file may hold, years after every exercise's end. A greater one could
/// hide that a sum of it wraps.
pub const NEVER_MIN: u64 = MINUTES_MAX;

/// So many cases of a law, the same ones each time.
pub fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, rng_seed: RngSeed::Fixed(SEED), failure_persistence: None, ..ProptestConfig::default() }
}

pub fn scenario() -> Arc<Scenario> {
    Arc::new(load_built_in("conti-friday").expect("the shipped scenario loads").scenario)
}

/// The shipped exercises that each team plays in one hospital of its own.
pub fn shipped() -> Vec<(&'static str, Arc<Scenario>)> {
    let load = |name| (name, Arc::new(load_built_in(name).expect("shipped scenarios load").scenario));
    built_in_names().into_iter().map(load).filter(|(_, scenario)| scenario.region.is_none()).collect()
}

pub fn hospital(id: &str, luck: u64, team: Option<&str>) -> HospitalSetup {
    HospitalSetup { id: id.into(), luck, team: team.map(Into::into), stand_in: Skill::Competent }
}

pub fn one_hospital() -> RegionSetup {
    RegionSetup { linked: false, hospitals: vec![hospital("h1", 1, Some("t1"))] }
}

pub fn seat(role: Role) -> Seat {
    Seat { hospital: "h1".into(), role }
}

pub fn order(role: Role, action: &str, target: Option<&str>) -> Act {
    let command = Command::Act { action: action.into(), target: target.map(Into::into) };
    Act::Order { seat: seat(role), command }
}

pub fn played(skill: Skill, seed: u64) -> Played {
    play(scenario(), seed, &one_hospital(), &Policy::StandIns(skill))
}

/// An exercise that did these entries, up to and including a minute.
pub fn replayed(entries: &[Entry], seed: u64, until: u64) -> Exercise {
    replayed_in(&scenario(), entries, seed, until)
}

/// The same in a scenario of one's own.
pub fn replayed_in(scenario: &Arc<Scenario>, entries: &[Entry], seed: u64, until: u64) -> Exercise {
    let mut exercise = Exercise::build(scenario.clone(), seed, &one_hospital());
    for entry in entries.iter().filter(|entry| entry.minutes[0] <= until) {
        exercise.submit(entry.minutes[0], &entry.act).expect("what was accepted is accepted again");
    }
    exercise.advance(until);
    exercise
}

/// Orders something now; whoever is asked agrees. Tells when it takes effect.
pub fn does(exercise: &mut Exercise, role: Role, action: &str, target: Option<&str>) -> u64 {
    let now = exercise.now();
    exercise.submit(now, &order(role, action, target)).unwrap_or_else(|why| panic!("{action}: {why:?}"));
    let open = exercise.view(&seat(role)).proposals.into_iter().find(|row| row.action == action && row.state.is_open());
    if let Some(row) = open {
        let agree = Act::Order { seat: seat(row.asked), command: Command::Agree { proposal: row.id } };
        exercise.submit(now, &agree).expect("the second role may agree");
    }
    let tasks = exercise.view(&seat(role)).tasks;
    let due = tasks.into_iter().filter(|task| task.action == action).map(|task| task.due_min).max();
    due.expect("it is under way")
}

/// Orders something, where it is not refused; whoever is asked agrees.
pub fn tries(exercise: &mut Exercise, seat: &Seat, action: &str, target: Option<&str>) {
    let command = Command::Act { action: action.into(), target: target.map(Into::into) };
    let _ = exercise.submit(exercise.now(), &Act::Order { seat: seat.clone(), command });
    for row in exercise.view(seat).proposals.into_iter().filter(|row| row.state.is_open()) {
        let (seat, command) = (Seat { role: row.asked, ..seat.clone() }, Command::Agree { proposal: row.id });
        let _ = exercise.submit(exercise.now(), &Act::Order { seat, command });
    }
}

/// Takes one of the offers of a seat, by chance.
pub fn by_chance(exercise: &mut Exercise, seat: &Seat, which: usize) {
    let offers = exercise.view(seat).offers;
    let Some(offer) = offers.get(which % offers.len().max(1)) else { return };
    let target = offer.targets.get(which % offer.targets.len().max(1)).map(String::as_str);
    tries(exercise, seat, &offer.action, target);
}

/// A measure of the first hospital.
pub fn figure(exercise: &mut Exercise, wanted: Measure) -> i64 {
    exercise.figures("h1").into_iter().find(|(measure, _)| *measure == wanted).expect("all measures are read").1
}

/// The shipped scenario with something changed.
pub fn changed(change: impl FnOnce(&mut Scenario)) -> Arc<Scenario> {
    let mut scenario = Scenario::clone(&scenario());
    change(&mut scenario);
    Arc::new(scenario)
}

/// A scenario in which preparation is funded in budget rounds: whatever a role other than the commander pays for.
pub fn with_budget_rounds() -> Arc<Scenario> {
    changed(|scenario| {
        let preparing =
            |action: &&mut Action| action.phases.contains(&"prevention".to_owned()) && action.cost_cents > 0;
        scenario.actions.iter_mut().filter(preparing).for_each(|action| action.tabled = true);
    })
}

/// Does the entries again and shows the exercise after each of them and after each due item that seats may have noticed.
pub fn each_change(scenario: Arc<Scenario>, entries: &[Entry], seed: u64, mut look: impl FnMut(&mut Exercise)) {
    let mut exercise = Exercise::build(scenario, seed, &one_hospital());
    let mut seen = u64::MAX;
    for entry in entries {
        while let Some(minute) = exercise.next_due().filter(|minute| *minute <= entry.minutes[0]) {
            exercise.advance(minute);
            if exercise.revision("h1") != seen {
                seen = exercise.revision("h1");
                look(&mut exercise);
            }
        }
        exercise.submit(entry.minutes[0], &entry.act).expect("what was accepted is accepted again");
        look(&mut exercise);
    }
}

/// A shipped scenario against another adversary of the library.
pub fn against(adversary: &str) -> Scenario {
    let SourceFile { name, text } = built_in("conti-friday").expect("shipped");
    let start = text.find("    adversary: (").expect("the adversary");
    let end = text.find("    actions: (").expect("what follows it");
    let text = format!("{}    adversary: (from: \"adversaries/{adversary}\"),\n{}", &text[..start], &text[end..]);
    load_texts(SourceFile { name, text }, &|library| built_in(library)).expect("loads").scenario
}

/// The attack alone: a hospital that does nothing, without its patients and without questions, so that it runs fast.
pub fn attack_only(mut scenario: Scenario) -> Scenario {
    scenario.hospital.services.clear();
    scenario.patients.clear();
    scenario.injects.clear();
    scenario.objectives.clear();
    scenario
}

/// Lives day by day until the strike, the end, or the crew's leaving. Tells the minute of the strike.
pub fn until_struck(exercise: &mut Exercise, ends: u64) -> Option<u64> {
    while exercise.now() < ends {
        exercise.advance((exercise.now() + 1440).min(ends));
        let crew = exercise.attacker("h1").expect("the hospital");
        if crew.detonated_min.is_some() || crew.gone {
            return crew.detonated_min;
        }
    }
    None
}

/// A tenth of the devices: shares stay, and thousands of attacks run in seconds.
pub fn a_tenth(mut scenario: Scenario) -> Scenario {
    scenario.hospital.groups.iter_mut().for_each(|group| group.count = group.count.div_ceil(10));
    scenario
}

/// Minute at which the next hospital is struck in [`next_struck`].
pub const NEXT_STRIKE: u64 = 1_680;

/// A rich hospital in which nothing happens until the next one is struck, a share of these zones: some hours after that.
pub fn next_struck(seed: u64, zones: &[&str], share_percent: u32, change: impl FnOnce(&mut Scenario)) -> Exercise {
    let scenario = changed(|scenario| {
        scenario.adversary.begins_min = NEVER_MIN;
        scenario.hospital.budget_cents = 1_000_000_000;
        let strike = scenario.strike_state.as_mut().expect("it tells what the next hospital loses");
        (strike.zones, strike.share_percent) = (zones.iter().map(ToString::to_string).collect(), share_percent);
        change(scenario);
    });
    let mut exercise = Exercise::build(scenario, seed, &one_hospital());
    for (minute, phase) in [(0, 0), (300, 1), (NEXT_STRIKE, 2)] {
        exercise.submit(minute, &Act::Phase(phase)).expect("phases follow each other");
    }
    exercise.advance(NEXT_STRIKE + 300);
    exercise
}

/// Orders so many groups rebuilt as the hands allow, four times a day.
pub fn rebuilds(exercise: &mut Exercise, days: u64, each_day: impl FnMut(&mut Exercise)) {
    brings_back(exercise, "rebuild-group", days, each_day);
}

/// Orders so many groups brought back in one way as the hands allow, four times a day.
pub fn brings_back(exercise: &mut Exercise, action: &str, days: u64, mut each_day: impl FnMut(&mut Exercise)) {
    let groups: Vec<String> = exercise.scenario().hospital.groups.iter().map(|group| group.id.clone()).collect();
    for quarter in 0..4 * days {
        for group in &groups {
            tries(exercise, &seat(Role::ItOperations), action, Some(group));
        }
        exercise.advance(exercise.now() + 360);
        if quarter % 4 == 3 {
            each_day(exercise);
        }
    }
}

/// Orders to cut off every zone on the first day of detection, each hour anew until it is done.
pub fn cut_everything_off(scenario: &Scenario) -> Vec<Decision> {
    cut_everything_off_from(scenario, scenario.phases[0].length_min + 1)
}

/// The same from any minute on.
pub fn cut_everything_off_from(scenario: &Scenario, begins: u64) -> Vec<Decision> {
    let isolating = |effect: &Effect| matches!(effect, Effect::Isolate);
    let actions = scenario.actions.iter().filter(|action| action.effects.iter().any(isolating));
    let orders: Vec<(Role, Command)> = actions
        .flat_map(|action| {
            let order = |zone: &String| Command::Act { action: action.id.clone(), target: Some(zone.clone()) };
            action.targets.iter().map(order).map(|command| (action.role, command))
        })
        .collect();
    let hours = (0..24).map(|hour| begins + hour * 60);
    hours
        .flat_map(|minute| orders.iter().map(move |(role, command)| Decision::of(minute, &seat(*role), command)))
        .collect()
}
