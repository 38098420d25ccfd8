//! A glance: a seat's view as a stand-in reads it, projected piece by piece as it is asked for.
//!
//! Most glances end in nothing: no question is open and no cue shows. So what is costly to project, offers with their targets
//! and lists of rows, is projected only for a card whose cue may show. Whatever is read is what the whole view holds: a test
//! lets stand-ins decide from both.

use std::borrow::Cow;

use codedark_protocol::{ActionCard, CaseState, OfferRow, ServiceMode, View};
use codedark_scenario::{Cue, Fact, Role, TargetKind};

use super::project;
use crate::detection::{case_id, shown_cases};
use crate::region::At;

/// What a stand-in reads from.
pub struct Glance<'g, 'a, 'w, 's> {
    /// The hospital, the phase's index and the seat's role; none where the whole view is there already.
    seat: Option<(&'g At<'a, 'w, 's>, Option<u32>, Role)>,
    /// Whether the seat knows of an intrusion, and of ransomware.
    knows: [bool; 2],
    /// What is projected so far.
    view: Cow<'g, View>,
}

impl<'g, 'a, 'w, 's> Glance<'g, 'a, 'w, 's> {
    /// A view that is there already.
    pub fn whole(view: &'g View) -> Self {
        Glance { seat: None, knows: [false; 2], view: Cow::Borrowed(view) }
    }

    /// A seat's view, of which only the questions are projected at once.
    pub(super) fn of(at: &'g At<'a, 'w, 's>, phase: Option<u32>, role: Role) -> Self {
        let view = View {
            figures: project::cue_figures(at, role),
            proposals: project::asked_proposals(at, role),
            injects: project::open_injects(at, role),
            ..View::default()
        };
        let knows = [Fact::Intrusion, Fact::Ransomware].map(|fact| at.people.facts.contains_key(&(role, fact)));
        Glance { seat: Some((at, phase, role)), knows, view: Cow::Owned(view) }
    }

    /// What is projected so far: the questions, and what [`Glance::read`] added.
    pub fn view(&self) -> &View {
        &self.view
    }

    /// The offer of a card, by its position in the catalogue, if it is not refused and its cue may show.
    pub fn offer(&self, index: usize, card: &ActionCard) -> Option<Cow<'_, OfferRow>> {
        let Some((at, phase, role)) = self.seat else {
            let offer = self.view.offers.iter().find(|offer| offer.action == card.id);
            return offer.filter(|offer| offer.refused.is_none()).map(Cow::Borrowed);
        };
        let phase = phase.filter(|phase| card.phases.contains(phase) && may_show(at, self.knows, card))?;
        let scenario = at.scenario();
        let (action, phase) = (&scenario.actions[index], &scenario.phases[phase as usize].id);
        let shown = || shown_cases(at).into_iter().map(case_id).collect();
        project::open_offer(at, role, action, phase, shown).map(Cow::Owned)
    }

    /// Adds the rows that a cue is read from.
    pub fn read(&mut self, cue: &Cue) -> &View {
        if let Some((at, _, role)) = self.seat {
            let view = self.view.to_mut();
            match cue {
                Cue::CaseOpen if view.cases.is_empty() => view.cases = project::open_cases(at, role),
                Cue::Confirmed | Cue::Encrypting | Cue::ZoneClean | Cue::ZoneChecked if view.zones.is_empty() => {
                    view.zones = project::zones(at, role);
                }
                Cue::ServiceDown | Cue::ServiceBack if view.services.is_empty() => {
                    view.services = project::services(at, role);
                }
                Cue::GroupDown if view.groups.is_empty() => view.groups = project::groups(at, role),
                Cue::Duty(_) if view.duties.is_empty() => view.duties = project::duties(at, role),
                _ => {}
            }
        }
        &self.view
    }
}

/// Whether a card's cue may show in a view: never false where [`super::cued`] would find it.
fn may_show(at: &At, [intrusion, struck]: [bool; 2], card: &ActionCard) -> bool {
    let (zones, services) = (&at.network.zones, &at.care.services);
    match &card.cue {
        Cue::Prepare | Cue::Watch => true,
        Cue::CaseOpen => at.desk.cases.iter().any(|case| case.state == CaseState::Open),
        Cue::Confirmed => intrusion && !struck,
        Cue::Encrypting | Cue::Struck => struck,
        Cue::ServiceDown => services.iter().any(|service| service.digital_milli < 500),
        Cue::ServiceBack => services.iter().any(|service| {
            let changed = service.divert_percent + service.cancel_percent > 0 || service.mode != ServiceMode::Digital;
            changed && service.digital_milli >= 900
        }),
        Cue::ZoneClean => card.target == TargetKind::Group || zones.iter().any(|zone| zone.isolated && !zone.checked),
        Cue::ZoneChecked => zones.iter().any(|zone| zone.isolated && zone.checked),
        Cue::GroupDown => struck && at.network.groups.iter().any(|group| group.encrypted > 0),
        Cue::Duty(id) => {
            let mut clocks = at.rules.scenario.duties.iter().zip(&at.duties.clocks);
            clocks.any(|(duty, clock)| duty.id == *id && clock.started_min.is_some() && clock.met_min.is_none())
        }
        Cue::Never => false,
    }
}
