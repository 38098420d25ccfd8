//! A region whose simulation panics is rebuilt from the record, while the others go on.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use codedark_protocol::{Direction, Role};
use codedark_tests::{Class, seat};

#[test]
fn the_others_go_on_and_nothing_is_lost() {
    let mut class = Class::new();
    let mut facilitator = class.facilitator();
    let mut ada = class.join("Ada", "t1", &[Role::SecurityLead]);
    let _ben = class.join("Ben", "t2", &[Role::SecurityLead]);
    class.direct(&mut facilitator, Direction::Start);
    class.direct(&mut facilitator, Direction::Speed(200_000));
    class.pass(1_000);
    let fails = Arc::new(AtomicBool::new(true));
    let failing = fails.clone();
    class.session().set_step_hook(Arc::new(move |region, _| {
        assert!(region != 0 || !failing.swap(false, Ordering::Relaxed), "a fault in the first region");
    }));
    ada.read();
    let before = (ada.minute("t1"), ada.minute("t2"));

    class.pass(200);
    ada.read();
    assert!(ada.seen.session.teams[0].rebuilding, "the class is told");
    assert!(!ada.seen.session.teams[1].rebuilding);
    assert_eq!(ada.minute("t1"), before.0, "its clock stands");
    assert!(ada.minute("t2") > before.1, "the other goes on");

    class.pass(2_000);
    ada.read();
    assert!(!ada.seen.session.teams[0].rebuilding, "it is back");
    assert!(ada.minute("t1") > before.0, "and goes on, too");
    assert!(ada.seen.seats.contains_key(&seat(Role::SecurityLead)), "seats are kept");
    let replayed = codedark_server::recorded::replay(&class.record()).expect("the record is sound");
    assert_eq!(replayed.hashes, class.hashes(), "the rebuilt state is the recorded one");
}
