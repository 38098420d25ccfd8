//! Screens show no literal string: every word comes from the Fluent files or from the scenario.

use std::fs;
use std::path::{Path, PathBuf};

/// Calls whose first argument is shown to people.
const SHOWING: [&str; 14] = [
    "label(",
    "heading(",
    "title(",
    "note(ui, ",
    "strong(ui, ",
    "tinted(ui, ",
    "alert(ui, ",
    "chip(ui, ",
    "button(",
    "_button(ui, ",
    "toggle(ui, ",
    "tab(ui, ",
    "RichText::new(",
    "hint_text(",
];

#[test]
fn no_screen_shows_a_literal_string() {
    let mut found = Vec::new();
    let game = Path::new(env!("CARGO_MANIFEST_DIR")).join("../game");
    for path in ["screens/src/ui", "studio/src/ui"].into_iter().flat_map(|folder| screens(&game.join(folder))) {
        let source = fs::read_to_string(&path).expect("source text");
        for (number, line) in source.lines().enumerate() {
            let code = line.trim_start();
            if !code.starts_with("//") && shows_literal(code) {
                found.push(format!("{}:{}: {code}", path.display(), number + 1));
            }
        }
    }
    assert!(found.is_empty(), "words belong into assets/locales:\n{}", found.join("\n"));
}

/// The source files of all screens.
fn screens(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the screens").map(|entry| entry.expect("an entry").path());
    entries.flat_map(|path| if path.is_dir() { screens(&path) } else { vec![path] }).collect()
}

/// Whether a showing call gets a string literal as its first words.
fn shows_literal(code: &str) -> bool {
    SHOWING.iter().any(|call| {
        code.match_indices(call).any(|(at, _)| {
            let argument = code[at + call.len()..].trim_start().trim_start_matches('&');
            argument.starts_with('"') || argument.starts_with("format!(\"")
        })
    })
}

#[test]
fn a_planted_literal_is_found() {
    for (code, shown, why) in [
        (r#"ui.label("Hello");"#, true, "a plain label"),
        (r#"parts::note(ui, &format!("{a} of {b}"));"#, true, "a sentence put together"),
        (r#"ui.label(words.t("lobby"));"#, false, "an id of a word"),
    ] {
        assert_eq!(shows_literal(code), shown, "{why}");
    }
}
