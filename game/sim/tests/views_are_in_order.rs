//! Every list of every view lies in the order of its keys, and no key stands twice: changes of views need it.

use crate::common::*;
use codedark_protocol::Role;
use codedark_sim::exercise::*;

/// Of the moments at which something changed, one in so many is looked at: what a seat sees changes slowly.
const ONE_IN: usize = 7;

#[test]
fn all_lists_of_all_seats_are_in_order_at_any_change() {
    let mut longest = 0;
    for (which, scenario, skill) in [
        ("idle", scenario(), Skill::Idle),
        ("competent", scenario(), Skill::Competent),
        ("rounds", with_budget_rounds(), Skill::Novice),
    ] {
        let played = play(scenario.clone(), SEED, &one_hospital(), &Policy::StandIns(skill));
        let mut moments = 0;
        each_change(scenario, &played.entries, SEED, |exercise| {
            moments += 1;
            if moments % ONE_IN != 0 {
                return;
            }
            let mut all = exercise.view(&seat(Role::EIGHT[0]));
            for role in Role::EIGHT {
                let view = exercise.view(&seat(role));
                assert!(view.is_in_order(), "{which}, {role:?} at {}: {view:?}", exercise.now());
                all.merge(&view);
            }
            assert!(all.is_in_order(), "{which}, all seats at {}: {all:?}", exercise.now());
            longest = longest.max(all.log.len());
        });
    }
    assert!(longest > 20, "there was something to sort, {longest} lines at most");
}
