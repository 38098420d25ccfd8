//! A line that gives no sign of life is dead, though nobody closed it: the others see who is away, and nothing that it
//! carried is done any more.

use codedark_protocol::{ClientMsg, ServerMsg};

use crate::common::program::{Page, Program};

#[test]
fn the_others_see_who_is_away() {
    let folder = tempfile::tempdir().expect("a folder");
    let program = Program::start(&folder.path().join("class.sqlite"), &[]);
    let (ada, ben) = (program.join("Ada"), program.join("Ben"));
    let mut silent = Page::hello(&program, &ada);
    let mut page = Page::hello(&program, &ben);
    let mut online = Vec::new();
    // From here on nobody reads Ada's line, so that no ping on it is answered.
    let mut seen = |message: &ServerMsg, wanted: bool| {
        if let ServerMsg::Session(change) = message {
            online.extend(change.people.set.iter().filter(|row| row.name == "Ada").map(|row| row.online));
        }
        online.last() == Some(&wanted)
    };
    page.until(|message| seen(message, true));
    page.until(|message| seen(message, false));
    // Her server is still there for whoever looks; what she says now goes nowhere.
    silent.try_say(&ClientMsg::Take { number: 7, team: "t1".to_owned(), roles: Vec::new() });
    let mut back = Page::hello(&program, &ada);
    back.until(|message| matches!(message, ServerMsg::Welcome { done, .. } if done.is_empty()));
    program.end();
}
