//! `codedark scenario migrate` tells each change, and writes only when it may.

use crate::common::Desk;

#[test]
fn a_dry_run_writes_nothing_and_a_real_one_everything() {
    let fixtures = concat!(env!("CARGO_MANIFEST_DIR"), "/../game/scenario/tests/fixtures/old/issue-1/");
    let old = |file: &str| std::fs::read_to_string(format!("{fixtures}{file}")).expect("a fixture");
    let (scenario, hospital) = (old("conti-friday.ron"), old("library/hospitals/regional-300.ron"));
    let desk = Desk::new();
    desk.write("case.ron", &scenario);
    desk.write("house.ron", &hospital);

    let tried = desk.run(&["scenario", "migrate", "--dry-run", "case.ron", "house.ron"]);
    assert_eq!((tried.code, tried.err.as_str()), (0, ""));
    for line in ["case.ron: 1 place would change; nothing was written.", "house.ron: 14 places would change"] {
        assert!(tried.out.contains(line), "{line} in:\n{}", tried.out);
    }
    assert!(tried.out.contains("case.ron:420: `since`"), "{}", tried.out);
    assert_eq!((desk.read("case.ron"), desk.read("house.ron")), (scenario, hospital));

    desk.write("broken.ron", "(a: 1");
    let done = desk.run(&["scenario", "migrate", "broken.ron", "case.ron", "house.ron"]);
    assert_eq!(done.code, 1);
    assert!(done.err.starts_with("broken.ron:1:1: "), "{}", done.err);
    assert!(done.out.contains("case.ron: 1 place changed."), "a broken file does not hide the others: {}", done.out);
    assert!(desk.read("house.ron").contains("profile: \"day-1\""));
    let again = desk.run(&["scenario", "migrate", "case.ron", "house.ron"]);
    assert_eq!((again.code, again.out.as_str()), (0, "case.ron: nothing to change.\nhouse.ron: nothing to change.\n"));
    assert_eq!(desk.files(), ["broken.ron", "case.ron", "house.ron"], "nothing is left beside them");
}
