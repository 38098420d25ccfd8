//! Who holds several seats sees the rows of all of them, each once, in order; of what two seats see, the first one's stays.

use std::collections::BTreeMap;

use codedark_protocol::{Overview, Row, SessionView, View};
use proptest::prelude::*;

use crate::cases;
use crate::rows::{overview, session, view};

/// The same by another way: a map in which the own rows are put last.
fn joined<R: Row>(own: &[R], other: &[R]) -> Vec<R> {
    let rows: BTreeMap<&R::Key, &R> = other.iter().chain(own).map(|row| (row.key(), row)).collect();
    rows.into_values().cloned().collect()
}

/// The law for one kind of view. All lists stand here: who adds one is told.
macro_rules! law {
    ($name:ident, $views:expr, $view:ident { $($list:ident),* }) => {
        proptest! {
            #![proptest_config(cases(256))]

            #[test]
            fn $name(own in $views, other in $views) {
                let mut merged = own.clone();
                merged.merge(&other);
                prop_assert_eq!(&merged, &$view { $($list: joined(&own.$list, &other.$list)),* });
                prop_assert!(merged.is_in_order());
            }
        }
    };
}

law!(
    seats,
    view(),
    View { figures, zones, groups, services, patients, cases, tasks, offers, proposals, injects, duties, log }
);
law!(sessions, session(), SessionView { class, teams, people, warm_ups, chat });
law!(overviews, overview(), Overview { figures, events, injects, missing });
