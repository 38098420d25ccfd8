//! A server that was killed goes on where its record ends.

use codedark_protocol::{Direction, Role, Stage};
use codedark_server::content::parallel;
use codedark_server::store::Store;
use codedark_sim::exercise::Skill;
use codedark_tests::{Class, seat};

#[test]
fn same_state_same_people_clocks_run_on() {
    let folder = std::env::temp_dir().join(format!("codedark-restart-{}", std::process::id()));
    let file = folder.join("class.sqlite");
    let _ = std::fs::remove_dir_all(&folder);
    let store = || Store::open(&file, None).expect("the file opens").store;

    let mut class = Class::with(store(), &parallel(2, 11, Skill::Competent));
    let mut facilitator = class.facilitator();
    let mut ada = class.join("Ada", "t1", &[Role::SecurityLead]);
    class.direct(&mut facilitator, Direction::Start);
    class.direct(&mut facilitator, Direction::Speed(20_000));
    class.pass(3_000);
    ada.read();
    let (shown, hashes) = (ada.minute("t1"), class.hashes());
    let (code, token) = (class.session().code().to_owned(), ada.token.clone());
    drop((ada, facilitator, class));

    let mut class = Class::resumed(store());
    assert_eq!(class.hashes(), hashes, "the state is the one that was shown last");
    assert_eq!(class.session().code(), code);
    let mut ada = class.open(&token);
    assert_eq!(ada.seen.bye, None, "the token is still good");
    assert!(ada.seen.seats.contains_key(&seat(Role::SecurityLead)), "and the seat still hers");
    assert!(ada.minute("t1") >= shown);
    assert_eq!(ada.seen.session.class[0].stage, Stage::Play);
    class.pass(2_000);
    ada.read();
    assert!(ada.minute("t1") > shown, "the exercise goes on by itself");
    codedark_server::recorded::replay(&class.record()).expect("both halves are one record");
    drop((ada, class));
    std::fs::remove_dir_all(&folder).expect("the test cleans up");
}
