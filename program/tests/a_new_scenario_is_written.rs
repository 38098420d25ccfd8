//! `codedark scenario new` writes one file, and overwrites nothing.

use crate::common::Desk;

#[test]
fn the_command_writes_one_file_and_overwrites_none() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path("mine")).expect("a folder");
    let args = ["scenario", "new", "my-case", "--beds", "50", "--family", "insider", "--out", "mine"];
    let made = desk.run(&args);
    assert_eq!((made.code, made.err.as_str()), (0, ""), "{}", made.out);
    let text = desk.read("mine/my-case.ron");
    assert!(text.starts_with("// my-case: insider in a hospital with 50 beds."), "{text}");
    assert!(text.contains("codedark scenario check mine/my-case.ron"), "the next command is in it");
    let again = desk.run(&args);
    assert_eq!((again.code, again.out.as_str()), (1, ""));
    assert!(again.err.contains("is there already"), "{}", again.err);
    assert_eq!(desk.read("mine/my-case.ron"), text);
}

#[test]
fn a_bad_name_or_choice_is_refused() {
    let desk = Desk::new();
    let long = "a".repeat(61);
    for name in ["My-Case", "my_case", "-case", "case-", "my--case", "1case", "../case", "case.ron", "", &long] {
        let refused = desk.run(&["scenario", "new", "--", name]);
        assert_eq!(refused.code, 1, "{name}");
        assert!(refused.err.contains("small letters"), "{name}: {}", refused.err);
    }
    let refused = desk.run(&["scenario", "new", "my-case", "--beds", "75"]);
    assert!(refused.code == 2 && refused.err.contains("300, 50, 1000"), "{}", refused.err);
    let refused = desk.run(&["scenario", "new", "my-case", "--out", "nowhere"]);
    assert!(refused.code == 1 && refused.err.contains("my-case.ron"), "{}", refused.err);
    assert!(desk.files().is_empty(), "nothing was written: {:?}", desk.files());
}
