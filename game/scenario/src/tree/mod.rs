//! The tree: RON text as nodes that know their place, before anything is known about their meaning.
//!
//! Our own small reader, not serde's (it stops at the first mistake and forgets places) and not a general syntax
//! tree library (one missing comma there brings a dozen follow-ups): this one is written around good sentences.
//! It goes on after a mistake, so that one bad field never hides the next.

mod brackets;
mod lex;
mod paint;
mod parse;
mod pieces;

pub(crate) use lex::{first_token, has_long_text};
pub use paint::{Paint, paint};
pub(crate) use parse::{parse, parse_value};
pub(crate) use pieces::{Comment, Mark, Piece, pieces};

use crate::problem::{Findings, Problem};
use crate::source::SourceFile;
pub use crate::source::Span;

/// Reads a file that must be right as far as brackets, commas and quotes go.
///
/// # Errors
/// Every problem of its writing.
pub fn read(source: &SourceFile) -> Result<Node, Vec<Problem>> {
    let mut findings = Findings::default();
    match parse(0, &source.text, &mut findings) {
        Some(node) if findings.0.is_empty() => Ok(node),
        _ => Err(findings.locate(std::slice::from_ref(source))),
    }
}

/// Largest file that is read.
pub const FILE_BYTES_MAX: usize = 8 * 1024 * 1024;

/// Most words, numbers and signs that are read of a file.
pub const TOKENS_MAX: usize = 500_000;

/// Deepest nesting of brackets that is read.
pub const DEPTH_MAX: usize = 64;

/// The sentence about a file of too many bytes.
pub(crate) fn too_large(bytes: u64) -> String {
    let (large, most) = (bytes.div_ceil(1 << 20), FILE_BYTES_MAX >> 20);
    format!("This file is {large} MiB large; a scenario or library may have at most {most} MiB.")
}

/// A value in a file.
#[derive(Clone, Debug)]
pub struct Node {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub value: Value,
}

/// The kinds of value.
#[derive(Clone, Debug)]
pub enum Value {
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Whole(i128),
    /// A number with a fraction or an exponent.
    Fraction(f64),
    /// Words in quotes.
    Text(String),
    /// A bare word: a variant without content, or `None`.
    Word(String),
    /// `[a, b]`
    List(Vec<Node>),
    /// `{ key: value }`
    Map(Vec<(Node, Node)>),
    /// `(a, b)` or `Name(a, b)`.
    Tuple(Option<String>, Vec<Node>),
    /// `(field: a)` or `Name(field: a)`.
    Struct(Option<String>, Vec<Field>),
    /// Something unreadable that has been reported already.
    Broken,
}

/// A named part of a struct.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Where the name stands.
    pub span: Span,
    /// What it holds.
    pub node: Node,
}

impl Node {
    /// The node of a field, if this is a struct that has it.
    pub fn get(&self, name: &str) -> Option<&Node> {
        match &self.value {
            Value::Struct(_, fields) => fields.iter().find(|field| field.name == name).map(|field| &field.node),
            _ => None,
        }
    }

    /// The words, if this is text.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The id of an item: its field `id`.
    pub fn id(&self) -> Option<&str> {
        self.get("id")?.text()
    }

    /// The node of a field, or this one where it is missing: the best place to point at.
    pub(crate) fn at(&self, name: &str) -> &Node {
        self.get(name).map_or(self, Node::inner)
    }

    /// The item of a list, tuple or variant, or this node where there is none.
    pub(crate) fn nth(&self, index: usize) -> &Node {
        match &self.value {
            Value::List(items) | Value::Tuple(_, items) => items.get(index).map_or(self, Node::inner),
            _ => self,
        }
    }

    /// The keys of a map that are text.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &str> {
        let entries = match &self.value {
            Value::Map(entries) => entries.as_slice(),
            _ => &[],
        };
        entries.iter().filter_map(|(key, _)| key.text())
    }

    /// The value under a text key, if this is a map that has it.
    pub(crate) fn get_key(&self, key: &str) -> Option<&Node> {
        match &self.value {
            Value::Map(entries) => entries.iter().find(|(node, _)| node.text() == Some(key)).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The value under a text key of a map, or this node where there is none.
    pub(crate) fn entry(&self, key: &str) -> &Node {
        self.get_key(key).unwrap_or(self)
    }

    /// What `Some(..)` holds, or the node itself.
    pub(crate) fn inner(&self) -> &Node {
        match &self.value {
            Value::Tuple(Some(name), items) if name == "Some" && items.len() == 1 => &items[0],
            _ => self,
        }
    }
}
