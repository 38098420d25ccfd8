//! `ron`, led along a tree of our own reader: what it reads must be what the tree holds, name by name and value by value.
//!
//! Its own untyped value would not do: that forgets the names of variants.

use std::fmt;

use codedark_scenario::tree::{Node, Value};
use ron::extensions::Extensions;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, IgnoredAny, MapAccess, SeqAccess, VariantAccess, Visitor,
};

/// How `ron` is asked to read: `Some(3)` and `3` are the same, as in scenarios.
pub fn options() -> ron::Options {
    ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME)
}

/// Whether `ron` can read this at all, as whatever it takes it for.
pub fn reads(text: &str) -> Result<(), String> {
    options().from_str::<IgnoredAny>(text).map(drop).map_err(|error| error.to_string())
}

/// Whether `ron` reads what this tree of the text holds.
///
/// # Errors
/// Where it reads something else, or nothing.
pub fn reads_as(text: &str, tree: &Node) -> Result<(), String> {
    options().from_str_seed(text, Along(tree)).map_err(|error| error.to_string())
}

/// A value that is expected next.
#[derive(Clone, Copy)]
struct Along<'a>(&'a Node);

impl<'de> DeserializeSeed<'de> for Along<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        match &self.0.value {
            Value::Bool(_) => reader.deserialize_bool(self),
            Value::Whole(_) => reader.deserialize_i128(self),
            Value::Fraction(_) => reader.deserialize_f64(self),
            Value::Text(_) => reader.deserialize_str(self),
            Value::List(_) => reader.deserialize_seq(self),
            Value::Map(_) => reader.deserialize_map(self),
            Value::Tuple(None, items) => reader.deserialize_tuple(items.len(), self),
            Value::Struct(None, _) => reader.deserialize_struct("", &[], self),
            Value::Word(_) | Value::Tuple(Some(_), _) | Value::Struct(Some(_), _) => {
                reader.deserialize_enum("", &[], self)
            }
            Value::Broken => Err(D::Error::custom("nothing is expected where a tree is broken")),
        }
    }
}

impl Along<'_> {
    fn hold<E: Error>(self, same: bool, found: impl fmt::Debug) -> Result<(), E> {
        if same { Ok(()) } else { Err(E::custom(format!("{found:?} instead of {:?}", self.0.value))) }
    }
}

impl<'de> Visitor<'de> for Along<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
        write!(out, "{:?}", self.0.value)
    }

    fn visit_bool<E: Error>(self, found: bool) -> Result<(), E> {
        self.hold(matches!(self.0.value, Value::Bool(expected) if expected == found), found)
    }

    fn visit_i128<E: Error>(self, found: i128) -> Result<(), E> {
        self.hold(matches!(self.0.value, Value::Whole(expected) if expected == found), found)
    }

    fn visit_f64<E: Error>(self, found: f64) -> Result<(), E> {
        let same = |expected: f64| expected.to_bits() == found.to_bits();
        self.hold(matches!(self.0.value, Value::Fraction(expected) if same(expected)), found)
    }

    fn visit_str<E: Error>(self, found: &str) -> Result<(), E> {
        self.hold(self.0.text() == Some(found), found)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let (Value::List(items) | Value::Tuple(_, items)) = &self.0.value else {
            return self.hold(false, "a list");
        };
        for item in items {
            let read = list.next_element_seed(Along(item))?;
            self.hold(read.is_some(), "fewer items")?;
        }
        self.hold(list.next_element::<IgnoredAny>()?.is_none(), "more items")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        match &self.0.value {
            Value::Map(entries) => {
                for (key, value) in entries {
                    let read = map.next_key_seed(Along(key))?;
                    self.hold(read.is_some(), "fewer entries")?;
                    map.next_value_seed(Along(value))?;
                }
            }
            Value::Struct(_, fields) => {
                for field in fields {
                    let read = map.next_key_seed(Name(&field.name))?;
                    self.hold(read.is_some(), "fewer fields")?;
                    map.next_value_seed(Along(&field.node))?;
                }
            }
            _ => return self.hold(false, "fields"),
        }
        self.hold(map.next_key::<IgnoredAny>()?.is_none(), "more entries")
    }

    fn visit_enum<A: EnumAccess<'de>>(self, variant: A) -> Result<(), A::Error> {
        let (Value::Word(name) | Value::Tuple(Some(name), _) | Value::Struct(Some(name), _)) = &self.0.value else {
            return self.hold(false, "a name");
        };
        let ((), content) = variant.variant_seed(Name(name))?;
        match &self.0.value {
            Value::Word(_) => content.unit_variant(),
            Value::Tuple(_, items) => content.tuple_variant(items.len(), self),
            _ => content.struct_variant(&[], self),
        }
    }
}

/// The name of a field or variant that is expected next.
struct Name<'a>(&'a str);

impl<'de> DeserializeSeed<'de> for Name<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Name<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
        write!(out, "the name `{}`", self.0)
    }

    fn visit_str<E: Error>(self, found: &str) -> Result<(), E> {
        if found == self.0 { Ok(()) } else { Err(E::custom(format!("`{found}` instead of `{}`", self.0))) }
    }
}
