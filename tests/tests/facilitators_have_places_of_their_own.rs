//! Each facilitator has a place and a name, and gets it back by the token alone.

use codedark_protocol::Direction;
use codedark_server::hub::Call;
use codedark_tests::{Class, KEY};

#[test]
fn a_second_one_puts_nobody_out() {
    let mut class = Class::new();
    let first = class.facilitator();
    let (one, token) = (first.seen.person, first.token.clone());
    drop(first);
    class.pass(1_000);
    let mut second = class.facilitator();
    assert_ne!(second.seen.person, one, "the place of somebody who is away is not given to another");
    let mut back = class.open(&token);
    class.pass(1_000);
    back.read();
    second.read();
    assert_eq!(back.seen.person, one, "the token gives it back");
    assert_eq!((back.seen.bye.clone(), second.seen.bye.clone()), (None, None), "and both stay");
    let names: Vec<&str> = second.seen.session.people.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names.len(), 2);
    assert_ne!(names[0], names[1], "told apart by name");
}

#[test]
fn with_the_name_they_give() {
    let mut class = Class::new();
    let id = Some(class.id);
    let mut enter = |name: &str| {
        let name = name.to_owned();
        class.at_the_door(|reply| Call::Login { name, key: KEY.to_owned(), class: id, reply })
    };
    let tokens =
        [enter("Maria"), enter("Jonas"), enter("Maria"), enter("")].map(|token| token.expect("the key is right"));
    assert_eq!(enter("\u{200b}").expect_err("a name that nobody sees").id, "refused-name");
    let mut page = class.open(&tokens[1]);
    class.pass(400);
    page.read();
    let names: Vec<&str> = page.seen.session.people.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["Maria", "Jonas", "Maria (2)", "Facilitator"]);
    class.direct(&mut page, Direction::Brief);
}

#[test]
fn however_often_somebody_logs_in() {
    let mut class = Class::new();
    let mut first = class.facilitator();
    let player = class.guest("Ada");
    for _ in 0..50 {
        drop(class.facilitator());
        first.read();
    }
    class.pass(400);
    first.read();
    let facilitators = first.seen.session.people.iter().filter(|row| row.facilitator).count();
    assert!(facilitators <= 20, "places that nobody sits at are given up: {facilitators}");
    assert!(first.seen.bye.is_none() && !player.client.is_closed(), "and nobody who is here is put out");
}
