//! A message that renet cut in slices comes from somebody who joined: it is dropped and counted, its sender is sent away, and
//! nobody else notices. No client of ours sends one: its frames fit a packet.

use codedark_protocol::{ClientMsg, Command, Direction, Role, UDP_FRAME_BYTES_MAX};
use codedark_server::gateway::{Refusal, UdpTickets};
use codedark_tests::{Asked, Class, UdpPage, Vandal, next_number, seat, slices};

const ROLE: Role = Role::SecurityLead;

#[test]
fn nobody_else_notices() {
    let (mut class, tickets) = Class::over_udp();
    let mut facilitator = class.facilitator();
    let mut ada = class.join("Ada", "t1", &[ROLE]);
    let mut ben = class.dial(&tickets, "Ben");
    ben.say(&ClientMsg::Take { number: next_number(), team: "t2".to_owned(), roles: vec![ROLE] });
    assert!(class.until(&mut ben, |ben| ben.seen.seats.len() == 1), "Ben has a seat");
    class.direct(&mut facilitator, Direction::Start);
    let mut mallory = class.dial_badly(&tickets, "Mallory");
    assert!(class.until(&mut ben, |ben| ben.seen.is_online("Mallory")), "Mallory is one of the class");

    let minute = ben.seen.minute("t2");
    let slices = slices(UDP_FRAME_BYTES_MAX + 1);
    assert_eq!(slices.len(), 2, "renet sends it in two packets");
    slices.iter().for_each(|slice| mallory.send(slice));
    assert!(class.until(&mut ben, |_| tickets.refused(Refusal::Slice) == 1), "dropped and counted");
    assert!(class.until(&mut mallory, Vandal::is_closed), "the sender is sent away");
    assert!(class.until(&mut ben, |ben| !ben.seen.is_online("Mallory")), "and is gone for the others");
    assert_eq!(others(&tickets), 0, "nothing else was refused");

    assert!(class.until(&mut ben, |ben| ben.seen.minute("t2") > minute), "the clock goes on");
    ada.read();
    assert!(!ada.client.is_closed() && !ben.lost && ada.seen.bye.is_none() && ben.seen.bye.is_none());
    let order = first_offer(&ada.seen.seats);
    assert_eq!(class.ask(&mut ada, Asked::Order(seat(ROLE), order)), None, "Ada can act");
    let order = first_offer(&ben.seen.seats);
    ben.say(&ClientMsg::Order { number: 1, seat: seat(ROLE), command: order });
    assert!(class.until(&mut ben, |ben: &UdpPage| ben.seen.answers.contains_key(&1)), "Ben is answered");
    assert_eq!(ben.seen.answers[&1], None, "and can act");
}

/// Refusals for other reasons.
fn others(tickets: &UdpTickets) -> u64 {
    Refusal::ALL.iter().filter(|reason| **reason != Refusal::Slice).map(|reason| tickets.refused(*reason)).sum()
}

fn first_offer(seats: &std::collections::BTreeMap<codedark_protocol::Seat, codedark_protocol::View>) -> Command {
    let offers = &seats[&seat(ROLE)].offers;
    let offer = offers.iter().find(|offer| offer.refused.is_none() && offer.targets.is_empty());
    Command::Act { action: offer.expect("prevention offers something").action.clone(), target: None }
}
