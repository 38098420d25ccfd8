//! One crew in several hospitals: how it comes in over a shared sign-in, and strikes where others have struck.

use codedark_protocol::{Msg, TimelineKind};
use codedark_scenario::{Gain, ZoneKind};

use crate::hospital::agenda::AttackItem;
use crate::rules::attack::AttackSite;
use crate::rules::attack::encryption::detonate;
use crate::rules::attack::move_at;
use crate::rules::attack::reach::{discover, infect, zone_of_kind};
use crate::rules::attack::tempo::plan_stay;

/// The crew comes in as an administrator of the sign-in, unless this hospital has cut itself off.
pub fn follow_over_sign_in(at: &mut AttackSite) {
    let identity = zone_of_kind(&at.read(), ZoneKind::Identity).filter(|zone| !at.network.zone(*zone).isolated);
    let Some(zone) = identity.filter(|_| !at.network.is_offline()) else { return };
    if at.attack.entered_min.is_some() || at.attack.gone {
        return;
    }
    plan_stay(at);
    (at.attack.local_admin, at.attack.domain_admin, at.attack.persistence) = (true, true, true);
    let scenario = at.scenario();
    for (index, step) in scenario.adversary.steps.iter().enumerate() {
        // Data enough to threaten with was taken where it came in.
        let had = matches!(
            step.gives,
            Gain::Foothold(_) | Gain::LocalAdmin | Gain::DomainAdmin | Gain::Persistence | Gain::Steal(_)
        );
        at.attack.steps[index].1 |= had;
    }
    infect(at, zone, at.rules.numbers.attack.takes_servers, "shared-sign-in", false, 0);
    discover(at);
    at.note(TimelineKind::Attack, Msg::new("attack-shared-sign-in"));
    move_at(at, at.minute + 1, AttackItem::Next);
}

/// The crew strikes here too, where it holds what it needs: a place of its own, or the sign-in that all share.
pub fn follow_strike(at: &mut AttackSite, shared: bool) {
    if shared {
        follow_over_sign_in(at);
    }
    let ready = at.attack.domain_admin && at.network.held() > 0 && !at.attack.gone;
    if ready && at.attack.detonated_min.is_none() {
        detonate(at);
    }
}
