//! Conditions of a scenario with their names looked up once: they are asked for after every item and every order.

use codedark_scenario::{Condition, Fact, Measure, Op, Role, Scenario};

use crate::base::time::Minute;

/// A condition, with its names looked up. What it asks of something that the scenario does not have never happened.
#[derive(Clone, Debug)]
pub enum Clause {
    /// Each of them holds.
    All(Vec<Clause>),
    /// At least one holds.
    Any(Vec<Clause>),
    /// It does not hold.
    Not(Box<Clause>),
    /// The clock stands at or past this minute.
    After(Minute),
    /// The clock stands before this minute.
    Within(Minute),
    /// A measure compares so with a value.
    Measure(Measure, Op, i64),
    /// This action was completed.
    Did(usize),
    /// This action was not completed, and the minute is reached.
    NotDidBy(usize, Minute),
    /// This inject has fired.
    Fired(usize),
    /// This inject was answered with this option.
    Chose(usize, usize),
    /// A role knows a fact.
    Knows(Role, Fact),
    /// Something was sent for this duty.
    Reported(usize),
    /// Something was sent for this duty before its time ran out.
    ReportedInTime(usize),
    /// This duty's time ran out before anything was sent.
    Overdue(usize),
}

impl Clause {
    /// Looks the names up.
    pub fn resolve(scenario: &Scenario, condition: &Condition) -> Clause {
        let each = |list: &[Condition]| list.iter().map(|inner| Clause::resolve(scenario, inner)).collect();
        let or_never = |found: Option<usize>, clause: fn(usize) -> Clause| found.map_or(Clause::NEVER, clause);
        match condition {
            Condition::All(list) => Clause::All(each(list)),
            Condition::Any(list) => Clause::Any(each(list)),
            Condition::Not(inner) => Clause::Not(Box::new(Clause::resolve(scenario, inner))),
            Condition::After(minute) => Clause::After(*minute),
            Condition::Within(minute) => Clause::Within(*minute),
            Condition::Measure(measure, op, against) => Clause::Measure(*measure, *op, *against),
            Condition::Did(id) => or_never(scenario.action(id), Clause::Did),
            Condition::NotDidBy(id, minute) => {
                let found = scenario.action(id);
                found.map_or(Clause::After(*minute), |action| Clause::NotDidBy(action, *minute))
            }
            Condition::Fired(id) => or_never(scenario.inject(id), Clause::Fired),
            Condition::Chose(id, option) => {
                let found = scenario.inject(id).and_then(|inject| {
                    let options = &scenario.injects[inject].options;
                    Some((inject, options.iter().position(|known| known.id == *option)?))
                });
                found.map_or(Clause::NEVER, |(inject, option)| Clause::Chose(inject, option))
            }
            Condition::Knows(role, fact) => Clause::Knows(*role, *fact),
            Condition::Reported(id) => or_never(scenario.duty(id), Clause::Reported),
            Condition::ReportedInTime(id) => or_never(scenario.duty(id), Clause::ReportedInTime),
            Condition::Overdue(id) => or_never(scenario.duty(id), Clause::Overdue),
        }
    }

    /// Never holds.
    const NEVER: Clause = Clause::Any(Vec::new());
}

/// All conditions that are asked of a hospital, in the scenario's order.
#[derive(Clone, Debug)]
pub struct Clauses {
    /// When each inject arrives; none for those handed out only.
    pub injects: Vec<Option<Clause>>,
    /// When each duty's clock starts.
    pub starts: Vec<Clause>,
    /// What each duty's report must hold to be whole.
    pub contents: Vec<Vec<Clause>>,
    /// What each objective's clock waits for, if it waits.
    pub reasons: Vec<Option<Clause>>,
    /// The unsafe shortcuts that cap each objective.
    pub caps: Vec<Vec<Clause>>,
    /// What each action requires.
    pub requires: Vec<Option<Clause>>,
    /// When each phase ends before its time.
    pub ends: Vec<Option<Clause>>,
    /// When no next hospital is struck.
    pub unless: Option<Clause>,
}

impl Clauses {
    /// Looks all names up, when the exercise is built.
    pub fn of(scenario: &Scenario) -> Clauses {
        let one = |condition: &Condition| Clause::resolve(scenario, condition);
        let some = |condition: &Option<Condition>| condition.as_ref().map(one);
        let each = |list: &Vec<Condition>| list.iter().map(one).collect();
        let objectives = scenario.objectives.iter();
        Clauses {
            injects: scenario.injects.iter().map(|inject| some(&inject.when)).collect(),
            starts: scenario.duties.iter().map(|duty| one(&duty.starts)).collect(),
            contents: scenario.duties.iter().map(|duty| each(&duty.content)).collect(),
            reasons: objectives.clone().map(|objective| objective.reason().map(one)).collect(),
            caps: objectives.map(|objective| objective.capped_by.iter().map(one).collect()).collect(),
            requires: scenario.actions.iter().map(|action| some(&action.requires)).collect(),
            ends: scenario.phases.iter().map(|phase| some(&phase.ends)).collect(),
            unless: scenario.strike_state.as_ref().and_then(|strike| some(&strike.unless)),
        }
    }
}
