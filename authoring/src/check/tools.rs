//! For tools: the problems as JSON, and as SARIF 2.1.0, which editors and code hosts read.

use std::collections::BTreeMap;

use codedark_scenario::codes::CODES;
use codedark_scenario::{Code, Severity};
use serde_json::{Value, json};

use super::found::{Found, Report};

/// Everything found as one object.
pub fn json(report: &Report) -> Value {
    let problem = |Found { problem, text }: &Found| {
        let (end_line, end_column) = end(text, problem.end as usize);
        json!({
            "file": problem.file,
            "line": problem.line,
            "column": problem.column,
            "end_line": end_line.max(problem.line),
            "end_column": end_column,
            "code": problem.code.to_string(),
            "name": problem.code.name,
            "severity": problem.severity().id(),
            "message": problem.message,
            "mend": problem.mend,
        })
    };
    json!({
        "files": report.files,
        "errors": report.errors(),
        "warnings": report.warnings(),
        "problems": report.found.iter().map(problem).collect::<Vec<_>>(),
    })
}

/// Everything found as SARIF.
pub fn sarif(report: &Report) -> Value {
    let places: BTreeMap<u16, usize> = CODES.iter().enumerate().map(|(index, code)| (code.number, index)).collect();
    let result = |Found { problem, text }: &Found| {
        let words = match &problem.mend {
            Some(mend) => format!("{} {mend}", problem.message),
            None => problem.message.clone(),
        };
        let (end_line, end_column) = end(text, problem.end as usize);
        json!({
            "ruleId": problem.code.to_string(),
            "ruleIndex": places[&problem.code.number],
            "level": level(problem.code),
            "message": { "text": words },
            "locations": [{ "physicalLocation": {
                "artifactLocation": { "uri": uri(&problem.file) },
                "region": {
                    "startLine": problem.line,
                    "startColumn": problem.column,
                    "endLine": end_line.max(problem.line),
                    "endColumn": end_column,
                },
            } }],
        })
    };
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "codedark",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": CODES.iter().map(|code| rule(code)).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "results": report.found.iter().map(result).collect::<Vec<_>>(),
        }],
    })
}

fn rule(code: &Code) -> Value {
    json!({
        "id": code.to_string(),
        "name": code.name,
        "shortDescription": { "text": code.title },
        "help": { "text": code.why(), "markdown": code.page() },
        "defaultConfiguration": { "level": level(code) },
    })
}

fn level(code: &Code) -> &'static str {
    match code.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

/// Line and column of a byte, both from 1.
fn end(text: &str, at: usize) -> (u32, u32) {
    let before = text.get(..at).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX).saturating_add(1);
    (count(before.matches('\n').count()), count(before[line_start..].chars().count()))
}

/// A path as a reference: slashes, and everything unusual as bytes.
fn uri(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte);
    let parts = path.bytes().map(|byte| match byte {
        b'\\' => "/".to_string(),
        byte if plain(byte) => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    });
    parts.collect()
}
