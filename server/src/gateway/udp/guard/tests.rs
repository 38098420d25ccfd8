//! What passes the guard, and what does not. Only its decisions are tested: nothing that it refuses is handed on to netcode
//! or renet here.

use std::collections::BTreeMap;
use std::time::Duration;

use codedark_protocol::UDP_INBOUND_BYTES_MAX;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use renet::{ChannelConfig, ConnectionConfig, RenetClient, SendType};

use super::*;

/// What the guard was written for, by reading how these versions take what comes in. Another version is another guard's
/// matter: read first, then raise the number here and in the workspace's Cargo.toml.
const VERSIONS: [(&str, &str); 2] = [("renet", "2.0.1"), ("renetcode", "2.0.0")];

#[test]
fn what_is_built_is_what_the_guard_was_written_for() {
    let lock = concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.lock");
    let lock = std::fs::read_to_string(lock).expect("the workspace has a lock file");
    for (name, version) in VERSIONS {
        let of_name = format!("name = \"{name}\"");
        let packages = lock.split("[[package]]").filter(|package| package.lines().any(|line| line == of_name));
        let built: Vec<&str> =
            packages.flat_map(str::lines).filter_map(|line| line.strip_prefix("version = ")).collect();
        assert_eq!(built, [format!("\"{version}\"")], "{name}: read how it takes what comes in, then mend the guard");
    }
}

#[test]
fn of_all_datagrams_those_of_the_list_pass() {
    let mut list = BTreeMap::from([((0, 1_078), Datagram::Request)]);
    for (kind, number, sizes) in [
        (Datagram::Response, 3, 308..=308),
        (Datagram::KeepAlive, 4, 8..=8),
        (Datagram::Payload, 5, 1..=1_300),
        (Datagram::Disconnect, 6, 0..=0),
    ] {
        for sequence_bytes in 0..=7 {
            for size in sizes.clone() {
                let first = u8::try_from(sequence_bytes << 4 | number).expect("half a byte each");
                list.insert((first, 1 + sequence_bytes + size + 16), kind);
            }
        }
    }
    let mut bytes = [0; 2_048];
    let mut passed = 0;
    for first in 0..=u8::MAX {
        bytes[0] = first;
        for length in 1..=bytes.len() {
            let verdict = datagram(&bytes[..length]).ok();
            assert_eq!(verdict, list.get(&(first, length)).copied(), "first byte {first:#04x}, {length} bytes");
            passed += usize::from(verdict.is_some());
        }
    }
    assert_eq!(passed, list.len(), "all of the list was met");
}

#[test]
fn refused_datagrams_have_their_reason() {
    let long = |first: u8, length: usize| [vec![first], vec![0; length - 1]].concat();
    for (bytes, reason, why) in [
        (Vec::new(), Refusal::Malformed, "nothing at all"),
        (b"hello?".to_vec(), Refusal::Malformed, "no datagram of netcode"),
        (long(0x00, 1_077), Refusal::Malformed, "a request too short"),
        (long(0x10, 1_078), Refusal::Malformed, "a request with a sequence number"),
        (long(0x11, 18), Refusal::Malformed, "only servers deny"),
        (long(0x12, 326), Refusal::Malformed, "only servers challenge"),
        (long(0x17, 26), Refusal::Malformed, "no such kind"),
        (long(0x13, 327), Refusal::Malformed, "a response with something behind it"),
        (long(0x16, 19), Refusal::Malformed, "a farewell with something behind it"),
        (long(0x15, 1_325), Refusal::TooLong, "longer than any of ours"),
    ] {
        assert_eq!(datagram(&bytes), Err(reason), "{why}");
    }
}

#[test]
fn packets_are_judged_by_the_list() {
    let message =
        |length: u16| [vec![0, 7, UDP_CHANNEL, 0, 1, 3], varint(length.into(), 1), vec![9; length.into()]].concat();
    for (bytes, verdict, why) in [
        (Vec::new(), Err(Refusal::Malformed), "nothing at all"),
        (message(1), Ok(Packet::Messages), "a message of one byte"),
        (message(1_200), Ok(Packet::Messages), "as long as may be"),
        (message(1_201), Err(Refusal::Malformed), "longer than a client's frame"),
        (message(0), Err(Refusal::Malformed), "no frame is empty"),
        ([message(5), vec![0]].concat(), Err(Refusal::Malformed), "something after the end"),
        (message(5)[..12].to_vec(), Err(Refusal::Malformed), "cut off"),
        (vec![0, 7, UDP_CHANNEL, 0, 0], Ok(Packet::Messages), "none, as renet sends it before a long one"),
        (vec![0, 7, UDP_CHANNEL + 1, 0, 1, 3, 1, 9], Err(Refusal::Malformed), "another channel"),
        (vec![0, 7, UDP_CHANNEL, 0, 2, 3, 1, 9], Err(Refusal::Malformed), "fewer messages than it says"),
        (vec![1, 7, UDP_CHANNEL, 0, 1, 1, 9], Err(Refusal::Malformed), "a message of an unreliable channel"),
        (vec![2, 7, UDP_CHANNEL, 3, 0, 1, 1, 9], Err(Refusal::Slice), "a message of one slice"),
        (vec![3, 7, UDP_CHANNEL, 3, 0, 1, 1, 9], Err(Refusal::Slice), "the same, unreliable"),
        (vec![4, 7, 9, 2, 0], Ok(Packet::Ack), "one range of packets that came"),
        (vec![4, 7, 9, 2, 1, 0, 0], Ok(Packet::Ack), "two ranges"),
        (vec![4, 7, 9, 10, 0], Err(Refusal::Malformed), "a range that begins before the first packet"),
        (vec![4, 7, 9, 2, 1, 6, 0], Err(Refusal::Malformed), "another one there"),
        (vec![4, 7, 9, 2, 1, 0], Err(Refusal::Malformed), "half a range"),
        (vec![4, 7, 9, 2, 0, 0], Err(Refusal::Malformed), "something after the ranges"),
        (vec![4, 0xc0], Err(Refusal::Malformed), "a number that ends early"),
        (vec![5, 7], Err(Refusal::Malformed), "no such kind"),
        (vec![4; 1_301], Err(Refusal::TooLong), "longer than a payload"),
    ] {
        assert_eq!(packet(&bytes), verdict, "{why}");
    }
}

#[test]
fn what_renet_sends_for_us_passes() {
    let mut sender = renet();
    for length in [1_200, 1, 600, 700, 1_200] {
        sender.send_message(UDP_CHANNEL, vec![9; length]);
    }
    let sent = sender.get_packets_to_send();
    assert!(sent.len() > 1 && sent.iter().all(|bytes| packet(bytes) == Ok(Packet::Messages)), "frames");
    let mut hearer = renet();
    sent.iter().skip(1).for_each(|bytes| hearer.process_packet(bytes));
    let answers = hearer.get_packets_to_send();
    assert!(!answers.is_empty() && answers.iter().all(|bytes| packet(bytes) == Ok(Packet::Ack)), "acknowledgements");

    let mut sender = renet();
    sender.send_message(UDP_CHANNEL, vec![9; 1_201]);
    let sent = sender.get_packets_to_send();
    assert_eq!(sent.len(), 2);
    assert!(
        sent.iter().all(|bytes| packet(bytes) == Err(Refusal::Slice)),
        "what is too long for a packet is cut in slices"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_datagram_is_judged_by_its_first_byte_and_its_length(bytes in vec(any::<u8>(), 1..1_400)) {
        let mut blank = vec![0; bytes.len()];
        blank[0] = bytes[0];
        prop_assert_eq!(datagram(&bytes), datagram(&blank));
    }

    #[test]
    fn well_formed_packets_pass_whole(packets in well_formed(), cut in any::<Index>(), more in any::<u8>()) {
        let (kind, bytes) = packets;
        prop_assert_eq!(packet(&bytes), Ok(kind));
        prop_assert_eq!(packet(&bytes[..cut.index(bytes.len())]), Err(Refusal::Malformed));
        prop_assert_eq!(packet(&[bytes, vec![more]].concat()), Err(Refusal::Malformed));
    }

    #[test]
    fn other_kinds_never_pass(kind in any::<u8>().prop_filter("another kind", |kind| ![0, 4].contains(kind)), rest in vec(any::<u8>(), 0..1_300)) {
        let reason = if [2, 3].contains(&kind) { Refusal::Slice } else { Refusal::Malformed };
        prop_assert_eq!(packet(&[vec![kind], rest].concat()), Err(reason));
    }

    #[test]
    fn what_passes_is_taken_by_renet(packets in well_formed(), place in any::<Index>(), byte in any::<u8>()) {
        let (_, mut bytes) = packets;
        let place = place.index(bytes.len());
        bytes[place] = byte;
        if packet(&bytes).is_ok() {
            let mut renet = renet();
            renet.process_packet(&bytes);
            prop_assert!(!renet.is_disconnected());
        }
    }
}

/// Renet as a peer holds it.
fn renet() -> RenetClient {
    let send_type = SendType::ReliableOrdered { resend_time: Duration::from_millis(200) };
    let channel = ChannelConfig { channel_id: UDP_CHANNEL, max_memory_usage_bytes: UDP_INBOUND_BYTES_MAX, send_type };
    let mut renet = RenetClient::new(ConnectionConfig {
        available_bytes_per_tick: 64 * 1024,
        client_channels_config: vec![channel.clone()],
        server_channels_config: vec![channel],
    });
    renet.set_connected();
    renet
}

/// A number as renet writes it, in 1, 2, 4 or 8 bytes (`width` 0 to 3), or in more where it does not fit.
fn varint(value: u64, width: u32) -> Vec<u8> {
    let width = (width..=3).find(|width| value >> ((8 << width) - 2) == 0).expect("two bits are left for the length");
    let mut bytes = value.to_be_bytes().to_vec().split_off(8 - (1 << width));
    bytes[0] |= (width as u8) << 6;
    bytes
}

/// Packets by the rules of the list, their numbers in any of the lengths they may have.
fn well_formed() -> impl Strategy<Value = (Packet, Vec<u8>)> {
    let number = (any::<u64>().prop_map(|value| value >> 2), 0..4_u32).prop_map(|(value, width)| varint(value, width));
    let message = (number.clone(), vec(any::<u8>(), 1..=60), 0..4_u32);
    let messages = (number.clone(), vec(message, 0..=12)).prop_map(|(sequence, messages)| {
        let mut bytes = [vec![0], sequence, vec![UDP_CHANNEL, 0, messages.len() as u8]].concat();
        for (number, message, width) in messages {
            bytes.extend([number, varint(message.len() as u64, width), message].concat());
        }
        (Packet::Messages, bytes)
    });
    let range = (0..100_u64, 0..100_u64, 0..4_u32);
    let acknowledgements =
        (number, 0..1_000_u64, 0..100_u64, vec(range, 0..60)).prop_map(|(sequence, first, size, older)| {
            let end = first + size + older.iter().map(|(gap, size, _)| gap + 2 + size).sum::<u64>();
            let mut bytes =
                [vec![4], sequence, varint(end, 0), varint(size, 0), varint(older.len() as u64, 0)].concat();
            for (gap, size, width) in older {
                bytes.extend([varint(gap, width), varint(size, width)].concat());
            }
            (Packet::Ack, bytes)
        });
    prop_oneof![messages, acknowledgements]
}
