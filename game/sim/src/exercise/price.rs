//! The price of orders: what they would take from care by what they cut off, as far as a role knows.
//!
//! Nothing is changed to find out: the network is asked what it would be if more of it were cut off. What a role does not
//! know to be encrypted counts as working, before and after.

use std::cell::OnceCell;

use codedark_scenario::{Action, Effect, Fact, Role, Service};

use crate::hospital::aim::Aim;
use crate::hospital::network::Supposed;
use crate::hospital::site::HospitalRef;
use crate::reading::aims::aim;

/// Loss of a service below which a touch is not worth telling, in thousandths.
const TOUCH_MIN_MILLI: i64 = 20;

/// Prices at one moment, for one role.
pub struct Prices<'a> {
    at: &'a HospitalRef<'a>,
    /// Whether the role does not know that anything is encrypted.
    intact: bool,
    /// What services have of what they need now, worked out for the first order that has a price.
    now_milli: OnceCell<Vec<i64>>,
}

impl<'a> Prices<'a> {
    /// Prices as a role knows them.
    pub fn new(at: &'a HospitalRef<'a>, role: Role) -> Prices<'a> {
        Prices { at, intact: !at.people.has_learned(role, Fact::Ransomware), now_milli: OnceCell::new() }
    }

    /// What an order would take from care: services and the thousandths they lose.
    pub fn of(&self, action: &Action, target: Option<&str>) -> Vec<(String, i64)> {
        let Some(supposed) = self.supposed(action, target) else {
            return Vec::new();
        };
        let now = self.now_milli.get_or_init(|| self.shares_milli(&self.known()));
        let after = self.shares_milli(&supposed);
        let lost = |(index, service): (usize, &Service)| {
            let lost = now[index] - after[index];
            (lost >= TOUCH_MIN_MILLI).then(|| (service.id.clone(), lost))
        };
        self.at.scenario().hospital.services.iter().enumerate().filter_map(lost).collect()
    }

    /// What an order would cut off; none where it cuts nothing off.
    fn supposed(&self, action: &Action, target: Option<&str>) -> Option<Supposed> {
        let hospital = &self.at.scenario().hospital;
        let aim = target.and_then(|id| aim(self.at, action.target, id));
        let mut supposed = self.known();
        for effect in &action.effects {
            match (effect, aim) {
                (Effect::Isolate, Some(Aim::Zone(zone))) => supposed.cut_off.push(zone),
                (Effect::PowerOff, Some(Aim::Zone(zone))) => supposed.off.push(zone),
                (Effect::PowerOff, _) => supposed.off.extend(0..hospital.zones.len()),
                (Effect::LocalMode, Some(Aim::Group(group))) => supposed.local = Some(group),
                (Effect::CutInternet, _) => supposed.offline = true,
                (Effect::BlockZone(id), _) => {
                    let zone = hospital.zone(id);
                    supposed.cut_off.push(zone.expect("checked reference"));
                }
                _ => {}
            }
        }
        (supposed != self.known()).then_some(supposed)
    }

    /// The network as the role knows it.
    fn known(&self) -> Supposed {
        Supposed { intact: self.intact, ..Supposed::default() }
    }

    fn shares_milli(&self, supposed: &Supposed) -> Vec<i64> {
        let (rules, network) = (self.at.rules, self.at.network);
        let shares = rules.needs.values(&network.standing_if(rules, supposed), &rules.numbers.network);
        shares.into_iter().map(|share| libm::round(share * 1000.0) as i64).collect()
    }
}
