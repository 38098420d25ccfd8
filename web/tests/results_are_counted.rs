//! The closing line of `cargo verify` sums what cargo and node report.

use codedark_web::tally::Tally;

#[test]
fn counts_come_from_both_runners() {
    for (line, passed, failed, why) in [
        ("test result: ok. 5 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out", 5, 0, "cargo"),
        ("test result: FAILED. 12 passed; 3 failed; 0 ignored", 12, 3, "cargo, with failures"),
        ("ℹ pass 7", 7, 0, "node"),
        ("ℹ fail 2", 0, 2, "node, failures"),
        ("ℹ tests 9", 0, 0, "the sum is not counted twice"),
        ("test an_action ... ok", 0, 0, "single tests are not counted twice"),
        ("the words pass 4 and 3 failed in a log", 0, 0, "prose"),
    ] {
        let mut tally = Tally::default();
        tally.read(line);
        assert_eq!(tally, Tally { passed, failed }, "{why}");
    }
}

#[test]
fn a_step_that_ran_no_test_counts_as_one_failure() {
    let mut tally = Tally { passed: 3, failed: 0 };
    tally.end_step(tally, false);
    assert_eq!(tally.failed, 1, "a build that broke");
    let before = tally;
    tally.read("ℹ fail 2");
    tally.end_step(before, false);
    assert_eq!(tally.failed, 3, "its failed tests told already");
}
