//! Whatever a page sends, one clear reason comes back to it, and nobody else notices.

use codedark_protocol::{ClientMsg, Command, Direction, INBOUND_BYTES_MAX, NAME_CHARS_MAX, Role, encode};
use codedark_server::hub::Call;
use codedark_server::words::sentence;
use codedark_tests::{Asked, Class, KEY, next_number, seat};

#[test]
fn garbage_ends_its_own_connection_only() {
    let garbage = [
        (vec![0xff; 40], "no message starts like this"),
        (Vec::new(), "nothing at all"),
        (vec![0; INBOUND_BYTES_MAX + 1], "too long"),
        (
            encode(&ClientMsg::Chat { number: next_number(), team: "t1".to_owned(), text: "hello".to_owned() }),
            "speaks before its hello",
        ),
    ];
    let mut class = Class::new();
    let mut ada = class.join("Ada", "t1", &[Role::SecurityLead]);
    for (frame, why) in garbage {
        let mut vandal = class.connect();
        vandal.client.send(frame);
        class.pass(200);
        vandal.read();
        assert_eq!(vandal.seen.bye.map(|bye| bye.id).as_deref(), Some("bye-garbage"), "{why}");
        assert!(vandal.client.is_closed(), "{why}");
    }
    ada.read();
    let before = ada.seen.session.clone();
    class.pass(1_000);
    ada.read();
    assert_eq!(ada.seen.session, before, "nobody else notices");
    assert!(!ada.client.is_closed());
}

#[test]
fn unknown_tokens_and_other_versions_are_sent_away() {
    let mut class = Class::new();
    let mut stranger = class.open("0123456789abcdef");
    stranger.read();
    assert_eq!(stranger.seen.bye.expect("sent away").id, "bye-unknown-token");

    let mut old = class.connect();
    old.say(&ClientMsg::Hello { version: 0, token: String::new(), had: None, asks: Vec::new() });
    class.pass(200);
    old.read();
    assert_eq!(old.seen.bye.expect("sent away").id, "bye-other-version");
}

#[test]
fn a_newer_page_of_the_same_person_takes_over() {
    let mut class = Class::new();
    let mut first = class.join("Ada", "t1", &[Role::SecurityLead]);
    let second = class.open(&first.token.clone());
    first.read();
    assert_eq!(first.seen.bye.expect("the older page is told").id, "bye-newer-page");
    assert!(second.seen.seats.contains_key(&seat(Role::SecurityLead)), "the newer one has the seats");
}

#[test]
fn names_and_codes_are_checked() {
    let mut class = Class::new();
    let code = class.session().code().to_owned();
    let long = "x".repeat(NAME_CHARS_MAX + 1);
    let longest = "x".repeat(NAME_CHARS_MAX);
    for (name, code, refused, why) in [
        (long.as_str(), code.as_str(), Some("refused-name"), "one character too long"),
        ("   ", code.as_str(), Some("refused-name"), "only spaces"),
        ("A\nda", code.as_str(), Some("refused-name"), "a line break"),
        ("Ada", "WRONGONE", Some("refused-code"), "a wrong code"),
        ("Ada", "", Some("refused-code"), "no code"),
        (longest.as_str(), code.as_str(), None, "as long as may be"),
        ("Ada", &format!(" {} ", code.to_lowercase()), None, "typed in small letters"),
    ] {
        let (name, code) = (name.to_owned(), code.to_owned());
        let joined = class.at_the_door(|reply| Call::Join { name, code, reply });
        assert_eq!(joined.as_ref().err().map(|reason| reason.id.as_str()), refused, "{why}");
        if let Err(reason) = joined {
            assert!(sentence(&reason).ends_with('.'), "{why}: one sentence, not an id");
        }
    }
    for (key, id, refused) in [("WRONGWRONGWR", None, "refused-key"), (KEY, Some(9), "no-class")] {
        let entered =
            class.at_the_door(|reply| Call::Login { name: String::new(), key: key.to_owned(), class: id, reply });
        assert_eq!(entered.expect_err("a wrong key, or no such class").id, refused);
    }
}

#[test]
fn only_what_is_yours_can_be_done() {
    let mut class = Class::new();
    let mut facilitator = class.facilitator();
    let mut ada = class.join("Ada", "t1", &[Role::SecurityLead]);
    let act = || Command::Act { action: "no-such-action".to_owned(), target: None };
    let early = class.ask(&mut ada, Asked::Order(seat(Role::SecurityLead), act()));
    assert_eq!(early.expect("refused").id, "refused-not-running");
    class.direct(&mut facilitator, Direction::Start);
    for (asked, refused, why) in [
        (Asked::Order(seat(Role::ItOperations), act()), "refused-not-your-seat", "somebody else's role"),
        (Asked::Direct(Direction::End), "refused-not-facilitator", "a player cannot end the class"),
    ] {
        assert_eq!(class.ask(&mut ada, asked).expect("refused").id, refused, "{why}");
    }
    assert!(class.ask(&mut ada, Asked::Order(seat(Role::SecurityLead), act())).is_some(), "no such action");
    let speed = class.ask(&mut facilitator, Asked::Direct(Direction::Speed(0)));
    assert_eq!(speed.expect("refused").id, "refused-speed");
    let number = next_number();
    let chat = |team: &str, text: String| ClientMsg::Chat { number, team: team.to_owned(), text };
    for (message, refused, why) in [
        (ClientMsg::Take { number, team: "t9".to_owned(), roles: Vec::new() }, "refused-no-team", "no such team"),
        (chat("t2", "hi".to_owned()), "refused-no-team", "another team's chat"),
        (chat("t1", "x".repeat(301)), "refused-chat", "too long"),
    ] {
        ada.say(&message);
        class.pass(200);
        ada.read();
        let answer = ada.seen.answers.remove(&number).flatten();
        assert_eq!(answer.expect("refused").id, refused, "{why}");
    }
}
