//! The packet that panics renet's receiver comes from somebody who joined: it is dropped and counted, its sender is sent
//! away, and nobody else notices.

use std::panic::catch_unwind;
use std::time::Duration;

use codedark_protocol::{ClientMsg, Command, Direction, Role, UDP_CHANNEL};
use codedark_server::gateway::{Refusal, UdpDoor};
use codedark_tests::{Asked, Class, UdpPage, Vandal, next_number, seat};
use renet::{ChannelConfig, ConnectionConfig, RenetClient, SendType};

const ROLE: Role = Role::SecurityLead;

/// A reliable slice that says it is the sixth of two, with a whole slice's 1,200 bytes.
fn crafted_slice() -> Vec<u8> {
    let (kind, sequence, message, index, count) = (2, 1, 1, 5, 2);
    let mut bytes = vec![kind, sequence, UDP_CHANNEL, message, index, count];
    bytes.extend((0x4000_u16 | 1_200).to_be_bytes());
    bytes.extend([0; 1_200]);
    bytes
}

#[test]
fn renet_alone_does_not_survive_it() {
    let panicked = catch_unwind(|| {
        let send_type = SendType::ReliableOrdered { resend_time: Duration::from_millis(200) };
        let channel = ChannelConfig { channel_id: UDP_CHANNEL, max_memory_usage_bytes: 32 * 1024, send_type };
        let channels = || vec![channel.clone()];
        let mut renet = RenetClient::new(ConnectionConfig {
            available_bytes_per_tick: 0,
            client_channels_config: channels(),
            server_channels_config: channels(),
        });
        renet.process_packet(&crafted_slice());
    });
    assert!(panicked.is_err(), "renet has learnt to refuse it: the guard may be looked at again");
}

#[test]
fn nobody_else_notices() {
    let (mut class, door) = Class::over_udp();
    let mut facilitator = class.facilitator();
    let mut ada = class.join("Ada", "t1", &[ROLE]);
    let mut ben = class.dial(&door, "Ben");
    ben.say(&ClientMsg::Take { number: next_number(), team: "t2".to_owned(), roles: vec![ROLE] });
    assert!(class.until(&mut ben, |ben| ben.seen.seats.len() == 1), "Ben has a seat");
    class.direct(&mut facilitator, Direction::Start);
    let mut mallory = class.dial_badly(&door, "Mallory");
    assert!(class.until(&mut ben, |ben| ben.seen.is_online("Mallory")), "Mallory is one of the class");

    let minute = ben.seen.minute("t2");
    mallory.send(&crafted_slice());
    assert!(class.until(&mut ben, |_| door.refused(Refusal::Slice) == 1), "dropped and counted");
    assert!(class.until(&mut mallory, Vandal::is_closed), "the sender is sent away");
    assert!(class.until(&mut ben, |ben| !ben.seen.is_online("Mallory")), "and is gone for the others");
    assert_eq!(others(&door), 0, "nothing else was refused");

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
fn others(door: &UdpDoor) -> u64 {
    Refusal::ALL.iter().filter(|reason| **reason != Refusal::Slice).map(|reason| door.refused(*reason)).sum()
}

fn first_offer(seats: &std::collections::BTreeMap<codedark_protocol::Seat, codedark_protocol::View>) -> Command {
    let offers = &seats[&seat(ROLE)].offers;
    let offer = offers.iter().find(|offer| offer.refused.is_none() && offer.targets.is_empty());
    Command::Act { action: offer.expect("prevention offers something").action.clone(), target: None }
}
