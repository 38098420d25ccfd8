//! Who watches sees what facilitators see, and changes nothing; only a facilitator lets somebody watch.

use codedark_protocol::{ClientMsg, Command, Direction, Role};
use codedark_tests::{Asked, Class, next_number, seat};

#[test]
fn they_see_all_teams() {
    let mut class = Class::new();
    let mut facilitator = class.facilitator();
    let mut ada = class.join("Ada", "t1", &[Role::SecurityLead]);
    let ben = class.join("Ben", "t2", &[Role::SecurityLead]);
    ben.say(&ClientMsg::Chat { number: next_number(), team: "t2".to_owned(), text: "Ours.".to_owned() });
    class.direct(&mut facilitator, Direction::Start);
    let own = Direction::Observe { person: ada.seen.person, watches: true };
    let refused = class.ask(&mut ada, Asked::Direct(own.clone()));
    assert_eq!(refused.expect("refused").id, "refused-not-facilitator", "nobody makes themselves one");
    assert!(ada.seen.overview.figures.is_empty() && ada.seen.session.chat.is_empty());
    class.direct(&mut facilitator, own);
    class.pass(400);
    for page in [&mut facilitator, &mut ada] {
        page.read();
    }
    assert_eq!(ada.seen.overview, facilitator.seen.overview, "the same overview");
    assert!(!ada.seen.overview.figures.is_empty());
    assert_eq!(ada.seen.session.chat, facilitator.seen.session.chat, "the same chat");
    assert!(ada.seen.seats.is_empty(), "and no seat");
    let before = class.record();
    let act = Command::Act { action: "no-such-action".to_owned(), target: None };
    let order = class.ask(&mut ada, Asked::Order(seat(Role::SecurityLead), act));
    assert_eq!(order.expect("refused").id, "refused-observer");
    assert_eq!(class.record().matches("\"participant\":2,").count(), before.matches("\"participant\":2,").count());
}

#[test]
fn who_watched_plays_again_by_the_facilitators_word() {
    let mut class = Class::new();
    let mut facilitator = class.facilitator();
    let mut ada = class.join("Ada", "t1", &[Role::SecurityLead]);
    for watches in [true, false] {
        class.direct(&mut facilitator, Direction::Observe { person: ada.seen.person, watches });
        class.pass(400);
        ada.read();
        let row = ada.seen.session.people.iter().find(|row| row.name == "Ada").expect("listed");
        let team = if watches { None } else { Some("t1") };
        assert_eq!((row.observer, row.team.as_deref()), (watches, team));
    }
    assert!(ada.seen.overview.figures.is_empty(), "and sees the truth no more");
}
