//! An encrypted virtualisation host takes the disks of its guests, and only those; guests come back as far as hosts have room.

use crate::common::*;
use codedark_protocol::Role;
use codedark_scenario::{AssetGroup, Scenario};
use codedark_sim::exercise::*;

const HOSTS: u32 = 6;
/// In which nothing but closed devices stands: a strike there meets the hosts alone.
const ZONE_OF_HOSTS: &str = "building";
const GUESTS: [&str; 2] = ["ehr-servers", "pharmacy-system"];

/// The shipped hospital, with these guests on hosts of their own, and the picture archive on other ones.
fn virtualise(scenario: &mut Scenario) {
    let hospital = &mut scenario.hospital;
    let model = hospital.groups.iter().find(|group| group.id == GUESTS[0]).expect("it has records").clone();
    for (id, zone) in [("hosts", ZONE_OF_HOSTS), ("other-hosts", "voice")] {
        let (id, zone, needs) = (id.to_owned(), zone.to_owned(), Vec::new());
        hospital.groups.push(AssetGroup { id, zone, needs, count: HOSTS, ..model.clone() });
    }
    for group in &mut hospital.groups {
        if GUESTS.contains(&group.id.as_str()) {
            group.stands_on = vec!["hosts".to_owned()];
        } else if group.id == "pacs" {
            group.stands_on = vec!["other-hosts".to_owned()];
        }
    }
    let on_groups = scenario.actions.iter_mut().filter(|action| action.targets.iter().any(|id| id == GUESTS[0]));
    on_groups.for_each(|action| action.targets.push("hosts".to_owned()));
}

/// Struck in these zones, this share of what stands there.
fn struck(seed: u64, zones: &[&str], share_percent: u32) -> Exercise {
    next_struck(seed, zones, share_percent, virtualise)
}

fn encrypted(exercise: &Exercise, group: &str) -> u32 {
    exercise.encrypted_by_group("h1").into_iter().find(|(id, _)| id == group).map_or(0, |(_, devices)| devices)
}

/// Orders these groups rebuilt for so many days, and tells each day how many devices of the first guest are encrypted.
fn rebuilt(exercise: &mut Exercise, groups: &[&str], days: u64) -> Vec<u32> {
    let day = |_| {
        for group in groups {
            tries(exercise, &seat(Role::ItOperations), "rebuild-group", Some(group));
        }
        exercise.advance(exercise.now() + 1_440);
        encrypted(exercise, GUESTS[0])
    };
    (0..days).map(day).collect()
}

#[test]
fn all_hosts_take_all_guests_and_nothing_else() {
    for seed in 1..=3 {
        let exercise = struck(seed, &[ZONE_OF_HOSTS], 100);
        for (group, devices) in exercise.encrypted_by_group("h1") {
            let expected = match group.as_str() {
                "hosts" => HOSTS,
                "ehr-servers" => 18,
                "pharmacy-system" => 4,
                _ => 0,
            };
            assert_eq!(devices, expected, "seed {seed}: {group}");
        }
    }
}

#[test]
fn each_host_takes_the_guests_that_sit_on_it() {
    let mut some = 0;
    for seed in 1..=8 {
        let exercise = struck(seed, &[ZONE_OF_HOSTS], 50);
        let hosts = encrypted(&exercise, "hosts");
        assert_eq!(encrypted(&exercise, GUESTS[0]), hosts * 18 / HOSTS, "seed {seed}: three guests a host");
        some += u32::from(hosts > 0 && hosts < HOSTS);
    }
    assert!(some > 0, "in no hospital were some hosts struck and others not");
}

#[test]
fn guests_wait_for_their_hosts() {
    for seed in 1..=2 {
        let mut exercise = struck(seed, &[ZONE_OF_HOSTS], 100);
        let alone = rebuilt(&mut exercise, &GUESTS, 60);
        assert!(alone.iter().all(|down| *down == 18), "seed {seed}: without hosts none is back: {alone:?}");
        let mut down = 18;
        for day in 0..60 {
            down = rebuilt(&mut exercise, &["hosts", GUESTS[0], GUESTS[1]], 1)[0];
            let room = (HOSTS - encrypted(&exercise, "hosts")) * 18 / HOSTS;
            assert!(18 - down <= room, "seed {seed}, day {day}: {} are back, and there is room for {room}", 18 - down);
        }
        assert!(down < 18, "seed {seed}: with hosts they come back");
    }
}

#[test]
fn guests_whose_hosts_stand_are_never_later() {
    for seed in 1..=2 {
        let [lost, kept] = [&["servers", ZONE_OF_HOSTS][..], &["servers"]].map(|zones| {
            let mut exercise = struck(seed, zones, 100);
            assert_eq!(encrypted(&exercise, GUESTS[0]), 18, "seed {seed}: the same guests are lost");
            rebuilt(&mut exercise, &["hosts", GUESTS[0], GUESTS[1]], 60)
        });
        for (day, (lost, kept)) in lost.iter().zip(&kept).enumerate() {
            assert!(kept <= lost, "seed {seed}, day {day}: {kept} down with hosts, {lost} without");
        }
        assert!(kept.iter().sum::<u32>() < lost.iter().sum(), "seed {seed}: hosts make a difference");
    }
}
