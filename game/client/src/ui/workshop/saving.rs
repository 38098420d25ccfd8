//! Saving to the server's library, and playing from there. The facilitator's key protects both, and is kept nowhere.

use egui::{TextEdit, Ui};

use super::{Bench, fields, parts};

/// What is typed into the row.
#[derive(Default)]
pub struct Saving {
    /// Whether the row is shown.
    pub open: bool,
    /// Name in the library.
    pub name: String,
    /// The facilitator's key.
    pub key: String,
    /// Whether the author is asked about opening a class.
    pub asking: bool,
}

impl Saving {
    /// Shows the row, with the draft's name, or takes it away.
    pub fn toggle(&mut self, name: &str) {
        self.open = !self.open;
        if self.open {
            name.clone_into(&mut self.name);
        }
    }
}

/// Asks before another class is opened.
pub(super) fn question(ui: &mut Ui, bench: &mut Bench) {
    let words = bench.words;
    let saving = &mut bench.view.saving;
    saving.asking &= saving.open && bench.shop.office.saved.is_some();
    if !saving.asking {
        return;
    }
    let (name, key) = (saving.name.trim().to_owned(), saving.key.trim().to_owned());
    let (yes, no) = (words.t("yes-open-class"), words.t("ask-no"));
    let told = [words.with("ask-open-class", &[("name", &name)])];
    let pressed =
        parts::notice(ui, "open-class", parts::Weight::Ask, &told, &[(yes.as_str(), true), (no.as_str(), true)], None);
    if pressed == Some(parts::Pressed::Button(0)) {
        bench.shop.office.open_class(&name, &key);
    }
    saving.asking = pressed.is_none();
}

/// Draws the row.
pub(super) fn show(ui: &mut Ui, bench: &mut Bench) {
    let words = bench.words;
    ui.add_space(4.0);
    let sound = bench.shop.draft.as_ref().is_some_and(|draft| draft.is_sound());
    ui.horizontal(|ui| {
        let saving = &mut bench.view.saving;
        for (id, text, secret) in
            [("library-name", &mut saving.name, false), ("facilitator-key", &mut saving.key, true)]
        {
            let label = words.t(id);
            ui.label(&label);
            let field = TextEdit::singleline(text).password(secret).desired_width(190.0).show(ui);
            fields::spoken(&field.response.response, &label, text);
        }
        let (name, key) = (saving.name.trim().to_owned(), saving.key.trim().to_owned());
        let given = !name.is_empty() && !key.is_empty();
        if parts::main_button(ui, &words.t("save"), None, sound && given)
            && let Some(draft) = &bench.shop.draft
        {
            bench.shop.office.saved = None;
            bench.shop.office.save(&name, &key, draft.text());
        }
        let saved = bench.shop.office.saved.is_some();
        if parts::main_button(ui, &words.t("open-class-with-it"), None, saved && given) {
            bench.view.saving.asking = true;
        }
    });
    if bench.shop.office.saved.is_some() {
        parts::tinted(ui, &words.with("saved", &[("name", &bench.view.saving.name)]), parts::TEAL);
    } else if sound {
        parts::note(ui, &words.t("saving-note"));
    } else {
        parts::note(ui, &words.t("saving-needs-sound"));
    }
}
