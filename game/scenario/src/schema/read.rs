//! Reading: a tree held against a shape, giving findings and the typed value.
//!
//! A value that does not fit is reported once and replaced by a harmless one, so that everything around it is still
//! read and checked.

use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value as Json, json};

use super::shape::{FieldShape, Shape, Shapes};
use crate::Scenario;
use crate::codes;
use crate::nearest::{did_you_mean, nearest, unknown_field};
use crate::problem::Findings;
use crate::tree::{Field, Node, Value};

/// Stands for a text that could not be read: later checks pass over it.
pub(crate) const UNREADABLE: &str = "\u{ffff}";

/// Most names listed when nothing near was meant.
const NAMES_LISTED_MAX: usize = 12;

/// How the names of variants are written, such as roles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Names {
    /// `medical_lead`, as in scenarios.
    Bare,
    /// `"medical_lead"`, as in policy files.
    Quoted,
}

/// Reads a value of a type that need not be a part of scenarios. `label` is what people call it in a sentence.
pub(crate) fn read_value<T>(node: &Node, label: &str, names: Names, findings: &mut Findings) -> Option<T>
where
    T: DeserializeOwned + JsonSchema,
{
    let shapes = Shapes::of::<T>();
    let json = Reader { shapes: &shapes, names, findings, replaces: false, item: None }.read(node, &shapes.root, label);
    match serde_json::from_value(json) {
        Ok(value) => Some(value),
        Err(error) => {
            findings.add(node.span, &codes::UNREADABLE, format!("`{label}` cannot be read: {error}."));
            None
        }
    }
}

/// Reads a scenario from its merged tree.
pub(crate) fn read(root: &Node, findings: &mut Findings) -> Option<Scenario> {
    let shapes = Shapes::of_scenario();
    let mut reader = Reader { shapes, names: Names::Bare, findings, replaces: false, item: None };
    let json = match &root.value {
        Value::Struct(name, _) if name.as_deref().is_none_or(|name| name == "Scenario") => {
            reader.read(root, &shapes.root, "the scenario")
        }
        _ => {
            let message = "A scenario is written `(version: 1, id: \"..\", ..)`, in round brackets with named fields.";
            findings.add(root.span, &codes::WRONG_KIND, message);
            return None;
        }
    };
    match serde_json::from_value(json) {
        Ok(scenario) => Some(scenario),
        Err(error) => {
            findings.add(root.span, &codes::UNREADABLE, format!("The scenario cannot be read: {error}."));
            None
        }
    }
}

/// Reads the parts of a scenario that a library holds.
pub(crate) fn read_parts(fields: &[Field], findings: &mut Findings) {
    let shapes = Shapes::of_scenario();
    let Shape::Struct(known) = &shapes.root else { return };
    let mut reader = Reader { shapes, names: Names::Bare, findings, replaces: false, item: None };
    for field in fields.iter().filter(|field| field.name != "version") {
        match known.iter().find(|shape| shape.name == field.name) {
            Some(shape) => drop(reader.read(&field.node, &shape.shape, &shape.name)),
            None => {
                let (message, mend) = unknown_field(&field.name, known.iter().map(|shape| shape.name.as_str()));
                reader.findings.add_with(field.span, &codes::UNKNOWN_FIELD, message, mend);
            }
        }
    }
}

struct Reader<'a> {
    shapes: &'a Shapes,
    names: Names,
    findings: &'a mut Findings,
    /// The field that is read comes from another file than the rest of its struct: it stands instead of a library's.
    replaces: bool,
    /// What the item that is read next is, where a library is drawn on.
    item: Option<Item>,
}

/// An item of a list beside or instead of a library's.
enum Item {
    /// A library's list has no such id: the item is new, or its id is mistyped. With the ids that there are.
    New(String, Vec<String>),
    /// Its list has no ids, so that it stands instead of the library's as a whole. With the list's name.
    Instead(String),
}

impl Item {
    /// What an item is; none where no library is in play.
    fn of(item: &Node, all: &[Node], replaces: bool, label: &str) -> Option<Item> {
        match item.id() {
            Some(id) => {
                let others = all.iter().filter(|other| other.span.file != item.span.file);
                let ids: Vec<String> = others.filter_map(|other| Some(other.id()?.to_owned())).collect();
                (!ids.is_empty()).then(|| Item::New(id.to_owned(), ids))
            }
            None => replaces.then(|| Item::Instead(label.to_owned())),
        }
    }

    /// The sentence about fields that it lacks, and how to mend it.
    fn lacks(&self, fields: &str) -> (String, Option<String>) {
        match self {
            Item::New(id, ids) => {
                let near = did_you_mean(id, ids.iter().map(String::as_str)).or_else(|| {
                    // No slip of the finger, but perhaps of memory: a word of it stands in an id that there is.
                    let shares = |other: &&String| id.split('-').any(|word| other.split('-').any(|one| one == word));
                    ids.iter().find(shares).map(|other| format!("Did you mean `{other}`?"))
                });
                let message = format!("The library has no `{id}`, so it is a new item, and lacks {fields}.");
                let known = || ids.iter().take(NAMES_LISTED_MAX).cloned().collect::<Vec<_>>().join(", ");
                (message, near.or_else(|| Some(format!("The library has {}.", known()))))
            }
            Item::Instead(list) => {
                let message = format!("An item of `{list}` lacks {fields}.");
                let mend = "A list without ids stands instead of the library's as a whole: write every item in full.";
                (message, Some(mend.to_owned()))
            }
        }
    }
}

impl Reader<'_> {
    /// The value as JSON; `label` is what people call it in a sentence.
    fn read(&mut self, node: &Node, shape: &Shape, label: &str) -> Json {
        match (shape, &node.value) {
            (_, Value::Broken) => self.harmless(shape),
            (Shape::Named(name), _) => self.read_named(node, name, label),
            (Shape::Optional(_), Value::Word(word)) if word == "None" => Json::Null,
            (Shape::Optional(content), _) => self.read(node.inner(), content, label),
            (Shape::Bool, Value::Bool(yes)) => json!(yes),
            (Shape::Text, Value::Text(text)) => json!(text),
            (Shape::Whole { min, max }, Value::Whole(number)) => self.read_whole(node, *number, *min, *max, label),
            (Shape::Fraction { min, max }, Value::Whole(number)) => {
                self.read_fraction(node, *number as f64, *min, *max, label)
            }
            (Shape::Fraction { min, max }, Value::Fraction(number)) => {
                self.read_fraction(node, *number, *min, *max, label)
            }
            (Shape::List { of, min, max }, Value::List(items)) => {
                self.length(node, items.len(), *min, *max, label);
                let replaces = std::mem::take(&mut self.replaces);
                let mut read = |item: &Node| {
                    self.item = Item::of(item, items, replaces, label);
                    self.read(item, of, label)
                };
                items.iter().map(&mut read).collect()
            }
            (Shape::Tuple(shapes), Value::Tuple(None, items)) => self.read_tuple(node, items, shapes, label),
            (Shape::Map(content), Value::Map(entries)) => self.read_map(entries, content),
            (Shape::Struct(shapes), Value::Struct(None, fields)) => self.read_struct(node, fields, shapes),
            (Shape::Struct(shapes), Value::Tuple(None, items)) if items.is_empty() => {
                self.read_struct(node, &[], shapes)
            }
            (Shape::Choice(variants), _) => self.read_choice(node, variants, label),
            _ => {
                let message = format!("`{label}` must be {}, but this is {}.", wanted(shape), found(&node.value));
                self.findings.add(node.span, &codes::WRONG_KIND, message);
                self.harmless(shape)
            }
        }
    }

    /// A value of a named type. A struct may carry its type's name, as RON allows.
    fn read_named(&mut self, node: &Node, name: &str, label: &str) -> Json {
        let shape = self.shapes.get(name);
        match (shape, &node.value) {
            (Shape::Struct(shapes), Value::Struct(Some(written), fields)) if written == name => {
                self.read_struct(node, fields, shapes)
            }
            _ => self.read(node, shape, label),
        }
    }

    fn read_whole(&mut self, node: &Node, number: i128, min: i128, max: i128, label: &str) -> Json {
        let within = number.clamp(min, max);
        if within < number {
            self.out_of_range(node, format!("`{label}` must be at most {max}; this is {number}."));
        } else if within > number {
            self.out_of_range(node, format!("`{label}` must be at least {min}; this is {number}."));
        }
        // Both ends of every range fit one of the two: they come from Rust's own integers.
        i64::try_from(within).map_or_else(|_| json!(u64::try_from(within).unwrap_or_default()), |small| json!(small))
    }

    fn read_fraction(&mut self, node: &Node, number: f64, min: f64, max: f64, label: &str) -> Json {
        if number > max {
            self.out_of_range(node, format!("`{label}` must be at most {max}; this is {number}."));
        } else if number < min {
            self.out_of_range(node, format!("`{label}` must be at least {min}; this is {number}."));
        }
        json!(number.clamp(min, max))
    }

    fn out_of_range(&mut self, node: &Node, message: String) {
        self.findings.add(node.span, &codes::OUT_OF_RANGE, message);
    }

    fn length(&mut self, node: &Node, entries: usize, min: usize, max: usize, label: &str) {
        let message = match entries {
            _ if entries > max => format!("`{label}` may have at most {max} entries; this has {entries}."),
            _ if entries < min && min == 1 => format!("`{label}` needs at least 1 entry; this has {entries}."),
            _ if entries < min => format!("`{label}` needs at least {min} entries; this has {entries}."),
            _ => return,
        };
        self.findings.add(node.span, &codes::LIST_LENGTH, message);
    }

    fn read_tuple(&mut self, node: &Node, items: &[Node], shapes: &[Shape], label: &str) -> Json {
        if items.len() != shapes.len() {
            let message = format!("`{label}` takes {} values in brackets, not {}.", shapes.len(), items.len());
            self.findings.add(node.span, &codes::WRONG_COUNT, message);
            return shapes.iter().map(|shape| self.harmless(shape)).collect();
        }
        items.iter().zip(shapes).map(|(item, shape)| self.read(item, shape, label)).collect()
    }

    fn read_map(&mut self, entries: &[(Node, Node)], content: &Shape) -> Json {
        let mut map = Map::new();
        for (key, value) in entries {
            match key.text() {
                Some(name) => {
                    let value = self.read(value, content, name);
                    map.insert(name.to_string(), value);
                }
                None if matches!(key.value, Value::Broken) => {}
                None => self.findings.add(key.span, &codes::WRONG_KIND, "This key must be written in quotes."),
            }
        }
        Json::Object(map)
    }

    fn read_struct(&mut self, node: &Node, fields: &[Field], shapes: &[FieldShape]) -> Json {
        let mut map = Map::new();
        let item = self.item.take();
        for field in fields {
            self.replaces = field.node.span.file != node.span.file;
            let shape = shapes.iter().find(|shape| shape.name == field.name).or_else(|| {
                let (message, mend) = unknown_field(&field.name, shapes.iter().map(|shape| shape.name.as_str()));
                self.findings.add_with(field.span, &codes::UNKNOWN_FIELD, message, mend);
                (!self.findings.is_full()).then(|| meant_field(&field.name, fields, shapes)).flatten()
            });
            if let Some(shape) = shape {
                let value = self.read(&field.node, &shape.shape, &shape.name);
                map.insert(shape.name.clone(), value);
            }
        }
        let missing = shapes.iter().filter(|shape| shape.required && !map.contains_key(&shape.name));
        let missing: Vec<&FieldShape> = missing.collect();
        self.tell_missing(node, &missing, item);
        for shape in missing {
            map.insert(shape.name.clone(), self.harmless(&shape.shape));
        }
        Json::Object(map)
    }

    /// Fields that must be there and are not: one sentence for each, but for an item beside a library's one in all.
    fn tell_missing(&mut self, node: &Node, missing: &[&FieldShape], item: Option<Item>) {
        let named = |shape: &&FieldShape| format!("`{}`", shape.name);
        match item.filter(|_| !missing.is_empty()) {
            Some(item) => {
                let (message, mend) = item.lacks(&missing.iter().map(named).collect::<Vec<_>>().join(", "));
                self.findings.add_with(node.span, &codes::MISSING_FIELD, message, mend);
            }
            None => {
                for shape in missing {
                    let message = format!("The field `{}` is missing here.", shape.name);
                    self.findings.add(node.span, &codes::MISSING_FIELD, message);
                }
            }
        }
    }

    fn read_choice(&mut self, node: &Node, variants: &[(String, Option<Shape>)], label: &str) -> Json {
        let is_known = |name: &String| variants.iter().any(|(variant, _)| variant == name);
        let name = match (&node.value, self.names) {
            (Value::Text(name), Names::Bare) | (Value::Word(name), Names::Quoted) if is_known(name) => {
                let how = if self.names == Names::Bare { "without" } else { "in" };
                self.findings.add(node.span, &codes::WRONG_KIND, format!("`{name}` is written {how} quotes here."));
                return self.harmless_choice(variants);
            }
            (Value::Text(name), Names::Quoted) => name,
            (Value::Word(name) | Value::Tuple(Some(name), _) | Value::Struct(Some(name), _), _) => name,
            (other, _) => {
                let message = format!("`{label}` must be {}, but this is {}.", names(variants), found(other));
                self.findings.add(node.span, &codes::WRONG_KIND, message);
                return self.harmless_choice(variants);
            }
        };
        let Some((_, content)) = variants.iter().find(|(variant, _)| variant == name) else {
            let meant = did_you_mean(name, variants.iter().map(|(variant, _)| variant.as_str()));
            let mend = meant.or_else(|| Some(format!("It must be {}.", names(variants))));
            let message = format!("`{name}` is not known for `{label}`.");
            self.findings.add_with(node.span, &codes::UNKNOWN_VARIANT, message, mend);
            return self.harmless_choice(variants);
        };
        match (content, &node.value) {
            (None, Value::Word(_) | Value::Text(_)) => json!(name),
            (None, _) => {
                self.findings.add(node.span, &codes::WRONG_KIND, format!("`{name}` takes nothing in brackets."));
                json!(name)
            }
            (Some(content), _) => {
                let content = self.read_content(node, name, content);
                json!({ name.clone(): content })
            }
        }
    }

    /// What a variant holds in its brackets.
    fn read_content(&mut self, node: &Node, name: &str, content: &Shape) -> Json {
        let plain = match content {
            Shape::Named(name) => self.shapes.get(name),
            content => content,
        };
        match (plain, &node.value) {
            (Shape::Struct(shapes), Value::Struct(_, fields)) => self.read_struct(node, fields, shapes),
            (Shape::Tuple(shapes), Value::Tuple(_, items)) => self.read_tuple(node, items, shapes, name),
            (_, Value::Tuple(_, items)) if items.len() == 1 => self.read(&items[0], content, name),
            _ => {
                let message = format!("`{name}` needs {} in its brackets.", wanted(plain));
                self.findings.add(node.span, &codes::WRONG_KIND, message);
                self.harmless(content)
            }
        }
    }

    /// A value of this shape that no later check stumbles over.
    fn harmless(&self, shape: &Shape) -> Json {
        match shape {
            Shape::Bool => json!(false),
            Shape::Whole { min, .. } => json!(i64::try_from((*min).max(0)).unwrap_or_default()),
            Shape::Fraction { min, .. } => json!(min.max(0.0)),
            Shape::Text => json!(UNREADABLE),
            Shape::Optional(_) => Json::Null,
            Shape::List { .. } => json!([]),
            Shape::Tuple(shapes) => shapes.iter().map(|shape| self.harmless(shape)).collect(),
            Shape::Map(_) => json!({}),
            Shape::Struct(shapes) => {
                let required = shapes.iter().filter(|shape| shape.required);
                Json::Object(required.map(|field| (field.name.clone(), self.harmless(&field.shape))).collect())
            }
            Shape::Choice(variants) => self.harmless_choice(variants),
            Shape::Named(name) => self.harmless(self.shapes.get(name)),
        }
    }

    fn harmless_choice(&self, variants: &[(String, Option<Shape>)]) -> Json {
        match variants.first() {
            Some((name, None)) => json!(name),
            Some((name, Some(content))) => json!({ name.clone(): self.harmless(content) }),
            None => Json::Null,
        }
    }
}

/// The field that a mistyped one stands for: near by name, and not written itself.
fn meant_field<'a>(name: &str, fields: &[Field], shapes: &'a [FieldShape]) -> Option<&'a FieldShape> {
    let absent = shapes.iter().filter(|shape| fields.iter().all(|field| field.name != shape.name));
    let meant = nearest(name, absent.clone().map(|shape| shape.name.as_str()))?;
    absent.into_iter().find(|shape| shape.name == meant)
}

/// A shape in words.
fn wanted(shape: &Shape) -> String {
    match shape {
        Shape::Bool => "`true` or `false`".to_string(),
        Shape::Whole { .. } => "a whole number".to_string(),
        Shape::Fraction { .. } => "a number".to_string(),
        Shape::Text => "text in quotes".to_string(),
        Shape::Optional(content) => wanted(content),
        Shape::List { .. } => "a list in square brackets".to_string(),
        Shape::Tuple(shapes) => format!("{} values in round brackets", shapes.len()),
        Shape::Map(_) => "a table in curly brackets, `{ \"key\": value }`".to_string(),
        Shape::Struct(_) => "named fields in round brackets, `(name: value)`".to_string(),
        Shape::Choice(variants) => names(variants),
        Shape::Named(name) => format!("a value of the kind {name}"),
    }
}

/// Variants in words.
fn names(variants: &[(String, Option<Shape>)]) -> String {
    let shown: Vec<&str> = variants.iter().take(NAMES_LISTED_MAX).map(|(name, _)| name.as_str()).collect();
    let more = if variants.len() > NAMES_LISTED_MAX { ", .." } else { "" };
    format!("one of {}{more}", shown.join(", "))
}

/// What stands there, in words.
fn found(value: &Value) -> &'static str {
    match value {
        Value::Bool(_) => "`true` or `false`",
        Value::Whole(_) => "a whole number",
        Value::Fraction(_) => "a number with a fraction",
        Value::Text(_) => "text",
        Value::Word(_) => "a bare word",
        Value::List(_) => "a list",
        Value::Map(_) => "a table in curly brackets",
        Value::Tuple(..) | Value::Struct(..) => "something in round brackets",
        Value::Broken => "unreadable",
    }
}
