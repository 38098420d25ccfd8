//! The worked bytes of ARCHITECTURE.md.
use codedark_protocol::{ClientMsg, DecodeError, Msg, PROTOCOL_VERSION, ServerMsg, decode_client, encode};

#[test]
fn a_hello_is_these_bytes() {
    let hello = ClientMsg::Hello { version: PROTOCOL_VERSION, token: "abc".into(), had: None, asks: Vec::new() };
    assert_eq!(encode(&hello), [0x00, 0x08, 0x03, 0x61, 0x62, 0x63, 0x00, 0x00]);
}

#[test]
fn pages_of_every_version_are_told_so() {
    for (bytes, read, why) in [
        (vec![0x00, 0x05, 0x03, 0x61, 0x62, 0x63], DecodeError::OtherVersion, "the hello of version 5"),
        (vec![0x00, 0x09, 0x03, 0x61, 0x62, 0x63, 0x01, 0x02, 0x03, 0x04], DecodeError::OtherVersion, "a later one"),
        (vec![0x00, 0x08, 0x03, 0x61, 0x62, 0x63], DecodeError::Garbage, "one of this version that is cut off"),
        (vec![0x01, 0x05, 0x03, 0x61, 0x62, 0x63], DecodeError::Garbage, "no hello"),
    ] {
        assert_eq!(decode_client(&bytes), Err(read), "{why}");
    }
    let bye = encode(&ServerMsg::Bye(Msg::new("bye-other-version")));
    assert_eq!(bye[0], 8, "a page of version 5 reads the goodbye at this place");
}
