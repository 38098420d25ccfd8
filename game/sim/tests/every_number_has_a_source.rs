//! Every number of the model says its unit, its range and where it comes from, once, and is set by its name.

use std::collections::BTreeSet;

use codedark_sim::base::number::Number;
use codedark_sim::base::numbers::{NotSet, Numbers};

fn all() -> impl Iterator<Item = (&'static str, &'static Number)> {
    Numbers::list().into_iter().flat_map(|(domain, numbers)| numbers.iter().map(move |number| (domain, number)))
}

#[test]
fn every_number_has_a_unit_a_range_and_a_source() {
    let mut names = BTreeSet::new();
    for (domain, one) in all() {
        let name = format!("{domain}/{}", one.name);
        assert!(!one.unit.trim().is_empty() && !one.what.trim().is_empty(), "{name} has a unit and a meaning");
        assert!(one.source.trim().len() >= 4, "{name} has a source, or says that it is an assumption");
        assert!(one.low < one.high, "{name} has a range");
        assert!((one.low..=one.high).contains(&one.value), "{name} lies within its range");
        assert!(names.insert(name.clone()), "{name} is listed once");
    }
}

#[test]
fn each_number_is_set_by_its_name_and_no_other_moves() {
    for (domain, one) in all() {
        for value in [one.low, one.high] {
            let mut numbers = Numbers::default();
            numbers.set(domain, one.name, value).expect("the ends of the range can be defended");
            for (other_domain, other) in all() {
                let wanted = if (domain, one.name) == (other_domain, other.name) { value } else { other.value };
                assert_eq!(numbers.value(other_domain, other.name), Some(wanted), "{other_domain}/{}", other.name);
            }
        }
    }
}

#[test]
fn what_cannot_be_defended_is_not_set() {
    let mut numbers = Numbers::default();
    assert_eq!(numbers.set("care: flow", "no-such", 1.0), Err(NotSet::Unknown));
    assert_eq!(numbers.set("nobody", "by_hand", 1.0), Err(NotSet::Unknown));
    for (domain, one) in all() {
        for value in [one.low - 1.0, one.high + 1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(numbers.set(domain, one.name, value), Err(NotSet::OutOfRange(one)), "{domain}/{}", one.name);
        }
    }
    assert_eq!(numbers, Numbers::default());
}
