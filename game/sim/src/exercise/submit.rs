//! Submit: acts of people, stand-ins and the program, each at its minute.

use codedark_protocol::{Command, Msg, Seat};
use codedark_scenario::PhaseKind;

use crate::base::time::Minute;
use crate::exercise::hands::Counted;
use crate::exercise::record::Act;
use crate::exercise::score;
use crate::exercise::score::PhaseMark;
use crate::exercise::{Exercise, PROGRAM};
use crate::hospital::agenda::AttackItem;
use crate::orders::{command, injects};
use crate::region;
use crate::region::exchange::RegionState;
use crate::rules::{attack, care};

impl Exercise {
    /// Does an act of the program or of a stand-in at a minute, after all items due until then. A refusal changes
    /// nothing.
    pub fn submit(&mut self, minute: Minute, act: &Act) -> Result<(), Msg> {
        self.submit_by(minute, PROGRAM, act)
    }

    /// Does a participant's act. Who acts changes nothing in the model, only whether it is credited.
    pub fn submit_by(&mut self, minute: Minute, participant: u32, act: &Act) -> Result<(), Msg> {
        if minute < self.now() {
            return Err(Msg::new("refused-past"));
        }
        self.advance(minute);
        match act {
            Act::Order { seat, command } => self.order(seat, command, participant != PROGRAM),
            Act::Inject { inject, hospital } => self.hand_out(inject, hospital.as_deref()),
            Act::Phase(index) => self.begin_phase(*index),
            Act::End => {
                self.mark_end();
                self.ended = true;
                Ok(())
            }
            Act::Hold { hospital, roles } => {
                if let Some(place) = self.place(hospital) {
                    self.places[place].hands.peopled |= !roles.is_empty() && participant != PROGRAM;
                }
                Ok(())
            }
            Act::Pause(_)
            | Act::Adjourn
            | Act::Alarm
            | Act::Halt
            | Act::GoOn
            | Act::Resumed { .. }
            | Act::Away(_)
            | Act::WarmUp { .. }
            | Act::SetAside { .. }
            | Act::Speed(_)
            | Act::Cut(_)
            | Act::Brief
            | Act::Extend(_)
            | Act::Standings(_) => Ok(()),
        }
    }

    fn order(&mut self, seat: &Seat, command: &Command, person: bool) -> Result<(), Msg> {
        let place = self.place(&seat.hospital).ok_or_else(|| Msg::new("refused-no-hospital"))?;
        let phase = self.phase.filter(|_| !self.ended).ok_or_else(|| Msg::new("refused-not-running"))?;
        let phase = self.scenario.phases[phase as usize].id.clone();
        let mut hands = std::mem::take(&mut self.places[place].hands);
        let taken = self.with(place, |at| {
            let before = Counted::now(&at.read());
            command::command(&mut at.hand_on(), seat.role, command, &phase)?;
            hands.note(&at.read(), before, command, person);
            region::follow(at);
            Ok(())
        });
        self.places[place].hands = hands;
        self.orders += u64::from(taken.is_ok());
        if taken.is_ok()
            && let Some(mark) = self.places[place].marks.last_mut()
        {
            let spoke = mark.voices.entry(seat.role).or_default();
            spoke.people += u32::from(person);
            spoke.stand_ins += u32::from(!person);
        }
        taken
    }

    fn hand_out(&mut self, inject: &str, hospital: Option<&str>) -> Result<(), Msg> {
        let index = self.scenario.inject(inject);
        let index = index.ok_or_else(|| Msg::new("refused-no-inject"))?;
        let chosen: Vec<usize> =
            (0..self.places.len()).filter(|place| hospital.is_none_or(|id| self.places[*place].id == id)).collect();
        for place in chosen {
            self.with(place, |at| injects::hand_out(&mut at.hand_on(), index));
        }
        Ok(())
    }

    fn begin_phase(&mut self, index: u32) -> Result<(), Msg> {
        let next = self.phase.map_or(0, |phase| phase + 1);
        if index != next || index as usize >= self.scenario.phases.len() || self.ended {
            return Err(Msg::new("refused-phase"));
        }
        self.mark_end();
        self.phase = Some(index);
        self.phase_begun = self.now();
        let response = self.scenario.phases[index as usize].id == PhaseKind::Response.id();
        let linked = self.world.contains_resource::<RegionState>();
        for place in 0..self.places.len() {
            let begun_min = self.now();
            // A linked region has real next hospitals: only a team whose own was spared gets one to itself.
            let plays = !linked || self.places[place].plays;
            let (begun, next_hospital) = self.with(place, |at| {
                let next_hospital = response && plays && attack::stopped(&at.read());
                if next_hospital {
                    at.book(begun_min + 1, AttackItem::NextHospital);
                } else if response {
                    care::expect_patients(&mut at.hand_on(), begun_min);
                }
                at.renew_views();
                (score::values(&at.read()), next_hospital)
            });
            let banked = next_hospital.then(|| begun.clone());
            self.places[place].marks.push(PhaseMark::new(begun_min, begun, banked));
        }
        Ok(())
    }

    fn mark_end(&mut self) {
        let minute = self.now();
        for place in 0..self.places.len() {
            let values = self.with(place, |at| {
                care::bring_up_to_now(&mut at.hand_on());
                score::values(&at.read())
            });
            if let Some(mark) = self.places[place].marks.last_mut() {
                mark.ended.get_or_insert((minute, values));
            }
        }
    }
}
