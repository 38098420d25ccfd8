//! `--fit --without`: the other incidents choose from the middle of each range, by a search that is the same every time.

use std::sync::Arc;

use codedark_authoring::calibrate::calibrate;
use codedark_authoring::calibrate::fit::{Chosen, choose};
use codedark_authoring::calibrate::named::{Named, Setting, named};
use codedark_scenario::Scenario;

use crate::common::{incident, point};

fn number(name: &str) -> Named {
    named(name).expect("it is listed")
}

/// Minutes until the attack is recognised, with a value of the number that says how much must be seen of it.
fn recognised(understood: f64) -> f64 {
    let numbers = number("understood").set_in(&Setting::default().numbers, understood);
    let incident = incident("plain", &point("recognised", "RecognitionMin", 0.0, 1.0));
    let found = calibrate(&incident, &numbers, 1, 1, &|| {});
    found.results[0].spread.expect("the hospital is struck").middle
}

fn chosen(others: &[Arc<Scenario>]) -> Chosen {
    choose(others, &Setting::default().numbers, &[number("trust_missed"), number("understood")], 1, &|| {})
}

#[test]
fn the_value_that_misses_least_is_chosen() {
    let it = number("understood").number;
    for (wanted, why) in [(it.high, "the high end"), (it.low, "the low end")] {
        let meets = recognised(wanted);
        let others = [incident("other", &point("recognised", "RecognitionMin", meets - 1.0, meets + 1.0))];
        let found = chosen(&others);
        let (first, value) = &found.chosen[0];
        assert_eq!((first.name().as_str(), *value), ("strike.understood", wanted), "{why}");
        let [_, middle, best] = found.missed;
        assert!(best == 0.0 && middle > 0.0, "{why}: from {middle} widths to {best}");
        assert_eq!(found.met, [0, 0, 1], "{why}");
        let again = chosen(&others);
        assert_eq!(again.chosen, found.chosen, "the search is the same every time");
    }
}

#[test]
fn what_moves_nothing_stays_in_the_middle() {
    let others = [incident("other", &point("any", "EncryptedShare", 0.0, 1.0))];
    for (one, value) in chosen(&others).chosen {
        assert_eq!(value, (one.number.low + one.number.high) / 2.0, "{}", one.name());
    }
}
