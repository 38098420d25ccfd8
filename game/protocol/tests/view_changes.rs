//! A change carries exactly what turns one view into the next: apply(old, diff(old, new)) == new.
use codedark_protocol::{Figure, LogId, LogRow, Msg, ServerMsg, View, decode_server, encode};
use proptest::prelude::*;

fn view() -> impl Strategy<Value = View> {
    let figures = proptest::collection::btree_map("[a-e]", -3i64..3, 0..5);
    let log = proptest::collection::btree_set((0u64..4, 0u32..8), 0..6);
    (figures, log).prop_map(|(figures, log)| View {
        figures: figures.into_iter().map(|(id, value)| Figure { id, value }).collect(),
        log: log
            .into_iter()
            .map(|(at_min, place)| LogRow { id: LogId { at_min, place, digest: 0 }, what: Msg::new("m") })
            .collect(),
        ..View::default()
    })
}

proptest! {
    #[test]
    fn applying_the_change_gives_the_new_view(old in view(), new in view()) {
        let mut applied = old.clone();
        applied.apply(&new.change_since(&old));
        prop_assert_eq!(applied, new);
    }

    #[test]
    fn equal_views_have_an_empty_change(view in view()) {
        prop_assert!(view.change_since(&view).is_empty());
    }

    #[test]
    fn a_change_survives_the_wire(old in view(), new in view()) {
        let seat = codedark_protocol::Seat { hospital: "h1".into(), role: codedark_protocol::Role::MedicalLead };
        let message = ServerMsg::Seat { seat, whole: false, change: new.change_since(&old) };
        prop_assert_eq!(decode_server(&encode(&message)), Ok(message));
    }
}
