//! The server's few sentences: what the program prints and what HTTP refuses with.
//!
//! Messages on the wire stay ids. Where the program prints one, as in a report, it borrows the client's sentence.

use std::sync::OnceLock;

use codedark_protocol::{Arg, Msg};
use codedark_scenario::Texts;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use unic_langid::LanguageIdentifier;

const OWN: &str = include_str!("../../assets/locales/en/server.ftl");
const CLIENT: &str = include_str!("../../assets/locales/en/client.ftl");
/// The language of everything the program prints.
const LANGUAGE: &str = "en";

/// The sentence of a message. A message without one reads as its id, so that nothing is ever lost.
pub fn sentence(msg: &Msg) -> String {
    let bundle = bundle();
    let Some(pattern) = bundle.get_message(&msg.id).and_then(|message| message.value()) else {
        return format!("{} {}", msg.id, plain(&msg.args)).trim_end().to_owned();
    };
    let mut args = FluentArgs::new();
    for (name, value) in &msg.args {
        match value {
            Arg::Number(number) => args.set(name.clone(), *number),
            Arg::Text(text) | Arg::Word(text) => args.set(name.clone(), text.clone()),
        }
    }
    bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
}

/// The sentence of a message of the simulation, with the scenario's own words filled in.
pub fn told(msg: &Msg, texts: &Texts) -> String {
    let word = |value: &Arg| match value {
        Arg::Text(key) => {
            let words = texts.get(key).and_then(|words| words.get(LANGUAGE));
            Arg::Word(words.unwrap_or(key).clone())
        }
        other => other.clone(),
    };
    let args = msg.args.iter().map(|(name, value)| (name.clone(), word(value))).collect();
    sentence(&Msg { id: msg.id.clone(), args })
}

/// The sentence of a message without arguments.
pub fn say(id: &str) -> String {
    sentence(&Msg::new(id))
}

fn plain(args: &[(String, Arg)]) -> String {
    let one = |(name, value): &(String, Arg)| match value {
        Arg::Number(number) => format!("{name}={number}"),
        Arg::Text(text) | Arg::Word(text) => format!("{name}={text}"),
    };
    args.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn bundle() -> &'static FluentBundle<FluentResource> {
    static BUNDLE: OnceLock<FluentBundle<FluentResource>> = OnceLock::new();
    BUNDLE.get_or_init(|| {
        let english: LanguageIdentifier = LANGUAGE.parse().expect("a language");
        let mut bundle = FluentBundle::new_concurrent(vec![english]);
        bundle.set_use_isolating(false);
        for sentences in [OWN, CLIENT] {
            let resource = FluentResource::try_new(sentences.to_owned()).expect("our own sentences are well formed");
            // The few ids that both files have read differently beside a form and on a terminal: the own one counts.
            let _ = bundle.add_resource(resource);
        }
        bundle
    })
}
