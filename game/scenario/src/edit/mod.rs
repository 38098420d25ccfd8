//! Edits: one place of a scenario's text changed, and every other byte left as the author wrote it.
//!
//! A place is a path such as `injects/board-question/when`: fields by their names, items of lists by their ids or
//! numbers, words by their keys (`texts/scenario.title/en`). Whether the author wrote the item or it comes from a library
//! makes no difference to the path: what a library says is not changed, but overridden under `with`, or taken out under
//! `remove`. The result is read again before it is given back.

mod splice;

use std::fmt;

use crate::library::Find;
use crate::merge::{Found, draw_libraries};
use crate::problem::Findings;
use crate::source::SourceFile;
use crate::tree::{Node, Value, parse};
use splice::{bytes, cut, entries, insert, lifted, replace};

/// Why an edit was not made. Nothing was changed then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The brackets of the text do not match, or a library is missing.
    Unreadable,
    /// What shall be written is no value.
    NoValue(String),
    /// There is no such place.
    NoPlace(String),
    /// An item with this id is there already.
    Taken(String),
    /// A library holds it, and only a list's items can be taken out of one.
    InLibrary(String),
}

impl fmt::Display for Refused {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refused::Unreadable => {
                write!(
                    out,
                    "This text cannot be read: its brackets do not match or a library is missing; mend that first."
                )
            }
            Refused::NoValue(value) => write!(out, "`{value}` is not a value that a scenario could hold."),
            Refused::NoPlace(path) => write!(out, "There is no place `{path}` in this scenario."),
            Refused::Taken(id) => write!(out, "There is an item `{id}` already; choose another id."),
            Refused::InLibrary(path) => {
                write!(
                    out,
                    "`{path}` comes from a library, which says nothing else there; write another value instead."
                )
            }
        }
    }
}

/// What is written at a place, wherever it stands: in the scenario or in a library.
pub fn written(main: &SourceFile, find: Find, path: &str) -> Option<String> {
    written_all(main, find, &[path.to_owned()]).pop()?
}

/// What is written at each of these places, as [`written`] tells it, from one reading of the texts.
pub fn written_all(main: &SourceFile, find: Find, paths: &[String]) -> Vec<Option<String>> {
    let Ok(read) = Read::of(main, find) else { return vec![None; paths.len()] };
    let piece = |path: &String| {
        let node = descend(&read.merged, &steps(path))?;
        Some(lifted(read.text_of(node)?, node.span))
    };
    paths.iter().map(piece).collect()
}

/// The bytes of a place in the scenario's own text; none where a library says it.
pub fn place(main: &SourceFile, find: Find, path: &str) -> Option<std::ops::Range<usize>> {
    let read = Read::of(main, find).ok()?;
    let node = descend(&read.merged, &steps(path))?;
    (node.span.file == 0).then(|| bytes(node.span))
}

/// Text in quotes, as a scenario holds it.
pub fn quoted(words: &str) -> String {
    let mut out = String::from("\"");
    for letter in words.chars() {
        match letter {
            '"' | '\\' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}

/// Writes a value at a place. A field or a word that nobody wrote yet is added to what holds it.
///
/// # Errors
/// The reason why nothing was changed.
pub fn set(main: &SourceFile, find: Find, path: &str, value: &str) -> Result<String, Refused> {
    if splice::value(value).is_none() {
        return Err(Refused::NoValue(value.to_string()));
    }
    let read = Read::of(main, find)?;
    let steps = steps(path);
    let no_place = || Refused::NoPlace(path.to_string());
    let text = match descend(&read.merged, &steps) {
        Some(node) if node.span.file == 0 => replace(&main.text, bytes(node.span), value),
        _ => read.write(&steps, value).ok_or_else(no_place)?,
    };
    let after = SourceFile { name: main.name.clone(), text };
    let again = Read::of(&after, find)?;
    let there = descend(&again.merged, &steps).is_some_and(|node| node.span.file == 0);
    if there { Ok(after.text) } else { Err(no_place()) }
}

/// Writes a value at a place of a piece that is no whole scenario, such as a condition.
///
/// # Errors
/// The reason why nothing was changed.
pub fn set_within(piece: &str, path: &str, value: &str) -> Result<String, Refused> {
    let read = |text: &str| splice::value(text).ok_or_else(|| Refused::NoValue(text.to_string()));
    read(value)?;
    let root = read(piece)?;
    let node = descend(&root, &steps(path)).ok_or_else(|| Refused::NoPlace(path.to_string()))?;
    Ok(replace(piece, bytes(node.span), value))
}

/// Adds an item, which has an id, to a list.
///
/// # Errors
/// The reason why nothing was changed.
pub fn add(main: &SourceFile, find: Find, list: &str, item: &str) -> Result<String, Refused> {
    let node = splice::value(item).ok_or_else(|| Refused::NoValue(item.to_string()))?;
    let id = node.id().ok_or_else(|| Refused::NoValue(item.to_string()))?;
    let read = Read::of(main, find)?;
    let mut steps = steps(list);
    let no_place = || Refused::NoPlace(list.to_string());
    let items = descend(&read.merged, &steps).ok_or_else(no_place)?;
    if child(items, id).is_some() {
        return Err(Refused::Taken(id.to_string()));
    }
    steps.push(id);
    let text = read.write(&steps, item).ok_or_else(no_place)?;
    let after = SourceFile { name: main.name.clone(), text };
    let again = Read::of(&after, find)?;
    if descend(&again.merged, &steps).is_some() { Ok(after.text) } else { Err(no_place()) }
}

/// Takes out an item of a list, a field, or a word. What only overrides a library's field gives way to it again.
///
/// # Errors
/// The reason why nothing was changed.
pub fn remove(main: &SourceFile, find: Find, path: &str) -> Result<String, Refused> {
    let read = Read::of(main, find)?;
    let steps = steps(path);
    let no_place = || Refused::NoPlace(path.to_string());
    if descend(&read.merged, &steps).is_none() {
        return Err(no_place());
    }
    let mut text = main.text.clone();
    let cut_out = read.cut(&steps);
    if let Some(shorter) = &cut_out {
        text.clone_from(shorter);
    }
    let after = SourceFile { name: main.name.clone(), text };
    let again = Read::of(&after, find)?;
    let is_item = steps.len() >= 2
        && descend(&again.merged, &steps[..steps.len() - 1]).is_some_and(|node| matches!(node.value, Value::List(_)));
    match descend(&again.merged, &steps) {
        None => Ok(after.text),
        Some(_) if is_item => again.leave_out(&steps).ok_or_else(no_place),
        // The library's own value shows again.
        Some(_) if cut_out.is_some() => Ok(after.text),
        Some(_) => Err(Refused::InLibrary(path.to_string())),
    }
}

/// The steps of a path.
fn steps(path: &str) -> Vec<&str> {
    path.split('/').filter(|step| !step.is_empty()).collect()
}

/// What a step leads to: a field, an item by id or number, a word by key.
fn child<'a>(node: &'a Node, step: &str) -> Option<&'a Node> {
    match &node.inner().value {
        Value::Struct(..) => node.inner().get(step),
        Value::List(items) => {
            items.iter().find(|item| item.id() == Some(step)).or_else(|| items.get(step.parse::<usize>().ok()?))
        }
        Value::Tuple(_, items) => items.get(step.parse::<usize>().ok()?),
        Value::Map(pairs) => pairs.iter().find(|(key, _)| key.text() == Some(step)).map(|(_, value)| value),
        _ => None,
    }
}

fn descend<'a>(node: &'a Node, steps: &[&str]) -> Option<&'a Node> {
    steps.iter().try_fold(node, |node, step| child(node, step))
}

/// A scenario's text as its own tree and as the whole that it makes with its libraries.
struct Read<'a> {
    main: &'a SourceFile,
    own: Node,
    merged: Node,
    sources: Vec<SourceFile>,
}

impl<'a> Read<'a> {
    fn of(main: &'a SourceFile, find: Find) -> Result<Read<'a>, Refused> {
        let mut findings = Findings::default();
        let own = parse(0, &main.text, &mut findings).ok_or(Refused::Unreadable)?;
        let mut sources = vec![main.clone()];
        let merged = draw_libraries(own.clone(), &mut sources, &|name| Found::of(find(name)), &mut findings)
            .ok_or(Refused::Unreadable)?;
        Ok(Read { main, own, merged, sources })
    }

    fn text_of(&self, node: &Node) -> Option<&str> {
        self.sources.get(node.span.file as usize).map(|source| source.text.as_str())
    }

    /// The deepest node on a way that the scenario itself writes, and how many steps lead there. A reference to a library
    /// is passed by way of its `with`.
    fn deepest(&self, steps: &[&str]) -> (&Node, usize) {
        let mut node = &self.own;
        for (taken, step) in steps.iter().enumerate() {
            if let Some(next) = child(through(node, taken), step) {
                node = next;
            } else {
                return (node, taken);
            }
        }
        (node, steps.len())
    }

    /// The text with a value at a place that the scenario does not write itself yet.
    fn write(&self, steps: &[&str], value: &str) -> Option<String> {
        let (own, taken) = self.deepest(steps);
        let merged = descend(&self.merged, &steps[..taken])?;
        let rest = &steps[taken..];
        let Some((first, deeper)) = rest.split_first() else {
            // What stands there is drawn from a library: the value takes its place as a whole.
            return Some(replace(&self.main.text, bytes(own.span), value));
        };
        if taken == 0 && !deeper.is_empty() {
            return self.begin(first, steps, value);
        }
        let content = self.content(merged, rest, value, taken == 1)?;
        let at = through(own, taken);
        if is_reference(at, taken) {
            // A library without changes yet.
            let (open, close) = match merged.value {
                Value::List(_) => ('[', ']'),
                Value::Map(_) => ('{', '}'),
                _ => ('(', ')'),
            };
            let with = if content.contains('\n') {
                format!("with: {open}\n    {},\n{close}", content.replace('\n', "\n    "))
            } else {
                format!("with: {open}{content}{close}")
            };
            return insert(&self.main.text, at, &with);
        }
        insert(&self.main.text, at, &content)
    }

    /// A field of the scenario that another scenario gives, so that it can be changed: what stands there, written here.
    fn begin(&self, field: &str, steps: &[&str], value: &str) -> Option<String> {
        let mut findings = Findings::default();
        let base = self.sources[1..]
            .iter()
            .filter(|source| !source.name.contains('/'))
            .find_map(|source| Some((source, parse(0, &source.text, &mut findings)?)));
        let there = match &base {
            _ if field == "texts" => "{}".to_string(),
            Some((source, root)) => lifted(&source.text, root.get(field)?.span),
            None => return None,
        };
        let text = insert(&self.main.text, &self.own, &format!("{field}: {there}"))?;
        let begun = SourceFile { name: self.main.name.clone(), text };
        let sources = self.sources.clone();
        set(&begun, &|name| sources.iter().find(|source| source.name == name).cloned(), &steps.join("/"), value).ok()
    }

    /// What must be written into a list, struct or map for the rest of a way to lead to a value. `merged` is the whole
    /// that stands there now; only the outermost lists of a library merge item by item.
    fn content(&self, merged: &Node, rest: &[&str], value: &str, outermost: bool) -> Option<String> {
        let (first, deeper) = rest.split_first()?;
        match &merged.inner().value {
            // An item is named by its id; its first field below is replaced as a whole.
            Value::List(_) => match deeper.split_first() {
                None => Some(value.to_string()),
                Some((field, deeper)) => {
                    let item = child(merged, first)?;
                    Some(format!("(id: {}, {field}: {})", quoted(first), self.whole(item, field, deeper, value)?))
                }
            },
            Value::Map(_) => match deeper {
                [] => Some(format!("{}: {value}", quoted(first))),
                [language] => Some(format!("{}: {{ {}: {value} }}", quoted(first), quoted(language))),
                _ => None,
            },
            Value::Struct(..) => {
                let below = child(merged, first);
                let items = below.filter(|node| outermost && has_items(node) && !deeper.is_empty());
                match items {
                    Some(items) => Some(format!("{first}: [{}]", self.content(items, deeper, value, false)?)),
                    None => Some(format!("{first}: {}", self.whole(merged, first, deeper, value)?)),
                }
            }
            _ => None,
        }
    }

    /// A field's value as it stands, with a value changed inside it.
    fn whole(&self, holder: &Node, field: &str, deeper: &[&str], value: &str) -> Option<String> {
        if deeper.is_empty() {
            return Some(value.to_string());
        }
        let node = child(holder, field)?;
        let text = lifted(self.text_of(node)?, node.span);
        let root = splice::value(&text)?;
        if let Some(found) = descend(&root, deeper) {
            return Some(replace(&text, bytes(found.span), value));
        }
        let (last, above) = deeper.split_last()?;
        let parent = descend(&root, above)?.inner();
        let entry = match parent.value {
            Value::List(_) => value.to_string(),
            Value::Map(_) => format!("{}: {value}", quoted(last)),
            _ => format!("{last}: {value}"),
        };
        insert(&text, parent, &entry)
    }

    /// The text without what the scenario itself writes at a place; none where it writes nothing there.
    fn cut(&self, steps: &[&str]) -> Option<String> {
        let (last, above) = steps.split_last()?;
        let (parent, taken) = self.deepest(above);
        if taken < above.len() {
            return None;
        }
        let parent = through(parent, taken).inner();
        let node = child(parent, last)?;
        let all = entries(parent)?;
        if all.len() == 1 && above.len() == 1 {
            // An empty `with` would say nothing: it goes with its last entry.
            let reference = child(&self.own, above[0])?;
            if let Value::Struct(_, fields) = &reference.value
                && let Some(with) = fields.iter().find(|field| field.name == "with" && is_reference(reference, 1))
            {
                return Some(cut(&self.main.text, bytes(with.span).start..bytes(with.node.span).end));
            }
        }
        let entry = all.into_iter().find(|entry| entry.end == bytes(node.span).end)?;
        Some(cut(&self.main.text, entry))
    }

    /// The text in which a library's item is taken out.
    fn leave_out(&self, steps: &[&str]) -> Option<String> {
        let (first, rest) = steps.split_first()?;
        let name = quoted(&rest.join("/"));
        let reference = child(&self.own, first).filter(|node| is_reference(node, 1))?;
        match reference.get("remove") {
            Some(list) => insert(&self.main.text, list, &name),
            None => insert(&self.main.text, reference, &format!("remove: [{name}]")),
        }
    }
}

/// Whether a node below the scenario names a library.
fn is_reference(node: &Node, taken: usize) -> bool {
    taken > 0 && node.get("from").is_some()
}

/// What a reference changes, or the node itself.
fn through(node: &Node, taken: usize) -> &Node {
    match node.get("with") {
        Some(with) if is_reference(node, taken) => with,
        _ => node,
    }
}

/// Whether a list's items are known by their ids.
fn has_items(node: &Node) -> bool {
    matches!(&node.value, Value::List(items) if items.iter().any(|item| item.id().is_some()))
}
