//! Without a facilitator's session nothing shipped is there, and an author's own file is opened and checked all the same.

use std::rc::Rc;

use codedark_studio::texts::Texts;

use crate::common::{Author, Paper};

const MINE: &str = "(\n    from: \"conti-friday\",\n    id: \"my-winter\",\n)\n";

#[test]
fn a_file_is_checked_and_nothing_shipped_is_shown() {
    let page = Rc::new(Paper::default());
    *page.file.borrow_mut() = ("my-winter.ron".to_owned(), MINE.to_owned());
    let mut author = Author::at(page.clone(), Texts::default());
    assert!(author.sees("The shipped scenarios come from a server"));
    assert!(!author.sees("Open conti-friday") && !author.sees("Open our-winter"));
    author.press("Open a file");
    assert_eq!(author.holds("Text of the scenario"), Some(MINE));
    assert!(author.sees("Line 2: "), "what it is written over is not there");
    author.press("Save to the server");
    assert_eq!(
        page.asked.borrow().len(),
        1,
        "the library's names were asked for, and nothing is saved that is not sound"
    );
}
