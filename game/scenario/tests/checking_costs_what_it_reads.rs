//! An author who types sees findings at once, in the largest scenario too: checking works through what it reads, and no more
//! than that. Counted in allocations, which are the same on every machine; `codedark bench` tells the time.

use allocation_counter::measure;
use codedark_scenario::check_texts;
use codedark_shipped::{built_in, built_in_names};

/// Most allocations for each KiB of the scenario and its libraries. The shipped ones need about 300.
const ALLOCATIONS_PER_KIB_MAX: u64 = 450;
/// Most memory held at once for each byte that was read. The shipped ones need about 15.
const HELD_PER_BYTE_MAX: u64 = 25;

#[test]
fn every_shipped_scenario_is_checked_in_proportion_to_its_length() {
    // What is made once for all checks is not the cost of one.
    check_texts(built_in("conti-friday").expect("it is shipped"), &built_in);
    for name in built_in_names() {
        let mut read_bytes = 0;
        let cost = measure(|| {
            let checked = check_texts(built_in(name).expect("it is shipped"), &built_in);
            assert!(checked.scenario.is_some(), "{name} is right");
            read_bytes = checked.sources.iter().map(|source| source.text.len() as u64).sum();
        });
        let (per_kib, held) = (cost.count_total * 1024 / read_bytes, cost.bytes_max / read_bytes);
        println!(
            "{name}: {} KiB with its libraries, {per_kib} allocations a KiB, {held} bytes held a byte",
            read_bytes / 1024
        );
        assert!(per_kib <= ALLOCATIONS_PER_KIB_MAX, "{name}: {per_kib} allocations for each KiB");
        assert!(held <= HELD_PER_BYTE_MAX, "{name}: {held} bytes held for each byte read");
    }
}
