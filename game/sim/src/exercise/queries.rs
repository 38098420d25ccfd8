//! View, hash, figures and results: all that can be asked of an exercise. Only what must settle care first changes anything.

use codedark_protocol::{Debrief, Outcome, Seat, TimelineRow, View};
use codedark_scenario::Measure;
use data_encoding::HEXLOWER;

use crate::exercise::glance::Scene;
use crate::exercise::seat_view::Detail;
use crate::exercise::{Exercise, Place, score, seat_view};
use crate::hospital::log::Log;
use crate::reading::open_decisions;
use crate::region::exchange::RegionState;
use crate::region::hash;
use crate::rules::care;

impl Exercise {
    /// What a seat sees.
    pub fn view(&self, seat: &Seat) -> View {
        self.project(seat, Detail::Whole)
    }

    /// What a stand-in reads of its seat's view: all but the log and what an order would touch.
    pub fn glance(&self, seat: &Seat) -> View {
        self.project(seat, Detail::Glance)
    }

    /// Lets a hospital's stand-ins look at it as far as they need to.
    pub(super) fn at_a_glance<R>(&self, place: usize, look: impl FnOnce(&Scene) -> R) -> R {
        look(&Scene::of(self.read(place), self.phase))
    }

    fn project(&self, seat: &Seat, detail: Detail) -> View {
        let Some(place) = self.place(&seat.hospital) else {
            return View::default();
        };
        let phase = self.phase.map(|phase| self.scenario.phases[phase as usize].id.as_str());
        seat_view::seat(&self.read(place), seat.role, phase.unwrap_or_default(), detail)
    }

    /// Grows when something that seats of the hospital may see may have changed.
    pub fn revision(&self, hospital: &str) -> u64 {
        self.place(hospital).map_or(0, |place| self.revision_at(place))
    }

    /// The same by the hospital's position in the region.
    pub(super) fn revision_at(&self, place: usize) -> u64 {
        self.ahead[place].revision
    }

    /// State hash of the whole region, in hexadecimal.
    pub fn hash(&self) -> String {
        let each: Vec<[u8; 32]> = self.places.iter().map(|place| hash::hospital(&self.world, place.entity)).collect();
        let pool = self.world.get_resource::<RegionState>().map(|region| postcard::to_stdvec(region.state()));
        let pool = pool.map(|bytes| bytes.expect("state is plain data"));
        let parts: Vec<&[u8]> = each.iter().map(|bytes| bytes.as_slice()).chain(pool.as_deref()).collect();
        crate::exercise::record::sha256_hex(&parts)
    }

    /// State hash of one hospital: equal for teams with equal luck and equal orders.
    pub fn hospital_hash(&self, hospital: &str) -> String {
        self.place(hospital)
            .map(|place| HEXLOWER.encode(&hash::hospital(&self.world, self.places[place].entity)))
            .unwrap_or_default()
    }

    /// Hash of what the model is about: not money, hours or logs. Tells whether an order changed anything.
    pub fn model_hash(&self, hospital: &str) -> String {
        self.place(hospital)
            .map(|place| HEXLOWER.encode(&hash::model(&self.world, self.places[place].entity)))
            .unwrap_or_default()
    }

    /// Types of the world that the state hash neither covers nor excuses: there must be none.
    pub fn unhashed(&self) -> Vec<String> {
        hash::uncovered(&self.world)
    }

    /// The truth in numbers, for the facilitator.
    pub fn figures(&self, hospital: &str) -> Vec<(Measure, i64)> {
        let Some(place) = self.place(hospital) else {
            return Vec::new();
        };
        score::values(&self.read(place)).into_iter().collect()
    }

    /// The truth in order, for the facilitator and the debrief.
    pub fn events(&self, hospital: &str) -> &[TimelineRow] {
        let place = self.place(hospital).map(|place| self.places[place].entity);
        place.and_then(|entity| self.world.entity(entity).get::<Log>()).map_or(&[], |log| &log.history)
    }

    /// What waits for a decision of a seat, as the model counts it.
    pub fn open_decisions(&self, seat: &Seat) -> usize {
        let place = self.place(&seat.hospital);
        place.map_or(0, |place| open_decisions::open_decisions(&self.read(place), seat.role))
    }

    /// The result of a hospital as it stands.
    pub fn outcome(&self, hospital: &str) -> Outcome {
        let Some(place) = self.place(hospital) else {
            return Outcome::default();
        };
        let Place { marks, hands, .. } = &self.places[place];
        let mut outcome = score::outcome(&self.read(place), marks, hands);
        outcome.hospital = hospital.to_owned();
        outcome
    }

    /// All measures once care is settled up to now.
    pub(super) fn settled(&mut self, hospital: &str) -> score::Values {
        let Some(place) = self.place(hospital) else {
            return score::Values::new();
        };
        self.with(place, |at| {
            care::bring_up_to_now(&mut at.hand_on());
            score::values(&at.read())
        })
    }

    /// Measures at the start and the end of a phase; none while it has not ended.
    pub(super) fn lived(&self, hospital: &str, phase: u32) -> Option<(score::Values, score::Values)> {
        let mark = self.places[self.place(hospital)?].marks.get(phase as usize)?;
        Some((mark.begun.clone(), mark.ended.as_ref()?.1.clone()))
    }

    /// Whether the crew left for good, and nothing is cut off because of it: from here on, no care is lost to it.
    pub(super) fn is_attack_over(&self, hospital: &str) -> bool {
        let place = self.place(hospital);
        place
            .map(|place| self.read(place))
            .is_some_and(|at| at.attack.gone && at.network.zones().iter().all(|zone| !zone.isolated))
    }

    /// The debrief of the team that played a hospital.
    pub fn debrief(&self, hospital: &str, team: &str) -> Debrief {
        let outcome = self.outcome(hospital);
        let timeline = self.events(hospital).to_vec();
        let curves = self.place(hospital).map(|place| self.places[place].curves.clone()).unwrap_or_default();
        Debrief { team: team.to_owned(), outcome, timeline, curves }
    }
}
