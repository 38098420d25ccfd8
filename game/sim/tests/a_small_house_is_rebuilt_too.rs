//! A house whose few hands need more than an hour for one server gets its servers back all the same.

use crate::common::*;
use codedark_scenario::{Measure, Role};
use codedark_sim::exercise::*;

#[test]
fn few_hands_bring_back_what_takes_longer_than_an_hour() {
    let scenario = changed(|scenario| {
        scenario.adversary.begins_min = NEVER_MIN;
        for crew in scenario.hospital.crews.iter_mut().filter(|crew| crew.role == Role::ItOperations) {
            (crew.by_day, crew.by_night) = (4, 4);
        }
        // More than an hour of anybody's, also with six responders from outside.
        for group in scenario.hospital.groups.iter_mut().filter(|group| group.server) {
            group.rebuild_staff_min = 3_000;
        }
    });
    let played = play(scenario, SEED, &one_hospital(), &Policy::StandIns(Skill::Competent));
    let figures = played.exercise.figures("h1");
    let of = |measure: Measure| figures.iter().find(|(id, _)| *id == measure).map_or(0, |(_, value)| *value);
    assert_eq!(of(Measure::Detonated), 1, "the next hospital was struck");
    assert!(of(Measure::RestoredMilli) > 0, "four people bring devices back");
}
