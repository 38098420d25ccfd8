//! Every shipped hospital plays with the shared actions and adversary: it works on normal days, is struck where nobody acts,
//! and accounts for its patients whatever happens.

use std::sync::Arc;

use crate::common::*;
use codedark_scenario::{Expr, Measure, Scenario, Service, SourceFile, load_texts};
use codedark_shipped::{built_in, hospital_names};
use codedark_sim::exercise::*;

const DAY: u64 = 1_440;

/// A shipped scenario, played in another hospital.
fn in_hospital(name: &str) -> Scenario {
    let base = built_in("calibration/sky-lakes-2020").expect("it is shipped");
    let text = base.text.replace("hospitals/regional-300", name);
    let loaded = load_texts(SourceFile { name: base.name, text }, &built_in);
    loaded.unwrap_or_else(|problems| panic!("{name}: {problems:#?}")).scenario
}

/// The shipped hospitals, smallest first, and the scenario in each.
fn hospitals() -> Vec<Scenario> {
    let mut all: Vec<Scenario> = hospital_names().into_iter().map(in_hospital).collect();
    all.sort_by_key(|scenario| scenario.hospital.beds);
    assert_eq!(all.iter().map(|it| it.hospital.beds).collect::<Vec<_>>(), [50, 300, 1000]);
    all
}

fn measure(exercise: &mut Exercise, wanted: Measure) -> i64 {
    exercise.figures("h1").into_iter().find(|(measure, _)| *measure == wanted).expect("it is measured").1
}

#[test]
fn sizes_are_those_of_their_beds() {
    let devices = |it: &Scenario| it.hospital.groups.iter().map(|group| group.count).sum::<u32>();
    let servers =
        |it: &Scenario| it.hospital.groups.iter().filter(|group| group.server).map(|group| group.count).sum::<u32>();
    let all = hospitals();
    for (scenario, few, many, servers_few, servers_many) in
        [(&all[0], 500, 700, 20, 30), (&all[1], 2_500, 3_500, 120, 180), (&all[2], 14_000, 17_000, 600, 1_300)]
    {
        let (id, devices, servers) = (&scenario.hospital.id, devices(scenario), servers(scenario));
        assert!((few..=many).contains(&devices), "{id} has {devices} devices");
        assert!((servers_few..=servers_many).contains(&servers), "{id} has {servers} servers");
    }
    for scenario in &all {
        for service in &scenario.hospital.services {
            let large = all[2].hospital.services.iter().find(|other| other.id == service.id);
            let large = large.unwrap_or_else(|| panic!("the largest has {}", service.id));
            assert_eq!((&service.owner, service.paper.learned), (&large.owner, large.paper.learned), "{}", service.id);
        }
    }
}

/// The groups of devices and the services that an expression names.
fn leaves(needs: &Expr) -> usize {
    match needs {
        Expr::Asset(_) | Expr::Service(_) => 1,
        _ => needs.parts().map(leaves).sum(),
    }
}

#[test]
fn every_service_depends_on_something_and_every_link_outside_serves_one() {
    for scenario in hospitals() {
        for service in &scenario.hospital.services {
            assert!(leaves(&service.needs) >= 3, "{}: {} needs too little", scenario.hospital.id, service.id);
        }
        for link in ["web-portal", "supplier-gateway"] {
            let named = |service: &Service| format!("{:?}", service.needs).contains(link);
            assert!(scenario.hospital.services.iter().any(named), "{}: nobody needs {link}", scenario.hospital.id);
        }
    }
}

#[test]
fn on_normal_days_nobody_waits() {
    for mut scenario in hospitals() {
        scenario.adversary.begins_min = NEVER_MIN;
        let id = scenario.hospital.id.clone();
        let mut exercise = Exercise::build(Arc::new(scenario), SEED, &one_hospital());
        exercise.submit(0, &Act::Phase(0)).expect("preparing begins");
        exercise.advance(21 * DAY);
        for (name, service) in exercise.services("h1") {
            let counts = service.counts;
            assert!(counts.arrived_milli > 0, "{id}: somebody comes to {name}");
            assert_eq!(counts.arrived_milli, counts.treated_milli, "{id}: all are treated in {name}");
            assert_eq!((service.capacity_milli, service.digital_milli), (1000, 1000), "{id}: {name} works");
        }
        assert_eq!(measure(&mut exercise, Measure::CareMinutesDelayed), 0, "{id}");
        assert_eq!(measure(&mut exercise, Measure::UnsafeEventsMilli), 0, "{id}");
    }
}

#[test]
fn where_nobody_acts_the_attack_strikes_and_no_patient_vanishes() {
    for scenario in hospitals() {
        let scenario = Arc::new(scenario);
        let devices: i64 = scenario.hospital.groups.iter().map(|group| i64::from(group.count)).sum();
        for skill in [Skill::Idle, Skill::Competent] {
            let who = format!("{} {skill:?}", scenario.hospital.id);
            let played = play(scenario.clone(), SEED, &one_hospital(), &Policy::StandIns(skill));
            let mut exercise = played.exercise;
            for (name, service) in exercise.services("h1") {
                let counts = service.counts;
                let gone = counts.treated_milli + counts.diverted_milli + counts.left_milli + counts.turned_down_milli;
                let gone = gone + counts.moved_milli;
                let here = service.waits_milli() + service.put_off_milli;
                assert_eq!(counts.arrived_milli, gone + here, "{who}: {name}");
            }
            let encrypted = measure(&mut exercise, Measure::DevicesEncrypted);
            if skill == Skill::Idle {
                assert!(encrypted > devices / 10, "{who}: {encrypted} of {devices} devices");
                assert_eq!(measure(&mut exercise, Measure::Recovered), 0, "{who}: nobody brings anything back");
                assert!(measure(&mut exercise, Measure::CareMinutesDelayed) > 0, "{who}");
            } else if encrypted > 0 {
                assert!(measure(&mut exercise, Measure::RestoredMilli) > 900, "{who}: work brings most of it back");
            }
        }
    }
}
