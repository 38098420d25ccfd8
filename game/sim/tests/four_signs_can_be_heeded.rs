//! The Irish case gave four signs that nobody answered: 31 March, 7, 10 and 13 May 2021. Each is a case that players can
//! work, and working any of them uncovers the intruder; leaving all of them ends as it did.

use crate::common::*;
use codedark_protocol::Role;
use codedark_sim::exercise::*;

/// Step, and minute of the day on which the published account has it: day 0 is 15 February, from 08:00.
const SIGNS: [(&str, u64); 4] = [
    ("steal-passwords", 44 * 1440),
    ("move-to-servers", 81 * 1440),
    ("copy-tools", 84 * 1440),
    ("silence-antivirus", 87 * 1440),
];
/// Days by which a sign may miss its date: when the mail was opened is luck.
const NEAR: u64 = 2 * 1440;
/// 14 May, one in the morning.
const STRIKE: u64 = 126_300;
const SEEDS: std::ops::RangeInclusive<u64> = 1..=20;

fn begun(seed: u64) -> Exercise {
    let mut exercise = Exercise::build(scenario(), seed, &one_hospital());
    exercise.submit(0, &Act::Phase(0)).expect("prevention begins");
    exercise.submit(40_320, &Act::Phase(1)).expect("detection begins");
    exercise
}

/// Takes a case up as soon as the desk has room for it: older ones come first. Tells when.
fn work(exercise: &mut Exercise, case: usize, from: u64) -> Option<u64> {
    let id = format!("case-{:04}", case + 1);
    (0..72).map(|hour| from + hour * 60).find(|minute| {
        exercise.advance(*minute);
        exercise.submit(*minute, &order(Role::SecurityLead, "investigate-case", Some(&id))).is_ok()
    })
}

/// Lives until a sign has become a case. Its number, and when it came.
fn sign(exercise: &mut Exercise, step: &str) -> Option<(usize, u64)> {
    let report = format!("step.{step}.alert");
    while let Some(due) = exercise.next_due().filter(|due| *due < STRIKE + 1440) {
        let before = exercise.desk("h1").expect("the hospital");
        exercise.advance(due);
        let crew = exercise.attacker("h1").expect("the hospital");
        let index = exercise.scenario().adversary.steps.iter().position(|known| known.id == step).expect("a step");
        if crew.steps[index].1 {
            let desk = exercise.desk("h1").expect("the hospital");
            let old = |index: usize| before.cases.get(index).map_or(0, |case| case.alerts);
            let heard = |(index, case): &(usize, &Case)| case.attack && case.alerts > old(*index);
            let own = desk.cases.iter().enumerate().filter(heard);
            let own = own.max_by_key(|(_, case)| case.report == report).map(|(index, _)| index);
            return own.map(|index| (index, due));
        }
        if crew.detonated_min.is_some() {
            return None;
        }
    }
    None
}

#[test]
fn each_sign_becomes_a_case_on_its_day() {
    for (step, day) in SIGNS {
        let days = SEEDS.filter_map(|seed| sign(&mut begun(seed), step)).map(|(_, minute)| minute.abs_diff(day));
        let near = days.filter(|off| *off <= NEAR).count();
        assert!(near >= 18, "{step}: within two days of its date in {near} of 20 seeds");
    }
}

#[test]
fn working_any_of_them_uncovers_the_intruder() {
    for (step, _) in SIGNS {
        let uncovers = |seed: &u64| {
            let mut exercise = begun(*seed);
            let (case, minute) = sign(&mut exercise, step)?;
            let minute = work(&mut exercise, case, minute)?;
            exercise.advance(minute + 600);
            exercise.desk("h1").expect("the hospital").detected_min
        };
        let uncovered = SEEDS.filter(|seed| uncovers(seed).is_some()).count();
        // An investigation finds 85 in 100; some cases are closed before the desk gets to them.
        assert!(uncovered >= 12, "{step}: found in {uncovered} of 20 seeds");
    }
}

#[test]
fn answering_the_first_with_all_that_is_known_puts_the_crew_out() {
    let out = |seed: &u64| {
        let mut exercise = begun(*seed);
        let (case, minute) = sign(&mut exercise, "steal-passwords")?;
        let now = work(&mut exercise, case, minute)? + 600;
        exercise.advance(now);
        exercise.desk("h1").expect("the hospital").detected_min?;
        exercise.submit(now, &order(Role::SecurityLead, "evict-zone", Some("office"))).expect("a team evicts");
        exercise.submit(now, &order(Role::SecurityLead, "disable-accounts", None)).expect("and disables accounts");
        exercise.submit(now, &order(Role::ItOperations, "reset-credentials", None)).expect("and renews the rest");
        exercise.advance(now + 3 * 1440);
        let crew = exercise.attacker("h1").expect("the hospital");
        let held: u32 = exercise.held_by_zone("h1").iter().map(|(_, held, _)| held).sum();
        Some(held == 0 && !crew.persistence && !crew.domain_admin)
    };
    let found: Vec<bool> = SEEDS.filter_map(|seed| out(&seed)).collect();
    let contained = found.iter().filter(|out| **out).count();
    assert!(found.len() >= 12 && contained * 10 >= found.len() * 8, "{contained} of {} put out", found.len());
}

#[test]
fn ignoring_all_four_ends_as_it_did() {
    let struck = SEEDS.filter(|seed| {
        let strike = until_struck(&mut begun(*seed), 132_000);
        strike.is_some_and(|strike| strike.abs_diff(STRIKE) <= 1440)
    });
    let struck = struck.count();
    assert!(struck >= 18, "struck in the night to 14 May in {struck} of 20 seeds");
}
