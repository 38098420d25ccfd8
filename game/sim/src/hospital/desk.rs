//! The security desk: alerts and the cases they are gathered in.

use bevy_ecs::component::Component;
use codedark_protocol::{CaseState, OPEN_CASES_MAX};
use codedark_scenario::SensorKind;
use serde::Serialize;

use crate::base::time::Minute;

/// The security desk.
#[derive(Component, Clone, Debug, Default, Serialize)]
pub struct Desk {
    /// All cases, by number.
    pub cases: Vec<Case>,
    /// Alerts that ordinary life caused, and alerts that the attack caused. Hidden.
    pub alerts: (u32, u32),
    /// Minute an intrusion was confirmed or could no longer be overlooked.
    pub detected_min: Option<Minute>,
}

/// Alerts that belong together.
#[derive(Clone, Debug, Serialize)]
pub struct Case {
    /// Index of the zone.
    pub zone: usize,
    /// Kind of sensor.
    pub kind: SensorKind,
    /// Text key of the first report.
    pub report: String,
    /// When it was opened.
    pub opened_min: Minute,
    /// Last alert.
    pub last_min: Minute,
    /// Alerts in it.
    pub alerts: u32,
    /// Where the work stands.
    pub state: CaseState,
    /// Whether an attack caused one of its alerts. Hidden.
    pub attack: bool,
}

/// Id of a case in views.
pub fn case_id(index: usize) -> String {
    format!("case-{:04}", index + 1)
}

/// Index of a case by its id.
pub fn case_index(id: &str) -> Option<usize> {
    id.strip_prefix("case-")?.parse::<usize>().ok()?.checked_sub(1)
}

impl Desk {
    /// Open cases that the desk is shown: the loudest, then the oldest. Modelled staff work the rest of the queue.
    pub fn shown(&self) -> Vec<usize> {
        let open = self.cases.iter().enumerate().filter(|(_, case)| case.state == CaseState::Open);
        let mut open: Vec<_> =
            open.map(|(index, case)| (std::cmp::Reverse(case.alerts), case.opened_min, index)).collect();
        open.sort_unstable();
        open.into_iter().take(OPEN_CASES_MAX).map(|(_, _, index)| index).collect()
    }
}
