//! The guard before netcode and renet: a list of what may come in, and nothing else gets past it.
//!
//! renetcode 2.0.0 and renet 2.0.1 take lengths, numbers and counts in what they receive at their word. Some of it stops the
//! thread that reads it (a panic), in renetcode before it is known who sent it, and some costs memory beside its limits.
//! Hence both see only what is on the list. It holds what our clients send:
//!
//! | a datagram, sealed | bytes between its sequence number and its seal |
//! |---|---|
//! | connection request, not sealed, without a sequence number | 1,078 bytes in all |
//! | response | 308 |
//! | sign of life | 8 |
//! | payload | 1 to 1,300 |
//! | farewell | none |
//!
//! Its sequence number has at most seven bytes. A payload, once netcode has opened it, is one of two packets that end where
//! they say: whole messages of the one channel, each of 1 to [`UDP_FRAME_BYTES_MAX`] bytes, and none where renet 2.0.1 begins a
//! packet anew before a long one; or acknowledgements, each range below the one before. Slices of a longer message do not
//! pass, well-formed or not.

use std::ops::RangeInclusive;

use codedark_protocol::{UDP_CHANNEL, UDP_FRAME_BYTES_MAX};

use super::super::InboundLimit;

/// Length of netcode's connection request.
const REQUEST_BYTES: usize = 1_078;
/// Length of what a response says: the number of a challenge, and the challenge.
const RESPONSE_BYTES: usize = 8 + 300;
/// Length of what a sign of life says: two numbers.
const KEEP_ALIVE_BYTES: usize = 8;
/// Longest payload of a datagram.
const PAYLOAD_BYTES_MAX: usize = 1_300;
/// Length of the seal at the end of every datagram but a request.
const SEAL_BYTES: usize = 16;
/// Longest sequence number of a datagram. Seven bytes last for ever.
const SEQUENCE_BYTES_MAX: usize = 7;
/// Longest datagram: a payload with all that surrounds it.
const DATAGRAM_BYTES_MAX: usize = 1 + SEQUENCE_BYTES_MAX + PAYLOAD_BYTES_MAX + SEAL_BYTES;

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
    if *prefix == 0 && bytes.len() == REQUEST_BYTES {
        return Ok(Datagram::Request);
    }
    let (kind, sizes) = sealed(prefix & 0x0f).ok_or(Refusal::Malformed)?;
    let sequence_bytes = usize::from(prefix >> 4);
    let size = rest.len().checked_sub(sequence_bytes + SEAL_BYTES).ok_or(Refusal::Malformed)?;
    if sequence_bytes > SEQUENCE_BYTES_MAX || !sizes.contains(&size) {
        return Err(Refusal::Malformed);
    }
    Ok(kind)
}

/// The kind of sealed datagram that this number stands for, and how long what it says may be.
fn sealed(number: u8) -> Option<(Datagram, RangeInclusive<usize>)> {
    Some(match number {
        3 => (Datagram::Response, RESPONSE_BYTES..=RESPONSE_BYTES),
        4 => (Datagram::KeepAlive, KEEP_ALIVE_BYTES..=KEEP_ALIVE_BYTES),
        5 => (Datagram::Payload, 1..=PAYLOAD_BYTES_MAX),
        6 => (Datagram::Disconnect, 0..=0),
        _ => return None,
    })
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
    if channel != UDP_CHANNEL {
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
    // Sequence; end and size of the newest range; then how many older ones follow, each with its gap to the start of the one
    // before, not counting the two ends, and its size.
    reader.varint()?;
    let mut start = below(reader.varint()?, reader.varint()?)?;
    for _ in 0..reader.varint()? {
        let end = below(start, reader.varint()? + 2)?;
        start = below(end, reader.varint()?)?;
    }
    reader.end()
}

/// The number that lies so far below another one.
fn below(number: u64, distance: u64) -> Result<u64, Refusal> {
    number.checked_sub(distance).ok_or(Refusal::Malformed)
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
mod tests;
