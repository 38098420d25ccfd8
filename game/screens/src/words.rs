//! Words: the client's own from Fluent files, the scenario's as the server sends them.
//!
//! Screens hold ids only. A missing word shows its id, never nothing, so that a gap is seen.

use std::collections::BTreeMap;

use codedark_protocol::{Arg, CivilTime, Msg, Role};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

const ENGLISH: &str = include_str!("../../../assets/locales/en/client.ftl");

/// The words of one language.
pub struct Words {
    bundle: FluentBundle<FluentResource>,
    texts: BTreeMap<String, String>,
}

impl Default for Words {
    fn default() -> Self {
        Words::new()
    }
}

impl Words {
    /// The client's English words.
    pub fn new() -> Words {
        let resource = FluentResource::try_new(ENGLISH.to_owned()).unwrap_or_else(|(resource, _)| resource);
        let english: LanguageIdentifier = "en".parse().expect("a language's name");
        let mut bundle = FluentBundle::new_concurrent(vec![english]);
        bundle.set_use_isolating(false);
        bundle.add_resource_overriding(resource);
        Words { bundle, texts: BTreeMap::new() }
    }

    /// Begins anew with these words of the scenario: those of another class are not this one's.
    pub fn begin_texts(&mut self, texts: BTreeMap<String, String>) {
        self.texts = texts;
    }

    /// Adds words of the scenario.
    pub fn add_texts(&mut self, texts: impl IntoIterator<Item = (String, String)>) {
        self.texts.extend(texts);
    }

    /// A word without arguments.
    pub fn t(&self, id: &str) -> String {
        self.with(id, &[])
    }

    /// A word with text arguments.
    pub fn with(&self, id: &str, args: &[(&str, &str)]) -> String {
        let mut filled = FluentArgs::new();
        for (name, value) in args {
            filled.set(*name, FluentValue::from(*value));
        }
        self.format(id, &filled).unwrap_or_else(|| id.to_owned())
    }

    /// A word with one number, which may choose the plural.
    pub fn count(&self, id: &str, count: i64) -> String {
        let mut filled = FluentArgs::new();
        filled.set("count", FluentValue::from(count));
        filled.set("number", FluentValue::from(grouped(count)));
        self.format(id, &filled).unwrap_or_else(|| id.to_owned())
    }

    /// A message of the server.
    pub fn msg(&self, msg: &Msg) -> String {
        let mut filled = FluentArgs::new();
        for (name, arg) in &msg.args {
            let value = match arg {
                Arg::Number(number) => FluentValue::from(*number),
                Arg::Text(key) => FluentValue::from(self.text(key)),
                Arg::Word(word) => FluentValue::from(self.word(name, word)),
            };
            filled.set(name.clone(), value);
        }
        self.format(&msg.id, &filled).unwrap_or_else(|| self.unknown(msg))
    }

    /// Ids that a message carries as words and that have names: roles, teams, cases.
    fn word(&self, name: &str, word: &str) -> String {
        match (name, Role::from_id(word)) {
            ("role" | "by" | "asked" | "second", Some(role)) => self.role(role),
            ("team", _) => self.team(word),
            _ if word.starts_with("case-") => self.case(word),
            _ => word.to_owned(),
        }
    }

    /// A message that this client is too old to know: its arguments still help.
    fn unknown(&self, msg: &Msg) -> String {
        let args: Vec<String> = msg
            .args
            .iter()
            .map(|(_, arg)| match arg {
                Arg::Number(number) => grouped(*number),
                Arg::Text(key) => self.text(key),
                Arg::Word(word) => word.clone(),
            })
            .collect();
        let what = humanised(&msg.id);
        if args.is_empty() { what } else { format!("{what}: {}", args.join(", ")) }
    }

    fn format(&self, id: &str, args: &FluentArgs) -> Option<String> {
        let pattern = self.bundle.get_message(id)?.value()?;
        let mut problems = Vec::new();
        Some(self.bundle.format_pattern(pattern, Some(args), &mut problems).into_owned())
    }

    /// A text of the scenario; else the client's word for it, as for `role.medical_lead`; else its key made readable.
    pub fn text(&self, key: &str) -> String {
        if let Some(text) = self.texts.get(key) {
            return text.clone();
        }
        self.format(&key.replace(['.', '_'], "-"), &FluentArgs::new())
            .unwrap_or_else(|| humanised(key.rsplit('.').next().unwrap_or(key)))
    }

    /// A text of the scenario, if it exists.
    pub fn try_text(&self, key: &str) -> Option<&str> {
        self.texts.get(key).map(String::as_str)
    }

    /// The name of a role.
    pub fn role(&self, role: Role) -> String {
        self.t(&format!("role-{}", role.id().replace('_', "-")))
    }

    /// The name of a team: `t1` is team 1.
    pub fn team(&self, id: &str) -> String {
        self.with("team-name", &[("number", id.trim_start_matches('t'))])
    }

    /// A case by its number: `case-0012` is case 12.
    pub fn case(&self, id: &str) -> String {
        let number = id.trim_start_matches("case-").trim_start_matches('0');
        self.with("case-name", &[("number", number)])
    }

    /// Money from cents, without cents.
    pub fn money(&self, cents: i64) -> String {
        self.with("money", &[("amount", &grouped(cents / 100))])
    }

    /// A length of time, in the two largest units.
    pub fn span(&self, minutes: u64) -> String {
        let (days, hours, rest) = (minutes / 1440, minutes / 60 % 24, minutes % 60);
        let number = |value: u64| value.to_string();
        match (days, hours, rest) {
            (0, 0, _) => self.with("span-minutes", &[("minutes", &number(rest))]),
            (0, _, 0) => self.with("span-hours", &[("hours", &number(hours))]),
            (0, _, _) => self.with("span-hours-minutes", &[("hours", &number(hours)), ("minutes", &number(rest))]),
            (_, 0, _) => self.count("span-days", i64::try_from(days).unwrap_or(i64::MAX)),
            _ => self.with("span-days-hours", &[("days", &number(days)), ("hours", &number(hours))]),
        }
    }

    /// Date and time of a minute, with the weekday.
    pub fn moment(&self, starts: &str, minute: u64) -> String {
        let Some(start) = CivilTime::parse(starts) else { return self.span(minute) };
        let moment = start.plus(minute);
        let (year, month, day) = moment.date();
        self.with(
            "moment",
            &[
                // Weekdays are counted from 1 in the catalogue.
                ("weekday", &self.t(&format!("weekday-{}", moment.weekday() + 1))),
                ("day", &day.to_string()),
                ("month", &self.t(&format!("month-{month}"))),
                ("year", &year.to_string()),
                ("time", &moment.clock()),
            ],
        )
    }

    /// A short date and time, without weekday and year.
    pub fn moment_short(&self, starts: &str, minute: u64) -> String {
        let Some(start) = CivilTime::parse(starts) else { return self.span(minute) };
        let moment = start.plus(minute);
        let (_, month, day) = moment.date();
        let month = self.t(&format!("month-{month}"));
        self.with("moment-short", &[("day", &day.to_string()), ("month", &month), ("time", &moment.clock())])
    }
}

/// Groups digits by three: 600000 becomes 600,000.
pub fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if number < 0 { format!("-{out}") } else { out }
}

/// Thousandths with one decimal: 1250 becomes 1.3.
pub fn tenths(milli: i64) -> String {
    let tenths = (milli + milli.signum() * 50) / 100;
    let sign = if tenths < 0 { "-" } else { "" };
    format!("{sign}{}.{}", grouped(tenths.abs() / 10), tenths.abs() % 10)
}

/// Makes an id readable: `ward-reporters` becomes "Ward reporters".
fn humanised(id: &str) -> String {
    let spaced = id.replace(['-', '_'], " ");
    let mut letters = spaced.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => spaced,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_counted_from_the_start() {
        let words = Words::new();
        let moment = words.moment("2021-02-15T08:00", 14 * 1440 + 61);
        for part in ["Mon", "1", "Mar", "2021", "09:01"] {
            assert!(moment.contains(part), "February 2021 has 28 days: {part} in {moment}");
        }
    }

    #[test]
    fn ids_in_a_message_read_as_names() {
        let words = Words::new();
        for (msg, read) in [
            (Msg::new("refused-other-role").word("role", "medical_lead"), "this is decided by Medical lead"),
            (Msg::new("team-name").word("number", "2"), "Team 2"),
            (
                Msg::new("region-given-up").word("team", "t2"),
                "Team 2: the simulation failed again and again. This exercise has ended, and its debrief is open.",
            ),
        ] {
            assert_eq!(words.msg(&msg), read);
        }
    }

    #[test]
    fn digits_stand_in_groups_of_three() {
        for (number, shown) in [(0, "0"), (999, "999"), (1_000, "1,000"), (-600_000, "-600,000")] {
            assert_eq!(grouped(number), shown);
        }
    }
}
