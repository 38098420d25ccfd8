//! The server's few sentences: what the program prints and what HTTP refuses with.
//!
//! Messages on the wire stay ids; their sentences lie in the same Fluent file, where the client reads them.

use std::sync::OnceLock;

use codedark_protocol::{Arg, Msg};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use unic_langid::LanguageIdentifier;

const ENGLISH: &str = include_str!("../../assets/locales/en/server.ftl");

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
        let english: LanguageIdentifier = "en".parse().expect("a language");
        let mut bundle = FluentBundle::new_concurrent(vec![english]);
        bundle.set_use_isolating(false);
        let resource =
            FluentResource::try_new(ENGLISH.to_owned()).expect("the program's own sentences are well formed");
        bundle.add_resource(resource).expect("no sentence is there twice");
        bundle
    })
}
