//! People learn to work on paper in days, and tire of it in the second week: where nothing is back, that week is not better than
//! the first.

use crate::common::*;
use codedark_protocol::Role;
use codedark_sim::exercise::*;

const DAY: u64 = 1_440;
/// What grows in days is that courses are taken over by other clinics, not work on paper.
const SENT_ELSEWHERE: &str = "radiotherapy";

/// Patients treated and patients who came in each of two weeks, service by service, in a house that loses every computer,
/// declares a downtime and gets nothing back.
fn weeks(seed: u64) -> Vec<(String, [[i64; 2]; 2])> {
    let all: Vec<String> = scenario().hospital.zones.iter().map(|zone| zone.id.clone()).collect();
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let mut exercise = next_struck(seed, &all, 100, |scenario| scenario.injects.clear());
    does(&mut exercise, Role::NursingLead, "declare-downtime", None);
    let counts = |exercise: &mut Exercise, day: u64| {
        exercise.advance(NEXT_STRIKE + day * DAY);
        exercise.services("h1").into_iter().map(|(id, state)| (id, state.counts)).collect::<Vec<_>>()
    };
    let at = [0, 7, 14].map(|week| if week == 0 { counts(&mut exercise, 1) } else { counts(&mut exercise, week + 1) });
    let week = |service: usize, week: usize| {
        let (before, after) = (&at[week][service].1, &at[week + 1][service].1);
        [after.treated_milli - before.treated_milli, after.arrived_milli - before.arrived_milli]
    };
    (0..at[0].len()).map(|index| (at[0][index].0.clone(), [week(index, 0), week(index, 1)])).collect()
}

fn share([treated, came]: [i64; 2]) -> f64 {
    treated as f64 / came.max(1) as f64
}

#[test]
fn no_service_does_more_in_the_second_week() {
    for seed in [7, 11] {
        for (id, [first, second]) in weeks(seed) {
            let (first, second) = (share(first), share(second));
            println!("seed {seed}: {id} {first:.3} in the first week, {second:.3} in the second");
            assert!(id == SENT_ELSEWHERE || second <= first + 0.001, "seed {seed}: {id}, {first:.3} and {second:.3}");
        }
    }
}

#[test]
fn the_whole_house_does_less_in_the_second_week() {
    let of = |id: &str| {
        let weeks = weeks(SEED).into_iter().find(|(known, _)| known == id).expect("the service is there").1;
        weeks.map(share)
    };
    // California 2014 to 2020 (JAMA 2024): emergency visits 8.1 % fewer in week 1 and 16.2 % in week 2.
    let [first, second] = of("emergency");
    assert!(second < first - 0.02, "{first:.3} and {second:.3}");
}
