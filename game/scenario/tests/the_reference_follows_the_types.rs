//! `scenarios/REFERENCE.md` is written from the doc comments of the types. `CODEDARK_RENEW=1` writes it anew.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use codedark_scenario::{Control, Scenario};
use serde_json::Value;

const HEAD: &str = "# Reference: everything a scenario can say

Written from the program's own types by a test (`CODEDARK_RENEW=1 cargo test -p codedark-scenario --test behaviours
the_reference_follows_the_types` renews it); change the doc comments there, not this file. How the parts work together is told
in [README.md](README.md).

Fields in **bold** must be written; the others may be left out. A library's file holds `version`, one field of the scenario and
perhaps `texts`. Times are minutes, money is euro cents, shares run from 0 to 1.
";

/// The type's name behind a schema, its kind in words, or both: `list of Step`.
fn kind(schema: &Value) -> String {
    if let Some(reference) = schema["$ref"].as_str() {
        let name = reference.rsplit('/').next().unwrap_or_default();
        return format!("[{name}](#{})", name.to_lowercase());
    }
    if let Some(either) = schema["anyOf"].as_array() {
        return either.iter().find(|one| one["type"] != "null").map(kind).unwrap_or_default();
    }
    let types = match &schema["type"] {
        Value::Array(types) => types.iter().find_map(|one| one.as_str().filter(|one| *one != "null")),
        one => one.as_str(),
    };
    match types {
        Some("boolean") => "`true` or `false`".to_owned(),
        Some("integer") => format!("whole number{}", range(schema)),
        Some("number") => format!("number{}", range(schema)),
        Some("string") => "words".to_owned(),
        Some("array") => match schema["prefixItems"].as_array() {
            Some(items) => format!("`(..)` of {}", items.iter().map(kind).collect::<Vec<_>>().join(", ")),
            None => format!("list of {}{}", length(schema), kind(&schema["items"])),
        },
        Some("object") if schema["additionalProperties"].is_object() => {
            format!("table of {}", kind(&schema["additionalProperties"]))
        }
        Some("object") => {
            let fields = schema["properties"].as_object().into_iter().flatten();
            format!(
                "`(..)` with {}",
                fields.map(|(name, field)| format!("`{name}`: {}", kind(field))).collect::<Vec<_>>().join(", ")
            )
        }
        _ => "words".to_owned(),
    }
}

/// How many entries a list may have: `1 to 20 `.
fn length(schema: &Value) -> String {
    match (&schema["minItems"], &schema["maxItems"]) {
        (Value::Null, most) => format!("at most {most} "),
        (least, most) => format!("{least} to {most} "),
    }
}

fn range(schema: &Value) -> String {
    match (&schema["minimum"], &schema["maximum"]) {
        (Value::Null, Value::Null) => String::new(),
        (Value::Number(least), Value::Null) => format!(", at least {least}"),
        (Value::Null, most) => format!(", at most {most}"),
        (least, most) => format!(", {least} to {most}"),
    }
}

/// A doc comment on one line of a table.
fn words(schema: &Value) -> String {
    let text = schema["description"].as_str().unwrap_or_default();
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|").replace("[`", "`").replace("`]", "`")
}

fn table(out: &mut String, schema: &Value) {
    let fields: BTreeMap<_, _> = schema["properties"].as_object().into_iter().flatten().collect();
    let required: Vec<&str> = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let _ = writeln!(out, "\n| Field | Kind | What it is |\n|---|---|---|");
    // Those that must be written first, each group by name.
    let rank = |name: &str| !required.contains(&name);
    let mut sorted: Vec<_> = fields.into_iter().collect();
    sorted.sort_by_key(|(name, _)| (rank(name), name.as_str()));
    for (name, field) in sorted {
        let shown = if rank(name) { format!("`{name}`") } else { format!("**`{name}`**") };
        let _ = writeln!(out, "| {shown} | {} | {} |", kind(field), words(field));
    }
}

fn variants(out: &mut String, schema: &Value) {
    let _ = writeln!(out, "\n| One of | Holds | What it is |\n|---|---|---|");
    let whole = std::slice::from_ref(schema);
    for one in schema["oneOf"].as_array().map_or(whole, Vec::as_slice) {
        if let Some(name) = one["const"].as_str() {
            let _ = writeln!(out, "| `{name}` | | {} |", words(one));
        }
        for name in one["enum"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            let _ = writeln!(out, "| `{name}` | | |");
        }
        for (name, content) in one["properties"].as_object().into_iter().flatten() {
            let _ = writeln!(out, "| `{name}(..)` | {} | {} |", kind(content), words(one));
        }
    }
}

fn reference() -> String {
    let schema = schemars::schema_for!(Scenario).to_value();
    let mut out = HEAD.to_owned();
    let mut named: BTreeMap<_, _> = schema["$defs"].as_object().into_iter().flatten().collect();
    // Written as text, and so in no field's schema.
    let (name, controls) = ("Control".to_owned(), schemars::schema_for!(Control).to_value());
    named.insert(&name, &controls);
    for (name, schema) in std::iter::once((&"Scenario".to_owned(), &schema)).chain(named) {
        let _ = writeln!(out, "\n## {name}\n\n{}", words(schema));
        if schema["properties"].is_object() {
            table(&mut out, schema);
        } else if schema["prefixItems"].is_array() {
            let _ = writeln!(out, "\nWritten as {}.", kind(schema));
        } else {
            variants(&mut out, schema);
        }
    }
    out
}

#[test]
fn the_reference_is_that_of_the_types() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios/REFERENCE.md");
    let now = reference();
    if std::env::var_os("CODEDARK_RENEW").is_some() {
        std::fs::write(&file, &now).expect("the reference can be written");
    }
    let kept = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(kept == now, "scenarios/REFERENCE.md is not what the types say: renew it with CODEDARK_RENEW=1");
    for (name, why) in [
        ("`steps`", "a field"),
        ("`Knows(..)`", "a variant that holds something"),
        ("`it_operations`", "one that does not"),
    ] {
        assert!(now.contains(name), "{why}: {name}");
    }
    for control in Control::ALL {
        assert!(now.contains(&format!("| `{}` |", control.id())), "a control of the model: {}", control.id());
    }
}
