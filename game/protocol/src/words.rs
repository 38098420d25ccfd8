//! Messages without sentences.

use serde::{Deserialize, Serialize};

/// Something to tell a person: the id of a text, and what to fill in.
///
/// The client finds the sentence in its Fluent files. An argument that is itself a text key is an [`Arg::Text`], so
/// that a translation reaches it too.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Msg {
    /// Fluent message id, kebab-case.
    pub id: String,
    /// Named arguments, in the order they were given.
    pub args: Vec<(String, Arg)>,
}

/// An argument of a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Arg {
    /// A number.
    Number(i64),
    /// A key of the scenario's texts, such as `zone.imaging`.
    Text(String),
    /// A word that is not translated: a name, a code, an id.
    Word(String),
}

impl Msg {
    /// A message without arguments.
    pub fn new(id: &str) -> Self {
        Msg { id: id.to_owned(), args: Vec::new() }
    }

    /// Adds a number.
    pub fn number(mut self, name: &str, value: i64) -> Self {
        self.args.push((name.to_owned(), Arg::Number(value)));
        self
    }

    /// Adds a text of the scenario by its key.
    pub fn text(mut self, name: &str, key: impl Into<String>) -> Self {
        self.args.push((name.to_owned(), Arg::Text(key.into())));
        self
    }

    /// Adds a word that is not translated.
    pub fn word(mut self, name: &str, word: impl Into<String>) -> Self {
        self.args.push((name.to_owned(), Arg::Word(word.into())));
        self
    }
}
