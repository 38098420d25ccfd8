//! Simple policies: what comes of a team that follows one rule, beside one that knows what to do.
//!
//! All of them stand here. A rule speaks of orders by what they change, so that it fits any scenario; one that speaks of
//! orders that a scenario does not have is left out of its play-test.

use codedark_scenario::{Action, Effect, Measure, Scenario};
use codedark_sim::exercise::{SimplePolicy, Skill};
use serde::{Deserialize, Serialize};

use super::results::Results;
use super::statistics::spread;
use super::trial::Tried;

/// A simple policy.
pub struct Rule {
    /// Its name in files.
    pub id: &'static str,
    /// Its name for people.
    pub name: &'static str,
    /// How well the team plays what the rule leaves open.
    pub others: Skill,
    /// What the rule says.
    pub says: Says,
}

/// What a rule says.
#[derive(Clone, Copy)]
pub enum Says {
    /// Nothing: the play that others are held against.
    Nothing,
    /// Order this as soon as possible, once for each target.
    AtOnce(Orders),
    /// The same from the first alert on.
    AtFirstAlert(Orders),
    /// Never order this.
    Never(Orders),
}

/// Orders, by what they change.
#[derive(Clone, Copy)]
pub enum Orders {
    /// All there are.
    All,
    /// Those that cut something off: zones, one zone's way to the others, the internet.
    CutOff,
    /// Those that send all urgent patients of a service elsewhere.
    DivertAll,
    /// Those that pay the ransom, and those that lend the money for it.
    Pay,
    /// Those that send a report which the law asks for.
    Report,
}

const CUT_ALL_OFF: Says = Says::AtFirstAlert(Orders::CutOff);

/// The policies, in the order of the table. `idle` and `competent` are the bases of the others.
pub const RULES: [Rule; 11] = [
    rule("idle", "Does nothing", Skill::Idle, Says::Nothing),
    rule("everything-at-once", "Everything at once", Skill::Idle, Says::AtOnce(Orders::All)),
    rule("cut-all-off", "Cuts all off at the first alert", Skill::Idle, CUT_ALL_OFF),
    rule("divert-all", "Diverts all", Skill::Idle, Says::AtOnce(Orders::DivertAll)),
    rule("pay-at-once", "Pays at once", Skill::Idle, Says::AtOnce(Orders::Pay)),
    rule("competent", "Competent", Skill::Competent, Says::Nothing),
    rule("competent-cut-all-off", "Competent, cuts all off at the first alert", Skill::Competent, CUT_ALL_OFF),
    rule("competent-never-cut-off", "Competent, never cuts off", Skill::Competent, Says::Never(Orders::CutOff)),
    rule("competent-divert-all", "Competent, diverts all", Skill::Competent, Says::AtOnce(Orders::DivertAll)),
    rule("competent-pay-at-once", "Competent, pays at once", Skill::Competent, Says::AtOnce(Orders::Pay)),
    rule("competent-report-nothing", "Competent, reports nothing", Skill::Competent, Says::Never(Orders::Report)),
];

const fn rule(id: &'static str, name: &'static str, others: Skill, says: Says) -> Rule {
    Rule { id, name, others, says }
}

/// The policy with this id.
pub fn by_id(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.id == id)
}

impl Rule {
    /// The policy that it is held against: the play of what this rule leaves open.
    fn base(&self) -> &'static str {
        if self.others == Skill::Idle && self.id != "idle" { "idle" } else { "competent" }
    }

    /// Whether it is a rule at all, and not skill.
    pub fn is_simple(&self) -> bool {
        self.id != "competent"
    }

    /// The policy in a scenario; none where that has no order that the rule speaks of.
    pub fn policy(&self, scenario: &Scenario) -> Option<SimplePolicy> {
        let of = |orders: Orders| {
            let mut actions: Vec<&Action> = scenario.actions.iter().filter(|action| orders.hold(action)).collect();
            // What matters most comes first: money and hands do not go round.
            actions.sort_by(|a, b| b.weight.cmp(&a.weight).then_with(|| a.id.cmp(&b.id)));
            actions.into_iter().map(|action| action.id.clone()).collect::<Vec<_>>()
        };
        let (never, at_once, after_alert) = match self.says {
            Says::Nothing => return Some(self.with(Vec::new(), Vec::new(), false)),
            Says::AtOnce(orders) => (Vec::new(), of(orders), false),
            Says::AtFirstAlert(orders) => (Vec::new(), of(orders), true),
            Says::Never(orders) => (of(orders), Vec::new(), false),
        };
        let speaks_of_some = !(never.is_empty() && at_once.is_empty());
        speaks_of_some.then(|| self.with(never, at_once, after_alert))
    }

    fn with(&self, never: Vec<String>, at_once: Vec<String>, after_alert: bool) -> SimplePolicy {
        SimplePolicy { others: self.others, never, at_once, after_alert }
    }
}

impl Orders {
    /// Whether an action is one of them.
    fn hold(self, action: &Action) -> bool {
        action.effects.iter().any(|effect| match self {
            Orders::All => true,
            Orders::CutOff => matches!(effect, Effect::Isolate | Effect::BlockZone(_) | Effect::CutInternet),
            Orders::DivertAll => matches!(effect, Effect::Divert(100)),
            Orders::Pay => matches!(effect, Effect::PayRansom | Effect::BorrowRansom),
            Orders::Report => matches!(effect, Effect::Notify(_)),
        })
    }
}

/// What came of a policy.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PolicyRow {
    /// Its id.
    pub id: String,
    /// Exercises.
    pub played: usize,
    /// In how many of them anything came out otherwise than in the play that the rule is held against, with the same seed.
    pub differs: usize,
    /// Median of the scores, 0 to 100.
    pub score: f64,
    /// The least of them.
    pub least: f64,
    /// The most.
    pub most: f64,
    /// Minutes that patients waited beyond the normal, as a median.
    pub care_minutes: f64,
    /// Unsafe events, as a median.
    pub unsafe_events: f64,
    /// Money spent or lost, in thousands of euro, as a median.
    pub cost_thousand: f64,
}

/// The table of all policies that were played, in their order.
pub fn rows(results: &Results) -> Vec<PolicyRow> {
    let row = |rule: &Rule| {
        let played = results.simple.get(rule.id)?;
        let base = results.simple.get(rule.base());
        let same = |seed, tried: &Tried| base.and_then(|base| base.get(seed)).is_some_and(|base| base == tried);
        let scores = || played.values().map(|tried| tried.score);
        let middle = |measure: Measure, unit: f64| {
            let values = played.values().filter_map(|tried| tried.figures.get(&measure));
            spread(values.map(|value| *value as f64 / unit)).map_or(0.0, |spread| spread.middle)
        };
        Some(PolicyRow {
            id: rule.id.to_owned(),
            played: played.len(),
            differs: played.iter().filter(|(seed, tried)| !same(*seed, tried)).count(),
            score: spread(scores())?.middle,
            least: scores().fold(f64::INFINITY, f64::min),
            most: scores().fold(f64::NEG_INFINITY, f64::max),
            care_minutes: middle(Measure::CareMinutesDelayed, 1.0),
            unsafe_events: middle(Measure::UnsafeEventsMilli, 1000.0),
            cost_thousand: middle(Measure::CostCents, 100_000.0),
        })
    };
    RULES.iter().filter_map(row).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use codedark_shipped::load_built_in;

    use super::*;
    use crate::playtest::journal::Journal;
    use crate::playtest::many::play_all;
    use crate::playtest::results::Size;

    fn table() -> Vec<PolicyRow> {
        let scenario = Arc::new(load_built_in("small-hospital-vouchers").expect("it loads").scenario);
        let size = Size { skills: vec![Skill::Competent], seeds: 2, pairs: 0, simple: 2, hours: 0 };
        rows(&play_all(&scenario, &size, &mut Journal::unwritten(), &|_| {}, &|| {}).expect("nothing is written"))
    }

    #[test]
    fn the_table_is_the_same_each_time() {
        let rows = table();
        let ids: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
        assert_eq!(ids, RULES.map(|rule| rule.id), "the shipped cards have orders of every kind");
        assert!(rows.iter().all(|row| row.played == 2 && row.least <= row.score && row.score <= row.most), "{rows:?}");
        let differs = |id: &str| rows.iter().find(|row| row.id == id).map(|row| row.differs);
        assert_eq!((differs("competent"), differs("everything-at-once")), (Some(0), Some(2)), "{rows:?}");
        assert_eq!(table(), rows, "whatever the threads do");
    }

    #[test]
    fn a_rule_about_orders_that_are_not_there_is_left_out() {
        let mut scenario = load_built_in("conti-friday").expect("it loads").scenario;
        scenario.actions.retain(|action| !Orders::Pay.hold(action));
        let left_out: Vec<&str> =
            RULES.iter().filter(|rule| rule.policy(&scenario).is_none()).map(|rule| rule.id).collect();
        assert_eq!(left_out, ["pay-at-once", "competent-pay-at-once"]);
    }
}
