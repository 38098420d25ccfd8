//! The worked bytes of ARCHITECTURE.md.
use codedark_protocol::{ClientMsg, PROTOCOL_VERSION, encode};

#[test]
fn a_hello_is_these_bytes() {
    let hello = ClientMsg::Hello { version: PROTOCOL_VERSION, token: "abc".into() };
    assert_eq!(encode(&hello), [0x00, 0x05, 0x03, 0x61, 0x62, 0x63]);
}
