//! One class over a WebSocket, UDP and memory: everybody sees the same, and each can act.

use codedark_protocol::{ClientMsg, Command, Direction, Role, Stage};
use codedark_tests::{Caller, KEY, Server, seat};
use serde_json::{Value, json};

const ROLE: Role = Role::SecurityLead;

#[test]
fn everybody_sees_the_same_and_can_act() {
    let server = Server::start();
    let facilitator = server.over_memory(&server.enter("/api/login", &json!({ "key": KEY })));
    let ada = server.over_websocket(&server.join("Ada"));
    let ben = server.over_udp(&server.join("Ben"));
    let cleo = server.over_memory(&server.join("Cleo"));
    let mut callers = [ada, ben, cleo, facilitator];
    Caller::until(&mut callers, "all are greeted", |all| all.iter().all(|one| one.seen.person > 0));
    for player in 0..3 {
        let (person, team) = (callers[player].seen.person, "t1".to_owned());
        let direction = Direction::Seat { person, team, roles: vec![ROLE] };
        callers[3].say(&ClientMsg::Direct { number: 3 + player as u64, direction });
    }
    callers[3].say(&ClientMsg::Direct { number: 1, direction: Direction::Start });
    callers[3].say(&ClientMsg::Direct { number: 2, direction: Direction::Pause(true) });
    let ready = |all: &[Caller]| {
        all.iter().all(|one| one.seen.session.class.first().is_some_and(|row| row.stage == Stage::Play && row.paused))
            && all[..3].iter().all(|one| one.seen.seats.get(&seat(ROLE)).is_some_and(|view| !view.offers.is_empty()))
    };
    Caller::until(&mut callers, "the exercise runs, and is paused", ready);
    same_everywhere(&mut callers, "before anybody acted", |_| true);

    for place in 0..3 {
        let view = &callers[place].seen.seats[&seat(ROLE)];
        let offer = view.offers.iter().find(|offer| offer.refused.is_none() && offer.targets.is_empty());
        let action = offer.expect("prevention offers something").action.clone();
        let command = Command::Act { action: action.clone(), target: None };
        callers[place].say(&ClientMsg::Order { number: 7, seat: seat(ROLE), command });
        Caller::until(&mut callers, "the order is answered", |all| all[place].seen.answers.contains_key(&7));
        assert_eq!(callers[place].seen.answers[&7], None, "the order of caller {place} is accepted");
        let begun = |one: &Caller| {
            let view = &one.seen.seats[&seat(ROLE)];
            view.tasks.iter().any(|task| task.action == action) || view.proposals.iter().any(|row| row.action == action)
        };
        same_everywhere(&mut callers, "everybody sees that it is proposed or under way", begun);
    }
    assert!(callers[0].seen.seats[&seat(ROLE)].offers.len() > 3, "the view is not a small one");
}

/// Waits until the players' seats show something, and everybody was shown the same class and the same seat.
fn same_everywhere(callers: &mut [Caller], what: &str, shown: impl Fn(&Caller) -> bool) {
    Caller::until(callers, what, |all| {
        all.iter().all(|one| one.seen.session == all[0].seen.session)
            && all[..3].iter().all(|one| shown(one) && one.seen.seats == all[0].seen.seats)
    });
}

#[test]
fn a_window_that_lost_its_line_gets_another_ticket() {
    let server = Server::start();
    let joined = server.join("Ben");
    let first = server.over_udp(&joined);
    let again = server.enter("/api/udp", &json!({ "token": joined["token"] }));
    assert_eq!(again["token"], joined["token"], "the same person");
    assert_ne!(again["udp"]["ticket"], joined["udp"]["ticket"], "another ticket");
    let second = server.over_udp(&again);
    let mut callers = [first, second];
    Caller::until(&mut callers, "the newer line takes over", |all| {
        all[1].seen.person > 0 && all[0].seen.bye.as_ref().is_some_and(|bye| bye.id == "bye-newer-page")
    });
}

#[test]
fn health_tells_what_was_dropped() {
    let server = Server::start();
    let dropped = || {
        let (status, body) = server.http("GET", "/healthz", "");
        assert_eq!(status, 200);
        serde_json::from_str::<Value>(&body).expect("JSON")["udp_dropped"].clone()
    };
    let reasons = json!({ "unauthentic": 0, "malformed": 0, "too_long": 0, "slice": 0, "too_fast": 0, "backlog": 0 });
    assert_eq!(dropped(), reasons);
    let port = server.join("Ben")["udp"]["port"].as_u64().and_then(|port| u16::try_from(port).ok()).expect("a port");
    let stranger = std::net::UdpSocket::bind("127.0.0.1:0").expect("a free port");
    stranger.send_to(b"hello?", ("127.0.0.1", port)).expect("sent");
    server.until("the datagram of a stranger is counted", || dropped()["malformed"] == 1);
}
