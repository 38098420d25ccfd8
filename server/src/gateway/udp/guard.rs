//! The guard before netcode and renet, which trust what comes in more than the network deserves.
//!
//! A datagram is looked at before netcode: version 2.0.0 of renetcode takes its first bytes at their word, and panics at a
//! sequence number of more than eight bytes, at a rest too short for its seal, and (with overflow checks) at the
//! last sequence numbers, all before it knows who sent it. A payload is looked at before renet: version 2.0.1 panics at
//! a slice whose index is not below its count, counts slices' memory by what they claim, and keeps empty messages free of
//! its limit. Our clients send nothing that is refused here.

use codedark_protocol::{UDP_CHANNEL, UDP_FRAME_BYTES_MAX};

use super::super::InboundLimit;

/// Longest datagram of netcode.
const DATAGRAM_BYTES_MAX: usize = 1_400;
/// Length of netcode's connection request.
const REQUEST_BYTES: usize = 1_078;
/// Length of the seal at the end of every other datagram.
const SEAL_BYTES: usize = 16;
/// Longest sequence number of a datagram. Seven bytes last for ever; at the end of eight, netcode's sums overflow.
const SEQUENCE_BYTES_MAX: usize = 7;
/// Longest payload of a datagram.
const PAYLOAD_BYTES_MAX: usize = 1_300;

/// Why something that came in was dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// A datagram without a valid ticket or seal: garbage, forged, expired, or sent twice.
    Unauthentic,
    /// A datagram or payload that does not hold what it must.
    Malformed,
    /// A datagram or payload longer than any of ours.
    TooLong,
    /// A part of a message that is longer than a packet.
    Slice,
    /// More packets, bytes or frames than a client may send in a second.
    TooFast,
    /// Messages that wait for an earlier one that never comes.
    Backlog,
}

impl Refusal {
    /// All of them, in the order of their counters.
    pub const ALL: [Refusal; 6] = [
        Refusal::Unauthentic,
        Refusal::Malformed,
        Refusal::TooLong,
        Refusal::Slice,
        Refusal::TooFast,
        Refusal::Backlog,
    ];

    /// The name of its counter.
    pub fn name(self) -> &'static str {
        match self {
            Refusal::Unauthentic => "unauthentic",
            Refusal::Malformed => "malformed",
            Refusal::TooLong => "too_long",
            Refusal::Slice => "slice",
            Refusal::TooFast => "too_fast",
            Refusal::Backlog => "backlog",
        }
    }

    /// The limit that an authenticated sender broke with it.
    pub(super) fn limit(self) -> InboundLimit {
        match self {
            Refusal::TooLong | Refusal::Slice => InboundLimit::TooLong,
            Refusal::TooFast => InboundLimit::TooFast,
            Refusal::Unauthentic | Refusal::Malformed | Refusal::Backlog => InboundLimit::Malformed,
        }
    }
}

/// Netcode's kinds of datagrams that a client sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Datagram {
    Request,
    Response,
    KeepAlive,
    Payload,
    Disconnect,
}

/// Looks at a datagram before netcode does.
pub(super) fn datagram(bytes: &[u8]) -> Result<Datagram, Refusal> {
    if bytes.len() > DATAGRAM_BYTES_MAX {
        return Err(Refusal::TooLong);
    }
    let (prefix, rest) = bytes.split_first().ok_or(Refusal::Malformed)?;
    let sequence_bytes = usize::from(prefix >> 4);
    let kind = match prefix & 0x0f {
        0 if *prefix == 0 && bytes.len() == REQUEST_BYTES => return Ok(Datagram::Request),
        3 => Datagram::Response,
        4 => Datagram::KeepAlive,
        5 => Datagram::Payload,
        6 => Datagram::Disconnect,
        _ => return Err(Refusal::Malformed),
    };
    if sequence_bytes > SEQUENCE_BYTES_MAX || rest.len() < sequence_bytes + SEAL_BYTES {
        return Err(Refusal::Malformed);
    }
    Ok(kind)
}

/// Renet's kinds of packets that a client sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packet {
    /// Whole messages.
    Messages,
    /// What arrived of ours.
    Ack,
}

/// Looks at a decrypted payload before renet does.
pub(super) fn packet(bytes: &[u8]) -> Result<Packet, Refusal> {
    if bytes.len() > PAYLOAD_BYTES_MAX {
        return Err(Refusal::TooLong);
    }
    let mut reader = Reader(bytes);
    let kind = reader.byte()?;
    match kind {
        0 => messages(reader).map(|()| Packet::Messages),
        2 | 3 => Err(Refusal::Slice),
        4 => ack(reader).map(|()| Packet::Ack),
        // 1 would be messages of an unreliable channel: there is none.
        _ => Err(Refusal::Malformed),
    }
}

fn messages(mut reader: Reader) -> Result<(), Refusal> {
    reader.varint()?;
    let channel = reader.byte()?;
    let count = u16::from_be_bytes([reader.byte()?, reader.byte()?]);
    if channel != UDP_CHANNEL || count == 0 {
        return Err(Refusal::Malformed);
    }
    for _ in 0..count {
        reader.varint()?;
        let length = usize::try_from(reader.varint()?).map_err(|_| Refusal::Malformed)?;
        if length == 0 || length > UDP_FRAME_BYTES_MAX {
            return Err(Refusal::Malformed);
        }
        reader.skip(length)?;
    }
    reader.end()
}

fn ack(mut reader: Reader) -> Result<(), Refusal> {
    // Sequence, end and size of the newest range; then how many more follow, each with a gap and a size.
    for _ in 0..3 {
        reader.varint()?;
    }
    for _ in 0..reader.varint()? {
        reader.varint()?;
        reader.varint()?;
    }
    reader.end()
}

/// Reads renet's numbers, which are those of QUIC: the first two bits tell the length.
struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn byte(&mut self) -> Result<u8, Refusal> {
        let (byte, rest) = self.0.split_first().ok_or(Refusal::Malformed)?;
        self.0 = rest;
        Ok(*byte)
    }

    fn varint(&mut self) -> Result<u64, Refusal> {
        let first = self.byte()?;
        let more_bytes = (1_u32 << (first >> 6)) - 1;
        let mut value = u64::from(first & 0x3f);
        for _ in 0..more_bytes {
            value = value << 8 | u64::from(self.byte()?);
        }
        Ok(value)
    }

    fn skip(&mut self, bytes: usize) -> Result<(), Refusal> {
        self.0 = self.0.get(bytes..).ok_or(Refusal::Malformed)?;
        Ok(())
    }

    fn end(self) -> Result<(), Refusal> {
        if self.0.is_empty() { Ok(()) } else { Err(Refusal::Malformed) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datagrams_that_netcode_takes_at_their_word_are_refused() {
        let long = |first: u8, length: usize| [vec![first], vec![0; length - 1]].concat();
        for (bytes, verdict, why) in [
            (Vec::new(), Err(Refusal::Malformed), "nothing at all"),
            (long(0x00, 1_078), Ok(Datagram::Request), "a connection request"),
            (long(0x00, 1_077), Err(Refusal::Malformed), "a request too short"),
            (long(0x10, 1_078), Err(Refusal::Malformed), "a request with a sequence number"),
            (long(0x13, 326), Ok(Datagram::Response), "an answer to the challenge"),
            (long(0x04, 17), Ok(Datagram::KeepAlive), "the first sign of life has the number 0, in no bytes"),
            (long(0x16, 18), Ok(Datagram::Disconnect), "a farewell"),
            (long(0x15, 1_400), Ok(Datagram::Payload), "as long as may be"),
            (long(0x15, 1_401), Err(Refusal::TooLong), "a byte longer"),
            (long(0x01, 18), Err(Refusal::Malformed), "only servers deny"),
            (long(0x12, 326), Err(Refusal::Malformed), "only servers challenge"),
            (long(0x07, 18), Err(Refusal::Malformed), "no such kind"),
            (long(0xf5, 40), Err(Refusal::Malformed), "a sequence number of 15 bytes panics netcode"),
            (long(0x85, 40), Err(Refusal::Malformed), "eight bytes may overflow its sums"),
            (long(0x75, 23), Err(Refusal::Malformed), "no room for the seal panics it, too"),
            (long(0x75, 24), Ok(Datagram::Payload), "just room for the seal"),
        ] {
            assert_eq!(datagram(&bytes), verdict, "{why}");
        }
    }

    #[test]
    fn packets_that_renet_trusts_are_refused() {
        let message = |length: u16| {
            let mut bytes = vec![0, 7, UDP_CHANNEL, 0, 1, 3];
            bytes.extend((0x4000 | length).to_be_bytes());
            bytes.extend(vec![9; length.into()]);
            bytes
        };
        for (bytes, verdict, why) in [
            (Vec::new(), Err(Refusal::Malformed), "nothing at all"),
            (message(1), Ok(Packet::Messages), "a message of one byte"),
            (message(1_200), Ok(Packet::Messages), "as long as may be"),
            (message(1_201), Err(Refusal::Malformed), "renet would have sliced it"),
            (message(0), Err(Refusal::Malformed), "an empty message costs renet memory that it does not count"),
            ([message(5), vec![0]].concat(), Err(Refusal::Malformed), "something after the end"),
            (message(5)[..12].to_vec(), Err(Refusal::Malformed), "cut off"),
            (vec![0, 7, UDP_CHANNEL, 0, 0], Err(Refusal::Malformed), "no message"),
            (vec![0, 7, UDP_CHANNEL + 1, 0, 1, 3, 1, 9], Err(Refusal::Malformed), "another channel"),
            (vec![0, 7, UDP_CHANNEL, 255, 255, 3, 1, 9], Err(Refusal::Malformed), "fewer messages than it says"),
            (vec![1, 7, UDP_CHANNEL, 0, 1, 1, 9], Err(Refusal::Malformed), "an unreliable message"),
            (vec![2, 7, UDP_CHANNEL, 0, 0, 2, 1, 9], Err(Refusal::Slice), "a slice"),
            (vec![3, 7, UDP_CHANNEL, 0, 0, 2, 1, 9], Err(Refusal::Slice), "an unreliable slice"),
            (vec![4, 7, 9, 2, 0], Ok(Packet::Ack), "one range of acknowledged packets"),
            (vec![4, 7, 9, 2, 1, 0, 0], Ok(Packet::Ack), "two ranges"),
            (vec![4, 7, 9, 2, 1, 0], Err(Refusal::Malformed), "half a range"),
            (vec![4, 7, 9, 2, 0, 0], Err(Refusal::Malformed), "something after the ranges"),
            (vec![4, 0xc0], Err(Refusal::Malformed), "a number that ends early"),
            (vec![5, 7], Err(Refusal::Malformed), "no such kind"),
            (vec![4; 1_301], Err(Refusal::TooLong), "longer than a payload"),
        ] {
            assert_eq!(packet(&bytes), verdict, "{why}");
        }
    }
}
