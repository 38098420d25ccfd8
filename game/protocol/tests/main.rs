//! The behaviours of the wire, one a file: each test is named `FILE::TEST`.

use proptest::prelude::ProptestConfig;
use proptest::test_runner::RngSeed;

mod garbage_is_refused;
mod hello_bytes;
mod lists_stay_in_order;
mod rows;
mod view_changes;
mod views_of_several_seats_are_joined;

/// So many cases of a law, the same ones each time.
fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, rng_seed: RngSeed::Fixed(15), failure_persistence: None, ..ProptestConfig::default() }
}
