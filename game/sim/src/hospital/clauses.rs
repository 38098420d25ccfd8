//! Conditions of a scenario with their names looked up once: they are asked for after every item and every order, as far as
//! something that they are read from was touched.

use codedark_scenario::{Condition, Fact, Measure, Op, Role, Scenario};

use crate::base::time::Minute;
use crate::hospital::clocks::Duties;
use crate::hospital::earliest::Earliest;
use crate::hospital::knowledge::People;
use crate::hospital::orders::Defence;
use crate::hospital::questions::Story;
use crate::hospital::touched::{PartOf, Parts, read_for};

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

    /// What it is read from.
    pub fn reads(&self) -> Parts {
        match self {
            Clause::All(list) | Clause::Any(list) => list.iter().map(Clause::reads).fold(Parts::NONE, Parts::and),
            Clause::Not(inner) => inner.reads(),
            Clause::After(_) | Clause::Within(_) => Parts::CLOCK,
            Clause::Measure(measure, ..) => read_for(*measure),
            Clause::Did(_) => Defence::PART,
            Clause::NotDidBy(..) => Defence::PART | Parts::CLOCK,
            Clause::Fired(_) | Clause::Chose(..) => Story::PART,
            Clause::Knows(..) => People::PART,
            Clause::Reported(_) | Clause::ReportedInTime(_) | Clause::Overdue(_) => Duties::PART,
        }
    }

    /// Never holds.
    const NEVER: Clause = Clause::Any(Vec::new());
}

/// A condition that is looked at until it holds for the first time.
#[derive(Clone, Debug)]
pub struct Awaited {
    /// The condition.
    pub clause: Clause,
    /// Before when it cannot hold.
    pub earliest: Earliest,
}

/// Conditions that are looked at until one of a list holds for the first time: a list for each thing that waits for it.
#[derive(Clone, Debug)]
pub struct Watched {
    /// What each list is read from. Apart from the lists: nearly always nothing of it was touched.
    reads: Vec<Parts>,
    lists: Vec<Vec<Awaited>>,
}

impl Watched {
    fn resolve<'c, L: IntoIterator<Item = &'c Condition>>(
        scenario: &Scenario,
        lists: impl Iterator<Item = L>,
    ) -> Watched {
        let awaited = |condition: &Condition| Awaited {
            clause: Clause::resolve(scenario, condition),
            earliest: Earliest::of(condition),
        };
        let lists: Vec<Vec<Awaited>> = lists.map(|list| list.into_iter().map(awaited).collect()).collect();
        let reads = lists.iter().map(|list| list.iter().map(|one| one.clause.reads()).fold(Parts::NONE, Parts::and));
        // What is read from nothing is so from the first look on.
        let reads = reads.map(|reads| if reads == Parts::NONE { Parts::CLOCK } else { reads }).collect();
        Watched { reads, lists }
    }

    /// Those of which one condition holds now and none did before these parts were touched, if they still wait.
    pub fn come_true(
        &self,
        touched: Parts,
        waits: impl Fn(usize) -> bool,
        holds: impl Fn(&Awaited) -> bool,
    ) -> Vec<usize> {
        let read = self.reads.iter().enumerate().filter(|(_, reads)| reads.meets(touched));
        let came = |index: &usize| waits(*index) && self.lists[*index].iter().any(&holds);
        read.map(|(index, _)| index).filter(came).collect()
    }

    /// Conditions of each that waits, in order.
    #[cfg(test)]
    pub fn lists(&self) -> &[Vec<Awaited>] {
        &self.lists
    }
}

/// All conditions that are asked of a hospital, in the scenario's order.
#[derive(Clone, Debug)]
pub struct Clauses {
    /// When each inject arrives; none for those handed out only.
    pub injects: Watched,
    /// When each duty's clock starts.
    pub starts: Watched,
    /// What each duty's report must hold to be whole.
    pub contents: Vec<Vec<Clause>>,
    /// What each objective's clock waits for, if it waits.
    pub reasons: Watched,
    /// The unsafe shortcuts that cap each objective.
    pub caps: Watched,
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
            injects: Watched::resolve(scenario, scenario.injects.iter().map(|inject| &inject.when)),
            starts: Watched::resolve(scenario, scenario.duties.iter().map(|duty| [&duty.starts])),
            contents: scenario.duties.iter().map(|duty| each(&duty.content)).collect(),
            reasons: Watched::resolve(scenario, objectives.clone().map(|objective| objective.reason())),
            caps: Watched::resolve(scenario, objectives.map(|objective| &objective.capped_by)),
            requires: scenario.actions.iter().map(|action| some(&action.requires)).collect(),
            ends: scenario.phases.iter().map(|phase| some(&phase.ends)).collect(),
            unless: scenario.strike_state.as_ref().and_then(|strike| some(&strike.unless)),
        }
    }
}
