//! Checks: what types cannot say. References lead somewhere, nothing depends on itself, sums are right, words exist.
//!
//! The checks walk the typed scenario and its tree side by side: the scenario says what, the tree says where.

mod attack;
mod bounds;
mod calibration;
mod controls;
mod cycles;
mod hosts;
mod ids;
mod load;
mod numbers;
mod parts;
mod phases;
mod possible;
mod references;
mod region;
mod room;
mod texts;
mod ways;

use std::collections::BTreeSet;

use crate::Scenario;
use crate::codes::{Code, Severity};
use crate::problem::Findings;
use crate::schema::UNREADABLE;
use crate::tree::Node;

/// Checks a whole scenario.
pub(crate) fn check(scenario: &Scenario, root: &Node, findings: &mut Findings) {
    let hospital = root.at("hospital");
    let mut check = Check { scenario, root, hospital, clean: !findings.any_error(), needed: BTreeSet::new(), findings };
    check.ids();
    check.techniques();
    check.phases();
    check.references();
    check.cycles();
    check.hosts();
    check.numbers();
    check.room();
    check.calibration();
    check.texts();
    check.possible();
    check.attack();
    check.region();
    // What follows from a mistake looks doubtful too, and would only hide it.
    if !check.findings.any_error() {
        check.doubts();
    }
}

/// A scenario under inspection.
struct Check<'a> {
    scenario: &'a Scenario,
    root: &'a Node,
    /// Where the hospital stands that is looked at.
    hospital: &'a Node,
    /// Nothing was found before the checks began, so nothing in the scenario is a stand-in for an unreadable value.
    clean: bool,
    /// Keys of the texts that people see.
    needed: BTreeSet<String>,
    findings: &'a mut Findings,
}

impl<'a> Check<'a> {
    /// What can be played, and was hardly meant so.
    fn doubts(&mut self) {
        self.reach();
        self.strike_hour();
        self.load();
        self.only_by_hand();
        self.controls();
        self.ways();
        self.idle_flows();
        self.languages();
        self.unused_texts();
    }

    fn add(&mut self, place: &Node, code: &'static Code, message: impl Into<String>) {
        self.findings.add(place.span, code, message);
    }

    /// The same, unless something was found inside the whole already.
    fn add_once(&mut self, whole: &Node, place: &Node, code: &'static Code, message: impl Into<String>) {
        if self.sound(whole) {
            self.add(place, code, message);
        }
    }

    /// Whether nothing has been found inside a node: a second finding about the same mistake would only confuse.
    fn sound(&self, node: &Node) -> bool {
        let span = node.span;
        let inside = |start: u32| span.start <= start && start < span.end.max(span.start + 1);
        self.clean
            || !self.findings.0.iter().any(|finding| {
                let grave = finding.code.severity == Severity::Error;
                grave && finding.span.file == span.file && inside(finding.span.start)
            })
    }

    fn hospital_node(&self) -> &'a Node {
        self.hospital
    }

    fn adversary_node(&self) -> &'a Node {
        self.root.at("adversary")
    }
}

/// Whether an id was readable at all.
fn readable(id: &str) -> bool {
    id != UNREADABLE
}
