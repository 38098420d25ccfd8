//! Posture: how much of the adversary's playbook the controls in place take away.

use codedark_scenario::{Scenario, Step};

/// How far the controls cut the odds of the playbook, as the mean over its steps, in thousandths.
pub fn posture(scenario: &Scenario, has: impl Fn(&str) -> bool) -> i64 {
    let steps = &scenario.adversary.steps;
    let kept: f64 = steps.iter().filter(|step| step.odds > 0.0).map(|step| odds(step, &has) / step.odds).sum();
    libm::round(1000.0 - kept * 1000.0 / steps.len().max(1) as f64) as i64
}

/// Odds of a step under the controls in place.
pub fn odds(step: &Step, has: impl Fn(&str) -> bool) -> f64 {
    step.controls.iter().filter(|(id, _)| has(id)).fold(step.odds, |odds, (_, remains)| odds * remains)
}
