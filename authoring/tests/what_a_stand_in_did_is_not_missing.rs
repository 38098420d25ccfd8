//! A decision of a history that a stand-in took earlier was taken; one that nobody could take is missing.

use std::sync::Arc;

use codedark_authoring::calibrate::calibrate;
use codedark_scenario::{HistoricDecision, History, Moment, Role, Scenario, Skill};

use crate::common::{incident, point};

/// What of a history is missing, over three seeds, where competent people decide from the strike on.
fn missing(action: &str, role: Role, at: u64) -> Vec<(String, usize)> {
    let points = r#"(id: "back", measure: ServersRestored, at: Day(12), low: 0, high: 1, source: "a test", mark: P),"#;
    let mut scenario =
        Scenario::clone(&incident("decided", &(points.to_owned() + &point("any", "EncryptedShare", 0.0, 1.0))));
    let decision = HistoricDecision {
        id: "told".to_owned(),
        at: Moment::Strike(at),
        role,
        action: action.to_owned(),
        target: None,
    };
    scenario.history = History { others: Skill::Competent, others_from: Moment::Strike(0), decisions: vec![decision] };
    calibrate(&Arc::new(scenario), &Arc::default(), 3, 1, &|| {}).refused
}

#[test]
fn a_stand_in_who_thought_of_it_earlier_took_it() {
    assert_eq!(missing("refuse-ransom", Role::IncidentCommander, 4 * 1_440), []);
}

#[test]
fn what_comes_after_all_that_was_read_is_not_missing() {
    assert_eq!(missing("refuse-ransom", Role::IncidentCommander, 40 * 1_440), []);
}

#[test]
fn what_nobody_could_take_is_missing() {
    // Duties are listed while preparing, which is over.
    assert_eq!(missing("list-legal-duties", Role::CommunicationsLegal, 1_440), [("told".to_owned(), 3)]);
}
