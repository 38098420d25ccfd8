//! Whoever comes to a hospital of a linked region is accounted for in the whole region: treated somewhere, waiting, put off,
//! turned down, without the order, on the way to another hospital, or gone to the neighbours outside. Exactly.

use std::sync::Arc;

use crate::common::*;
use codedark_protocol::{Role, Seat};
use codedark_scenario::{Place, Region, Scenario, Strikes};
use codedark_sim::exercise::*;
use proptest::prelude::*;

const HOSPITALS: [&str; 4] = ["a", "b", "c", "far"];

/// Four hospitals of several sizes, of which the last lies in an area of its own. The first is struck when response begins.
fn region() -> Arc<Scenario> {
    let place = |(id, size_percent, area): (&str, u32, &str)| Place {
        id: id.into(),
        hospital: None,
        size_percent,
        count: 1,
        stand_in: Skill::Idle,
        playable: id == "a",
        own_sign_in: true,
        area: area.into(),
    };
    let places = [("a", 100, "near"), ("b", 50, "near"), ("c", 130, "near"), ("far", 100, "far")];
    let region = Region {
        linked: true,
        hospitals: places.map(place).into(),
        suppliers: Vec::new(),
        responder_teams: 1,
        strikes: Strikes::Apart,
        source: "assumption: a test".into(),
    };
    changed(|scenario| {
        scenario.adversary.begins_min = NEVER_MIN;
        scenario.region = Some(region);
    })
}

/// Where everybody is.
#[derive(Debug, Default)]
struct Account {
    /// Came, those not counted whom another hospital sent.
    came: i64,
    /// Treated, waiting, put off, turned down, or an order done without.
    here: i64,
    /// Went elsewhere by the services' counts.
    gone: i64,
    sent: i64,
    outside: i64,
    received: i64,
    on_the_way: i64,
}

fn account(exercise: &mut Exercise) -> Account {
    let scenario = exercise.scenario().clone();
    let mut all = Account::default();
    for id in HOSPITALS {
        let link = exercise.exchanged(id).expect("linked");
        all.came -= link.received_milli;
        for (facts, (_, service)) in scenario.hospital.services.iter().zip(exercise.services(id)) {
            let counts = service.counts;
            let elsewhere = counts.diverted_milli + counts.left_milli;
            all.came += counts.arrived_milli;
            all.here += counts.treated_milli + counts.turned_down_milli + service.waits_milli() + service.put_off_milli;
            all.gone += counts.moved_milli;
            *(if facts.can_divert { &mut all.gone } else { &mut all.here }) += elsewhere;
        }
        all.sent += link.sent_milli;
        all.outside += link.outside_milli;
        all.received += link.received_milli;
        all.on_the_way += link.arriving_milli;
    }
    all
}

fn holds(exercise: &mut Exercise) -> Account {
    let all = account(exercise);
    assert_eq!(all.gone, all.sent + all.outside, "whoever went was sent on, or left the region: {all:?}");
    assert_eq!(all.sent, all.received + all.on_the_way, "whoever was sent on arrives: {all:?}");
    assert_eq!(all.came, all.here + all.outside + all.on_the_way, "nobody vanishes: {all:?}");
    all
}

proptest! {
    #![proptest_config(cases(16))]
    #[test]
    fn no_patient_vanishes_from_a_region(
        seed in 0u64..1000,
        strike in 1u64..4000,
        steps in prop::collection::vec((0usize..4, 0usize..8, 0usize..1000, 1u64..1500), 20..60),
    ) {
        let scenario = region();
        let mut exercise = Exercise::build(scenario.clone(), seed, &region_of(&scenario, &["t1".into()], Skill::Idle));
        for (phase, minute) in [(0, 0), (1, 0), (2, strike)] {
            exercise.submit(minute, &Act::Phase(phase)).expect("phases follow each other");
        }
        let mut last = Account::default();
        for (hospital, role, which, wait) in steps {
            let seat = Seat { hospital: HOSPITALS[hospital].into(), role: Role::EIGHT[role] };
            by_chance(&mut exercise, &seat, which);
            let next = exercise.now() + wait;
            exercise.advance(next);
            last = holds(&mut exercise);
        }
        prop_assert!(last.came > 0, "somebody came");
    }
}

#[test]
fn a_struck_hospital_tries_the_account() {
    let scenario = region();
    let mut exercise = Exercise::build(scenario.clone(), SEED, &region_of(&scenario, &["t1".into()], Skill::Idle));
    for phase in 0..3 {
        exercise.submit(0, &Act::Phase(phase)).expect("phases follow each other");
    }
    exercise.advance(20_000);
    let all = holds(&mut exercise);
    assert!(all.received > 0 && all.outside > 0, "patients go both ways, so that the account says something: {all:?}");
}
