//! A record is the exercise after each of its entries, not only at its end: recovery may resume anywhere.

use std::sync::LazyLock;

use crate::common::*;
use codedark_sim::exercise::*;
use proptest::prelude::*;

/// A played record, and the hash after each of its entries.
static PLAYED: LazyLock<(Vec<Entry>, Vec<String>)> = LazyLock::new(|| {
    let entries = played(Skill::Competent, SEED).entries;
    let mut exercise = Exercise::build(scenario(), SEED, &one_hospital());
    let after = |entry: &Entry| {
        exercise.submit(entry.minutes[0], &entry.act).expect("what was accepted is accepted again");
        exercise.hash()
    };
    let hashes = entries.iter().map(after).collect();
    (entries, hashes)
});

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn any_prefix_of_a_record_gives_the_state_after_it(cut in 0.0..1.0f64) {
        let (entries, hashes) = &*PLAYED;
        prop_assert!(entries.len() > 50, "a whole play has many entries");
        let last = (cut * entries.len() as f64) as usize;
        let mut exercise = Exercise::build(scenario(), SEED, &one_hospital());
        for entry in &entries[..=last] {
            exercise.submit(entry.minutes[0], &entry.act).expect("what was accepted is accepted again");
        }
        prop_assert_eq!(exercise.hash(), hashes[last].clone(), "seed {}, after entry {}", SEED, last);
    }
}
