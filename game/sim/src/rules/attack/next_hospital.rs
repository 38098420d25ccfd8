//! The next hospital: a team that stopped its own attack is given one that was struck.
//!
//! Reads: the scenario's strike, the team's own preparation.

use codedark_protocol::{Msg, TimelineKind};

use crate::hospital::agenda::AttackItem;
use crate::hospital::site::HospitalRef;
use crate::reading::condition::holds;
use crate::rules::attack::AttackSite;
use crate::rules::attack::encryption::detonate;
use crate::rules::attack::impact;
use crate::rules::attack::reach::infect;
use crate::rules::attack::strike::{next_zones, show};

/// Whether the team stopped its attack, and too little of it is left for a response: the next hospital is struck.
pub fn stopped(at: &HospitalRef) -> bool {
    let spared = || at.rules.clauses.unless.as_ref().is_some_and(|unless| holds(at, unless));
    at.attack.detonated_min.is_none() && at.rules.scenario.strike_state.is_some() && !spared()
}

/// The next hospital: it stands as the team's own, with the same controls and people, but with the named zones open and
/// the same crew already at home in them. It strikes at once, where the team's own preparation did not stop it.
pub(super) fn strike_next_hospital(at: &mut AttackSite) {
    let scenario = at.scenario();
    let Some(strike) = scenario.strike_state.as_ref().filter(|_| at.attack.detonated_min.is_none()) else {
        return;
    };
    let minute = at.minute;
    let (zones, encrypts) = (next_zones(scenario), strike.steps.is_empty());
    for zone in &zones {
        at.network.reconnect(*zone);
        infect(at, *zone, at.rules.numbers.strike.next_holds, "next-hospital", false, 0);
    }
    at.attack.next_hospital_min = Some(minute);
    if !zones.is_empty() {
        at.attack.entered_min.get_or_insert(minute);
        (at.attack.local_admin, at.attack.domain_admin, at.attack.persistence) = (true, encrypts, true);
    }
    if std::mem::take(&mut at.attack.gone) && !encrypts {
        super::move_at(at, minute + 1, AttackItem::Next);
    }
    at.attack.stolen_gb += i64::from(strike.steals_gb);
    if strike.backups_destroyed {
        at.network.lose_backups();
    }
    at.tell(&[], Msg::new("log-next-hospital"));
    at.note(TimelineKind::Event, Msg::new("history-next-hospital"));
    if encrypts {
        return detonate(at);
    }
    let done = |step: &String| scenario.adversary.steps.iter().position(|one| one.id == *step);
    for index in strike.steps.iter().filter_map(done) {
        at.attack.steps[index].1 = true;
        super::gain(at, index, 0);
        impact::notice(at, index);
    }
    show(at);
}
