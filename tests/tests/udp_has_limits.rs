//! What may come in over UDP: only from those with a good ticket, and not too much. Whoever breaks a limit is sent away,
//! whoever has no ticket is not noticed, and both are counted.

use codedark_protocol::{
    CHAT_CHARS_MAX, ClientMsg, INBOUND_FRAMES_PER_S, Role, UDP_FRAME_BYTES_MAX, UDP_INBOUND_BYTES_MAX, encode,
};
use codedark_server::gateway::{Refusal, TICKET_LIFE_S, UdpTicket, UdpTickets};
use codedark_tests::{Class, UdpPage, Vandal, messages, next_number, slices};

/// Where the part of a ticket that only the server can read lies.
const SEALED_PART: usize = 200;

#[test]
fn whoever_breaks_a_limit_is_sent_away() {
    let long = [9; 1_200];
    let frames = vec![&[0][..]; INBOUND_FRAMES_PER_S as usize + 1];
    // Many small ranges: an acknowledgement of 1,293 bytes.
    let mut ack = vec![4, 1, 0x7f, 0xff, 0, 0x42, 0x80];
    ack.extend([0; 2 * 0x280]);
    for (packets, reason, why) in [
        (vec![messages(1, 1, &frames)], Refusal::TooFast, "more frames than in a second"),
        (vec![vec![4, 1, 1, 0, 0]; 101], Refusal::TooFast, "more packets"),
        (vec![ack; 51], Refusal::TooFast, "more bytes"),
        (vec![messages(1, 1, &[&[]])], Refusal::Malformed, "an empty message"),
        (vec![vec![9; 100]], Refusal::Malformed, "no packet of renet"),
        (vec![vec![4, 1, 2, 3, 0]], Refusal::Malformed, "acknowledges what comes before the first packet"),
        (slices(1_201), Refusal::Slice, "a message in slices"),
        (
            (2..30).map(|number| messages(number, number, &[&long])).collect(),
            Refusal::Backlog,
            "messages that wait for one that does not come",
        ),
    ] {
        let (mut class, tickets) = Class::over_udp();
        let mut ada = class.join("Ada", "t1", &[Role::SecurityLead]);
        let mut mallory = class.dial_badly(&tickets, "Mallory");
        assert!(class.until(&mut mallory, |_| online(&mut ada, "Mallory")), "{why}: is let in");
        for packet in &packets {
            mallory.send(packet);
        }
        assert!(class.until(&mut mallory, Vandal::is_closed), "{why}: is sent away");
        assert_eq!(refusals(&tickets), [(reason, 1)], "{why}");
        class.pass(1_000);
        ada.read();
        assert!(!ada.seen.is_online("Mallory") && !ada.client.is_closed(), "{why}: nobody else notices");
    }
    assert!(28 * long.len() > UDP_INBOUND_BYTES_MAX, "the last case is long enough");
}

#[test]
fn the_longest_frame_is_heard() {
    let (mut class, tickets) = Class::over_udp();
    let mut ben = class.dial(&tickets, "Ben");
    ben.say(&ClientMsg::Take { number: next_number(), team: "t1".to_owned(), roles: vec![Role::SecurityLead] });
    assert!(class.until(&mut ben, |ben| ben.seen.seats.len() == 1), "Ben has a seat");
    let number = next_number();
    let chat = |wide: usize, narrow: usize| {
        let text = "\u{1f642}".repeat(wide) + &"x".repeat(narrow);
        ClientMsg::Chat { number, team: "t1".to_owned(), text }
    };
    let longest = (0..CHAT_CHARS_MAX).find_map(|wide| {
        let narrow = UDP_FRAME_BYTES_MAX.checked_sub(encode(&chat(wide, 0)).len())?;
        let said = chat(wide, narrow);
        (wide + narrow <= CHAT_CHARS_MAX && encode(&said).len() == UDP_FRAME_BYTES_MAX).then_some(said)
    });
    ben.say(&longest.expect("letters of one and of four bytes make any length"));
    assert!(class.until(&mut ben, |ben| ben.seen.answers.contains_key(&number)), "answered");
    assert_eq!((&ben.seen.answers[&number], refusals(&tickets)), (&None, Vec::new()), "and taken");
}

#[test]
fn an_honest_client_hears_why_it_is_sent_away() {
    let (mut class, tickets) = Class::over_udp();
    let mut hasty = class.dial(&tickets, "Hasty");
    let chat = ClientMsg::Chat { number: next_number(), team: "t1".to_owned(), text: "hello".to_owned() };
    for _ in 0..2 * INBOUND_FRAMES_PER_S {
        hasty.say(&chat);
    }
    assert!(class.until(&mut hasty, |page| page.seen.bye.is_some()), "goodbye");
    assert_eq!(hasty.seen.bye.take().map(|bye| bye.id).as_deref(), Some("bye-too-fast"));
    assert!(class.until(&mut hasty, |page| page.lost), "and closed");
    assert_eq!(refusals(&tickets), [(Refusal::TooFast, 1)]);
}

#[test]
fn datagrams_that_nobody_vouches_for_are_counted_and_forgotten() {
    let (mut class, tickets) = Class::over_udp();
    let mut mallory = class.dial_badly(&tickets, "Mallory");
    let mut ada = class.join("Ada", "t1", &[Role::SecurityLead]);
    let long = |first: u8, length: usize| [vec![first], vec![7; length - 1]].concat();
    let mut counted = 0;
    for (datagram, reason, why) in [
        (b"hello?".to_vec(), Refusal::Malformed, "no datagram of netcode"),
        (long(0x12, 326), Refusal::Malformed, "what only servers send"),
        (long(0x16, 19), Refusal::Malformed, "a farewell with something behind it"),
        (long(0x15, 1_500), Refusal::TooLong, "longer than any"),
        (long(0x15, 60), Refusal::Unauthentic, "a payload with a wrong seal"),
        (long(0x16, 18), Refusal::Unauthentic, "a farewell with a wrong seal"),
    ] {
        let before = tickets.refused(reason);
        mallory.throw(&datagram);
        assert!(class.until(&mut mallory, |_| tickets.refused(reason) > before), "{why}: counted");
        counted += 1;
        assert_eq!(refusals(&tickets).iter().map(|(_, times)| times).sum::<u64>(), counted, "{why}: counted once");
    }
    assert!(!mallory.is_closed(), "a sender's address proves nothing: nobody is sent away for it");
    assert!(online(&mut ada, "Mallory"));
}

#[test]
fn only_a_fresh_ticket_of_this_server_opens_a_line() {
    let (mut class, tickets) = Class::over_udp();
    let (_other_class, other_tickets) = Class::over_udp();
    let port = tickets.ticket().expect("a ticket").port;
    let forged = |at: usize| {
        let mut ticket = tickets.ticket().expect("a ticket");
        ticket.bytes[at] ^= 1;
        ticket
    };
    let foreign = UdpTicket { port, ..other_tickets.ticket().expect("a ticket") };
    let expired = tickets.ticket().expect("a ticket");
    class.pass(TICKET_LIFE_S * 1_000);
    for (ticket, opens, why) in [
        (tickets.ticket().expect("a ticket"), true, "fresh and untouched"),
        (expired, false, "a minute old"),
        (forged(SEALED_PART), false, "a bit of its sealed part changed"),
        (forged(8 + 13), false, "the mark of another version"),
        (foreign, false, "from another server"),
    ] {
        let before = tickets.refused(Refusal::Unauthentic);
        let mut page = UdpPage::call(&ticket).expect("it can be read");
        let refused = || tickets.refused(Refusal::Unauthentic) > before;
        assert!(class.until(&mut page, |page| page.is_open() || refused()), "{why}: heard");
        assert_eq!((page.is_open(), refused()), (opens, !opens), "{why}");
    }
}

#[test]
fn a_ticket_opens_one_line() {
    let (mut class, tickets) = Class::over_udp();
    let ticket = tickets.ticket().expect("a ticket");
    let mut first = UdpPage::call(&ticket).expect("it can be read");
    assert!(class.until(&mut first, UdpPage::is_open));
    let mut second = UdpPage::call(&ticket).expect("it can be read");
    let refused = || tickets.refused(Refusal::Unauthentic) > 0;
    assert!(class.until(&mut second, |page| page.is_open() || refused()), "heard");
    assert!(!second.is_open(), "the same ticket from another address");
    assert!(class.until(&mut first, |page| !page.lost), "the first is not disturbed");
}

/// Whether somebody is shown as connected now.
fn online(page: &mut codedark_tests::Page, name: &str) -> bool {
    page.read();
    page.seen.is_online(name)
}

/// What was refused, and how often.
fn refusals(tickets: &UdpTickets) -> Vec<(Refusal, u64)> {
    let counted = Refusal::ALL.iter().map(|reason| (*reason, tickets.refused(*reason)));
    counted.filter(|(_, times)| *times > 0).collect()
}
