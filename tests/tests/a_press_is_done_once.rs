//! An act is done once, however often it arrives, and is done late by nobody: a page that lost its line hears which of its
//! acts were done, and gets what it missed.

use codedark_protocol::{ClientMsg, Command, Direction, PROTOCOL_VERSION, Role};
use codedark_scenario::TargetKind;
use codedark_tests::{Asked, Class, Page, hello, next_number, seat};

const ROLE: Role = Role::SecurityLead;

fn act(number: u64, page: &Page) -> ClientMsg {
    let action = page.seen.catalogue.actions.iter().find(|one| one.role == ROLE && one.target == TargetKind::Hospital);
    let action = action.expect("something that needs no target").id.clone();
    ClientMsg::Order { number, seat: seat(ROLE), command: Command::Act { action, target: None } }
}

fn orders(class: &mut Class) -> usize {
    class.record().lines().filter(|line| line.contains("\"order\"") && line.contains("\"number\"")).count()
}

#[test]
fn two_presses_on_next_phase_are_one() {
    let mut class = Class::new();
    let mut facilitator = class.facilitator();
    class.direct(&mut facilitator, Direction::Start);
    for refused in [None, Some("refused-phase-over")] {
        let answer = class.ask(&mut facilitator, Asked::Direct(Direction::NextPhase { ends: 0 }));
        assert_eq!(answer.as_ref().map(|reason| reason.id.as_str()), refused);
    }
    assert_eq!(facilitator.seen.session.class[0].phase, 1, "one phase has ended");
}

#[test]
fn an_act_that_arrives_again_is_answered_and_not_done_again() {
    let mut class = Class::new();
    let mut facilitator = class.facilitator();
    let mut ada = class.join("Ada", "t1", &[ROLE]);
    class.direct(&mut facilitator, Direction::Start);
    ada.read();
    let chat = |number| ClientMsg::Chat { number, team: "t1".to_owned(), text: "Once.".to_owned() };
    let (order, line) = (next_number(), next_number());
    for time in 0..3 {
        ada.say(&act(order, &ada));
        ada.say(&chat(line));
        class.pass(200);
        ada.read();
        assert_eq!(ada.seen.answers.get(&order), Some(&None), "time {time}: the order is answered");
        assert_eq!(ada.seen.answers.get(&line), Some(&None), "time {time}: and so is the line");
        ada.seen.answers.clear();
    }
    assert_eq!(orders(&mut class), 1);
    assert_eq!(ada.seen.session.chat.len(), 1);
}

#[test]
fn a_page_that_comes_back_gets_what_it_missed() {
    let mut class = Class::new();
    let mut facilitator = class.facilitator();
    let mut ada = class.join("Ada", "t1", &[ROLE]);
    let mut ben = class.join("Ben", "t1", &[Role::ItOperations]);
    class.direct(&mut facilitator, Direction::Start);
    class.pass(400);
    ada.read();
    let (done, lost) = (next_number(), next_number());
    ada.say(&act(done, &ada));
    class.pass(400);
    // The line dies with its answer on the way: what it carries is never read.
    let had = ada.seen.had;
    let line = std::mem::replace(&mut ada.client, class.connect().client);
    drop(line);
    ben.say(&ClientMsg::Chat { number: next_number(), team: "t1".to_owned(), text: "Are you there?".to_owned() });
    class.pass(10_000);
    let token = ada.token.clone();
    ada.say(&ClientMsg::Hello { version: PROTOCOL_VERSION, token, had, asks: vec![done, lost] });
    class.pass(400);
    ada.read();
    ben.read();
    assert_eq!((ada.seen.welcomes, ada.seen.resumed), (1, 1), "it goes on where it was");
    assert_eq!(ada.seen.done, [done], "and hears which of its acts were done");
    assert_eq!(ada.seen.answers.get(&done), Some(&None), "with the answer that it missed");
    assert_eq!(ada.seen.session.chat, ben.seen.session.chat, "and all that changed meanwhile");
    assert_eq!(ada.seen.session.teams, ben.seen.session.teams);
}

#[test]
fn a_page_that_was_away_too_long_begins_anew() {
    let mut class = Class::new();
    let mut facilitator = class.facilitator();
    let ada = class.join("Ada", "t1", &[ROLE]);
    class.direct(&mut facilitator, Direction::Start);
    let mut again = class.open(&ada.token);
    assert_eq!((again.seen.welcomes, again.seen.resumed), (1, 0), "a page without a past is welcomed");
    let old = ada.seen.had.map(|had| codedark_protocol::Had { stream: had.stream + 1, ..had });
    again.say(&ClientMsg::Hello { version: PROTOCOL_VERSION, token: ada.token.clone(), had: old, asks: Vec::new() });
    class.pass(400);
    again.read();
    assert_eq!(again.seen.bye.map(|reason| reason.id).as_deref(), Some("bye-garbage"), "one hello a line");
    let mut third = class.connect();
    third.say(&ClientMsg::Hello { version: PROTOCOL_VERSION, token: ada.token.clone(), had: old, asks: Vec::new() });
    class.pass(400);
    third.read();
    assert_eq!((third.seen.welcomes, third.seen.resumed), (1, 0), "another server's welcome counts for nothing");
    assert!(third.seen.seats.contains_key(&seat(ROLE)), "whole views follow");
}

#[test]
fn of_two_pages_of_one_person_the_newer_one_goes_on() {
    let mut class = Class::new();
    let mut ada = class.join("Ada", "t1", &[ROLE]);
    let mut newer = class.connect();
    newer.say(&hello(&ada.token));
    class.pass(400);
    ada.read();
    newer.read();
    assert_eq!(ada.seen.bye.map(|reason| reason.id).as_deref(), Some("bye-newer-page"));
    assert_eq!(newer.seen.welcomes, 1);
    assert!(newer.seen.is_online("Ada"), "the older one's end does not make her away");
}

#[test]
fn every_page_hears_signs_of_life() {
    let mut class = Class::new();
    let mut ada = class.join("Ada", "t1", &[ROLE]);
    class.pass(20_000);
    ada.read();
    let beats = u64::from(ada.seen.beats);
    assert!(beats >= 20_000 / codedark_protocol::BEAT_EVERY_MS - 1, "{beats} in the quiet of the lobby");
}
