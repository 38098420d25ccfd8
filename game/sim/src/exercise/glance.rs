//! A glance: a seat's view as a stand-in reads it, projected piece by piece as it is asked for.
//!
//! Most glances end in nothing: no question is open and no cue shows. So what is costly to project, offers with their targets
//! and lists of rows, is projected only for a card whose cue may show. Whatever is read is what the whole view holds: a test
//! lets stand-ins decide from both.

use std::borrow::Cow;
use std::cell::OnceCell;

use codedark_protocol::{CaseState, InjectRow, ProposalRow, ProposalState, RefusalReason, ServiceMode, View};
use codedark_scenario::{Action, Cue, Fact, Role, TargetKind};

use crate::base::time::Minute;
use crate::exercise::cues::{
    Known, ServiceSigns, Sight, ZoneSigns, copes, cued_by, figure, group_is_down, is_encrypting, loudest,
};
use crate::exercise::seat_view;
use crate::hospital::aim::Aim;
use crate::hospital::orders::Proposal;
use crate::hospital::site::HospitalRef;
use crate::orders::{allowed, asking};

/// What a stand-in reads from.
pub enum Glance<'g, 'a> {
    /// The whole view, which is there already.
    Whole(&'g View),
    /// The state, piece by piece.
    Seated(Seated<'g, 'a>),
}

/// A proposal that a role is asked about, as far as a stand-in reads it.
pub(super) struct Asked<'c> {
    pub(super) id: u32,
    /// Its action; none where the scenario has no such card.
    pub(super) card: Option<&'c Action>,
    pub(super) state: ProposalState,
    pub(super) proposed_min: Minute,
    pub(super) refusal: Option<(Role, RefusalReason)>,
}

/// In which phases of the scenario a card is offered, looked up by name once, at a stand-in's first glance.
#[derive(Clone, Debug)]
pub(super) struct Phases(Vec<bool>);

/// Who looks, and at what.
pub struct Seated<'g, 'a> {
    scene: &'g Scene<'a>,
    role: Role,
    /// When it learned of an intrusion, and of what the dead screens are; -1 where it did not.
    known_min: (i64, i64),
    /// Whether the role's people could work on one order more, once that was asked for.
    has_hands: OnceCell<bool>,
}

/// A hospital at one moment, at which its stand-ins look one after the other.
pub struct Scene<'a> {
    at: HospitalRef<'a>,
    /// The phase's index.
    phase: Option<u32>,
    signs: Signs,
    /// Injects that wait for their roles.
    waiting: Vec<usize>,
}

impl<'a> Scene<'a> {
    pub(super) fn of(at: HospitalRef<'a>, phase: Option<u32>) -> Self {
        let injects = at.story.injects.iter().enumerate();
        let waiting = injects.filter(|(_, state)| state.waits()).map(|(index, _)| index).collect();
        Scene { at, phase, signs: Signs::of(&at), waiting }
    }

    /// A seat's glance.
    pub(super) fn glance<'g>(&'g self, role: Role) -> Glance<'g, 'a> {
        let known = |fact| seat_view::known_min(&self.at, role, fact);
        let known_min = (known(Fact::Intrusion), known(Fact::Ransomware));
        Glance::Seated(Seated { scene: self, role, known_min, has_hands: OnceCell::new() })
    }
}

impl<'g, 'a> Glance<'g, 'a> {
    /// A view that is there already.
    pub fn whole(view: &'g View) -> Self {
        Glance::Whole(view)
    }

    /// Money left, in cents.
    pub(super) fn budget_cents(&self) -> i64 {
        match self {
            Glance::Whole(view) => figure(view, "budget_cents"),
            Glance::Seated(seat) => seat.scene.at.defence.budget_cents,
        }
    }

    /// Money that was lent for the ransom alone, in cents.
    pub(super) fn lent_cents(&self) -> i64 {
        match self {
            Glance::Whole(view) => figure(view, "lent_cents"),
            Glance::Seated(seat) => seat.scene.at.defence.lent_cents,
        }
    }

    /// Questions from outside to a role.
    pub(super) fn injects(&self) -> Cow<'_, [InjectRow]> {
        match self {
            Glance::Whole(view) => Cow::Borrowed(&view.injects),
            Glance::Seated(seat) => Cow::Owned(seat_view::open_injects(&seat.scene.at, seat.role, &seat.scene.waiting)),
        }
    }

    /// Open proposals that a role is asked about, in order, with their cards.
    pub(super) fn asked<'c>(&self, role: Role, cards: &'c [Action]) -> Vec<Asked<'c>> {
        let seat = match self {
            Glance::Seated(seat) => seat,
            Glance::Whole(view) => {
                let card = |id: &String| cards.iter().find(|card| card.id == *id);
                let rows = view.proposals.iter().filter(|row| row.asked == role && row.state.is_open());
                let asked = |row: &ProposalRow| Asked {
                    id: row.id,
                    card: card(&row.action),
                    state: row.state,
                    proposed_min: row.proposed_min,
                    refusal: row.refusal,
                };
                return rows.map(asked).collect();
            }
        };
        let open = seat.scene.at.defence.open_proposals().filter(|(_, open)| open.asked == role);
        let asked = |(number, open): (usize, &Proposal)| Asked {
            id: number as u32,
            card: cards.get(open.action),
            state: open.state,
            proposed_min: open.proposed_min,
            refusal: open.refusal,
        };
        open.map(asked).collect()
    }

    /// Whether a card may be offered in the running phase. Where the whole view is there, its offers say so.
    pub(super) fn is_in_phase(&self, phases: &Phases) -> bool {
        match self {
            Glance::Whole(_) => true,
            Glance::Seated(seat) => seat.scene.phase.is_some_and(|phase| phases.0.get(phase as usize) == Some(&true)),
        }
    }

    /// The phases in which a card is offered. Where the whole view is there, its offers say so.
    pub(super) fn phases(&self, card: &Action) -> Phases {
        match self {
            Glance::Whole(_) => Phases(Vec::new()),
            Glance::Seated(seat) => {
                let phases = seat.scene.at.scenario().phases.iter();
                Phases(phases.map(|phase| card.phases.contains(&phase.id)).collect())
            }
        }
    }

    /// Targets that show the cue of a card of the running phase, by its position in the scenario; none where it is not offered,
    /// is refused, or its cue does not show.
    pub(super) fn cued(&self, index: usize, card: &Action, minute: Minute) -> Option<Vec<Cow<'_, str>>> {
        match self {
            Glance::Whole(view) => {
                let offer = view.offers.iter().find(|offer| offer.action == card.id);
                let offer = offer.filter(|offer| offer.refused.is_none())?;
                let targets: Vec<Cow<str>> = offer.targets.iter().map(|id| Cow::Borrowed(id.as_str())).collect();
                cued_by(card, &targets, *view, minute)
            }
            Glance::Seated(seat) => seat.cued(index, card, minute),
        }
    }
}

/// Signs of cues at this moment: where a sign is not there, [`super::cued`] would not find the cue.
struct Signs {
    case_open: bool,
    service_down: bool,
    service_back: bool,
    /// What the weakest service on paper can do.
    least_on_paper_milli: i64,
    /// What the strongest service can do.
    most_milli: i64,
    zone_cut_off: bool,
    zone_checked: bool,
    group_down: bool,
}

impl Signs {
    fn of(at: &HospitalRef) -> Signs {
        let services = &at.care.services;
        let service = |cue: Cue| services.iter().any(|service| ServiceSigns::from(service).show(&cue));
        let zone = |cue: Cue| at.network.zones().iter().any(|zone| ZoneSigns::of(zone, (0, 0)).show(&cue));
        let on_paper = services.iter().filter(|service| service.mode == ServiceMode::Paper);
        Signs {
            // Open cases are among the newest.
            case_open: at.desk.cases.iter().rev().any(|case| case.state == CaseState::Open),
            service_down: service(Cue::ServiceDown),
            service_back: service(Cue::ServiceBack),
            least_on_paper_milli: on_paper.map(|service| service.capacity_milli).min().unwrap_or(i64::MAX),
            most_milli: services.iter().map(|service| service.capacity_milli).max().unwrap_or_default(),
            zone_cut_off: zone(Cue::ZoneClean),
            zone_checked: zone(Cue::ZoneChecked),
            group_down: at.network.groups().iter().any(|group| group_is_down(group.encrypted, false)),
        }
    }
}

impl<'a> Seated<'_, 'a> {
    fn cued(&self, index: usize, card: &Action, minute: Minute) -> Option<Vec<Cow<'a, str>>> {
        let at = &self.scene.at;
        self.scene.phase?;
        if !self.may_show(card, minute) || !self.can_start(card) {
            return None;
        }
        let targets = seat_view::open_targets(at, self.role, index, |aim| self.marks(&card.cue, aim))?;
        cued_by(card, &targets, self, minute)
    }

    /// Whether the people are there whom the card needs.
    fn can_start(&self, card: &Action) -> bool {
        let has_hands = || *self.has_hands.get_or_init(|| allowed::has_hands(&self.scene.at, self.role));
        card.role != self.role || asking::is_tabled(self.role, card) || has_hands()
    }

    /// Whether a target may show a cue: [`super::cued`] would not find it in the target's row otherwise.
    fn marks(&self, cue: &Cue, aim: Aim) -> bool {
        let at = self.scene.at;
        match (cue, aim) {
            (Cue::ServiceDown | Cue::ServiceBack | Cue::CannotCope(_) | Cue::Copes(_), Aim::Service(index)) => {
                ServiceSigns::from(&at.care.services[index]).show(cue)
            }
            (Cue::ZoneClean | Cue::ZoneChecked, Aim::Zone(index)) => {
                ZoneSigns::of(at.network.zone(index), (0, 0)).show(cue)
            }
            (Cue::GroupDown, Aim::Group(index)) => {
                let is_being_restored = at.recovery.jobs.iter().any(|job| job.group == index);
                group_is_down(at.network.group(index).encrypted, is_being_restored)
            }
            _ => true,
        }
    }

    /// Whether a card's cue may show.
    fn may_show(&self, card: &Action, minute: Minute) -> bool {
        let (at, signs) = (self.scene.at, &self.scene.signs);
        let (intrusion_min, ransomware_min) = self.known_min;
        let known = Known { intrusion: intrusion_min >= 0, ransomware: ransomware_min >= 0 };
        let encrypting = is_encrypting(ransomware_min, minute);
        known.fits(&card.cue)
            && match &card.cue {
                Cue::Prepare | Cue::Watch | Cue::Confirmed | Cue::Struck => true,
                Cue::Encrypting => encrypting,
                Cue::CaseOpen => signs.case_open,
                Cue::ServiceDown => signs.service_down,
                Cue::ServiceBack => signs.service_back,
                Cue::CannotCope(percent) => !copes(signs.least_on_paper_milli, *percent),
                Cue::Copes(percent) => copes(signs.most_milli, *percent),
                Cue::ZoneClean => !encrypting && (card.target == TargetKind::Group || signs.zone_cut_off),
                Cue::ZoneChecked => signs.zone_checked,
                Cue::GroupDown => known.ransomware && signs.group_down,
                Cue::Duty(id) => seat_view::duty_waits(&at, self.role, id),
                Cue::Never => false,
            }
    }
}

/// What the seat would see in its view, read from the state.
impl Sight for Seated<'_, '_> {
    fn known_min(&self) -> (i64, i64) {
        self.known_min
    }

    fn zones(&self, cue: &Cue) -> Vec<Cow<'_, str>> {
        let at = &self.scene.at;
        let shows = |zone: &&usize| {
            ZoneSigns::of(at.network.zone(**zone), seat_view::known_devices(at, self.role, **zone)).show(cue)
        };
        let zones = at.rules.by_id.zones.iter().filter(shows);
        zones.map(|zone| Cow::Borrowed(at.rules.scenario.hospital.zones[*zone].id.as_str())).collect()
    }

    fn services(&self, cue: &Cue) -> Vec<Cow<'_, str>> {
        let at = &self.scene.at;
        let shows = |service: &&usize| {
            seat_view::sees_service(at, self.role, **service)
                && ServiceSigns::from(&at.care.services[**service]).show(cue)
        };
        let services = at.rules.by_id.services.iter().filter(shows);
        services.map(|service| Cow::Borrowed(at.rules.scenario.hospital.services[*service].id.as_str())).collect()
    }

    fn groups_down(&self) -> Vec<Cow<'_, str>> {
        let at = &self.scene.at;
        let (_, ransomware_min) = self.known_min;
        let is_down = |group: &&usize| {
            let is_being_restored = || at.recovery.jobs.iter().any(|job| job.group == **group);
            let encrypted = at.network.group(**group).encrypted;
            ransomware_min >= 0
                && encrypted > 0
                && seat_view::sees_group(at, self.role, **group)
                && group_is_down(encrypted, is_being_restored())
        };
        let groups = at.rules.by_id.groups.iter().filter(is_down);
        groups.map(|group| Cow::Borrowed(at.rules.scenario.hospital.groups[*group].id.as_str())).collect()
    }

    fn open_cases(&self) -> Vec<Cow<'_, str>> {
        let cases = loudest(seat_view::open_cases(&self.scene.at, self.role).into_iter());
        cases.into_iter().map(|case| Cow::Owned(case.id)).collect()
    }

    fn duty_waits(&self, id: &str) -> bool {
        seat_view::duty_waits(&self.scene.at, self.role, id)
    }
}
