//! Merging: a scenario's `(from: .., with: .., remove: ..)` becomes the library's value with the changes applied. A library
//! may be written over another one in the same way.
//!
//! A scenario may also begin with `from: "conti-friday"`: every field that it does not write itself is that scenario's.
//!
//! All on the tree, before anything is typed, so that every value keeps the place it was written at, be it in the
//! scenario or in the library.

use std::collections::{BTreeMap, BTreeSet};

use crate::PLACES_MAX;
use crate::codes::{self, Code};
use crate::library::{library_name, read_library, scenario_name};
use crate::nearest::{did_you_mean, unknown_field};
use crate::problem::Findings;
use crate::source::SourceFile;
use crate::tree::{Field, Node, Span, Value, parse};

/// How far libraries draw on libraries.
const LIBRARIES_DEEP_MAX: usize = 8;

/// Largest size of a scenario with all its libraries.
const SOURCES_BYTES_MAX: usize = 32 * 1024 * 1024;

/// What was found under a library's name.
pub(crate) enum Found {
    /// Its text.
    File(SourceFile),
    /// Nothing.
    Nowhere,
    /// Something that is not read, and why.
    Refused(&'static Code, String),
}

impl Found {
    /// What a search came to that refuses nothing.
    pub fn of(source: Option<SourceFile>) -> Found {
        source.map_or(Found::Nowhere, Found::File)
    }
}

/// Finds the library with a name such as `library/actions.ron`.
pub(crate) type Find<'f> = &'f dyn Fn(&str) -> Found;

/// Draws all libraries into a scenario's tree. The texts used are added to the sources. None when the scenario is written
/// over another one that cannot be read: then nothing can be said about what it does not write itself.
pub(crate) fn draw_libraries(
    mut root: Node,
    sources: &mut Vec<SourceFile>,
    find: Find,
    findings: &mut Findings,
) -> Option<Node> {
    let Value::Struct(_, fields) = &mut root.value else { return Some(root) };
    draw_scenario(fields, sources, find, findings)?;
    let mut library_texts = Vec::new();
    for (wanted, node) in references(fields) {
        let reference = std::mem::replace(node, Node { span: node.span, value: Value::Broken });
        if let Some((value, texts)) = resolve(&wanted, reference, &mut Vec::new(), sources, find, findings) {
            *node = value;
            library_texts.extend(texts);
        }
    }
    for texts in library_texts {
        match fields.iter_mut().find(|field| field.name == "texts") {
            Some(own) => merge_under(&mut own.node, texts),
            None => fields.push(Field { name: "texts".to_string(), span: texts.span, node: texts }),
        }
    }
    Some(root)
}

/// Takes what a scenario does not say itself from the scenario that it is written over.
fn draw_scenario(
    fields: &mut Vec<Field>,
    sources: &mut Vec<SourceFile>,
    find: Find,
    findings: &mut Findings,
) -> Option<()> {
    let Some(index) = fields.iter().position(|field| field.name == "from") else { return Some(()) };
    let from = fields.remove(index).node;
    let (file, text) = open(&from, scenario_name, sources, find, findings)?;
    let Value::Struct(_, base) = parse(file, &text, findings)?.value else {
        findings.add(from.span, &codes::LIBRARY_SHAPE, "That file holds no scenario.");
        return None;
    };
    for field in base {
        match fields.iter_mut().find(|own| own.name == field.name) {
            Some(own) if own.name == "texts" => merge_under(&mut own.node, field.node),
            Some(_) => {}
            None if field.name == "from" => {
                let message = "A scenario that is written over another one cannot be written over in turn.";
                findings.add(from.span, &codes::LIBRARY_SHAPE, message);
            }
            None => fields.push(field),
        }
    }
    Some(())
}

/// Every value that a library gives: whole fields of the scenario, and the hospitals of its region.
fn references(fields: &mut [Field]) -> Vec<(String, &mut Node)> {
    let mut found = Vec::new();
    for field in fields {
        if field.node.get("from").is_some() {
            found.push((field.name.clone(), &mut field.node));
        } else if field.name == "region" {
            found.extend(hospitals_of(&mut field.node).into_iter().map(|node| ("hospital".to_string(), node)));
        }
    }
    found
}

fn hospitals_of(region: &mut Node) -> Vec<&mut Node> {
    let Some(places) = field_of(region, "hospitals") else { return Vec::new() };
    let Value::List(places) = &mut places.value else { return Vec::new() };
    let hospitals = places.iter_mut().take(PLACES_MAX as usize).filter_map(|place| field_of(place, "hospital"));
    hospitals.filter(|node| node.get("from").is_some()).collect()
}

fn field_of<'a>(node: &'a mut Node, name: &str) -> Option<&'a mut Node> {
    let Value::Struct(_, fields) = &mut node.value else { return None };
    fields.iter_mut().find(|field| field.name == name).map(|field| &mut field.node)
}

/// The library's value with the scenario's changes, and the texts of the libraries, the nearest first. `above` holds the
/// files that lead here.
fn resolve(
    wanted: &str,
    reference: Node,
    above: &mut Vec<u32>,
    sources: &mut Vec<SourceFile>,
    find: Find,
    findings: &mut Findings,
) -> Option<(Node, Vec<Node>)> {
    let Value::Struct(_, fields) = reference.value else { return None };
    let (mut from, mut with, mut remove) = (None, None, None);
    for field in fields {
        match field.name.as_str() {
            "from" => from = Some(field.node),
            "with" => with = Some(field.node),
            "remove" => remove = Some(field.node),
            name => {
                let (message, mend) = unknown_field(name, ["from", "with", "remove"].into_iter());
                findings.add_with(field.span, &codes::UNKNOWN_FIELD, message, mend);
            }
        }
    }
    let from = from?;
    let (file, text) = open(&from, library_name, sources, find, findings)?;
    if above.contains(&file) {
        findings.add(from.span, &codes::LIBRARY_CYCLE, "No library can draw on itself, not even by way of others.");
        return None;
    }
    if above.len() >= LIBRARIES_DEEP_MAX {
        let message = format!("Libraries may draw on each other {LIBRARIES_DEEP_MAX} deep; here they go deeper.");
        findings.add(from.span, &codes::LIBRARY_DEPTH, message);
        return None;
    }
    above.push(file);
    let library = read_library(file, &text, wanted, findings)?;
    let (mut value, more) = match library.value.get("from") {
        Some(_) => resolve(wanted, library.value, above, sources, find, findings)?,
        None => (library.value, Vec::new()),
    };
    let inner = with.as_mut().and_then(take_remove);
    for ids in [remove, inner].into_iter().flatten() {
        remove_all(&mut value, &ids, findings);
    }
    if let Some(with) = with {
        merge_over(&mut value, with, findings);
    }
    Some((value, library.texts.into_iter().chain(more).collect()))
}

/// Finds a library's or scenario's text and gives it a number among the sources.
fn open(
    from: &Node,
    file_name: fn(&str) -> Option<String>,
    sources: &mut Vec<SourceFile>,
    find: Find,
    findings: &mut Findings,
) -> Option<(u32, String)> {
    let Some(reference) = from.text() else {
        let message = "`from` names a library in quotes, such as `from: \"hospitals/regional-300\"`.";
        findings.add(from.span, &codes::WRONG_KIND, message);
        return None;
    };
    let Some(name) = file_name(reference) else {
        let message = format!(
            "`{reference}` is no library name: only small letters, digits, hyphens and single slashes, never `..`."
        );
        findings.add(from.span, &codes::LIBRARY_PATH, message);
        return None;
    };
    if let Some(index) = sources.iter().position(|source| source.name == name) {
        return Some((index as u32, sources[index].text.clone()));
    }
    let source = match find(&name) {
        Found::File(source) => source,
        Found::Nowhere => {
            let message = format!("There is no library `{reference}`, neither `{name}` beside this file nor built in.");
            findings.add(from.span, &codes::UNKNOWN_LIBRARY, message);
            return None;
        }
        Found::Refused(code, message) => {
            findings.add(from.span, code, message);
            return None;
        }
    };
    let bytes: usize = sources.iter().map(|source| source.text.len()).sum();
    if bytes + source.text.len() > SOURCES_BYTES_MAX {
        let message = format!(
            "A scenario and its libraries may have {} MiB together; with `{name}` they have more.",
            SOURCES_BYTES_MAX >> 20
        );
        findings.add(from.span, &codes::FILE_TOO_LARGE, message);
        return None;
    }
    let text = source.text.clone();
    sources.push(SourceFile { name, text: source.text });
    Some((sources.len() as u32 - 1, text))
}

/// Takes the field `remove` out of a `with: (..)`.
fn take_remove(with: &mut Node) -> Option<Node> {
    let Value::Struct(_, fields) = &mut with.value else { return None };
    let index = fields.iter().position(|field| field.name == "remove")?;
    Some(fields.remove(index).node)
}

/// Lays changes over a library's value.
fn merge_over(base: &mut Node, with: Node, findings: &mut Findings) {
    match (&mut base.value, with.value) {
        (Value::Struct(_, fields), Value::Struct(_, changes)) => {
            for change in changes {
                match fields.iter_mut().find(|field| field.name == change.name) {
                    Some(field) if has_ids(&field.node) => merge_items(&mut field.node, change.node, findings),
                    Some(field) => field.node = change.node,
                    None => fields.push(change),
                }
            }
        }
        (Value::List(_), value @ Value::List(_)) => {
            merge_items(base, Node { span: with.span, value }, findings);
        }
        (Value::Map(_), value @ Value::Map(_)) => {
            let mut over = Node { span: with.span, value };
            std::mem::swap(base, &mut over);
            merge_under(base, over);
        }
        // `with: ()` changes nothing.
        (_, Value::Tuple(None, items)) if items.is_empty() => {}
        (_, Value::Broken) => {}
        (Value::List(_), _) => {
            findings.add(
                with.span,
                &codes::WRONG_KIND,
                "`with` must be a list in square brackets here, as the library's value is.",
            );
        }
        (Value::Map(_), _) => {
            findings.add(
                with.span,
                &codes::WRONG_KIND,
                "`with` must be written in curly brackets here, as the library's value is.",
            );
        }
        _ => findings.add(with.span, &codes::WRONG_KIND, "`with` must be written `(field: value, ..)` here."),
    }
}

/// Whether a list's items are known by their ids.
fn has_ids(node: &Node) -> bool {
    matches!(&node.value, Value::List(items) if items.iter().any(|item| item.id().is_some()))
}

/// Merges two lists item by item: the same id replaces whole fields, a new id is added.
fn merge_items(base: &mut Node, with: Node, findings: &mut Findings) {
    let Value::List(changes) = with.value else {
        if !matches!(with.value, Value::Broken) {
            findings.add(with.span, &codes::WRONG_KIND, "This must be a list in square brackets.");
        }
        return;
    };
    let Value::List(items) = &mut base.value else { return };
    if changes.is_empty() {
        let message = "An empty list changes nothing here; name what shall go in `remove: [..]`.";
        findings.add(with.span, &codes::EMPTY_OVERRIDE, message);
    }
    let known = items.iter().enumerate().rev().filter_map(|(index, item)| Some((item.id()?.to_string(), index)));
    let known: BTreeMap<String, usize> = known.collect();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for change in changes {
        let Some(id) = change.id().map(str::to_string) else {
            if !matches!(change.value, Value::Broken) {
                let message = "This item needs an `id`, so that it can replace or join the library's items.";
                findings.add(change.span, &codes::MISSING_FIELD, message);
            }
            continue;
        };
        if seen.contains(&id) {
            findings.add(
                change.at("id").span,
                &codes::DUPLICATE_ID,
                format!("`{id}` is changed twice in this list; keep one."),
            );
            continue;
        }
        match known.get(&id) {
            Some(index) => replace_fields(&mut items[*index], change),
            None => items.push(change),
        }
        seen.insert(id);
    }
}

/// Replaces those fields of an item that the change names, each as a whole.
fn replace_fields(item: &mut Node, change: Node) {
    if let (Value::Struct(_, fields), Value::Struct(_, changes)) = (&mut item.value, change.value) {
        for change in changes {
            match fields.iter_mut().find(|field| field.name == change.name) {
                Some(field) => *field = change,
                None => fields.push(change),
            }
        }
    }
}

/// Adds what a map lacks, language by language: the words already there win.
fn merge_under(own: &mut Node, more: Node) {
    let (Value::Map(own), Value::Map(more)) = (&mut own.value, more.value) else { return };
    let known = own.iter().enumerate().filter_map(|(index, (key, _))| Some((key.text()?.to_string(), index)));
    let known: BTreeMap<String, usize> = known.collect();
    for (key, value) in more {
        match key.text().and_then(|key| known.get(key)) {
            Some(index) => merge_under(&mut own[*index].1, value),
            None => own.push((key, value)),
        }
    }
}

/// Deletes the items whose ids are listed.
fn remove_all(base: &mut Node, ids: &Node, findings: &mut Findings) {
    let Value::List(ids) = &ids.value else {
        findings.add(ids.span, &codes::WRONG_KIND, "`remove` is a list of ids, such as `remove: [\"voice\"]`.");
        return;
    };
    for node in ids {
        match node.text() {
            Some(id) => remove_one(base, id, node.span, findings),
            None if matches!(node.value, Value::Broken) => {}
            None => findings.add(node.span, &codes::WRONG_KIND, "An id to remove is written in quotes."),
        }
    }
}

/// Deletes one item: of a list by its id, of a map by its key, of a struct's lists by `id` or `list/id`.
fn remove_one(base: &mut Node, id: &str, place: Span, findings: &mut Findings) {
    let known = match &mut base.value {
        Value::List(items) => {
            let before = items.len();
            items.retain(|item| item.id() != Some(id));
            if items.len() < before {
                return;
            }
            items.iter().filter_map(Node::id).map(str::to_string).collect()
        }
        Value::Map(entries) => {
            let before = entries.len();
            entries.retain(|(key, _)| key.text() != Some(id));
            if entries.len() < before {
                return;
            }
            entries.iter().filter_map(|(key, _)| key.text()).map(str::to_string).collect()
        }
        Value::Struct(_, fields) => match remove_from_lists(fields, id, place, findings) {
            Some(known) => known,
            None => return,
        },
        _ => Vec::new(),
    };
    let meant = did_you_mean(id, known.iter().map(String::as_str));
    let message = format!("The library holds no `{id}` that could be removed.");
    findings.add_with(place, &codes::UNKNOWN_ID, message, meant);
}

/// Deletes an item from the one list that holds it. Returns the known ids when none does.
fn remove_from_lists(fields: &mut [Field], id: &str, place: Span, findings: &mut Findings) -> Option<Vec<String>> {
    let (list, id) = id.split_once('/').map_or((None, id), |(list, id)| (Some(list), id));
    let holds = |item: &Node| item.id() == Some(id);
    let mut homes: Vec<&mut Field> = fields
        .iter_mut()
        .filter(|field| list.is_none_or(|list| list == field.name))
        .filter(|field| matches!(&field.node.value, Value::List(items) if items.iter().any(holds)))
        .collect();
    if let [first, second, ..] = homes.as_slice() {
        let message =
            format!("`{id}` stands in {} and in {}; write `{0}/{id}` or `{1}/{id}`.", first.name, second.name);
        findings.add(place, &codes::AMBIGUOUS_ID, message);
        return None;
    }
    if let Some(home) = homes.pop() {
        if let Value::List(items) = &mut home.node.value {
            items.retain(|item| !holds(item));
        }
        return None;
    }
    let lists = fields.iter().filter_map(|field| match &field.node.value {
        Value::List(items) => Some(items),
        _ => None,
    });
    Some(lists.flatten().filter_map(Node::id).map(str::to_string).collect())
}
