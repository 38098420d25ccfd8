//! Cues: the signs by which a stand-in knows that an action's time has come.
//!
//! What shows which cue stands here once, for the rows of a view and for the state that they are projected from: a glance
//! looks at the state first, and projects rows only where they may show something.

use std::borrow::{Borrow, Cow};

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

/// What cues are read from, of a zone.
pub(super) struct ZoneSigns {
    is_isolated: bool,
    is_checked: bool,
    /// Whether devices in it are known to be held, and whether any are seen to be encrypted.
    is_compromised: bool,
    is_encrypted: bool,
}

impl From<&ZoneRow> for ZoneSigns {
    fn from(row: &ZoneRow) -> Self {
        ZoneSigns {
            is_isolated: row.state == ZoneState::Isolated,
            is_checked: row.checked,
            is_compromised: row.compromised > 0,
            is_encrypted: row.encrypted > 0,
        }
    }
}

impl ZoneSigns {
    /// A zone, with the devices in it that a seat knows to be held and to be encrypted.
    pub fn of(zone: &Zone, (compromised, encrypted): (u32, u32)) -> Self {
        let (is_isolated, is_checked) = (zone.isolated, zone.checked);
        ZoneSigns { is_isolated, is_checked, is_compromised: compromised > 0, is_encrypted: encrypted > 0 }
    }

    /// Whether the zone shows a cue that is read from zones.
    pub fn show(&self, cue: &Cue) -> bool {
        match cue {
            Cue::Confirmed => self.is_compromised,
            Cue::Encrypting => self.is_encrypted || self.is_compromised,
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

/// What a seat sees of what cues are read from: in a view, or in the state that it would be projected from.
pub(super) trait Sight {
    /// When it learned of an intrusion, and of what the dead screens are; -1 where it did not.
    fn known_min(&self) -> (i64, i64);
    /// Zones that show a cue, by id.
    fn zones(&self, cue: &Cue) -> Vec<Cow<'_, str>>;
    /// Services that show a cue, by id.
    fn services(&self, cue: &Cue) -> Vec<Cow<'_, str>>;
    /// Groups that are down, by id.
    fn groups_down(&self) -> Vec<Cow<'_, str>>;
    /// Open cases, the loudest first.
    fn open_cases(&self) -> Vec<Cow<'_, str>>;
    /// Whether a duty waits for something.
    fn duty_waits(&self, id: &str) -> bool;
}

impl Sight for View {
    fn known_min(&self) -> (i64, i64) {
        (figure(self, "know_intrusion_min"), figure(self, "know_ransomware_min"))
    }

    fn zones(&self, cue: &Cue) -> Vec<Cow<'_, str>> {
        ids(self.zones.iter().filter(|zone| ZoneSigns::from(*zone).show(cue)).map(|zone| &zone.id))
    }

    fn services(&self, cue: &Cue) -> Vec<Cow<'_, str>> {
        ids(self.services.iter().filter(|service| ServiceSigns::from(*service).show(cue)).map(|service| &service.id))
    }

    fn groups_down(&self) -> Vec<Cow<'_, str>> {
        let down = self.groups.iter().filter(|group| group_is_down(group.encrypted, group.restoring > 0));
        ids(down.map(|group| &group.id))
    }

    fn open_cases(&self) -> Vec<Cow<'_, str>> {
        loudest(self.cases.iter()).into_iter().map(|case| Cow::Borrowed(case.id.as_str())).collect()
    }

    fn duty_waits(&self, id: &str) -> bool {
        self.duties.iter().any(|duty| duty.id == id && (duty.met_min.is_none() || duty.in_part))
    }
}

fn ids<'r>(ids: impl Iterator<Item = &'r String>) -> Vec<Cow<'r, str>> {
    ids.map(|id| Cow::Borrowed(id.as_str())).collect()
}

/// Open cases, the loudest first, and then the oldest.
pub(super) fn loudest<C: Borrow<CaseRow>>(cases: impl Iterator<Item = C>) -> Vec<C> {
    let mut open: Vec<C> = cases.filter(|case| case.borrow().state == CaseState::Open).collect();
    open.sort_by_key(|case| (std::cmp::Reverse(case.borrow().alerts), case.borrow().opened_min));
    open
}

/// Whether encryption counts as running, for who learned of it at a minute; -1 where nobody did.
pub(super) fn is_encrypting(ransomware_min: i64, minute: Minute) -> bool {
    ransomware_min >= 0 && (minute as i64 - ransomware_min) < ENCRYPTING_FOR as i64
}

/// Targets that show an action's cue, to whoever reads this view; none when the cue is not there.
pub fn cued(card: &Action, offer: &OfferRow, view: &View, minute: Minute) -> Option<Vec<String>> {
    let targets: Vec<Cow<str>> = ids(offer.targets.iter());
    cued_by(card, &targets, view, minute).map(|found| found.into_iter().map(Cow::into_owned).collect())
}

/// The same to whoever sees so much, of these targets.
pub(super) fn cued_by<'t>(
    card: &Action,
    targets: &[Cow<'t, str>],
    sight: &impl Sight,
    minute: Minute,
) -> Option<Vec<Cow<'t, str>>> {
    let (intrusion_min, ransomware_min) = sight.known_min();
    let known = Known { intrusion: intrusion_min >= 0, ransomware: ransomware_min >= 0 };
    if !known.fits(&card.cue) {
        return None;
    }
    let encrypting = is_encrypting(ransomware_min, minute);
    let whole = card.target == TargetKind::Hospital;
    let any = || (whole || !targets.is_empty()).then(|| targets.to_vec());
    // Of what shows the cue, the targets; for an order on the whole house it is enough that something does.
    let showing = |ids: Vec<Cow<str>>| -> Option<Vec<Cow<'t, str>>> {
        if whole {
            return (!ids.is_empty()).then(Vec::new);
        }
        let found = ids.iter().filter_map(|id| targets.iter().find(|target| *target == id).cloned());
        Some(found.collect::<Vec<_>>()).filter(|found| !found.is_empty())
    };
    match &card.cue {
        Cue::Prepare | Cue::Watch | Cue::Struck => any(),
        Cue::CaseOpen => showing(sight.open_cases()),
        Cue::Confirmed if whole => any(),
        Cue::Encrypting if !encrypting => None,
        Cue::Encrypting if whole || card.target == TargetKind::Group => any(),
        Cue::ZoneClean if encrypting => None,
        Cue::ZoneClean if card.target == TargetKind::Group => any(),
        cue @ (Cue::Confirmed | Cue::Encrypting | Cue::ZoneClean | Cue::ZoneChecked) => showing(sight.zones(cue)),
        cue @ (Cue::ServiceDown | Cue::ServiceBack | Cue::CannotCope(_) | Cue::Copes(_)) => {
            showing(sight.services(cue))
        }
        Cue::GroupDown => showing(sight.groups_down()),
        Cue::Duty(id) => sight.duty_waits(id).then(any).flatten(),
        Cue::Never => None,
    }
}
