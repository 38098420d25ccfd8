//! A shipped scenario is opened, saved under a name, and played from there; the server's sentence is shown when it refuses.

use std::rc::Rc;

use crate::common::{Author, Paper, shipped};

#[test]
fn a_saved_scenario_opens_a_class() {
    let page = Rc::new(Paper::default());
    page.session.set(true);
    let mut author = Author::at(page.clone(), shipped());
    assert!(author.sees("Open our-winter from the server"));
    author.press("Open conti-friday");
    assert!(author.sees("No findings"));
    author.press("Save to the server");
    page.session.set(false);
    author.press("Save");
    assert!(author.sees("Not done: type the key first"), "the session is over");
    page.session.set(true);
    author.press("Save");
    assert!(author.sees("Saved as conti-friday"));
    author.press("Open a class with it");
    assert_eq!(*page.entered.borrow(), "", "it asks first");
    author.press("Yes, open it");
    assert_eq!(*page.entered.borrow(), "let-me-in");
    let text = codedark_shipped::built_in("conti-friday").expect("shipped").text;
    let save = ("POST".to_owned(), "/library/conti-friday".to_owned(), text);
    let class = ("POST".to_owned(), "/library/conti-friday/class".to_owned(), String::new());
    assert_eq!(page.asked.borrow()[1..], [save.clone(), save, class]);
}
