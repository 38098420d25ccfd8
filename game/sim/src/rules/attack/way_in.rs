//! Ways in: a crew comes with a stolen sign-in, a mail or a server that nobody updated, and not with all of them.
//!
//! Which one it is, is drawn once for a hospital, by the shares that incident reports publish. Who finds it closed has
//! another one at hand or not; most look for another victim when their patience is over. So closing one way keeps out
//! those who come by it, and few of them come by another.
//!
//! Reads: dice.

use codedark_scenario::{Step, Way};

use crate::hospital::site::HospitalRef;
use crate::rules::attack::AttackSite;

/// Whether a step is one of the way that the crew is at, or of every way.
pub(super) fn is_open(at: &HospitalRef, step: &Step) -> bool {
    step.way.is_empty() || current(at).is_some_and(|way| way.id == step.way)
}

/// The way that the crew is at: by a draw for each way, greater for those that weigh more.
fn current<'a>(at: &'a HospitalRef) -> Option<&'a Way> {
    let dice = at.dice().of_the_house();
    let drawn = |way: &'a Way| (libm::pow(dice.share("way", &way.id, 0), 1.0 / f64::from(way.weight)), way);
    let mut ways: Vec<(f64, &Way)> = at.rules.scenario.adversary.ways.iter().map(drawn).collect();
    ways.sort_by(|a, b| b.0.total_cmp(&a.0));
    ways.get(at.attack.ways_tried as usize).map(|(_, way)| *way)
}

/// Nothing of its way worked: goes on to another way, if it has one. Whether it does is so from the beginning.
pub(super) fn try_another(at: &mut AttackSite) {
    let left = at.attack.ways_tried as usize + 1 < at.rules.scenario.adversary.ways.len();
    let tried = u64::from(at.attack.ways_tried);
    let dice = at.dice().of_the_house();
    if left && dice.chance(at.rules.numbers.attack.another_way, "another-way", "crew", tried) {
        at.attack.ways_tried += 1;
    }
}
