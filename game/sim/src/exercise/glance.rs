//! A glance: a seat's view as a stand-in reads it, projected piece by piece as it is asked for.
//!
//! Most glances end in nothing: no question is open and no cue shows. So what is costly to project, offers with their targets
//! and lists of rows, is projected only for a card whose cue may show. Whatever is read is what the whole view holds: a test
//! lets stand-ins decide from both.

use std::borrow::Cow;

use codedark_protocol::{CaseState, OfferRow, ProposalRow, ProposalState, RefusalReason, ServiceMode, View};
use codedark_scenario::{Action, Cue, Fact, Role, TargetKind};

use crate::base::time::Minute;
use crate::exercise::cues::{Known, ServiceSigns, ZoneSigns, copes, group_is_down};
use crate::exercise::seat_view;
use crate::hospital::aim::Aim;
use crate::hospital::orders::Proposal;
use crate::hospital::site::HospitalRef;
use crate::orders::{allowed, asking};

/// What a stand-in reads from.
pub struct Glance<'g, 'a> {
    /// None where the whole view is there already.
    seat: Option<Seated<'g, 'a>>,
    /// What is projected so far.
    view: Cow<'g, View>,
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
struct Seated<'g, 'a> {
    scene: &'g Scene<'a>,
    role: Role,
    known: Known,
    /// Whether the role's people could work on one order more.
    has_hands: bool,
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

    /// A seat's view, of which only questions from outside are projected at once.
    pub(super) fn glance<'g>(&'g self, role: Role) -> Glance<'g, 'a> {
        let at = &self.at;
        let injects = seat_view::open_injects(at, role, &self.waiting);
        let asked = at.defence.open_proposals().any(|(_, open)| open.asked == role);
        let figures = if asked { seat_view::cue_figures(at, role) } else { Vec::new() };
        let knows = |fact| at.people.facts.contains_key(&(role, fact));
        let known = Known { intrusion: knows(Fact::Intrusion), ransomware: knows(Fact::Ransomware) };
        let view = View { figures, injects, ..View::default() };
        let has_hands = allowed::has_hands(at, role);
        Glance { seat: Some(Seated { scene: self, role, known, has_hands }), view: Cow::Owned(view) }
    }
}

impl<'g, 'a> Glance<'g, 'a> {
    /// A view that is there already.
    pub fn whole(view: &'g View) -> Self {
        Glance { seat: None, view: Cow::Borrowed(view) }
    }

    /// What is projected so far: questions from outside, and what [`Glance::read`] added.
    pub fn view(&self) -> &View {
        &self.view
    }

    /// Open proposals that a role is asked about, in order, with their cards.
    pub(super) fn asked<'c>(&self, role: Role, cards: &'c [Action]) -> Vec<Asked<'c>> {
        let Some(seat) = &self.seat else {
            let card = |id: &String| cards.iter().find(|card| card.id == *id);
            let rows = self.view.proposals.iter().filter(|row| row.asked == role && row.state.is_open());
            let asked = |row: &ProposalRow| Asked {
                id: row.id,
                card: card(&row.action),
                state: row.state,
                proposed_min: row.proposed_min,
                refusal: row.refusal,
            };
            return rows.map(asked).collect();
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
        let Some(seat) = &self.seat else { return true };
        seat.scene.phase.is_some_and(|phase| phases.0.get(phase as usize) == Some(&true))
    }

    /// The phases in which a card is offered. Where the whole view is there, its offers say so.
    pub(super) fn phases(&self, card: &Action) -> Phases {
        let phases = self.seat.iter().flat_map(|seat| &seat.scene.at.scenario().phases);
        Phases(phases.map(|phase| card.phases.contains(&phase.id)).collect())
    }

    /// The offer of a card of the running phase, by its position in the scenario, if it is not refused and its cue may show.
    /// Projected for a glance, it has those targets alone that may show the cue.
    pub fn offer(&self, index: usize, card: &Action) -> Option<Cow<'_, OfferRow>> {
        let Some(seat) = &self.seat else {
            let offer = self.view.offers.iter().find(|offer| offer.action == card.id);
            return offer.filter(|offer| offer.refused.is_none()).map(Cow::Borrowed);
        };
        let can_start = seat.has_hands || card.role != seat.role || asking::is_tabled(seat.role, card);
        if seat.scene.phase.is_none() || !can_start || !seat.may_show(card) {
            return None;
        }
        seat_view::open_offer(&seat.scene.at, seat.role, index, |aim| seat.marks(&card.cue, aim)).map(Cow::Owned)
    }

    /// Adds the rows that a cue is read from.
    pub fn read(&mut self, cue: &Cue) -> &View {
        if let Some(seat) = &self.seat {
            let (at, role, view) = (seat.scene.at, seat.role, self.view.to_mut());
            if view.figures.is_empty() {
                view.figures = seat_view::cue_figures(&at, role);
            }
            match cue {
                Cue::CaseOpen if view.cases.is_empty() => view.cases = seat_view::open_cases(&at, role),
                Cue::Confirmed | Cue::Encrypting | Cue::ZoneClean | Cue::ZoneChecked if view.zones.is_empty() => {
                    view.zones = seat_view::zones(&at, role);
                }
                Cue::ServiceDown | Cue::ServiceBack | Cue::CannotCope(_) | Cue::Copes(_)
                    if view.services.is_empty() =>
                {
                    view.services = seat_view::services(&at, role);
                }
                Cue::GroupDown if view.groups.is_empty() => view.groups = seat_view::groups(&at, role),
                Cue::Duty(_) if view.duties.is_empty() => view.duties = seat_view::duties(&at, role),
                _ => {}
            }
        }
        &self.view
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
        let zone = |cue: Cue| at.network.zones().iter().any(|zone| ZoneSigns::from(zone).show(&cue));
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

impl Seated<'_, '_> {
    /// Whether a target may show a cue: [`super::cued`] would not find it in the target's row otherwise.
    fn marks(&self, cue: &Cue, aim: Aim) -> bool {
        let at = self.scene.at;
        match (cue, aim) {
            (Cue::ServiceDown | Cue::ServiceBack | Cue::CannotCope(_) | Cue::Copes(_), Aim::Service(index)) => {
                ServiceSigns::from(&at.care.services[index]).show(cue)
            }
            (Cue::ZoneClean | Cue::ZoneChecked, Aim::Zone(index)) => ZoneSigns::from(at.network.zone(index)).show(cue),
            (Cue::GroupDown, Aim::Group(index)) => {
                let is_being_restored = at.recovery.jobs.iter().any(|job| job.group == index);
                group_is_down(at.network.group(index).encrypted, is_being_restored)
            }
            _ => true,
        }
    }

    /// Whether a card's cue may show.
    fn may_show(&self, card: &Action) -> bool {
        let (at, signs) = (self.scene.at, &self.scene.signs);
        self.known.fits(&card.cue)
            && match &card.cue {
                Cue::Prepare | Cue::Watch | Cue::Confirmed | Cue::Encrypting | Cue::Struck => true,
                Cue::CaseOpen => signs.case_open,
                Cue::ServiceDown => signs.service_down,
                Cue::ServiceBack => signs.service_back,
                Cue::CannotCope(percent) => !copes(signs.least_on_paper_milli, *percent),
                Cue::Copes(percent) => copes(signs.most_milli, *percent),
                Cue::ZoneClean => card.target == TargetKind::Group || signs.zone_cut_off,
                Cue::ZoneChecked => signs.zone_checked,
                Cue::GroupDown => self.known.ransomware && signs.group_down,
                Cue::Duty(id) => {
                    let mut clocks = at.rules.scenario.duties.iter().zip(&at.duties.clocks);
                    clocks.any(|(duty, clock)| clock.shown && clock.whole_min.is_none() && duty.id == *id)
                }
                Cue::Never => false,
            }
    }
}
