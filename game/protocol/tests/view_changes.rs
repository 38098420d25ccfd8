//! A change carries exactly what turns one view into the next: apply(old, diff(old, new)) == new, for every list of every
//! view.

use codedark_protocol::{Role, Seat, ServerMsg, ViewChange, decode_server, encode};
use proptest::prelude::*;

use crate::cases;
use crate::rows::{overview, session, view};

/// The laws of one kind of view, and the message that carries its changes.
macro_rules! laws {
    ($name:ident, $views:expr, $message:expr) => {
        mod $name {
            use super::*;

            proptest! {
                #![proptest_config(cases(256))]

                #[test]
                fn applying_the_change_gives_the_new_view(old in $views, new in $views) {
                    let mut applied = old.clone();
                    applied.apply(&new.change_since(&old));
                    prop_assert_eq!(applied, new);
                }

                #[test]
                fn only_equal_views_have_an_empty_change(old in $views, new in $views) {
                    prop_assert!(old.change_since(&old).is_empty());
                    prop_assert_eq!(new.change_since(&old).is_empty(), new == old);
                }

                #[test]
                fn a_change_survives_the_wire(old in $views, new in $views) {
                    let message = $message(new.change_since(&old));
                    prop_assert_eq!(decode_server(&encode(&message)), Ok(message));
                }
            }
        }
    };
}

fn of_a_seat(change: ViewChange) -> ServerMsg {
    let seat = Seat { hospital: "h1".into(), role: Role::MedicalLead };
    ServerMsg::Seat { seat, whole: false, change }
}

laws!(seats, view(), of_a_seat);
laws!(sessions, session(), ServerMsg::Session);
laws!(overviews, overview(), ServerMsg::Overview);
