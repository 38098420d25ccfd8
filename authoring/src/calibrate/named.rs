//! Numbers of the model by the names that a modeller types, and other values for them.
//!
//! A number's whole name is the last word of its domain and its own: `flow.by_hand`. Where no other domain has the name,
//! `by_hand` is enough.

use std::sync::Arc;

use codedark_content::words::sentence;
use codedark_protocol::Msg;
use codedark_scenario::nearest;
use codedark_sim::base::number::Number;
use codedark_sim::base::numbers::Numbers;

/// A number and the domain that it belongs to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Named {
    /// The domain, as the model's list has it.
    pub domain: &'static str,
    /// Its value, unit, range and source.
    pub number: &'static Number,
}

impl Named {
    /// The whole name, which no other number has.
    pub fn name(&self) -> String {
        let domain = self.domain.rsplit(' ').next().unwrap_or(self.domain);
        format!("{domain}.{}", self.number.name)
    }

    /// What it is among these numbers.
    pub fn value_in(&self, numbers: &Numbers) -> f64 {
        numbers.value(self.domain, self.number.name).expect("the list holds no number that is not there")
    }

    /// These numbers with another value of this one.
    pub fn set_in(&self, numbers: &Numbers, value: f64) -> Arc<Numbers> {
        let mut numbers = numbers.clone();
        numbers.set(self.domain, self.number.name, value).expect("the value was held against the range");
        Arc::new(numbers)
    }

    /// A message about it: its name, range and unit.
    fn msg(&self, id: &str) -> Msg {
        let Number { low, high, unit, .. } = self.number;
        Msg::new(id)
            .word("name", self.name())
            .word("low", low.to_string())
            .word("high", high.to_string())
            .word("unit", *unit)
    }
}

/// All numbers of the model, in the order of its list.
pub fn all() -> Vec<Named> {
    let each = |(domain, numbers): (&'static str, &'static [Number])| {
        numbers.iter().map(move |number| Named { domain, number })
    };
    Numbers::list().into_iter().flat_map(each).collect()
}

/// The number that somebody means by a name.
///
/// # Errors
/// One sentence: nothing is called so, with what is nearest, or several are.
pub fn named(text: &str) -> Result<Named, String> {
    let all = all();
    let called: Vec<&Named> = all.iter().filter(|one| one.name() == text || one.number.name == text).collect();
    match called[..] {
        [one] => Ok(*one),
        [] => Err(unknown(text, &all)),
        _ => {
            let names: Vec<String> = called.iter().map(|one| one.name()).collect();
            Err(sentence(&Msg::new("number-several").word("name", text).word("names", names.join(", "))))
        }
    }
}

fn unknown(text: &str, all: &[Named]) -> String {
    let whole: Vec<String> = all.iter().map(Named::name).collect();
    let own = all.iter().zip(&whole).map(|(one, whole)| (one.number.name, whole));
    // Without a dot, names are held against names: with their domains, all would be far away.
    let meant = match text.contains('.') {
        true => nearest(text, whole.iter().map(String::as_str)),
        false => nearest(text, own.clone().map(|(name, _)| name))
            .and_then(|near| own.clone().find(|(name, _)| *name == near).map(|(_, whole)| whole.as_str())),
    };
    sentence(&match meant {
        Some(meant) => Msg::new("number-meant").word("name", text).word("meant", meant),
        None => Msg::new("number-unknown").word("name", text),
    })
}

/// The model's numbers, some of them with other values.
#[derive(Clone, Debug, Default)]
pub struct Setting {
    /// All numbers.
    pub numbers: Arc<Numbers>,
    /// Those that were set, in the order in which it was asked for.
    pub set: Vec<Named>,
}

impl Setting {
    /// The model's numbers with what `--set` asks for, each as `NAME=VALUE`. The last value of a number counts.
    ///
    /// # Errors
    /// One sentence: what is wrong with a name or a value.
    pub fn of(asked: &[String]) -> Result<Setting, String> {
        let mut setting = Setting::default();
        for text in asked {
            let parts = text.split_once('=').map(|(name, value)| (name.trim(), value.trim()));
            let (name, value) = parts
                .filter(|(name, value)| !name.is_empty() && !value.is_empty())
                .ok_or_else(|| sentence(&Msg::new("number-without-value").word("text", text.as_str())))?;
            let one = named(name)?;
            let value = value_of(&one, value)?;
            setting.numbers = one.set_in(&setting.numbers, value);
            if !setting.set.contains(&one) {
                setting.set.push(one);
            }
        }
        Ok(setting)
    }
}

/// A value that can be defended; one that counts is rounded when it is set.
fn value_of(one: &Named, text: &str) -> Result<f64, String> {
    let value: f64 = text.parse().map_err(|_| sentence(&one.msg("number-unreadable").word("value", text)))?;
    let defended = (one.number.low..=one.number.high).contains(&value);
    defended.then_some(value).ok_or_else(|| sentence(&one.msg("number-out-of-range").word("value", text)))
}
