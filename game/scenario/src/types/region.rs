//! A region: several hospitals, how large each is, and what passes between them.
//!
//! A hospital of the region is a *place*: a hospital of its own, or the scenario's at another size. Some places are
//! there to be played; stand-ins run all others.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Hospital, Skill, ZoneKind, limits};

/// The hospitals around the team's own.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Region {
    /// Whether patients, warnings, suppliers and responders pass between the hospitals.
    #[serde(default)]
    pub linked: bool,
    /// The hospitals, 1 to 60 of them.
    #[schemars(length(max = limits::PLACES_MAX))]
    pub hospitals: Vec<Place>,
    /// Suppliers that several hospitals depend on.
    #[serde(default)]
    #[schemars(length(max = limits::SUPPLIERS_MAX))]
    pub suppliers: Vec<SharedSupplier>,
    /// Teams of certified responders for the whole region: who asks when all are out, waits.
    #[serde(default = "responder_teams")]
    #[schemars(range(min = 0, max = 60))]
    pub responder_teams: u32,
    /// How the attack comes to the hospitals.
    #[serde(default)]
    pub strikes: Strikes,
    /// Where the numbers come from, or the word assumption and a reason.
    pub source: String,
}

fn responder_teams() -> u32 {
    2
}

/// One hospital of the region, or several alike.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Kebab-case id; with a `count` above 1, the hospitals are called `ID-1`, `ID-2` and so on.
    pub id: String,
    /// The hospital, where it is not the scenario's own.
    #[serde(default)]
    pub hospital: Option<Hospital>,
    /// Its size against that hospital, in percent: devices, patients, people, money and bandwidth alike.
    #[serde(default = "whole")]
    #[schemars(range(min = 1, max = 1000))]
    pub size_percent: u32,
    /// How many there are of this kind.
    #[serde(default = "one")]
    #[schemars(range(min = 1, max = limits::PLACES_MAX))]
    pub count: u32,
    /// How well it is run where no team plays it.
    #[serde(default = "novice")]
    pub stand_in: Skill,
    /// Whether a team can play it.
    #[serde(default)]
    pub playable: bool,
    /// Whether its computers trust a sign-in of their own, and not the one that the region shares.
    #[serde(default)]
    pub own_sign_in: bool,
    /// Hospitals of one area take each other's patients.
    #[serde(default)]
    pub area: String,
}

fn whole() -> u32 {
    100
}

fn one() -> u32 {
    1
}

fn novice() -> Skill {
    Skill::Novice
}

/// A supplier that several hospitals depend on.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SharedSupplier {
    /// Kebab-case id.
    pub id: String,
    /// The kind of zone that stands or falls with it.
    pub zone: ZoneKind,
    /// Places it serves; empty for all.
    #[serde(default)]
    #[schemars(length(max = limits::PLACES_MAX))]
    pub serves: Vec<String>,
    /// The place whose strike takes it away from all others; without it, only an attack on the supplier itself does.
    #[serde(default)]
    pub lost_with: Option<String>,
    /// Hours it is gone after that strike.
    #[serde(default = "one")]
    #[schemars(range(min = 1, max = 8760))]
    pub gone_hours: u32,
}

/// How the attack comes to the hospitals of a region.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Strikes {
    /// A crew for each hospital, each on its own.
    #[default]
    Apart,
    /// A crew for each hospital; the first strike is the sign for the others that hold what they need.
    Together,
    /// One crew: it enters at this place, is master of all who share the region's sign-in once it is of this one, comes to
    /// some of the others, and strikes wherever it is at once.
    From(String),
}

impl Place {
    /// Ids of its hospitals.
    pub fn ids(&self) -> impl Iterator<Item = String> + '_ {
        (1..=self.count).map(|number| match self.count {
            1 => self.id.clone(),
            _ => format!("{}-{number}", self.id),
        })
    }

    /// Whether a hospital of this id is here.
    pub fn holds(&self, id: &str) -> bool {
        self.ids().any(|own| own == id)
    }
}

impl Region {
    /// Index of the place that a hospital of this id belongs to.
    pub fn place(&self, id: &str) -> Option<usize> {
        self.hospitals.iter().position(|place| place.holds(id))
    }
}

impl SharedSupplier {
    /// Whether a place depends on it.
    pub fn serves(&self, place: &str) -> bool {
        self.serves.is_empty() || self.serves.iter().any(|served| served == place)
    }
}

/// A count at another size, in percent. Nothing that was there vanishes.
fn scaled(count: u32, percent: u32) -> u32 {
    let exact = u64::from(count) * u64::from(percent) / 100;
    u32::try_from(exact).unwrap_or(u32::MAX).max(count.min(1))
}

impl Hospital {
    /// Its devices at another size, in percent.
    pub fn devices(&self, percent: u32) -> u64 {
        self.groups.iter().map(|group| u64::from(scaled(group.count, percent))).sum()
    }

    /// Grows or shrinks everything that comes in numbers.
    pub(super) fn resize(&mut self, percent: u32) {
        if percent == 100 {
            return;
        }
        let scaled = |count: u32| scaled(count, percent);
        let share = f64::from(percent) / 100.0;
        self.beds = scaled(self.beds);
        self.groups.iter_mut().for_each(|group| group.count = scaled(group.count));
        self.sensors.iter_mut().for_each(|sensor| sensor.false_alarms_per_day *= share);
        for service in &mut self.services {
            service.urgent_per_day *= share;
            service.planned_per_day *= share;
        }
        for crew in &mut self.crews {
            (crew.by_day, crew.by_night) = (scaled(crew.by_day), scaled(crew.by_night));
        }
        self.budget_cents = self.budget_cents * i64::from(percent) / 100;
        self.restore_gb_per_hour = scaled(self.restore_gb_per_hour);
        self.line_mbit = scaled(self.line_mbit);
    }
}
