//! `codedark scenario fmt` lays files out in their place, tells what it did, and writes nothing that it could not read.

use crate::common::Desk;

const LOOSE: &str = "// kept\n(a:1,\n b: [1,2] )";
const NEAT: &str = "// kept\n(\n    a: 1,\n    b: [1, 2],\n)\n";

#[test]
fn a_file_is_formatted_once() {
    let desk = Desk::new();
    desk.write("a.ron", LOOSE);
    let checked = desk.run(&["scenario", "fmt", "--check", "a.ron"]);
    assert_eq!((checked.code, checked.out.as_str()), (1, "a.ron: not formatted.\n"));
    assert_eq!(desk.read("a.ron"), LOOSE, "a check writes nothing");
    let done = desk.run(&["scenario", "fmt", "a.ron"]);
    assert_eq!((done.code, done.out.as_str()), (0, "a.ron: formatted.\n"));
    assert_eq!(desk.read("a.ron"), NEAT);
    for args in [["scenario", "fmt", "--check", "a.ron"].as_slice(), &["scenario", "fmt", "a.ron"]] {
        let again = desk.run(args);
        assert_eq!((again.code, again.out.as_str()), (0, ""), "{args:?}");
    }
    assert_eq!(desk.files(), ["a.ron"], "nothing is left beside it");
}

#[test]
fn what_cannot_be_read_stays_as_it_is_and_hides_nothing() {
    let desk = Desk::new();
    desk.write("a.ron", "(a: 1\n");
    desk.write("b.ron", LOOSE);
    std::fs::write(desk.path("c.ron"), b"(a: \"\xff\")").expect("the file can be written");
    let done = desk.run(&["scenario", "fmt", "a.ron", "none.ron", "c.ron", "b.ron"]);
    assert_eq!(done.code, 1);
    for (line, sentence) in done.err.lines().zip(["a.ron:1:1: ", "none.ron: ", "c.ron is not UTF-8"]) {
        assert!(line.starts_with(sentence), "{}", done.err);
    }
    assert_eq!(done.err.lines().count(), 3, "{}", done.err);
    assert_eq!((desk.read("a.ron").as_str(), desk.read("b.ron").as_str()), ("(a: 1\n", NEAT));
}
