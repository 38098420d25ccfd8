//! Shapes: the JSON schema of the types, as far as they use it, in a form that is pleasant to walk.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use schemars::{JsonSchema, schema_for};
use serde_json::Value as Json;

use crate::Scenario;

/// What a value must look like.
#[derive(Clone, Debug)]
pub(super) enum Shape {
    Bool,
    Whole {
        min: i128,
        max: i128,
    },
    Fraction {
        min: f64,
        max: f64,
    },
    Text,
    /// May be left out, or `None`.
    Optional(Box<Shape>),
    List {
        of: Box<Shape>,
        min: usize,
        max: usize,
    },
    Tuple(Vec<Shape>),
    /// Keys are text.
    Map(Box<Shape>),
    Struct(Vec<FieldShape>),
    /// One of these variants, some with content.
    Choice(Vec<(String, Option<Shape>)>),
    /// A type by its name: see [`Shapes::get`].
    Named(String),
}

/// A field that a struct may or must have.
#[derive(Clone, Debug)]
pub(super) struct FieldShape {
    pub name: String,
    pub shape: Shape,
    pub required: bool,
}

/// The shape of a type and of every type in it.
pub(super) struct Shapes {
    pub root: Shape,
    named: BTreeMap<String, Shape>,
}

impl Shapes {
    /// The shapes of [`Scenario`], made once.
    pub fn of_scenario() -> &'static Shapes {
        static SHAPES: OnceLock<Shapes> = OnceLock::new();
        SHAPES.get_or_init(Shapes::of::<Scenario>)
    }

    /// The shapes of any type.
    pub fn of<T: JsonSchema>() -> Shapes {
        let schema = schema_for!(T).to_value();
        let named = schema["$defs"].as_object().into_iter().flatten();
        Shapes { root: shape(&schema), named: named.map(|(name, schema)| (name.clone(), shape(schema))).collect() }
    }

    /// The shape behind a type's name.
    pub fn get(&self, name: &str) -> &Shape {
        // The schema is derived, so a name without a definition would be schemars' mistake; text then reads the most.
        self.named.get(name).unwrap_or(&Shape::Text)
    }
}

fn shape(schema: &Json) -> Shape {
    if let Some(reference) = schema["$ref"].as_str() {
        return Shape::Named(reference.rsplit('/').next().unwrap_or_default().to_string());
    }
    if let Some(either) = schema["anyOf"].as_array() {
        let content = either.iter().find(|one| one["type"] != "null").map_or(Shape::Text, shape);
        return Shape::Optional(Box::new(content));
    }
    if let Some(variants) = schema["oneOf"].as_array() {
        return Shape::Choice(variants.iter().flat_map(variants_of).collect());
    }
    if schema["enum"].is_array() || schema["const"].is_string() {
        return Shape::Choice(variants_of(schema));
    }
    if let Some(types) = schema["type"].as_array() {
        let mut content = schema.clone();
        content["type"] = types.iter().find(|one| *one != "null").cloned().unwrap_or_default();
        return Shape::Optional(Box::new(shape(&content)));
    }
    match schema["type"].as_str() {
        Some("boolean") => Shape::Bool,
        Some("integer") => whole(schema),
        Some("number") => Shape::Fraction {
            min: schema["minimum"].as_f64().unwrap_or(f64::MIN),
            max: schema["maximum"].as_f64().unwrap_or(f64::MAX),
        },
        Some("array") => match schema["prefixItems"].as_array() {
            Some(items) => Shape::Tuple(items.iter().map(shape).collect()),
            None => list(schema),
        },
        Some("object") if schema["additionalProperties"].is_object() => {
            Shape::Map(Box::new(shape(&schema["additionalProperties"])))
        }
        Some("object") => structure(schema),
        _ => Shape::Text,
    }
}

/// A whole number, within what its Rust type holds and what the range attribute says.
fn whole(schema: &Json) -> Shape {
    let (lowest, highest) = match schema["format"].as_str() {
        Some("uint32") => (0, i128::from(u32::MAX)),
        Some("uint64") => (0, i128::from(u64::MAX)),
        _ => (i128::from(i64::MIN), i128::from(i64::MAX)),
    };
    let limit = |key: &str| schema[key].as_i64().map(i128::from);
    Shape::Whole {
        min: limit("minimum").unwrap_or(lowest).max(lowest),
        max: limit("maximum").unwrap_or(highest).min(highest),
    }
}

/// A list, with how many entries the length attribute allows.
fn list(schema: &Json) -> Shape {
    let limit = |key: &str| schema[key].as_u64().and_then(|limit| usize::try_from(limit).ok());
    Shape::List {
        of: Box::new(shape(&schema["items"])),
        min: limit("minItems").unwrap_or(0),
        max: limit("maxItems").unwrap_or(usize::MAX),
    }
}

fn structure(schema: &Json) -> Shape {
    let required: Vec<&str> = schema["required"].as_array().into_iter().flatten().filter_map(Json::as_str).collect();
    let fields = schema["properties"].as_object().into_iter().flatten().map(|(name, content)| FieldShape {
        name: name.clone(),
        shape: shape(content),
        required: required.contains(&name.as_str()),
    });
    Shape::Struct(fields.collect())
}

/// The variants that one part of a `oneOf` stands for.
fn variants_of(schema: &Json) -> Vec<(String, Option<Shape>)> {
    if let Some(name) = schema["const"].as_str() {
        return vec![(name.to_string(), None)];
    }
    if let Some(names) = schema["enum"].as_array() {
        return names.iter().filter_map(Json::as_str).map(|name| (name.to_string(), None)).collect();
    }
    let contents = schema["properties"].as_object().into_iter().flatten();
    contents.map(|(name, content)| (name.clone(), Some(shape(content)))).collect()
}
