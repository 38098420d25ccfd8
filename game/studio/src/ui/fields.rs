//! Fields of forms: each shows one place of the scenario and writes it back, and nothing else.

use codedark_scenario::edit::{quoted, set};
use codedark_screens::ui::parts;
use egui::{Response, TextEdit, Ui};

use super::bench::Bench;
use crate::workshop::Trouble;

/// What a field holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Words in quotes.
    Words,
    /// Words that run over several lines on the screen.
    LongWords,
    /// A whole number.
    Number,
    /// Euro, which the file holds in cents.
    Euro,
    /// A value as the file writes it.
    Value,
}

/// A place with its names.
pub(super) struct Spot {
    /// What stands above the field.
    pub label: String,
    /// What a screen reader says.
    pub name: String,
    /// Where it is written.
    pub path: String,
}

/// A field. `shown` is what it holds now.
pub(super) fn text(ui: &mut Ui, bench: &mut Bench, spot: &Spot, shown: &str, kind: Kind) {
    let Spot { label, name, path } = spot;
    parts::note(ui, label);
    let id = egui::Id::new(("field", path));
    let mut buffer = bench.view.fields.get(path).cloned().unwrap_or_else(|| shown.to_owned());
    let long = matches!(kind, Kind::LongWords);
    let edit = if long { TextEdit::multiline(&mut buffer).desired_rows(2) } else { TextEdit::singleline(&mut buffer) };
    let width = if matches!(kind, Kind::Number | Kind::Euro) { 130.0 } else { ui.available_width() - 8.0 };
    let response = edit.id(id).desired_width(width).show(ui).response.response;
    spoken(&response, name, &buffer);
    if response.changed() {
        bench.view.fields.insert(path.clone(), buffer.clone());
    }
    if response.lost_focus()
        && let Some(typed) = bench.view.fields.remove(path)
        && typed != shown
    {
        write(bench, path, &typed, kind);
    }
}

/// Gives a field its name and its text for screen readers. egui leaves the text out in a pass that moves the cursor.
pub(super) fn spoken(response: &Response, name: &str, text: &str) {
    response.ctx.accesskit_node_builder(response.id, |node| {
        node.set_label(name);
        node.set_value(text);
    });
}

/// Writes what was typed, or says why it cannot be.
fn write(bench: &mut Bench, path: &str, typed: &str, kind: Kind) {
    let typed = typed.trim();
    let number = || typed.replace([',', ' ', '_'], "").parse::<i64>().ok();
    let value = match kind {
        Kind::Words | Kind::LongWords => Some(quoted(typed)),
        Kind::Number => number().map(|number| number.to_string()),
        Kind::Euro => number().and_then(|euro| euro.checked_mul(100)).map(|cents| cents.to_string()),
        Kind::Value => Some(typed.to_owned()),
    };
    match value {
        Some(value) => put(bench, path, &value),
        None => bench.shop.refused = Some(Trouble::Word("workshop-no-number")),
    }
}

/// A choice of ids. Writes what is chosen; `quotes` where the file writes it in quotes.
pub(super) fn choice(
    ui: &mut Ui,
    bench: &mut Bench,
    spot: &Spot,
    chosen: &str,
    options: &[(String, String)],
    quotes: bool,
) {
    parts::note(ui, &spot.label);
    let now = parts::choice(ui, &spot.name, chosen, options);
    if now != chosen {
        let value = if quotes { quoted(&now) } else { now };
        put(bench, &spot.path, &value);
    }
}

/// Writes a value at a place.
pub(super) fn put(bench: &mut Bench, path: &str, value: &str) {
    let path = path.to_owned();
    if bench.shop.change(|main, find| set(main, find, &path, value)) {
        lead_to(bench, &path);
    }
}

/// Shows the place of the text that a change touched.
pub(super) fn lead_to(bench: &mut Bench, path: &str) {
    let Some(draft) = &bench.shop.draft else { return };
    bench.view.jump = draft.place(path).map(|at| (at.start, false));
}
