//! A team that follows one rule gives its orders as soon as it can, once for each target, and never what the rule forbids.

use std::collections::BTreeSet;
use std::sync::Arc;

use codedark_protocol::{Command, Role};
use codedark_scenario::{Action, Effect, Scenario};
use codedark_sim::exercise::*;

use crate::common::{SEED, one_hospital, scenario, seat, tries};

fn ids(scenario: &Scenario, wanted: impl Fn(&Effect) -> bool) -> Vec<String> {
    let holds = |action: &&Action| action.effects.iter().any(&wanted);
    scenario.actions.iter().filter(holds).map(|action| action.id.clone()).collect()
}

fn cut_off(scenario: &Scenario) -> Vec<String> {
    ids(scenario, |effect| matches!(effect, Effect::Isolate | Effect::BlockZone(_) | Effect::CutInternet))
}

fn simple(others: Skill) -> SimplePolicy {
    SimplePolicy { others, never: Vec::new(), at_once: Vec::new(), after_alert: false }
}

fn played(scenario: &Arc<Scenario>, seed: u64, policy: SimplePolicy) -> Played {
    play(scenario.clone(), seed, &one_hospital(), &Policy::Simple(policy))
}

/// Orders that were taken: when, what and on what.
fn orders(played: &Played) -> Vec<(u64, String, Option<String>)> {
    let order = |entry: &Entry| match &entry.act {
        Act::Order { command: Command::Act { action, target }, .. } => {
            Some((entry.minutes[0], action.clone(), target.clone()))
        }
        _ => None,
    };
    played.entries.iter().filter_map(order).collect()
}

/// Lives from one thing that happens to the next, with people who do nothing but what `is` orders, and gives the first
/// minute of which something is true.
fn first_minute(scenario: &Arc<Scenario>, is: impl Fn(&mut Exercise) -> bool) -> Option<u64> {
    let mut exercise = Exercise::build(scenario.clone(), SEED, &one_hospital());
    for phase in 0..scenario.phases.len() as u32 {
        exercise.submit(exercise.now(), &Act::Phase(phase)).expect("phases come in order");
        let mut seen = None;
        loop {
            let revision = Some(exercise.revision("h1"));
            if std::mem::replace(&mut seen, revision) != revision && is(&mut exercise) {
                return Some(exercise.now());
            }
            if exercise.phase_done() {
                break;
            }
            exercise.advance_in_phase(exercise.next_due().unwrap_or(u64::MAX));
        }
    }
    None
}

#[test]
fn without_a_rule_it_is_what_stand_ins_play() {
    let scenario = scenario();
    for skill in [Skill::Idle, Skill::Competent] {
        let plain = play(scenario.clone(), SEED, &one_hospital(), &Policy::StandIns(skill));
        let ruled = played(&scenario, SEED, simple(skill));
        assert_eq!((ruled.entries, ruled.exercise.hash()), (plain.entries, plain.exercise.hash()), "{skill:?}");
    }
}

#[test]
fn what_it_never_orders_is_never_ordered() {
    let scenario = scenario();
    let never = cut_off(&scenario);
    let count = |played: &Played| orders(played).iter().filter(|(_, action, _)| never.contains(action)).count();
    let (mut plain, mut ruled) = (0, 0);
    for seed in 1..=4 {
        plain += count(&played(&scenario, seed, simple(Skill::Competent)));
        ruled += count(&played(&scenario, seed, SimplePolicy { never: never.clone(), ..simple(Skill::Competent) }));
    }
    assert!(plain > 0 && ruled == 0, "cut off {plain} times without the rule, {ruled} with it");
}

#[test]
fn who_pays_at_once_pays_in_the_first_minute_in_which_that_is_offered() {
    let scenario = scenario();
    let borrow = ids(&scenario, |effect| matches!(effect, Effect::BorrowRansom)).remove(0);
    let pay = ids(&scenario, |effect| matches!(effect, Effect::PayRansom)).remove(0);
    let commander = seat(Role::IncidentCommander);
    let offered = |exercise: &Exercise, id: &String| {
        let offers = exercise.view(&commander).offers;
        offers.iter().any(|offer| offer.action == *id && offer.refused.is_none())
    };
    let lent = first_minute(&scenario, |exercise| offered(exercise, &borrow)).expect("somebody could borrow");
    let paid = first_minute(&scenario, |exercise| {
        assert!(exercise.now() > lent || !offered(exercise, &pay), "nobody pays what was not lent");
        tries(exercise, &commander, &borrow, None);
        offered(exercise, &pay)
    });
    let paid = paid.expect("with a loan somebody could pay");
    // Whichever of them the rule names first.
    for at_once in [[&borrow, &pay], [&pay, &borrow]] {
        let at_once = at_once.map(String::clone).to_vec();
        let played = played(&scenario, SEED, SimplePolicy { at_once, ..simple(Skill::Idle) });
        let expected = [(lent, borrow.clone(), None), (paid, pay.clone(), None)];
        assert_eq!(orders(&played), expected, "in its first minute, once, and nothing else");
        let agreed = played.entries.iter().filter(|entry| {
            matches!(&entry.act, Act::Order { command: Command::Agree { .. }, seat } if seat.role == Role::CommunicationsLegal)
        });
        let agreed: Vec<u64> = agreed.map(|entry| entry.minutes[0]).collect();
        assert_eq!(agreed, [lent, paid], "and who is asked agrees at once");
    }
}

#[test]
fn everything_at_once_does_nothing_twice_and_ends() {
    let scenario = scenario();
    let at_once = scenario.actions.iter().map(|action| action.id.clone()).collect();
    let played = played(&scenario, SEED, SimplePolicy { at_once, ..simple(Skill::Idle) });
    let ordered = orders(&played);
    let once: BTreeSet<_> = ordered.iter().map(|(_, action, target)| (action, target)).collect();
    assert_eq!(once.len(), ordered.len(), "an order was given twice");
    let kinds: BTreeSet<_> = ordered.iter().map(|(_, action, _)| action).collect();
    assert!(kinds.len() * 2 > scenario.actions.len(), "{} of {} were ordered", kinds.len(), scenario.actions.len());
    assert_eq!(played.entries.last().map(|entry| &entry.act), Some(&Act::End), "it comes to its end");
}

#[test]
fn who_cuts_off_at_the_first_alert_waits_for_it_and_then_cuts_off() {
    let scenario = scenario();
    let at_once = cut_off(&scenario);
    let rule = SimplePolicy { at_once: at_once.clone(), after_alert: true, ..simple(Skill::Idle) };
    let alerted = |exercise: &mut Exercise| {
        let begun = exercise.phase_ends_by() - scenario.phases[exercise.phase().expect("it runs") as usize].length_min;
        let offered = |id: &String| scenario.phases[exercise.phase().expect("it runs") as usize].id == *id;
        let can =
            scenario.actions.iter().any(|action| at_once.contains(&action.id) && action.phases.iter().any(offered));
        can && exercise.view(&seat(Role::SocAnalyst)).cases.iter().any(|case| case.opened_min >= begun)
    };
    let first = first_minute(&scenario, alerted).expect("there are false alarms");
    let ordered = orders(&played(&scenario, SEED, rule));
    assert_eq!(ordered.first().map(|(minute, ..)| *minute), Some(first), "{ordered:?}");
    let zones: BTreeSet<_> = ordered.iter().filter_map(|(_, _, target)| target.as_ref()).collect();
    assert!(zones.len() * 2 > scenario.hospital.zones.len(), "only {zones:?} were cut off");
}
