//! The model's own numbers, as values: calibration, spread and leave-one-out set them without a build.
//!
//! Each says its unit, its source and the widest range that can be defended. Numbers of a hospital, an adversary or an action
//! are not here: they are data, in the libraries under `scenarios`. A running exercise reaches its numbers through its
//! rules.

mod attack;
mod care;
mod defence;
mod people;
mod recovery;

use crate::base::number::Number;

pub use attack::*;
pub use care::*;
pub use defence::*;
pub use people::*;
pub use recovery::*;

/// Everything the model rests on, by domain.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Numbers {
    /// What is left of devices and zones that are closed or distrusted.
    pub network: Network,
    /// How the crew answers what it notices.
    pub attack: Attack,
    /// When the crew works and strikes.
    pub tempo: Tempo,
    /// What closes a way, and where accounts are found.
    pub reach: Reach,
    /// How fast data leaves.
    pub theft: Theft,
    /// Encryption by hand, and when it is understood.
    pub strike: Strike,
    /// Worms and altered values.
    pub impact: Impact,
    /// Alerts, cases and hunts.
    pub detection: Detection,
    /// How long proposals wait.
    pub joint: Joint,
    /// When responders come.
    pub effects: Effects,
    /// What hours, material and lost patients cost.
    pub money: Money,
    /// The work of recovery, and what holds it up.
    pub recovery: Recovery,
    /// Who does it, and how long they last.
    pub hands: Hands,
    /// What backups give back.
    pub backups: Backups,
    /// What a key gives back.
    pub key: Key,
    /// What a service can do on paper, tired, and checked twice.
    pub capacity: Capacity,
    /// Waits, diversions, and what goes wrong.
    pub flow: Flow,
    /// How the neighbours bear the load.
    pub neighbours: Neighbours,
    /// Journeys between hospitals.
    pub transfer: Transfer,
    /// What passes between hospitals.
    pub exchange: Exchange,
    /// Rumours and partners.
    pub people: People,
    /// How word travels.
    pub word: Word,
    /// Call-ins, rotas and handovers.
    pub shifts: Shifts,
    /// Fines and trust.
    pub duty: Duty,
    /// What the services of the EU plan change.
    pub plan: Plan,
}

/// Why a number was not set.
#[derive(Clone, Debug, PartialEq)]
pub enum NotSet {
    /// No number is called so.
    Unknown,
    /// The value is outside what can be defended.
    OutOfRange(&'static Number),
}

impl Numbers {
    /// All numbers, by domain.
    pub fn list() -> [(&'static str, &'static [Number]); 25] {
        [
            (Network::DOMAIN, Network::LIST),
            (Attack::DOMAIN, Attack::LIST),
            (Tempo::DOMAIN, Tempo::LIST),
            (Reach::DOMAIN, Reach::LIST),
            (Theft::DOMAIN, Theft::LIST),
            (Strike::DOMAIN, Strike::LIST),
            (Impact::DOMAIN, Impact::LIST),
            (Detection::DOMAIN, Detection::LIST),
            (Joint::DOMAIN, Joint::LIST),
            (Effects::DOMAIN, Effects::LIST),
            (Money::DOMAIN, Money::LIST),
            (Recovery::DOMAIN, Recovery::LIST),
            (Hands::DOMAIN, Hands::LIST),
            (Backups::DOMAIN, Backups::LIST),
            (Key::DOMAIN, Key::LIST),
            (Capacity::DOMAIN, Capacity::LIST),
            (Flow::DOMAIN, Flow::LIST),
            (Neighbours::DOMAIN, Neighbours::LIST),
            (Transfer::DOMAIN, Transfer::LIST),
            (Exchange::DOMAIN, Exchange::LIST),
            (People::DOMAIN, People::LIST),
            (Word::DOMAIN, Word::LIST),
            (Shifts::DOMAIN, Shifts::LIST),
            (Duty::DOMAIN, Duty::LIST),
            (Plan::DOMAIN, Plan::LIST),
        ]
    }

    /// A number by its domain and name.
    pub fn value(&self, domain: &str, name: &str) -> Option<f64> {
        match domain {
            Network::DOMAIN => self.network.value(name),
            Attack::DOMAIN => self.attack.value(name),
            Tempo::DOMAIN => self.tempo.value(name),
            Reach::DOMAIN => self.reach.value(name),
            Theft::DOMAIN => self.theft.value(name),
            Strike::DOMAIN => self.strike.value(name),
            Impact::DOMAIN => self.impact.value(name),
            Detection::DOMAIN => self.detection.value(name),
            Joint::DOMAIN => self.joint.value(name),
            Effects::DOMAIN => self.effects.value(name),
            Money::DOMAIN => self.money.value(name),
            Recovery::DOMAIN => self.recovery.value(name),
            Hands::DOMAIN => self.hands.value(name),
            Backups::DOMAIN => self.backups.value(name),
            Key::DOMAIN => self.key.value(name),
            Capacity::DOMAIN => self.capacity.value(name),
            Flow::DOMAIN => self.flow.value(name),
            Neighbours::DOMAIN => self.neighbours.value(name),
            Transfer::DOMAIN => self.transfer.value(name),
            Exchange::DOMAIN => self.exchange.value(name),
            People::DOMAIN => self.people.value(name),
            Word::DOMAIN => self.word.value(name),
            Shifts::DOMAIN => self.shifts.value(name),
            Duty::DOMAIN => self.duty.value(name),
            Plan::DOMAIN => self.plan.value(name),
            _ => None,
        }
    }

    /// Sets a number; one that counts is rounded.
    ///
    /// # Errors
    /// When nothing is called so, or the value cannot be defended.
    pub fn set(&mut self, domain: &str, name: &str, value: f64) -> Result<(), NotSet> {
        let (_, numbers) = Numbers::list().into_iter().find(|(known, _)| *known == domain).ok_or(NotSet::Unknown)?;
        let number = numbers.iter().find(|number| number.name == name).ok_or(NotSet::Unknown)?;
        if !(number.low..=number.high).contains(&value) {
            return Err(NotSet::OutOfRange(number));
        }
        match domain {
            Network::DOMAIN => self.network.set(name, value),
            Attack::DOMAIN => self.attack.set(name, value),
            Tempo::DOMAIN => self.tempo.set(name, value),
            Reach::DOMAIN => self.reach.set(name, value),
            Theft::DOMAIN => self.theft.set(name, value),
            Strike::DOMAIN => self.strike.set(name, value),
            Impact::DOMAIN => self.impact.set(name, value),
            Detection::DOMAIN => self.detection.set(name, value),
            Joint::DOMAIN => self.joint.set(name, value),
            Effects::DOMAIN => self.effects.set(name, value),
            Money::DOMAIN => self.money.set(name, value),
            Recovery::DOMAIN => self.recovery.set(name, value),
            Hands::DOMAIN => self.hands.set(name, value),
            Backups::DOMAIN => self.backups.set(name, value),
            Key::DOMAIN => self.key.set(name, value),
            Capacity::DOMAIN => self.capacity.set(name, value),
            Flow::DOMAIN => self.flow.set(name, value),
            Neighbours::DOMAIN => self.neighbours.set(name, value),
            Transfer::DOMAIN => self.transfer.set(name, value),
            Exchange::DOMAIN => self.exchange.set(name, value),
            People::DOMAIN => self.people.set(name, value),
            Word::DOMAIN => self.word.set(name, value),
            Shifts::DOMAIN => self.shifts.set(name, value),
            Duty::DOMAIN => self.duty.set(name, value),
            Plan::DOMAIN => self.plan.set(name, value),
            _ => {}
        }
        Ok(())
    }
}
