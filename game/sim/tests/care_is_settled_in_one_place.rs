//! When care is settled is care's own affair: what changes nothing of it leaves it to the thousandth as it would have been, and
//! how an hour is cut by those who change something brings nobody more or fewer to the door.

use std::sync::Arc;

use crate::common::*;
use codedark_protocol::Role;
use codedark_scenario::{Effect, Scenario};
use codedark_sim::exercise::*;
use proptest::prelude::*;

/// An order of the nursing lead about the dialysis ward, which takes a minute and may be given again.
const ORDER: &str = "rehearse-ward-charts";
const WARD: &str = "dialysis";
const HOURS: u64 = 72;

/// A hospital in which nothing happens, and in which that order does this.
fn quiet(effects: &[Effect]) -> Arc<Scenario> {
    changed(|scenario| {
        scenario.adversary.begins_min = NEVER_MIN;
        scenario.injects.clear();
        let action = scenario.actions.iter_mut().find(|action| action.id == ORDER).expect("shipped");
        (action.cost_cents, action.staff_min, action.duration_min, action.effects) = (0, 1, 1, effects.to_vec());
    })
}

/// Its services after three days, with that order given at these minutes.
fn services(effects: &[Effect], minutes: &[u64]) -> Vec<(String, ServiceState)> {
    let mut exercise = Exercise::build(quiet(effects), SEED, &one_hospital());
    exercise.submit(0, &Act::Phase(0)).expect("preparing begins");
    exercise.submit(0, &Act::Phase(1)).expect("watching begins");
    for minute in minutes {
        exercise.advance(*minute);
        does(&mut exercise, Role::NursingLead, ORDER, Some(WARD));
    }
    exercise.advance(HOURS * 60);
    exercise.services("h1")
}

proptest! {
    #![proptest_config(cases(12))]

    #[test]
    fn an_order_that_changes_nothing_of_it_leaves_it_alone(gaps in prop::collection::vec(2_u64..200, 1..20)) {
        let minutes: Vec<u64> = gaps.iter().scan(0, |at, gap| { *at += gap; Some(*at) }).collect();
        let [with, without] = [&minutes[..], &[]].map(|minutes| format!("{:?}", services(&[Effect::Fund(0)], minutes)));
        prop_assert_eq!(with, without);
    }

    #[test]
    fn how_an_hour_is_cut_brings_nobody_more(gaps in prop::collection::vec(2_u64..50, 1..40)) {
        let minutes: Vec<u64> = gaps.iter().scan(0, |at, gap| { *at += gap; Some(*at) }).collect();
        let came = |minutes: &[u64]| -> Vec<(String, i64)> {
            let services = services(&[Effect::Fund(0), Effect::StopDivert], minutes).into_iter();
            services.map(|(id, state)| (id, state.counts.arrived_milli)).collect()
        };
        prop_assert_eq!(came(&minutes), came(&[]));
    }
}
