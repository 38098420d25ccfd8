//! Bytes that are not a message are refused, whatever they are, and never panic.

use codedark_protocol::*;
use proptest::prelude::*;

use crate::cases;

#[test]
fn limits_hold() {
    assert_eq!(decode_client(&vec![0; INBOUND_BYTES_MAX + 1]), Err(DecodeError::TooLong));
    let mut hello =
        encode(&ClientMsg::Hello { version: PROTOCOL_VERSION, token: "t".into(), had: None, asks: Vec::new() });
    assert!(decode_client(&hello).is_ok());
    hello.push(0);
    assert_eq!(decode_client(&hello), Err(DecodeError::Garbage), "bytes after the message");
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = decode_client(&bytes);
        let _ = decode_server(&bytes);
    }
}
