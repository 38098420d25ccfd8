//! Migration: files as earlier programs read them, rewritten for this one, with every comment and all else kept.
//!
//! All of these files say `version: 1`: the language changed before anybody but its makers wrote in it, so old forms are known
//! by their looks, and each step below knows one. From here on, a change that makes this program refuse what it read before
//! raises the version, and begins with a step here.
//!
//! A step looks at one file's tree, be it a scenario or a library, and says which bytes give way to what.

use std::ops::Range;

use crate::Measure;
use crate::problem::Problem;
use crate::source::SourceFile;
use crate::tree::{Field, Node, Span, Value, read};

/// A file in today's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Migrated {
    /// What it says now.
    pub text: String,
    /// What was changed, in the order of the file; empty where it was in today's language already.
    pub changes: Vec<Change>,
}

/// Something that was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Line of the old text, from 1.
    pub line: u32,
    /// What was done there, in a sentence.
    pub what: String,
}

/// Bytes of a text, and what they give way to.
struct Edit {
    at: Range<usize>,
    to: String,
    what: String,
}

/// Every step, oldest change first. Each runs on what the one before it left.
const STEPS: &[fn(&str, &Node) -> Vec<Edit>] = &[reasons_can_be_seen, days_have_profiles];

/// Rewrites a file for this program.
///
/// # Errors
/// What keeps the text from being read: nothing is migrated then.
pub fn migrate(source: &SourceFile) -> Result<Migrated, Vec<Problem>> {
    let mut file = source.clone();
    let mut changes = Vec::new();
    for step in STEPS {
        let root = read(&file)?;
        let mut edits = step(&file.text, &root);
        edits.sort_by_key(|edit| edit.at.start);
        for edit in edits.iter().filter(|edit| !edit.what.is_empty()) {
            let line = file.text[..edit.at.start].matches('\n').count() + 1;
            changes.push(Change { line: u32::try_from(line).unwrap_or(u32::MAX), what: edit.what.clone() });
        }
        for edit in edits.into_iter().rev() {
            file.text.replace_range(edit.at, &edit.to);
        }
    }
    changes.sort_by_key(|change| change.line);
    Ok(Migrated { text: file.text, changes })
}

/// Lateness counts from what the team can see. A `since` that rests on measures alone is joined with what the role that
/// answers for the objective knows of the strike.
fn reasons_can_be_seen(text: &str, root: &Node) -> Vec<Edit> {
    let mut edits = Vec::new();
    walk(root, &mut |node| {
        let Some(Value::Word(role)) = node.get("role").map(|role| &role.value) else { return };
        let Some(since) = node.get("measure").and_then(|measure| measure.get("since")) else { return };
        if !is_visible(since) {
            let old = &text[bytes(since.span)];
            let to = format!("All([Knows({role}, ransomware), {old}])");
            let what = "`since` was hidden from everybody; it now counts from what the role knows as well.".to_owned();
            edits.push(Edit { at: bytes(since.span), to, what });
        }
    });
    edits
}

/// What [`Condition::is_visible`](crate::Condition::is_visible) says of a condition that is still a tree.
fn is_visible(condition: &Node) -> bool {
    let Value::Tuple(Some(name), parts) = &condition.value else { return true };
    // The parts of `All` and `Any` stand in a list.
    let inner = |node: &Node| match &node.value {
        Value::List(items) => items.clone(),
        _ => vec![node.clone()],
    };
    let mut parts_of = parts.iter().flat_map(inner);
    match name.as_str() {
        "All" => parts_of.any(|part| is_visible(&part)),
        "Any" | "Not" => parts_of.all(|part| is_visible(&part)),
        "Measure" => match parts.first().map(|measure| &measure.value) {
            Some(Value::Word(measure)) => {
                serde_json::from_value(measure.as_str().into()).is_ok_and(Measure::is_visible)
            }
            _ => true,
        },
        "After" | "Within" | "NotDidBy" => false,
        _ => true,
    }
}

/// A service no longer holds six shares of its day (`by_block`): it names a profile of twenty-four, which its hospital holds.
fn days_have_profiles(_: &str, root: &Node) -> Vec<Edit> {
    let mut edits = Vec::new();
    walk(root, &mut |node| {
        let Value::Struct(_, fields) = &node.value else { return };
        let Some(services) = fields.iter().find(|field| field.name == "services") else { return };
        let Value::List(items) = &services.node.value else { return };
        let mut profiles: Vec<Vec<f64>> = Vec::new();
        for block in items.iter().filter_map(|service| field(service, "by_block")) {
            let shares: Vec<f64> = numbers(&block.node);
            let index = profiles.iter().position(|known| *known == shares).unwrap_or_else(|| {
                profiles.push(shares);
                profiles.len() - 1
            });
            let at = bytes(block.span).start..bytes(block.node.span).end;
            let to = format!("profile: \"day-{}\"", index + 1);
            let what = "`by_block` is now a `profile` of the hospital, which holds a share for every hour.".to_owned();
            edits.push(Edit { at, to, what });
        }
        if !profiles.is_empty() {
            let start = bytes(services.span).start;
            let to = profile_list(&profiles);
            edits.push(Edit { at: start..start, to, what: String::new() });
        }
    });
    edits
}

/// The field `profiles`, to stand before `services`, with a line for each.
fn profile_list(profiles: &[Vec<f64>]) -> String {
    let mut text = String::from("profiles: [\n");
    for (index, blocks) in profiles.iter().enumerate() {
        let hours: Vec<String> = blocks
            .iter()
            .flat_map(|share| std::iter::repeat_n(format!("{}", share / BLOCK_HOURS), BLOCK_HOURS as usize))
            .collect();
        text += &format!(
            "            (id: \"day-{}\", weekend: 1, by_hour: [{}], source: \"assumption: as the blocks of four hours were.\"),\n",
            index + 1,
            hours.join(", ")
        );
    }
    text + "        ],\n\n        "
}

/// Hours that a share of `by_block` stood for.
const BLOCK_HOURS: f64 = 4.0;

fn numbers(node: &Node) -> Vec<f64> {
    let Value::List(items) = &node.value else { return Vec::new() };
    let number = |item: &Node| match item.value {
        Value::Whole(number) => number as f64,
        Value::Fraction(number) => number,
        _ => 0.0,
    };
    items.iter().map(number).collect()
}

fn field<'a>(node: &'a Node, name: &str) -> Option<&'a Field> {
    let Value::Struct(_, fields) = &node.value else { return None };
    fields.iter().find(|field| field.name == name)
}

/// Visits a node and everything inside it.
fn walk<'a>(node: &'a Node, visit: &mut impl FnMut(&'a Node)) {
    visit(node);
    match &node.value {
        Value::List(items) | Value::Tuple(_, items) => items.iter().for_each(|item| walk(item, visit)),
        Value::Map(pairs) => pairs.iter().for_each(|(_, value)| walk(value, visit)),
        Value::Struct(_, fields) => fields.iter().for_each(|field| walk(&field.node, visit)),
        _ => {}
    }
}

fn bytes(span: Span) -> Range<usize> {
    span.start as usize..span.end as usize
}
