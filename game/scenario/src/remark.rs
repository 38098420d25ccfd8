//! Remarks: what was found by playing a scenario, brought to the place in its files that it is about.

use crate::codes::Code;
use crate::merge::{Found, draw_libraries};
use crate::problem::{Findings, Problem};
use crate::source::SourceFile;
use crate::tree::{Node, Span, Value, parse};

/// Something about a scenario that is known by ids only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// What kind of problem it is.
    pub code: &'static Code,
    /// The list and the id of the thing: `("injects", "the-mother-calls")`; with an empty list, a field of the scenario.
    /// Without one it is about the scenario as a whole.
    pub place: Option<(&'static str, String)>,
    /// What was found, and how to mend it.
    pub message: String,
}

/// The remarks as problems, each at the thing that it is about, in the scenario's files or those of its libraries.
///
/// The sources are those of a scenario that loads: its own text first.
pub fn remarked(sources: &[SourceFile], remarks: Vec<Remark>) -> Vec<Problem> {
    let (mut known, mut ignored) = (sources.iter().take(1).cloned().collect::<Vec<_>>(), Findings::default());
    let find = |name: &str| Found::of(sources.iter().find(|source| source.name == name).cloned());
    let root = sources.first().and_then(|main| parse(0, &main.text, &mut ignored));
    let root = root.and_then(|root| draw_libraries(root, &mut known, &find, &mut ignored));
    let mut findings = Findings::default();
    for Remark { code, place, message } in remarks {
        let span = root.as_ref().map_or(Span { file: 0, start: 0, end: 0 }, |root| span_of(root, place.as_ref()));
        findings.add(span, code, message);
    }
    findings.locate(&known)
}

fn span_of(root: &Node, place: Option<&(&'static str, String)>) -> Span {
    let whole = root.at("id").span;
    let Some((list, id)) = place else { return whole };
    if list.is_empty() {
        return root.get(id).map_or(whole, |node| node.span);
    }
    let Some(Value::List(items)) = root.get(list).map(|node| &node.value) else { return whole };
    items.iter().find(|item| item.id() == Some(id)).map_or(whole, |item| item.at("id").span)
}
