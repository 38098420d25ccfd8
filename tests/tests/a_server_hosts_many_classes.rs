//! A server hosts many classes: each has its own code, people and record, and nothing that happens in one is felt in
//! another, not even a round that panics.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use codedark_protocol::{ClientMsg, Direction, Role, Stage};
use codedark_server::content::{Content, parallel};
use codedark_server::hub::{Call, ClassState};
use codedark_sim::exercise::Skill;
use codedark_tests::{Class, Page, next_number};

/// A server with a running class, and another one beside it with the same scenario and seed.
fn two() -> (Class, Page, i64) {
    let mut class = Class::new();
    let mut facilitator = class.facilitator();
    let content = Content::named("conti-friday").expect("the built-in scenario loads");
    let now_ms = class.now_ms();
    let other = class.hub.open(&content, &parallel(2, 7, Skill::Novice), now_ms).expect("another class is opened");
    class.direct(&mut facilitator, Direction::Start);
    (class, facilitator, other)
}

#[test]
fn each_has_its_own_code_people_and_record() {
    let (mut class, mut facilitator, other) = two();
    let first = class.id;
    let ada = class.join("Ada", "t1", &[Role::SecurityLead]);
    class.id = other;
    let code = class.session().code().to_owned();
    let mut ben = class.join("Ben", "t1", &[Role::SecurityLead]);
    assert_ne!(ada.seen.had.map(|had| had.stream), None);
    ben.say(&ClientMsg::Chat { number: next_number(), team: "t1".to_owned(), text: "Only here.".to_owned() });
    class.pass(2_000);
    facilitator.read();
    ben.read();
    assert_eq!(ben.seen.session.people.len(), 1, "they see nobody of the other class");
    assert_eq!(ben.seen.session.class[0].stage, Stage::Lobby, "and stand where theirs stands");
    assert!(facilitator.seen.session.chat.is_empty(), "a facilitator reads the chat of their own class");
    let fresh = class.record();
    class.id = first;
    assert!(!class.record().contains("Only here."));
    let cards = class.handle.directory.cards();
    let states: Vec<ClassState> = cards.iter().map(|card| card.state).collect();
    assert_eq!(states, [ClassState::Running, ClassState::Prepared]);
    assert_ne!(cards[0].stored.code, code);

    let mut alone = Class::new();
    let mut begun = alone.join("Ben", "t1", &[Role::SecurityLead]);
    begun.read();
    let without_times = |record: &str| {
        let lines = record.lines().filter(|line| line.contains("\"entry\""));
        lines
            .map(|line| line.split("\"wall_ms\"").next().expect("a part").split("\"line\"").nth(1).map(str::to_owned))
            .collect::<Vec<_>>()
    };
    assert_eq!(without_times(&fresh), without_times(&alone.record()), "two classes of one scenario share nothing");
}

#[test]
fn the_facilitator_chooses_among_several() {
    let (mut class, _facilitator, other) = two();
    let mut enter = |id| class.at_the_door(|reply| Call::Login { name: String::new(), class: id, reply });
    assert_eq!(enter(None).expect_err("two are open").id, "refused-choose-class");
    assert!(enter(Some(other)).is_ok());
}

#[test]
fn a_class_is_deleted_with_all_that_is_its_own() {
    let (mut class, mut facilitator, other) = two();
    let delete = |class: &mut Class, id| {
        let (sender, answer) = std::sync::mpsc::channel();
        let reply = Box::new(move |said| sender.send(said).expect("the test waits for it"));
        assert!(class.handle.leave(Call::Delete { class: id, reply }));
        class.pass(200);
        answer.try_recv().expect("answered")
    };
    let first = class.id;
    assert_eq!(delete(&mut class, first).expect_err("it runs").id, "refused-class-runs");
    assert_eq!(delete(&mut class, 99).expect_err("there is none").id, "no-class");
    class.id = other;
    let mut ben = class.join("Ben", "t1", &[]);
    let code = class.session().code().to_owned();
    assert_eq!(delete(&mut class, other), Ok(()));
    ben.read();
    assert_eq!(ben.seen.bye.map(|reason| reason.id).as_deref(), Some("bye-unknown-token"));
    let joined = class.at_the_door(|reply| Call::Join { name: "Cleo".to_owned(), code, reply });
    assert_eq!(joined.expect_err("its code opens nothing").id, "refused-code");
    class.id = first;
    class.pass(400);
    facilitator.read();
    assert_eq!(facilitator.seen.session.class[0].stage, Stage::Play, "the other one plays on");
}

#[test]
fn a_class_whose_round_panics_is_taken_up_anew_and_slows_no_other() {
    let (mut class, mut facilitator, other) = two();
    let mut ada = class.join("Ada", "t1", &[Role::SecurityLead]);
    let first = class.id;
    class.id = other;
    let mut ben = class.join("Ben", "t1", &[Role::SecurityLead]);
    let mut second = class.facilitator();
    class.direct(&mut second, Direction::Start);
    class.id = first;
    let fails = Arc::new(AtomicBool::new(true));
    let failing = fails.clone();
    class.session().set_round_hook(Arc::new(move || {
        assert!(!failing.swap(false, Ordering::Relaxed), "a fault in the class itself");
    }));
    let before = [ada.minute("t1"), ben.minute("t1")];
    class.pass(10_000);
    [&mut ada, &mut ben, &mut facilitator].into_iter().for_each(Page::read);
    assert!(!fails.load(Ordering::Relaxed), "the round panicked");
    assert!(ada.seen.session.class[0].unwritten.is_none(), "the class is well again");
    assert!(ada.minute("t1") > before[0] && ben.minute("t1") > before[1], "both go on");
    assert_eq!(ada.seen.bye, None, "and no page lost its line");
    codedark_server::recorded::replay(&class.record()).expect("the record is sound");
}
