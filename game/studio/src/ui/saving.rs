//! Saving to the server's library, and playing from there. The page's session lets an author do both.

use codedark_screens::ui::parts;
use egui::{TextEdit, Ui};

use super::bench::Bench;
use super::fields;

/// Asks before another class is opened.
pub(super) fn question(ui: &mut Ui, bench: &mut Bench) {
    let words = bench.words;
    let saving = &mut bench.view.saving;
    saving.asking &= saving.open && bench.shop.outside.saved.is_some();
    if !saving.asking {
        return;
    }
    let name = saving.name.trim().to_owned();
    let (yes, no) = (words.t("yes-open-class"), words.t("ask-no"));
    let told = [words.with("ask-open-class", &[("name", &name)])];
    let pressed =
        parts::notice(ui, "open-class", parts::Weight::Ask, &told, &[(yes.as_str(), true), (no.as_str(), true)], None);
    if pressed == Some(parts::Pressed::Button(0)) {
        bench.shop.outside.open_class(&name);
    }
    saving.asking = pressed.is_none();
}

/// Draws the row.
pub(super) fn show(ui: &mut Ui, bench: &mut Bench) {
    let words = bench.words;
    ui.add_space(4.0);
    let sound = bench.shop.draft.as_ref().is_some_and(|draft| draft.is_sound());
    ui.horizontal(|ui| {
        let typed = &mut bench.view.saving.name;
        let label = words.t("library-name");
        ui.label(&label);
        let field = TextEdit::singleline(typed).desired_width(190.0).show(ui);
        fields::spoken(&field.response.response, &label, typed);
        let name = typed.trim().to_owned();
        let given = !name.is_empty();
        if parts::main_button(ui, &words.t("save"), None, sound && given)
            && let Some(draft) = &bench.shop.draft
        {
            bench.shop.outside.saved = None;
            bench.shop.outside.save(&name, draft.text());
        }
        let saved = bench.shop.outside.saved.is_some();
        if parts::main_button(ui, &words.t("open-class-with-it"), None, saved && given) {
            bench.view.saving.asking = true;
        }
    });
    if bench.shop.outside.saved.is_some() {
        parts::tinted(ui, &words.with("saved", &[("name", &bench.view.saving.name)]), parts::TEAL);
    } else if sound {
        parts::note(ui, &words.t("saving-note"));
    } else {
        parts::note(ui, &words.t("saving-needs-sound"));
    }
}
