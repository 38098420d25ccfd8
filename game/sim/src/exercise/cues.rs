//! Cues: the signs by which a stand-in knows that an action's time has come.
//!
//! What shows which cue stands here once, for the rows of a view and for the state that they are projected from: a glance
//! looks at the state first, and projects rows only where they may show something.

use codedark_protocol::*;
use codedark_scenario::{Action, Cue, TargetKind};

use crate::base::time::{DAY, Minute};
use crate::hospital::network::Zone;
use crate::hospital::services::ServiceState;

/// How long encryption counts as running, for those who see it.
const ENCRYPTING_FOR: Minute = DAY;
/// A service is down below this digital capacity, in thousandths.
const DOWN_BELOW_MILLI: i64 = 500;
/// It is back from this one on.
const BACK_FROM_MILLI: i64 = 900;

/// A number at the top of the screen; -1 where it is not shown.
pub(super) fn figure(view: &View, id: &str) -> i64 {
    view.figures.iter().find(|figure| figure.id == id).map_or(-1, |figure| figure.value)
}

/// What a seat knows of the attack.
#[derive(Clone, Copy)]
pub(super) struct Known {
    pub intrusion: bool,
    pub ransomware: bool,
}

impl Known {
    /// Whether a cue fits what is known. Most say nothing of it.
    pub fn fits(self, cue: &Cue) -> bool {
        match cue {
            Cue::Confirmed => self.intrusion && !self.ransomware,
            Cue::Encrypting | Cue::Struck => self.ransomware,
            Cue::Never => false,
            _ => true,
        }
    }
}

/// What cues are read from, of a service.
pub(super) struct ServiceSigns {
    digital_milli: i64,
    capacity_milli: i64,
    mode: ServiceMode,
    /// Whether patients are diverted or put off.
    is_cut: bool,
}

impl From<&ServiceRow> for ServiceSigns {
    fn from(row: &ServiceRow) -> Self {
        let is_cut = row.diverted_percent + row.cancelled_percent > 0;
        ServiceSigns { digital_milli: row.digital_milli, capacity_milli: row.capacity_milli, mode: row.mode, is_cut }
    }
}

impl From<&ServiceState> for ServiceSigns {
    fn from(state: &ServiceState) -> Self {
        let is_cut = state.divert_percent + state.cancel_percent > 0;
        let (digital_milli, capacity_milli) = (state.digital_milli, state.capacity_milli);
        ServiceSigns { digital_milli, capacity_milli, mode: state.mode, is_cut }
    }
}

impl ServiceSigns {
    /// Whether the service shows a cue that is read from services.
    pub fn show(&self, cue: &Cue) -> bool {
        match cue {
            Cue::ServiceDown => self.digital_milli < DOWN_BELOW_MILLI,
            Cue::ServiceBack => {
                self.digital_milli >= BACK_FROM_MILLI && (self.is_cut || self.mode != ServiceMode::Digital)
            }
            Cue::CannotCope(percent) => self.mode == ServiceMode::Paper && !copes(self.capacity_milli, *percent),
            Cue::Copes(percent) => copes(self.capacity_milli, *percent),
            _ => false,
        }
    }
}

/// Whether a capacity is this share of a normal day.
pub(super) fn copes(capacity_milli: i64, percent: u32) -> bool {
    capacity_milli >= i64::from(percent) * 10
}

/// What cues are read from, of a zone that is cut off.
pub(super) struct ZoneSigns {
    is_isolated: bool,
    is_checked: bool,
}

impl From<&ZoneRow> for ZoneSigns {
    fn from(row: &ZoneRow) -> Self {
        ZoneSigns { is_isolated: row.state == ZoneState::Isolated, is_checked: row.checked }
    }
}

impl From<&Zone> for ZoneSigns {
    fn from(zone: &Zone) -> Self {
        ZoneSigns { is_isolated: zone.isolated, is_checked: zone.checked }
    }
}

impl ZoneSigns {
    /// Whether the zone shows a cue that is read from zones that are cut off.
    pub fn show(&self, cue: &Cue) -> bool {
        match cue {
            // What is held or encrypted there stays there; the check finds and cleans it.
            Cue::ZoneClean => self.is_isolated && !self.is_checked,
            Cue::ZoneChecked => self.is_isolated && self.is_checked,
            _ => false,
        }
    }
}

/// Whether a group of which so many devices are encrypted shows that it is down.
pub(super) fn group_is_down(encrypted: u32, is_being_restored: bool) -> bool {
    encrypted > 0 && !is_being_restored
}

/// Targets that show an action's cue, to whoever reads this view; none when the cue is not there.
pub fn cued(card: &Action, offer: &OfferRow, view: &View, minute: Minute) -> Option<Vec<String>> {
    let ransomware_min = figure(view, "know_ransomware_min");
    let known = Known { intrusion: figure(view, "know_intrusion_min") >= 0, ransomware: ransomware_min >= 0 };
    if !known.fits(&card.cue) {
        return None;
    }
    let encrypting = known.ransomware && (minute as i64 - ransomware_min) < ENCRYPTING_FOR as i64;
    let whole = card.target == TargetKind::Hospital;
    let any = || (whole || !offer.targets.is_empty()).then(|| offer.targets.clone());
    // Of what shows the cue, the targets; for an order on the whole house it is enough that something does.
    let showing = |ids: Vec<&String>| -> Option<Vec<String>> {
        let found = ids.iter().filter(|id| offer.targets.contains(id)).map(|id| (*id).clone()).collect::<Vec<_>>();
        if whole { (!ids.is_empty()).then(Vec::new) } else { (!found.is_empty()).then_some(found) }
    };
    let zones =
        |shows: &dyn Fn(&ZoneRow) -> bool| view.zones.iter().filter(|zone| shows(zone)).map(|zone| &zone.id).collect();
    match &card.cue {
        Cue::Prepare | Cue::Watch | Cue::Struck => any(),
        Cue::CaseOpen => {
            let mut open: Vec<&CaseRow> = view.cases.iter().filter(|case| case.state == CaseState::Open).collect();
            open.sort_by_key(|case| (std::cmp::Reverse(case.alerts), case.opened_min));
            showing(open.into_iter().map(|case| &case.id).collect())
        }
        Cue::Confirmed if whole => any(),
        Cue::Confirmed => showing(zones(&|zone| zone.compromised > 0)),
        Cue::Encrypting if !encrypting => None,
        Cue::Encrypting if whole || card.target == TargetKind::Group => any(),
        Cue::Encrypting => showing(zones(&|zone| zone.encrypted > 0 || zone.compromised > 0)),
        cue @ (Cue::ServiceDown | Cue::ServiceBack | Cue::CannotCope(_) | Cue::Copes(_)) => {
            let shows = |service: &&ServiceRow| ServiceSigns::from(*service).show(cue);
            showing(view.services.iter().filter(shows).map(|service| &service.id).collect())
        }
        Cue::ZoneClean if encrypting => None,
        Cue::ZoneClean if card.target == TargetKind::Group => any(),
        cue @ (Cue::ZoneClean | Cue::ZoneChecked) => showing(zones(&|zone| ZoneSigns::from(zone).show(cue))),
        Cue::GroupDown => {
            let down = view.groups.iter().filter(|group| group_is_down(group.encrypted, group.restoring > 0));
            showing(down.map(|group| &group.id).collect())
        }
        Cue::Duty(id) => {
            let open = |duty: &DutyRow| duty.id == *id && (duty.met_min.is_none() || duty.in_part);
            view.duties.iter().any(open).then(any).flatten()
        }
        Cue::Never => None,
    }
}
