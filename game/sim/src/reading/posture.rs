//! Posture: how much of the adversary's playbook the controls in place take away.

use codedark_scenario::{Scenario, Step};

/// How far the controls cut the odds of the playbook, as the mean over the steps that can work, in thousandths.
pub fn posture(scenario: &Scenario, has: impl Fn(&str) -> bool) -> i64 {
    let steps = scenario.adversary.steps.iter().filter(|step| step.odds > 0.0);
    let cut = steps.clone().map(|step| 1.0 - odds(step, &has) / step.odds).sum::<f64>();
    libm::round(cut * 1000.0 / steps.count().max(1) as f64) as i64
}

/// Odds of a step under the controls in place.
pub fn odds(step: &Step, has: impl Fn(&str) -> bool) -> f64 {
    step.controls.iter().filter(|(id, _)| has(id)).fold(step.odds, |odds, (_, remains)| odds * remains)
}
