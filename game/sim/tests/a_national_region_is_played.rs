//! The Irish health service as a region: it has the published size, one crew strikes in several hospitals, and patients move.

use std::sync::Arc;

use codedark_scenario::Measure;
use codedark_shipped::load_built_in;
use codedark_sim::exercise::*;

#[test]
fn fifty_four_hospitals_of_seventy_thousand_devices_are_struck_from_one() {
    let mut scenario = load_built_in("irish-health-service-2021").expect("it loads").scenario;
    // As it was: the crew came by mail.
    scenario.adversary.ways.retain(|way| way.id == "mail");
    let scenario = Arc::new(scenario);
    assert_eq!(teams_max(&scenario), Some(8), "up to eight teams");
    let region = region_of(&scenario, &["t1".into(), "t2".into()], Skill::Competent);
    let played = play(scenario, 7, &region, &Policy::StandIns(Skill::Novice));
    let hospitals = played.exercise.hospitals();
    assert_eq!(hospitals.len(), 54);
    let sum = |measure: Measure| -> i64 {
        hospitals
            .iter()
            .flat_map(|id| played.exercise.figures(id))
            .filter(|(of, _)| *of == measure)
            .map(|(_, value)| value)
            .sum()
    };
    let devices = sum(Measure::DevicesTotal);
    assert!((67_000..=73_000).contains(&devices), "{devices} devices, of about 70,000");
    let struck = sum(Measure::Detonated);
    assert!((40..=54).contains(&struck), "{struck} hospitals are struck: who shares the sign-in, and six others");
    let encrypted = sum(Measure::DevicesEncrypted);
    assert!(encrypted * 5 > devices, "{encrypted} of {devices} devices: one crew has the whole country's sign-in");
    let exchanged: Vec<Exchanged> = hospitals.iter().filter_map(|id| played.exercise.exchanged(id)).collect();
    let total = |of: fn(&Exchanged) -> i64| exchanged.iter().map(of).sum::<i64>();
    assert_eq!(total(|one| one.sent_milli), total(|one| one.received_milli + one.arriving_milli));
    assert!(total(|one| one.sent_milli) > 0, "patients move");
}
