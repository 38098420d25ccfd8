//! Nothing needs itself, not even by way of others.

use crate::common::{expect, place, small_with};

#[test]
fn each_cycle_is_told_once_with_its_whole_round() {
    for (from, to, at, message) in [
        (
            "All([Asset(\"records\"), Asset(\"desks\")])",
            "Any([Service(\"emergency\")])",
            "\"laboratory\")), (0.5",
            "No service can need itself, but laboratory needs emergency needs laboratory.",
        ),
        (
            "needs: []",
            "needs: [\"records\"]",
            "\"records\"], owner",
            "No group can need itself, but records needs records.",
        ),
        (
            "Step(\"mail\")",
            "Step(\"mail\"), Step(\"encrypt\")",
            "\"encrypt\"), Unpatched",
            "No step can need itself, but encrypt needs encrypt.",
        ),
    ] {
        let text = small_with(from, to);
        expect(&text, &[&format!("{}: {message}", place(&text, at))]);
    }
}

#[test]
fn a_chain_that_fills_a_file_is_no_cycle_and_no_crash() {
    let group = |id: usize| {
        format!(
            "(id: \"g-{id}\", zone: \"office\", count: 1, platform: Linux, patch_age_days: 1, rebuild_staff_min: 1, needs: [\"g-{}\"], owner: it_operations),\n",
            id + 1
        )
    };
    let chain: String = (0..2000).map(group).collect();
    let text = small_with("(id: \"desks\"", &format!("{chain}(id: \"desks\"")).replace("\"g-2000\"", "\"desks\"");
    let problems = crate::common::problems(&text);
    assert!(problems.iter().all(|problem| !problem.contains("need itself")), "{:?}", problems.first());
}
