//! Every code has one number and one name, and both lead to it.

use codedark_scenario::code;
use codedark_scenario::codes::CODES;

#[test]
fn numbers_and_names_are_given_once() {
    assert!(CODES.is_sorted_by(|one, next| one.number < next.number), "by number, none twice");
    for (index, one) in CODES.iter().enumerate() {
        let twin = CODES[..index].iter().find(|other| other.name == one.name || other.title == one.title);
        assert_eq!(twin, None, "{one} {}", one.name);
        assert!(
            one.name.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-'),
            "{}",
            one.name
        );
        assert!((1..800).contains(&one.number), "{one}: no room of numbers is kept for it");
    }
}

#[test]
fn a_code_is_found_by_all_its_names() {
    for one in CODES {
        let number = one.number.to_string();
        for written in [one.name, &one.to_string(), &one.to_string().to_lowercase(), &number] {
            assert_eq!(code(written), Some(*one), "{written}");
        }
    }
    for written in ["", "CD", "CD9999", "zebra", "CD-1", "CD00042x"] {
        assert_eq!(code(written), None, "{written}");
    }
}
