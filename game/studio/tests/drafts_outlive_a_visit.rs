//! What an author wrote is there at the next visit, with the way back, also without a session.

use std::rc::Rc;

use codedark_studio::texts::Texts;

use crate::common::{Author, Paper, shipped};

const TEXT: &str = "Text of the scenario";

#[test]
fn a_draft_is_taken_up_where_it_was_left() {
    let page = Rc::new(Paper::default());
    let mut author = Author::at(page.clone(), shipped());
    author.press("Open conti-friday");
    let before = author.holds(TEXT).map(str::to_owned);
    author.press("New inject");
    let after = author.holds(TEXT).map(str::to_owned);
    assert_ne!(before, after);
    drop(author);

    let mut author = Author::at(page, Texts::default());
    assert_eq!(author.holds(TEXT).map(str::to_owned), after, "it opens by itself");
    author.press("Undo");
    assert_eq!(author.holds(TEXT).map(str::to_owned), before);
}
