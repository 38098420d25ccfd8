//! What leaves a hospital of a linked region arrives at another one, or is counted outside.

use std::sync::Arc;

use crate::common::*;
use codedark_protocol::{Command, Role, Seat};
use codedark_scenario::{Measure, Place, Region, Scenario, SharedSupplier, Strikes, ZoneKind};
use codedark_sim::exercise::*;

const HOSPITALS: [&str; 4] = ["a", "b", "c", "far"];

fn place(id: &str) -> Place {
    Place {
        id: id.into(),
        hospital: None,
        size_percent: if id == "b" { 50 } else { 100 },
        count: 1,
        stand_in: Skill::Idle,
        playable: id == "a",
        own_sign_in: true,
        area: if id == "far" { "far" } else { "near" }.into(),
    }
}

/// Four hospitals of one region, of which the last lies in an area of its own.
fn region() -> Region {
    Region {
        linked: true,
        hospitals: HOSPITALS.map(place).into(),
        suppliers: Vec::new(),
        responder_teams: 1,
        strikes: Strikes::Apart,
        source: "assumption: a test".into(),
    }
}

fn with(change: impl FnOnce(&mut Region)) -> Arc<Scenario> {
    let mut region = region();
    change(&mut region);
    changed(|scenario| scenario.region = Some(region))
}

fn built(scenario: &Arc<Scenario>, seed: u64) -> Exercise {
    Exercise::build(scenario.clone(), seed, &region_of(scenario, &["t1".into()], Skill::Idle))
}

/// All phases by idle stand-ins.
fn idle(scenario: &Arc<Scenario>) -> Exercise {
    let region = region_of(scenario, &["t1".into()], Skill::Idle);
    play(scenario.clone(), SEED, &region, &Policy::StandIns(Skill::Idle)).exercise
}

fn act(exercise: &mut Exercise, hospital: &str, role: Role, action: &str) {
    let command = Command::Act { action: action.into(), target: None };
    let act = Act::Order { seat: Seat { hospital: hospital.into(), role }, command };
    exercise.submit(exercise.now(), &act).unwrap_or_else(|reason| panic!("{action} in {hospital}: {reason:?}"));
}

/// The response phase of a class, in which responders can be asked for.
fn in_response(scenario: &Arc<Scenario>) -> Exercise {
    let mut exercise = built(scenario, SEED);
    (0..3).for_each(|phase| exercise.submit(0, &Act::Phase(phase)).expect("phases follow each other"));
    exercise
}

#[test]
fn a_struck_hospital_fills_the_area_by_the_room_it_has() {
    let scenario = changed(|scenario| {
        scenario.adversary.begins_min = NEVER_MIN;
        scenario.region = Some(region());
    });
    let mut exercise = in_response(&scenario);
    exercise.advance(20_000);
    let found = HOSPITALS.map(|id| exercise.exchanged(id).expect("linked"));
    let [a, b, c, far] = found;
    assert!(a.sent_milli > 100_000, "a struck hospital sends patients on: {} thousandths", a.sent_milli);
    assert!(b.received_milli > 0 && b.received_milli < c.received_milli, "the smaller one takes fewer");
    for (id, one) in [("b", b), ("c", c)] {
        assert!(one.sent_milli * 20 < one.received_milli, "{id} is not struck, and takes what it can keep: {one:?}");
    }
    assert!(a.outside_milli > 0, "the area has not room for all, those go to the neighbours outside");
    assert_eq!((far.sent_milli, far.received_milli), (0, 0), "nobody crosses into another area");
}

#[test]
fn one_crew_strikes_all_who_share_its_sign_in_and_have_not_cut_it_off() {
    let strikes = |seed: u64, cut_off: bool| {
        let scenario = with(|region| {
            region.strikes = Strikes::From("a".into());
            region.hospitals.iter_mut().for_each(|place| place.own_sign_in = place.id == "far");
        });
        let mut exercise = built(&scenario, seed);
        (0..2).for_each(|phase| exercise.submit(0, &Act::Phase(phase)).expect("phases follow each other"));
        if cut_off {
            let zone = Command::Act { action: "isolate-core-zone".into(), target: Some("identity".into()) };
            let seat = |role| Seat { hospital: "b".into(), role };
            let proposed = Act::Order { seat: seat(Role::ItOperations), command: zone };
            exercise.submit(0, &proposed).expect("it is offered");
            let proposal = exercise.view(&seat(Role::IncidentCommander)).proposals[0].id;
            let agreed = Act::Order { seat: seat(Role::IncidentCommander), command: Command::Agree { proposal } };
            exercise.submit(0, &agreed).expect("it waits for this role");
        }
        exercise.advance(150_000);
        HOSPITALS.map(|id| exercise.outcome(id).attack.detonated_at_min)
    };
    let seed = (1..20).find(|seed| strikes(*seed, false)[0].is_some()).expect("the crew mostly succeeds");
    let [a, b, c, _] = strikes(seed, false);
    let a = a.expect("looked for");
    for (id, struck) in [("b", b), ("c", c)] {
        assert!(struck.is_some_and(|at| at > a && at <= a + 182), "{id}: {struck:?}, within three hours of {a}");
    }
    assert_eq!(strikes(seed, true)[1], None, "who has cut the sign-in off is spared");
}

#[test]
fn one_jump_and_many_steps_end_alike() {
    let scenario = with(|region| region.strikes = Strikes::From("a".into()));
    let (mut jump, mut steps) = (built(&scenario, SEED), built(&scenario, SEED));
    let until = 180_000;
    jump.advance(until);
    for minute in (0..=until).step_by(7) {
        steps.advance(minute);
        steps.view(&Seat { hospital: "b".into(), role: Role::SecurityLead });
    }
    steps.advance(until);
    assert_eq!(jump.hash(), steps.hash(), "seed {SEED}");
}

#[test]
fn the_order_in_the_file_changes_no_dice() {
    let strikes = |scenario: Arc<Scenario>| {
        let exercise = idle(&scenario);
        HOSPITALS.map(|id| exercise.outcome(id).attack.detonated_at_min)
    };
    let turned = strikes(with(|region| region.hospitals.reverse()));
    assert_eq!(strikes(with(|_| {})), turned, "each hospital's luck is its own");
    assert_ne!(turned[0], turned[3], "and not that of another");
}

#[test]
fn linked_false_leaves_each_hospital_alone() {
    let apart = with(|region| region.linked = false);
    let together = idle(&apart);
    for id in HOSPITALS {
        assert_eq!(together.exchanged(id), None, "{id} has no link");
    }
    let mut alone = region_of(&apart, &["t1".into()], Skill::Idle);
    alone.hospitals.retain(|hospital| hospital.id == "a");
    let alone = play(apart, SEED, &alone, &Policy::StandIns(Skill::Idle)).exercise;
    assert_eq!(together.hospital_hash("a"), alone.hospital_hash("a"), "neighbours change nothing");
}

#[test]
fn a_second_hospital_waits_for_the_only_responders() {
    let mut exercise = in_response(&with(|_| {}));
    for id in ["a", "b"] {
        act(&mut exercise, id, Role::IncidentCommander, "notify-nis2-early-warning");
    }
    exercise.advance(2_000);
    for id in ["a", "b"] {
        act(&mut exercise, id, Role::IncidentCommander, "request-responders");
    }
    exercise.advance(10_000);
    let responders = |id: &str, exercise: &mut Exercise| exercise.exchanged(id).and_then(|one| one.responders);
    let (first, second) = (responders("a", &mut exercise), responders("b", &mut exercise));
    let (first, second) = (first.expect("the first gets them"), second.expect("the second has a date"));
    assert_eq!(second.0, first.1, "the second gets them when they leave the first");
}

#[test]
fn shared_signs_reach_the_other_hospitals_later() {
    let mut exercise = built(&with(|_| {}), SEED);
    (0..2).for_each(|phase| exercise.submit(0, &Act::Phase(phase)).expect("phases follow each other"));
    act(&mut exercise, "a", Role::CommunicationsLegal, "share-indicators");
    let warned = |exercise: &mut Exercise, id: &str| exercise.exchanged(id).and_then(|one| one.warned_min);
    exercise.advance(700);
    assert_eq!(warned(&mut exercise, "b"), None, "not at once");
    exercise.advance(5_000);
    assert_eq!(warned(&mut exercise, "a"), None, "it knew already");
    for id in ["b", "c", "far"] {
        assert!(warned(&mut exercise, id).is_some_and(|minute| minute >= 720), "{id} is warned after half a day");
    }
}

#[test]
fn one_crew_takes_a_shared_supplier_from_all_it_serves() {
    let supplier = SharedSupplier {
        id: "images".into(),
        zone: ZoneKind::Imaging,
        serves: vec!["b".into()],
        lost_with: Some("a".into()),
        gone_hours: 8_760,
    };
    let struck_at = |suppliers: Vec<SharedSupplier>, seed: u64| {
        let scenario = with(|region| (region.suppliers, region.strikes) = (suppliers, Strikes::From("a".into())));
        let mut exercise = built(&scenario, seed);
        exercise.advance(180_000);
        (exercise.figures("a").contains(&(Measure::Detonated, 1)), exercise)
    };
    let seed = (1..20).find(|seed| struck_at(Vec::new(), *seed).0).expect("the crew mostly succeeds");
    let capacity = |suppliers: Vec<SharedSupplier>| {
        let (_, exercise) = struck_at(suppliers, seed);
        ["b", "c"].map(|id| {
            let view = exercise.view(&Seat { hospital: id.into(), role: Role::DiagnosticsPharmacy });
            view.services.iter().find(|service| service.id == "radiology").expect("it has one").capacity_milli
        })
    };
    let ([served, other], before) = (capacity(vec![supplier]), capacity(Vec::new()));
    assert!(served < before[0], "images are gone in the hospital it serves: {served} of {}", before[0]);
    assert_eq!(other, before[1], "and not in the other");
}
