//! Reference runs keep their hashes while the model version stays: a changed hash needs a new [`MODEL_VERSION`].

use crate::common::*;
use codedark_sim::exercise::*;

const GOLDEN: &str = include_str!("golden/reference_hashes.txt");

#[test]
fn reference_runs_keep_their_hashes() {
    let mut found = format!("model {MODEL_VERSION}\n");
    for (name, skill) in [("idle", Skill::Idle), ("novice", Skill::Novice), ("competent", Skill::Competent)] {
        found += &format!("{name} {}\n", played(skill, SEED).exercise.hash());
    }
    assert_eq!(found, GOLDEN, "raise MODEL_VERSION when the model changes, and update the file with it");
}
