//! Measures and conditions: numbers of a hospital that scenarios can name, read from the truth.

use codedark_protocol::CaseState;
use codedark_scenario::{Condition, Measure, Neighbours, Op, Scenario, ZoneKind};

use crate::attack::{contained, odds};
use crate::care::Sent;
use crate::region::At;
use crate::time::Minute;

/// The value of a measure now.
pub fn value(at: &At, measure: Measure) -> i64 {
    let (network, attack, care) = (&*at.network, &*at.attack, &*at.care);
    let sum =
        |count: fn(&crate::network::Group) -> u32| -> i64 { network.groups.iter().map(|g| i64::from(count(g))).sum() };
    match measure {
        Measure::DevicesTotal => at.rules.scenario.hospital.groups.iter().map(|g| i64::from(g.count)).sum(),
        Measure::DevicesCompromised => sum(|group| group.held),
        Measure::DevicesCompromisedMax => i64::from(network.held_max),
        Measure::DevicesEncrypted => sum(|group| group.ever_encrypted),
        Measure::DevicesDown => sum(|group| group.encrypted),
        Measure::RestoredMilli => {
            let (ever, now) = (sum(|group| group.ever_encrypted), sum(|group| group.encrypted));
            if ever == 0 { 1000 } else { (ever - now).max(0) * 1000 / ever }
        }
        Measure::ZonesIsolated => network.zones.iter().filter(|zone| zone.isolated).count() as i64,
        Measure::BackupsIntactMilli => backups_intact(at),
        Measure::DataStolenGb => attack.stolen_gb,
        Measure::Detonated => i64::from(attack.detonated_min.is_some()),
        Measure::MinutesSinceStrike => attack.detonated_min.map_or(-1, |strike| (at.minute - strike) as i64),
        Measure::Detected => i64::from(at.desk.detected_min.is_some()),
        Measure::Contained => i64::from(contained(network, attack)),
        Measure::Recovered => {
            let struck = attack.detonated_min.is_some() || contained(network, attack);
            i64::from(struck && care.services.iter().all(|s| s.digital_milli >= 950 && s.paper_since.is_none()))
        }
        Measure::DetectionDelayMin => match (attack.evidence_min, at.desk.detected_min) {
            (Some(evidence), Some(detected)) => detected.saturating_sub(evidence) as i64,
            _ => -1,
        },
        Measure::CareMinutesDelayed => care.delayed_milli_min / 1000,
        Measure::UnsafeEventsMilli => care.unsafe_micro / 1000,
        Measure::Cancelled => care.cancelled_milli / 1000,
        Measure::Diverted => care.diverted_milli / 1000,
        Measure::NeighboursAmbulancesMilli => neighbours(at, Sent::ambulances),
        Measure::NeighboursWaitsMilli => neighbours(at, Sent::waits),
        Measure::NeighboursLeftMilli => neighbours(at, Sent::left_unseen),
        Measure::CapacityMilli => {
            let total: i64 = care.services.iter().map(|service| service.capacity_milli).sum();
            total / (care.services.len().max(1) as i64)
        }
        Measure::BudgetCents => at.defence.budget_cents,
        Measure::CostCents => at.defence.cost_cents(),
        Measure::PostureMilli => posture(&at.rules.scenario, |control| network.controls.contains(control)),
        Measure::DutiesMet => at.duties.clocks.iter().filter(|clock| clock.state().is_kept()).count() as i64,
        Measure::DutiesLate => at.duties.clocks.iter().filter(|clock| clock.state().is_broken()).count() as i64,
        Measure::RansomPaid => i64::from(at.defence.facts.ransom_paid == Some(true)),
        Measure::TrustMilli => at.people.mean_trust_milli(),
        Measure::Informed => at.people.told() as i64,
        Measure::EvidenceKept => i64::from(at.defence.facts.evidence_kept),
        Measure::Reinfected => at.recovery.reinfected,
        Measure::CasesOpen => cases_open(at),
        Measure::UncheckedReconnects => i64::from(at.defence.facts.unchecked_reconnects),
    }
}

/// How the neighbours fare against a normal day, in thousandths.
fn neighbours(at: &At, of: fn(&Sent, &Neighbours) -> f64) -> i64 {
    libm::round(of(&at.care.sent, &at.rules.scenario.hospital.neighbours) * 1000.0) as i64
}

/// Share of backup servers that work and hold usable backups, in thousandths.
fn backups_intact(at: &At) -> i64 {
    if at.network.backups_lost {
        return 0;
    }
    let scenario = &at.rules.scenario;
    let zone = scenario.hospital.zones.iter().position(|zone| zone.kind == ZoneKind::Backup);
    let Some(zone) = zone else { return 1000 };
    let servers: u32 = at.network.groups_in(zone).map(|(group, _)| scenario.hospital.groups[group].count).sum();
    let lost: u32 = at.network.groups_in(zone).map(|(_, state)| state.encrypted).sum();
    i64::from(servers - lost) * 1000 / i64::from(servers.max(1))
}

/// How far the controls cut the odds of the playbook, as the mean over its steps, in thousandths.
pub fn posture(scenario: &Scenario, has: impl Fn(&str) -> bool) -> i64 {
    let steps = &scenario.adversary.steps;
    let kept: f64 = steps.iter().filter(|step| step.odds > 0.0).map(|step| odds(step, &has) / step.odds).sum();
    libm::round(1000.0 - kept * 1000.0 / steps.len().max(1) as f64) as i64
}

/// Whether a condition holds now.
pub fn holds(at: &At, condition: &Condition) -> bool {
    match condition {
        Condition::All(list) => list.iter().all(|inner| holds(at, inner)),
        Condition::Any(list) => list.iter().any(|inner| holds(at, inner)),
        Condition::Not(inner) => !holds(at, inner),
        Condition::After(minute) => at.minute >= *minute,
        Condition::Within(minute) => at.minute < *minute,
        Condition::Measure(measure, op, against) => {
            let value = value(at, *measure);
            match op {
                Op::Lt => value < *against,
                Op::Le => value <= *against,
                Op::Eq => value == *against,
                Op::Ge => value >= *against,
                Op::Gt => value > *against,
            }
        }
        Condition::Did(action) => at.defence.done.contains_key(action),
        Condition::NotDidBy(action, minute) => at.minute >= *minute && !at.defence.done.contains_key(action),
        Condition::Fired(inject) => {
            let index = at.rules.scenario.injects.iter().position(|i| i.id == *inject).expect("checked reference");
            at.story.injects[index].fired_min.is_some()
        }
        Condition::Chose(inject, option) => {
            let mut asked = at.rules.scenario.injects.iter().zip(&at.story.injects);
            asked.any(|(facts, state)| {
                let chosen = state.answer.filter(|_| facts.id == *inject && !state.silent);
                chosen.is_some_and(|chosen| facts.options[chosen].id == *option)
            })
        }
        Condition::Knows(role, fact) => at.people.facts.contains_key(&(*role, *fact)),
        Condition::Reported(duty) => crate::duty::clock(at, duty).sent_min.is_some(),
        Condition::ReportedInTime(duty) => crate::duty::clock(at, duty).state().is_kept(),
        Condition::Overdue(duty) => crate::duty::clock(at, duty).late,
    }
}

/// Before when a condition cannot hold: looked at first, since most conditions wait for a minute that is far away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Earliest {
    /// Minute of the exercise.
    minute: Minute,
    /// Minutes since the strike; none where it does not wait for one.
    since_strike: Option<i64>,
}

impl Earliest {
    /// Reads a condition.
    pub fn of(condition: &Condition) -> Earliest {
        match condition {
            Condition::After(minute) | Condition::NotDidBy(_, minute) => {
                Earliest { minute: *minute, ..Earliest::default() }
            }
            Condition::Measure(Measure::MinutesSinceStrike, Op::Ge, least) if *least >= 0 => {
                Earliest { since_strike: Some(*least), ..Earliest::default() }
            }
            Condition::All(list) => list.iter().map(Earliest::of).fold(Earliest::default(), |one, other| Earliest {
                minute: one.minute.max(other.minute),
                since_strike: one.since_strike.max(other.since_strike),
            }),
            Condition::Any(list) => {
                let least = |one: Earliest, other: Earliest| Earliest {
                    minute: one.minute.min(other.minute),
                    since_strike: one.since_strike.min(other.since_strike),
                };
                list.iter().map(Earliest::of).reduce(least).unwrap_or_default()
            }
            _ => Earliest::default(),
        }
    }

    /// Whether it is that late.
    pub fn is_past(&self, at: &At) -> bool {
        let since = |least: i64| at.attack.detonated_min.is_some_and(|strike| (at.minute - strike) as i64 >= least);
        at.minute >= self.minute && self.since_strike.is_none_or(since)
    }
}

/// Minutes at which a condition that reads the clock may change.
pub fn clock_minutes(condition: &Condition, minutes: &mut Vec<u64>) {
    match condition {
        Condition::After(minute) | Condition::Within(minute) | Condition::NotDidBy(_, minute) => minutes.push(*minute),
        _ => condition.parts().iter().for_each(|part| clock_minutes(part, minutes)),
    }
}

/// Cases that wait for somebody.
pub fn cases_open(at: &At) -> i64 {
    at.desk.cases.iter().filter(|case| case.state == CaseState::Open).count() as i64
}
