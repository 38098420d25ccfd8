//! The checker's findings, under the text.

use codedark_scenario::Problem;
use codedark_screens::ui::parts;
use egui::{Button, RichText, ScrollArea, Ui};

use super::bench::Bench;

const HEIGHT_EMPTY: f32 = 40.0;
const HEIGHT: f32 = 150.0;

/// Height of the list: none of it is wasted on a sound text.
pub(super) fn height(bench: &Bench) -> f32 {
    let any = bench.shop.draft.as_ref().is_some_and(|draft| !draft.problems().is_empty());
    if any { HEIGHT } else { HEIGHT_EMPTY }
}

/// Draws the list. A finding leads to its place.
pub(super) fn show(ui: &mut Ui, bench: &mut Bench) {
    let words = bench.words;
    let Some(draft) = &bench.shop.draft else { return };
    let problems = draft.problems();
    if problems.is_empty() {
        parts::tinted(ui, &words.t("no-findings"), parts::TEAL);
        return;
    }
    parts::heading(ui, &words.count("findings", problems.len() as i64));
    let own = draft.file().name;
    let mut jump = None;
    ScrollArea::vertical().id_salt("findings").auto_shrink([false, false]).show(ui, |ui| {
        for problem in problems {
            let said = spoken(bench, problem, &own);
            let ink = if problem.is_error() { parts::RED } else { parts::AMBER };
            let response = ui.add(Button::new(RichText::new(&said).color(ink)).wrap().frame(false));
            parts::speaks(&response, None, &said);
            if response.clicked() && problem.file == own {
                jump = Some((problem.start as usize, true));
            }
        }
    });
    if jump.is_some() {
        bench.view.jump = jump;
    }
}

fn spoken(bench: &Bench, problem: &Problem, own: &str) -> String {
    let code = problem.code.to_string();
    let what =
        problem.mend.as_ref().map_or_else(|| problem.message.clone(), |mend| format!("{} {mend}", problem.message));
    let line = problem.line.to_string();
    let args =
        [("line", line.as_str()), ("file", problem.file.as_str()), ("what", what.as_str()), ("code", code.as_str())];
    bench.words.with(if problem.file == own { "finding" } else { "finding-elsewhere" }, &args)
}
