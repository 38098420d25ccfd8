//! When crews strike, and how long their programs take, against what was published.

use std::sync::Arc;

use crate::common::*;
use codedark_scenario::{Gain, Measure, Scenario};
use codedark_sim::base::time::Calendar;
use codedark_sim::exercise::*;

const SEEDS: std::ops::RangeInclusive<u64> = 1..=200;
/// Past every strike that comes.
const LIVES: u64 = 140 * 1440;

fn begun(scenario: &Arc<Scenario>, seed: u64) -> Exercise {
    let mut exercise = Exercise::build(scenario.clone(), seed, &one_hospital());
    exercise.submit(0, &Act::Phase(0)).expect("the first phase begins");
    exercise
}

#[test]
fn eight_to_nine_in_ten_strikes_come_outside_office_hours() {
    let scenario = Arc::new(attack_only(against("human-operated-ransomware")));
    let calendar = Calendar::parse(&scenario.starts).expect("a date");
    let strikes: Vec<u64> = SEEDS.filter_map(|seed| until_struck(&mut begun(&scenario, seed), LIVES)).collect();
    assert!(strikes.len() >= 180, "{} of 200 hospitals that do nothing are struck", strikes.len());
    let share = |holds: &dyn Fn(u64) -> bool| {
        strikes.iter().filter(|strike| holds(**strike)).count() as f64 / strikes.len() as f64
    };
    let off = share(&|strike| !calendar.office_hours(strike));
    assert!((0.81..=0.9).contains(&off), "Sophos 2023: 81 to 90 % outside office hours; here {off}");
    let friday = share(&|strike| (4..=5).contains(&calendar.weekday(strike)));
    // 200 draws of 43 % scatter by 3.5 points.
    assert!((friday - 0.43).abs() <= 0.06, "Sophos 2023: 43 % on Friday or Saturday; here {friday}");
}

/// Minutes from the strike until half of all that is ever lost is encrypted, when every device holds so many files.
fn half_lost_after(files_thousand: u32, seed: u64) -> Option<f64> {
    let mut scenario = a_tenth(attack_only(against("human-operated-ransomware")));
    scenario.hospital.groups.iter_mut().for_each(|group| group.files_thousand = files_thousand);
    // The strike is what is timed: it comes in the first days, and nobody and nothing slows it.
    scenario.adversary.steps.retain(|step| !matches!(step.gives, Gain::Steal(_) | Gain::Blind(_)));
    let mut exercise = begun(&Arc::new(scenario), seed);
    let mut strike = None;
    let mut course = Vec::new();
    while let Some(due) = exercise.next_due().filter(|due| *due <= strike.map_or(LIVES, |strike| strike + 2 * 1440)) {
        exercise.advance(due);
        strike = strike.or_else(|| exercise.attacker("h1").expect("the hospital").detonated_min);
        if strike.is_some() {
            let lost = exercise.figures("h1").into_iter().find(|(measure, _)| *measure == Measure::DevicesEncrypted);
            course.push((due, lost.expect("it is measured").1));
        }
    }
    let all = course.last()?.1;
    course.iter().find(|(_, lost)| lost * 2 >= all).map(|(due, _)| (due - strike.unwrap_or(*due)) as f64)
}

/// Minutes for a hundred thousand files in so many attacks, the quickest first.
fn paces(attacks: u64) -> Vec<f64> {
    // The same attack on twice as many files more: what it takes longer is the files' alone.
    let pace = |seed| Some((half_lost_after(300, seed)? - half_lost_after(100, seed)?) / 2.0);
    let mut paces: Vec<f64> = (1..=attacks).filter_map(pace).collect();
    assert!(paces.len() as u64 >= attacks * 19 / 20, "{} strikes of {attacks} were timed", paces.len());
    paces.sort_by(f64::total_cmp);
    paces
}

#[test]
fn encryption_takes_from_minutes_to_hours() {
    let paces = paces(60);
    let (fastest, median, slowest) = (paces[0], paces[paces.len() / 2], paces[paces.len() - 1]);
    assert!((0.0..20.0).contains(&fastest) && slowest > 100.0, "{fastest} to {slowest}");
    assert!((30.0..=60.0).contains(&median), "of few attacks the median is rough: {median}");
}

#[test]
#[ignore = "long: 400 attacks"]
fn a_hundred_thousand_files_take_43_minutes_in_the_median() {
    let paces = paces(400);
    let median = paces[paces.len() / 2];
    assert!((38.6..=47.3).contains(&median), "Splunk 2022: 42:52 for 98,561 files; here {median}");
    let (fastest, slowest) = (paces[0], paces[paces.len() - 1]);
    assert!((0.0..15.0).contains(&fastest) && slowest > 150.0, "from minutes to hours: {fastest} to {slowest}");
}
