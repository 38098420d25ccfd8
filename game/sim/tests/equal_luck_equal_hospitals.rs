//! Two unlinked teams with equal luck and equal commands end alike, whatever their ids and their neighbours.

use crate::common::*;
use codedark_protocol::Seat;
use codedark_sim::exercise::*;

#[test]
fn three_hospitals_with_two_teams_play_in_one_region() {
    let hospitals = vec![hospital("h1", 5, Some("t1")), hospital("h2", 9, None), hospital("h3", 5, Some("t2"))];
    let region = RegionSetup { linked: false, hospitals };
    let script = played(Skill::Competent, SEED).entries;
    let mut exercise = Exercise::build(scenario(), SEED, &region);
    let mut taken = 0;
    for entry in script {
        let (minute, act) = (entry.minutes[0].max(exercise.now()), entry.act);
        let Act::Order { seat, command } = act else {
            exercise.submit(minute, &act).expect("phases follow each other");
            continue;
        };
        let both = ["h1", "h3"].map(|id| {
            let seat = Seat { hospital: id.into(), role: seat.role };
            exercise.submit(minute, &Act::Order { seat, command: command.clone() })
        });
        assert_eq!(both[0], both[1], "the same order gets the same answer in both");
        taken += u32::from(both[0].is_ok());
    }
    assert!(taken > 20, "the script plays: {taken} orders taken");
    assert_eq!(exercise.hospital_hash("h1"), exercise.hospital_hash("h3"), "equal luck, equal orders, seed {SEED}");
    assert_ne!(exercise.hospital_hash("h1"), exercise.hospital_hash("h2"), "the stand-in's neighbour went its own way");
    assert_eq!(exercise.outcome("h1").score, exercise.outcome("h3").score);
}

#[test]
fn other_luck_is_another_attack() {
    let mut ends = [1, 2].map(|luck| {
        let region = RegionSetup { linked: false, hospitals: vec![hospital("h1", luck, Some("t1"))] };
        play(scenario(), SEED, &region, &Policy::StandIns(Skill::Idle)).exercise
    });
    let [a, b] = ends.each_mut().map(|exercise| exercise.hospital_hash("h1"));
    assert_ne!(a, b);
}
