//! The code alone cannot fill a class for good: who has neither seat nor page makes room.

use codedark_protocol::Role;
use codedark_tests::Class;

/// As many as a class holds.
const PEOPLE: usize = 200;

#[test]
fn two_hundred_who_only_joined_keep_nobody_out() {
    let mut class = Class::new();
    let mut facilitator = class.facilitator();
    let mut ada = class.join("Ada", "t1", &[Role::SecurityLead]);
    let away = class.join("Ben", "t1", &[Role::MedicalLead]);
    let ben = away.token.clone();
    drop(away);
    let first = class.enter("Joiner").expect("there is room");
    for number in 0..PEOPLE {
        class.enter(&format!("Joiner {number}")).expect("joined");
        ada.read();
        facilitator.read();
    }
    let mut late = class.guest("Late");
    late.read();
    assert_eq!(late.seen.welcomes, 1, "who comes to play, plays");
    assert!(class.session().people_count() <= PEOPLE + 1, "the facilitator does not count");
    let gone = class.open(&first);
    assert_eq!(gone.seen.bye.map(|reason| reason.id).as_deref(), Some("bye-unknown-token"), "the longest away went");
    let back = class.open(&ben);
    assert!(!back.seen.seats.is_empty(), "who has a seat keeps it");
}
