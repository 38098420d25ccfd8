//! Every component and resource of the world is hashed, or excused with a reason.

use crate::common::*;
use codedark_sim::exercise::Skill;

#[test]
fn every_registered_type_is_hashed_or_excused() {
    let played = played(Skill::Novice, SEED);
    assert_eq!(played.exercise.unhashed(), Vec::<String>::new(), "add it to the hash, or excuse it with a reason");
}
