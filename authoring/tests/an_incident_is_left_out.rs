//! `--leave-one-out`: what the other incidents would choose for a number, and how many points of the one left out hold then.

use codedark_authoring::calibrate::influence::{Choice, Held, LeftOut, Value, choose, left_out};

/// Points that hold in each of three incidents with the value in use, the low and the high end.
fn held(in_use: [usize; 3], low: [usize; 3], high: [usize; 3]) -> Held {
    Held { in_use: in_use.into(), low: low.into(), high: high.into() }
}

#[test]
fn the_others_choose_what_holds_most_of_their_points() {
    let owed = held([3, 2, 2], [1, 2, 3], [0, 0, 0]);
    for (held, incident, value, others, own, why) in [
        (&owed, 0, Value::Low, (4, 5), (3, 1), "2 + 2 against 2 + 3: the first alone keeps the value in use"),
        (&owed, 1, Value::InUse, (5, 5), (2, 2), "3 + 2 against 1 + 3"),
        (&owed, 2, Value::InUse, (5, 5), (2, 2), "3 + 2 against 1 + 2"),
        (&held([1, 1, 1], [1, 1, 1], [9, 1, 1]), 0, Value::InUse, (2, 2), (1, 1), "a tie stays at the value in use"),
        (&held([0, 1, 1], [5, 2, 1], [7, 1, 2]), 0, Value::Low, (2, 3), (0, 5), "of two that do better, the low end"),
        (&held([0, 1, 1], [5, 2, 1], [7, 2, 2]), 0, Value::High, (2, 4), (0, 7), "unless the high end does better"),
    ] {
        assert_eq!(choose(0, held, incident), Choice { number: 0, value, others, own }, "{why}");
    }
}

#[test]
fn an_incident_is_summed_up_over_all_numbers() {
    let numbers = [
        held([3, 2, 2], [1, 2, 3], [0, 0, 0]),
        held([3, 2, 2], [3, 2, 2], [3, 3, 2]),
        held([3, 2, 2], [3, 2, 2], [4, 2, 4]),
    ];
    let all = left_out(&numbers);
    let of = |one: &LeftOut| (one.held, one.choices.len(), one.fewer_same_more, one.least);
    // The first loses two points by the first number, none by the second and wins one by the third.
    assert_eq!(of(&all[0]), (3, 3, [1, 1, 1], 1));
    // The second would be left as it is but for the third number, which changes nothing in it.
    assert_eq!(of(&all[1]), (2, 1, [0, 1, 0], 2));
    // The third is as it was by the second number, and wins two by the third, which the first alone would choose.
    assert_eq!(of(&all[2]), (2, 2, [0, 1, 1], 2));
    assert_eq!(all[0].choices.iter().map(|choice| choice.number).collect::<Vec<_>>(), [0, 1, 2]);
}

#[test]
fn nothing_comes_of_no_numbers() {
    assert_eq!(left_out(&[]), []);
}
