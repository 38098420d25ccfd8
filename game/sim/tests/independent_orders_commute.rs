//! Two roles that order at the same minute, on different things, need not care who was first.

use std::sync::LazyLock;

use crate::common::*;
use codedark_protocol::{Command, Role, Seat};
use codedark_scenario::Action;
use codedark_sim::exercise::*;
use proptest::prelude::*;
use proptest::sample::Index;

/// How long both worlds live on after the orders, in minutes: longer than what most orders take.
const AFTERWARDS: u64 = 10 * 1440;

/// An idle hospital's entries up to response: both worlds begin with them.
static BEFORE: LazyLock<(Vec<Entry>, u64)> = LazyLock::new(|| {
    let entries = played(Skill::Idle, SEED).entries;
    let begins = entries.iter().find(|entry| entry.act == Act::Phase(2)).expect("all phases are played").minutes[0];
    (entries, begins)
});

/// What a role could order by itself in response, with targets.
fn orders() -> Vec<(Role, Command)> {
    let alone = |action: &&Action| action.second.is_none() && action.phases.iter().any(|phase| phase == "response");
    let scenario = scenario();
    let each = |action: &Action| {
        let order = |target: Option<String>| Command::Act { action: action.id.clone(), target };
        match action.targets.is_empty() {
            true => vec![(action.role, order(None))],
            false => action.targets.iter().map(|id| (action.role, order(Some(id.clone())))).collect(),
        }
    };
    scenario.actions.iter().filter(alone).flat_map(each).collect()
}

/// The world after these orders at one minute; none when one of them was refused.
fn world(minute: u64, orders: [&(Role, Command); 2]) -> Option<(String, f64)> {
    let (entries, begins) = &*BEFORE;
    let mut exercise = replayed(entries, SEED, *begins);
    for (role, command) in orders {
        let seat = Seat { hospital: "h1".into(), role: *role };
        exercise.submit(begins + minute, &Act::Order { seat, command: command.clone() }).ok()?;
    }
    exercise.advance(begins + minute + AFTERWARDS);
    Some((exercise.model_hash("h1"), exercise.outcome("h1").score))
}

fn target(command: &Command) -> Option<&String> {
    match command {
        Command::Act { target, .. } => target.as_ref(),
        _ => None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { max_global_rejects: 4096, ..cases(40) })]

    #[test]
    fn independent_orders_of_one_minute_commute(minute in 30u64..4000, first: Index, second: Index) {
        let orders = orders();
        let (first, second) = (first.get(&orders), second.get(&orders));
        prop_assume!(first.0 != second.0);
        prop_assume!(target(&first.1).is_none() || target(&first.1) != target(&second.1));
        let (one, other) = (world(minute, [first, second]), world(minute, [second, first]));
        prop_assume!(one.is_some() && other.is_some());
        prop_assert_eq!(one, other, "seed {}, {:?} and {:?}", SEED, first, second);
    }
}
