//! One whole exercise in a form that a WebAssembly host without Rust can call: a test compares its hash with the native one.
#![cfg_attr(target_arch = "wasm32", allow(unsafe_code, reason = "an exported name is all that a bare host can find"))]

use std::sync::{Arc, OnceLock};

use codedark_sim::exercise::{HospitalSetup, Policy, RegionSetup, Skill, play};

/// Seed of the reference runs in `tests/golden/reference_hashes.txt`.
const SEED: u64 = 7;

/// The state hash at the end of the competent reference run, in hexadecimal.
fn reference_hash() -> &'static str {
    static HASH: OnceLock<String> = OnceLock::new();
    HASH.get_or_init(|| {
        let scenario = codedark_shipped::load_built_in("conti-friday").expect("the shipped scenario loads").scenario;
        let hospital = HospitalSetup { id: "h1".into(), luck: 1, team: Some("t1".into()), stand_in: Skill::Competent };
        let region = RegionSetup { linked: false, hospitals: vec![hospital] };
        play(Arc::new(scenario), SEED, &region, &Policy::StandIns(Skill::Competent)).exercise.hash()
    })
}

/// One character of the hash; 0 past its end.
#[cfg_attr(target_arch = "wasm32", unsafe(no_mangle))]
pub extern "C" fn exercise_hash_char(at: u32) -> u32 {
    reference_hash().as_bytes().get(at as usize).copied().map_or(0, u32::from)
}
