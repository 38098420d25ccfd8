//! How fast work goes: what guidance, lists, playbooks and subscriptions change.

use codedark_scenario::{Action, Control, Cue, Effect};

use crate::base::time::Minute;
use crate::hospital::site::HospitalRef;

/// Factor on the length of an order from what the plan's services prepared.
pub fn pace(at: &HospitalRef, action: &Action) -> f64 {
    let has = |control: &str| at.network.has(control);
    let patches = action.effects.iter().any(|effect| matches!(effect, Effect::Patch));
    let first = matches!(action.cue, Cue::Confirmed | Cue::Encrypting | Cue::Struck);
    let mut factor = 1.0;
    for (applies, by) in [
        (has(Control::Guidance.id()) && action.cue == Cue::Prepare, at.rules.numbers.plan.guided),
        (has(Control::ExploitedList.id()) && patches, at.rules.numbers.plan.listed_first),
        (has(Control::Playbooks.id()) && first, at.rules.numbers.plan.by_playbook),
    ] {
        factor *= if applies { by } else { 1.0 };
    }
    factor
}

/// People whom the recovery subscription has sent by a minute.
pub fn recovery_hands(at: &HospitalRef, minute: Minute) -> f64 {
    let sent = at.attack.detonated_min.is_some_and(|strike| strike <= minute)
        && at.network.has(Control::RecoverySubscription.id());
    if sent { at.rules.numbers.plan.subscribed_hands } else { 0.0 }
}
