//! A client that does not take its frames is cut off; the server never waits, and others go on.

use codedark_protocol::{Direction, Role};
use codedark_server::gateway::OUTBOUND_FRAMES_MAX;
use codedark_tests::Class;

#[test]
fn it_is_cut_off_and_can_come_back() {
    let mut class = Class::new();
    let mut facilitator = class.facilitator();
    let slow = class.join("Ben", "t2", &[Role::MedicalLead]);
    let mut ada = class.join("Ada", "t1", &[Role::SecurityLead]);
    class.direct(&mut facilitator, Direction::Start);
    // A crawling clock sends little: every round may bring a frame, but need not.
    for _ in 0..10 * OUTBOUND_FRAMES_MAX {
        class.pass(200);
        ada.read();
        facilitator.read();
        if slow.client.is_closed() {
            break;
        }
    }
    assert!(slow.client.is_closed(), "cut off");
    assert!(!ada.client.is_closed());
    class.pass(200);
    ada.read();
    let online = |page: &codedark_tests::Page, name: &str| {
        page.seen.session.people.iter().find(|person| person.name == name).expect("listed").online
    };
    assert!(!online(&ada, "Ben") && online(&ada, "Ada"), "the class sees who is away");
    let back = class.open(&slow.token);
    assert_eq!(back.seen.bye, None, "the token is still good");
    assert_eq!(back.seen.seats.len(), 1, "whole views follow the hello");
}

#[test]
fn a_connection_that_never_says_hello_is_closed() {
    let mut class = Class::new();
    let mut silent = class.connect();
    class.pass(codedark_server::hub::HELLO_WAIT_MS + 1_000);
    silent.read();
    assert_eq!(silent.seen.bye.expect("told why").id, "bye-no-hello");
}
