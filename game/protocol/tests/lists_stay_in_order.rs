//! A list that is not in the order of its keys, or has a key twice, is found; and no change makes one of a list that is in
//! order, whatever comes over the wire.

use codedark_protocol::{Figure, ListChange, View, is_in_order};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::cases;

fn figures(ids: &[&str]) -> Vec<Figure> {
    ids.iter().map(|id| Figure { id: (*id).to_owned(), value: 1 }).collect()
}

#[test]
fn what_is_out_of_order_or_doubled_is_found() {
    for (ids, expected, why) in [
        (&[][..], true, "nothing"),
        (&["a"], true, "one row"),
        (&["a", "b", "d"], true, "sorted"),
        (&["b", "a"], false, "the other way round"),
        (&["a", "c", "b"], false, "out of order at the end"),
        (&["a", "b", "b"], false, "a key twice"),
    ] {
        let view = View { figures: figures(ids), ..View::default() };
        assert_eq!(view.is_in_order(), expected, "{why}");
    }
}

fn rows() -> impl Strategy<Value = Vec<Figure>> {
    let row = ("[a-e]", -3_i64..3).prop_map(|(id, value)| Figure { id, value });
    vec(row, 0..6)
}

fn in_order() -> impl Strategy<Value = Vec<Figure>> {
    rows().prop_map(|mut rows| {
        rows.sort_by(|a, b| a.id.cmp(&b.id));
        rows.dedup_by(|a, b| a.id == b.id);
        rows
    })
}

proptest! {
    #![proptest_config(cases(512))]

    #[test]
    fn whatever_a_change_says_a_list_stays_in_order(
        mut list in in_order(),
        set in rows(),
        gone in vec("[a-e]", 0..6),
    ) {
        let last = |id: &str| set.iter().rfind(|row| row.id == id);
        let kept = list.iter().filter(|row| !gone.contains(&row.id) && last(&row.id).is_none());
        let named = ["a", "b", "c", "d", "e"].into_iter().filter_map(last);
        let mut expected: Vec<Figure> = kept.chain(named).cloned().collect();
        expected.sort_by(|a, b| a.id.cmp(&b.id));
        ListChange { set: set.clone(), gone: gone.clone() }.apply(&mut list);
        prop_assert!(is_in_order(&list), "{:?}", list);
        prop_assert_eq!(list, expected, "what is set last holds, and what is gone and not set is gone");
    }
}
