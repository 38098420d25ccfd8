//! How a line over UDP ends, or does not begin: nobody answers, the window closes, the window falls silent, the server ends, or too much waits for a client
//! that does not take it. The class sees it each time, and the server waits for nobody.

use std::time::Duration;

use codedark_protocol::{Role, UDP_OUTBOUND_BYTES_MAX, UDP_SILENCE_S};
use codedark_server::gateway::{ConnectionId, Gateway, GatewayEvent, UdpGateway};
use codedark_tests::{Class, Turns, UdpPage};

#[test]
fn where_udp_does_not_get_through_the_window_looks_elsewhere() {
    let (_class, tickets) = Class::over_udp();
    let ticket = tickets.ticket().expect("a ticket");
    let silent = std::net::UdpSocket::bind("127.0.0.1:0").expect("a free port");
    let silent_port = silent.local_addr().expect("it has an address").port();
    assert!(!UdpPage::opens(silent_port, &ticket, Duration::from_secs(1)), "a firewall swallows what is sent");
    let mut datagram = [0; 2_048];
    assert!(silent.recv(&mut datagram).expect("something came") > 1_000, "it did ask");
    drop(silent);
    assert!(!UdpPage::opens(silent_port, &ticket, Duration::from_secs(600)), "nobody listens: it does not wait");
}

#[test]
fn a_closed_window_is_gone_at_once() {
    let (mut class, tickets) = Class::over_udp();
    let mut ada = class.join("Ada", "t1", &[Role::SecurityLead]);
    let mut ben = class.dial(&tickets, "Ben");
    ben.close();
    class.pass(1_000);
    ada.read();
    assert!(!ada.seen.is_online("Ben"));
    assert!(class.until(&mut ben, |ben| ben.lost));
}

#[test]
fn a_silent_window_is_gone_after_a_while() {
    let (mut class, tickets) = Class::over_udp();
    let mut ada = class.join("Ada", "t1", &[Role::SecurityLead]);
    let _silent = class.dial(&tickets, "Ben");
    for (wall_ms, online, why) in [
        (UDP_SILENCE_S as u64 * 1_000 - 2_000, true, "a short silence is nothing"),
        (4_000, false, "a long one is the end"),
    ] {
        class.pass(wall_ms);
        ada.read();
        assert_eq!(ada.seen.is_online("Ben"), online, "{why}");
    }
}

#[test]
fn a_server_that_ends_says_so() {
    let (mut class, tickets) = Class::over_udp();
    let mut ben = class.dial(&tickets, "Ben");
    drop(class);
    let mut turns = 0..100;
    assert!(turns.any(|_| {
        ben.turn(Duration::from_millis(10));
        ben.lost
    }));
}

#[test]
fn a_client_for_which_too_much_waits_is_cut_off() {
    let (mut gateway, tickets) = UdpGateway::open(([127, 0, 0, 1], 0).into(), 0).expect("a free port");
    let mut page = UdpPage::call(&tickets.ticket().expect("a ticket")).expect("it can be read");
    let mut events = Vec::new();
    for now_ms in (0..5_000).step_by(50) {
        gateway.poll(now_ms, &mut events);
        page.turn(Duration::from_millis(50));
    }
    let id = ConnectionId(1);
    assert_eq!(events, [(id, GatewayEvent::Opened)]);
    let frame = vec![0; UDP_OUTBOUND_BYTES_MAX / 4];
    for (frames, cut_off, why) in [(4, false, "as much as may wait"), (1, true, "one more")] {
        events.clear();
        (0..frames).for_each(|_| gateway.send(id, frame.clone()));
        gateway.poll(5_000, &mut events);
        assert_eq!(events.contains(&(id, GatewayEvent::Closed)), cut_off, "{why}");
    }
}
