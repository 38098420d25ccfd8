//! A trial run: two teams of stand-ins, one that does nothing and one that knows what to do, and what came of both.

use codedark_screens::ui::chart::{self, Line};
use codedark_screens::ui::parts;
use codedark_sim::exercise::Skill;
use egui::{ScrollArea, Ui};

use super::bench::Bench;
use crate::trial::Play;

/// Draws the page.
pub(super) fn show(ui: &mut Ui, bench: &mut Bench) {
    let words = bench.words;
    if bench.view.known.is_none() {
        parts::note(ui, &words.t("workshop-nothing-sound"));
        return;
    }
    let running = bench.shop.trial.as_ref().is_some_and(|trial| trial.is_running());
    parts::note(ui, &words.t("trial-note"));
    if parts::main_button(ui, &words.t("run-trial"), None, !running) {
        bench.shop.try_it();
    }
    let Some(trial) = &bench.shop.trial else { return };
    ScrollArea::vertical().id_salt("trial").auto_shrink([false, false]).show(ui, |ui| {
        if bench.shop.draft.as_ref().is_some_and(|draft| draft.revision() != trial.revision) {
            parts::tinted(ui, &words.t("trial-of-older-text"), parts::AMBER);
        }
        ui.horizontal(|ui| {
            for play in &trial.plays {
                let name = words.t(team(play.skill));
                match &play.outcome {
                    Some(outcome) => {
                        let value = format!("{:.0}", outcome.score);
                        let spoken = words.with("trial-score", &[("team", &name), ("score", &value)]);
                        parts::score(ui, &name, &value, &spoken);
                    }
                    None => {
                        let spoken = words.with("trial-running", &[("team", &name)]);
                        ui.vertical(|ui| {
                            parts::note(ui, &spoken);
                            parts::bar(ui, &spoken, play.done_milli, 140.0);
                        });
                    }
                }
                ui.add_space(24.0);
            }
        });
        curve(ui, bench, "curve-lost", &trial.plays, |play| &play.lost);
        curve(ui, bench, "curve-waiting", &trial.plays, |play| &play.waiting);
    });
}

fn team(skill: Skill) -> &'static str {
    match skill {
        Skill::Idle => "team-idle",
        Skill::Novice | Skill::Competent => "team-competent",
    }
}

/// A curve of both plays under its name.
fn curve(ui: &mut Ui, bench: &Bench, id: &str, plays: &[Play], points: impl Fn(&Play) -> &Vec<(u64, i64)>) {
    let words = bench.words;
    let lines: Vec<Line> =
        plays.iter().map(|play| Line { name: words.t(team(play.skill)), points: points(play).clone() }).collect();
    let top = lines.iter().flat_map(|line| &line.points).map(|(_, value)| *value).max().unwrap_or(0);
    ui.add_space(8.0);
    parts::heading(ui, &words.t(id));
    let most: Vec<String> = lines
        .iter()
        .map(|line| {
            let most = line.points.iter().map(|(_, value)| *value).max().unwrap_or(0);
            words.with("curve-most", &[("team", &line.name), ("value", &codedark_screens::words::grouped(most))])
        })
        .collect();
    let starts = bench.view.known.as_ref().map(|scenario| scenario.starts.clone()).unwrap_or_default();
    chart::show(ui, &most.join(", "), &lines, top, |minute| words.moment_short(&starts, minute));
    chart::legend(ui, &lines);
}
