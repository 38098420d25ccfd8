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

/// Least width of an assumption's range, as a share of the value in use: nobody knows a guess more closely.
const WIDTH_LEAST: f64 = 0.1;

#[test]
fn an_assumption_has_a_range_and_not_a_point() {
    let free: Vec<_> = all().filter(|(_, one)| one.is_free()).collect();
    assert!(free.len() > 100, "assumptions are known by that word: {}", free.len());
    for (domain, one) in free {
        let name = format!("{domain}/{}", one.name);
        assert!(one.high - one.low >= WIDTH_LEAST * one.value.abs(), "{name}: from {} to {}", one.low, one.high);
    }
    for (domain, one) in all().filter(|(_, one)| one.unit == "chance") {
        assert!(one.low >= 0.0 && one.high <= 1.0, "{domain}/{}: a chance from {} to {}", one.name, one.low, one.high);
    }
}

#[test]
fn whatever_is_set_the_lesser_of_two_stays_the_lesser() {
    let number = |domain: &str, name: &str| {
        let found = all().find(|(known, one)| (*known, one.name) == (domain, name));
        found.unwrap_or_else(|| panic!("{domain}/{name} is listed")).1
    };
    for (domain, less, more, why) in [
        ("attack: tempo", "day_begins", "day_ends", "a strike by day lies between them"),
        ("care: capacity", "tires_after", "tired_after", "exhaustion grows from the one to the other"),
        ("care: neighbours", "normal_load", "load_max", "a normal day is not the busiest"),
        ("recovery: key", "key_least", "key_most", "a key opens a share between them"),
    ] {
        let (less, more) = (number(domain, less), number(domain, more));
        assert!(less.high < more.low, "{domain}: {} and {} overlap, but {why}", less.name, more.name);
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
