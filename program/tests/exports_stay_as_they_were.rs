//! One exported file of each kind, held against the one that was looked at: a change of format is seen.
//!
//! After a change on purpose: `CODEDARK_GOLDEN=1 cargo test --release -p codedark --test behaviours exports_stay`.

use crate::exchange::{Desk, data};

#[test]
fn exports_equal_what_was_looked_at() {
    let desk = Desk::new();
    for (format, golden) in [("msel", "small.csv"), ("cexf", "small.cexf.json"), ("navigator", "small.layer.json")] {
        let said = desk.exchange(&["export", "small.ron", "--as", format, "--out", golden]);
        assert!(said.well, "{}", said.words);
        if std::env::var_os("CODEDARK_GOLDEN").is_some() {
            std::fs::copy(desk.path(golden), data(golden)).expect("renewed");
        }
        let expected = std::fs::read_to_string(data(golden)).expect("the golden file");
        assert!(desk.text(golden) == expected, "{golden} has changed:\n{}", desk.text(golden));
    }
}

#[test]
fn a_workbook_is_the_same_each_time() {
    let desk = Desk::new();
    let bytes = |name: &str| {
        let said = desk.exchange(&["export", "small.ron", "--as", "msel", "--out", name]);
        assert!(said.well, "{}", said.words);
        std::fs::read(desk.path(name)).expect("a workbook")
    };
    assert_eq!(bytes("one.xlsx"), bytes("two.xlsx"));
}
