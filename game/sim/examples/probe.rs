//! Probe.
use codedark_sim::exercise::*;
use std::sync::Arc;
fn main() {
    let loaded = match codedark_scenario::load(std::path::Path::new("scenarios/conti-friday.ron")) {
        Ok(l) => l,
        Err(p) => {
            for p in p {
                println!("{p}");
            }
            return;
        }
    };
    let scenario = Arc::new(loaded.scenario);
    let n: u64 = std::env::args().nth(1).and_then(|a| a.parse().ok()).unwrap_or(5);
    let verbose = std::env::args().nth(2).is_some();
    for skill in [Skill::Idle, Skill::Novice, Skill::Competent] {
        for seed in 1..=n {
            let region = RegionSetup {
                linked: false,
                hospitals: vec![HospitalSetup { id: "h1".into(), luck: 1, team: Some("t1".into()), stand_in: skill }],
            };
            let t = std::time::Instant::now();
            let mut p = play(scenario.clone(), seed, &region, &Policy::StandIns(skill));
            let ms = t.elapsed().as_millis();
            let o = p.exercise.outcome("h1");
            println!(
                "{skill:?} {seed}: score {} p {} o {} enc {} stolen {} det {:?} boom {:?} care {:?} events {} entries {} {ms} ms now {}",
                o.score,
                o.process,
                o.outcome,
                o.attack.devices_encrypted,
                o.attack.data_stolen_gb,
                o.attack.detected_at_min,
                o.attack.detonated_at_min,
                o.care,
                p.exercise.events_worked(),
                p.entries.len(),
                p.exercise.now()
            );
            if verbose && seed == 1 {
                for r in &o.objectives {
                    println!("   {:30} {:12} {:?} {:.2} w{}", r.id, r.phase, r.rating, r.attainment, r.weight);
                }
                for e in p.exercise.events("h1") {
                    println!(
                        "   {:>7} {:?} {:?} {} {:?} {:?}",
                        e.at_min,
                        e.kind,
                        e.role.map(|r| r.id()),
                        e.what.id,
                        e.what.args.iter().map(|a| format!("{:?}", a.1)).collect::<Vec<_>>(),
                        e.result
                    );
                }
            }
        }
    }
}
