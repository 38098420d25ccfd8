//! The security desk is shown a handful of open cases, the loudest first; modelled staff work the rest.

use crate::common::*;
use codedark_protocol::{CaseRow, CaseState, OPEN_CASES_MAX, Role};
use codedark_scenario::TargetKind;
use codedark_sim::exercise::*;

#[test]
fn at_most_six_open_cases_are_shown_and_the_rest_is_a_number() {
    let played = played(Skill::Idle, SEED);
    let mut most_with_staff = 0;
    each_change(scenario(), &played.entries, SEED, |exercise| {
        let view = exercise.glance(&seat(Role::SecurityLead));
        let figure = |id: &str| view.figures.iter().find(|figure| figure.id == id).map_or(0, |figure| figure.value);
        let shown = view.cases.iter().filter(|case| case.state == CaseState::Open).count();
        assert!(shown <= OPEN_CASES_MAX, "{shown} at {}", exercise.now());
        assert_eq!(figure("cases_with_staff"), figure("cases_open") - shown as i64);
        assert!(shown == OPEN_CASES_MAX || figure("cases_with_staff") == 0, "staff get only what is too much");
        for offer in &view.offers {
            let hidden = |id: &&String| id.starts_with("case-") && !view.cases.iter().any(|case| case.id == **id);
            assert_eq!(offer.targets.iter().find(hidden), None, "{} is offered on what is shown", offer.action);
        }
        most_with_staff = most_with_staff.max(figure("cases_with_staff"));
    });
    assert!(most_with_staff > 0, "the queue was longer than the list, or nothing was tested");
}

#[test]
fn what_is_hidden_is_no_louder_than_what_is_shown() {
    let mut exercise = replayed(&played(Skill::Idle, SEED).entries, SEED, 60_000);
    let house = scenario();
    let investigate = house.actions.iter().find(|action| action.target == TargetKind::Case).expect("cases are worked");
    let open = |exercise: &mut Exercise| {
        let cases = exercise.view(&seat(investigate.role)).cases;
        cases.into_iter().filter(|case| case.state == CaseState::Open).collect::<Vec<_>>()
    };
    let loudness = |case: &CaseRow| (case.alerts, std::cmp::Reverse(case.opened_min));
    let shown = open(&mut exercise);
    let quietest = shown.iter().map(loudness).min().expect("some are open");
    // Taking one up makes room for the next of the queue.
    exercise.submit(60_000, &order(investigate.role, &investigate.id, Some(&shown[0].id))).expect("there are hands");
    let fresh: Vec<CaseRow> = open(&mut exercise).into_iter().filter(|case| !shown.contains(case)).collect();
    assert_eq!(fresh.len(), 1, "one case came into sight");
    assert!(loudness(&fresh[0]) <= quietest, "{:?} was hidden behind {quietest:?}", fresh[0]);
}
