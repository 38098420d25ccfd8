//! However much is said: the next line is taken, and the oldest ones are no longer read.

use codedark_protocol::{CHAT_LINES_MAX, ClientMsg, Role};
use codedark_server::content::{Content, parallel};
use codedark_server::session::Session;
use codedark_server::store::{Change, KEEP_DAYS, StoredChat};
use codedark_sim::exercise::Skill;
use codedark_tests::{Class, in_memory, next_number};

#[test]
fn by_twenty_thousand_lines() {
    let content = Content::named("conti-friday").expect("the shipped scenario loads");
    let mut store = in_memory();
    let setup = parallel(2, 7, Skill::Novice);
    let class = Session::create_in(&mut store, &content, &setup, KEEP_DAYS, 1_600_000_000_000).expect("created");
    let line = |id: u32| StoredChat {
        id,
        team: format!("t{}", 1 + id % 2),
        person: 1 + id % 7,
        act: None,
        text: format!("Line {id}"),
    };
    let lines: Vec<Change> = (1..=20_000).map(|id| Change::Chat { class, chat: line(id) }).collect();
    store.commit(&lines).expect("written");
    let mut class = Class::resumed(store);
    let mut facilitator = class.facilitator();
    let mut ada = class.join("Ada", "t1", &[Role::SecurityLead]);
    let number = next_number();
    ada.say(&ClientMsg::Chat { number, team: "t1".to_owned(), text: "Still here.".to_owned() });
    class.pass(400);
    ada.read();
    facilitator.read();
    assert_eq!(ada.seen.answers[&number], None, "it is taken");
    assert_eq!(ada.seen.session.chat.last().map(|line| line.text.as_str()), Some("Still here."));
    assert!(facilitator.seen.session.chat.len() <= 2 * CHAT_LINES_MAX, "and the oldest are no longer read");
}
