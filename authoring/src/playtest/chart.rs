//! Pictures of a play-test: how scores lie, and how much each role has to do. Each has its figures in a table beside it.

use std::error::Error;

use codedark_protocol::OPEN_DECISIONS_MAX;
use codedark_sim::exercise::Skill;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::summary::{BARS, HourRow, SkillRow};

/// Width of a picture, in pixels.
const WIDTH: u32 = 760;
/// Height of one skill's scores, and of one role's row.
const SCORES: u32 = 110;
const ROW: u32 = 26;
/// What is left of the pictures for names, and below them for the scale.
const NAMES: i32 = 190;
const SCALE: i32 = 40;
const INK: RGBColor = RGBColor(33, 37, 41);
const QUIET: RGBColor = RGBColor(108, 117, 125);
/// Nobody has anything open.
const EMPTY: RGBColor = RGBColor(238, 241, 245);

/// The colour of a skill, told apart by lightness as well.
pub fn colour(skill: Skill) -> RGBColor {
    match skill {
        Skill::Idle => RGBColor(160, 168, 178),
        Skill::Novice => RGBColor(214, 137, 16),
        Skill::Competent => RGBColor(11, 94, 168),
    }
}

/// How scores lie, a row a skill. `names` are those of the skills in words.
pub fn scores(skills: &[SkillRow], names: &[String]) -> String {
    let mut svg = String::new();
    draw_scores(&mut svg, skills, names).expect("a picture is drawn into a text, which takes it");
    labelled(svg, "How scores lie, by skill: the table below holds the figures")
}

fn draw_scores(svg: &mut String, skills: &[SkillRow], names: &[String]) -> Result<(), Box<dyn Error>> {
    let height = SCORES * skills.len() as u32 + SCALE as u32;
    let area = SVGBackend::with_string(svg, (WIDTH, height)).into_drawing_area();
    let most = skills.iter().flat_map(|row| row.bars).max().unwrap_or(1).max(1) as f64;
    let x = |score: f64| NAMES + (score / 100.0 * f64::from(WIDTH as i32 - NAMES - 20)) as i32;
    for (row, (skill, name)) in skills.iter().zip(names).enumerate() {
        let base = (SCORES * (row as u32 + 1)) as i32;
        let text = font(16, INK, HPos::Left, VPos::Bottom);
        area.draw_text(name, &text, (0, base - 26))?;
        let median = format!("median {:.0}", skill.score.middle);
        area.draw_text(&median, &font(14, QUIET, HPos::Left, VPos::Bottom), (0, base - 6))?;
        for (bar, count) in skill.bars.iter().enumerate().filter(|(_, count)| **count > 0) {
            let width = 100.0 / BARS as f64;
            let (left, right) = (x(bar as f64 * width) + 1, x((bar + 1) as f64 * width) - 1);
            let tall = (*count as f64 / most * f64::from(SCORES - 26)).max(2.0) as i32;
            area.draw(&Rectangle::new([(left, base - tall), (right, base)], colour(skill.skill).filled()))?;
        }
        let middle = x(skill.score.middle);
        area.draw(&PathElement::new([(middle, base - SCORES as i32 + 18), (middle, base)], INK.stroke_width(2)))?;
        area.draw(&PathElement::new([(NAMES, base), (WIDTH as i32 - 20, base)], QUIET.stroke_width(1)))?;
    }
    let base = (SCORES * skills.len() as u32) as i32;
    for score in [0, 20, 40, 60, 80, 100] {
        let at = x(f64::from(score));
        area.draw(&PathElement::new([(at, base), (at, base + 5)], QUIET.stroke_width(1)))?;
        area.draw_text(&score.to_string(), &font(14, QUIET, HPos::Center, VPos::Top), (at, base + 8))?;
    }
    area.present()?;
    Ok(())
}

/// What waits for each role through a class: darker is more. `names` are those of the roles in words.
pub fn workload(hour: &HourRow, names: &[String]) -> String {
    let mut svg = String::new();
    draw_workload(&mut svg, hour, names).expect("a picture is drawn into a text, which takes it");
    labelled(svg, "Decisions that wait for each role, by class minute: the table below holds the figures")
}

fn draw_workload(svg: &mut String, hour: &HourRow, names: &[String]) -> Result<(), Box<dyn Error>> {
    let height = ROW * hour.roles.len() as u32 + SCALE as u32;
    let area = SVGBackend::with_string(svg, (WIDTH, height)).into_drawing_area();
    let minutes = hour.roles.iter().map(|role| role.open.len()).max().unwrap_or(1).max(1);
    let x = |minute: usize| NAMES + (minute as f64 / minutes as f64 * f64::from(WIDTH as i32 - NAMES - 20)) as i32;
    for (row, (role, name)) in hour.roles.iter().zip(names).enumerate() {
        let top = (ROW * row as u32) as i32;
        let text = font(14, INK, HPos::Left, VPos::Center);
        area.draw_text(name, &text, (0, top + ROW as i32 / 2))?;
        for (minute, open) in role.open.iter().enumerate() {
            let cell = [(x(minute), top + 2), (x(minute + 1) - 1, top + ROW as i32 - 2)];
            area.draw(&Rectangle::new(cell, shade(*open).filled()))?;
        }
    }
    let base = (ROW * hour.roles.len() as u32) as i32;
    for minute in (0..=minutes).step_by(if minutes > 60 { 10 } else { 5 }) {
        let at = x(minute);
        area.draw(&PathElement::new([(at, base), (at, base + 5)], QUIET.stroke_width(1)))?;
        area.draw_text(&minute.to_string(), &font(14, QUIET, HPos::Center, VPos::Top), (at, base + 8))?;
    }
    area.present()?;
    Ok(())
}

/// From nothing to as many decisions as a seat may be asked at once.
fn shade(open: f64) -> RGBColor {
    let share = (open / OPEN_DECISIONS_MAX as f64).clamp(0.0, 1.0);
    let RGBColor(red, green, blue) = colour(Skill::Competent);
    let mix = |from: u8, to: u8| (f64::from(from) + (f64::from(to) - f64::from(from)) * share) as u8;
    RGBColor(mix(EMPTY.0, red), mix(EMPTY.1, green), mix(EMPTY.2, blue))
}

fn font(size: u32, colour: RGBColor, across: HPos, down: VPos) -> TextStyle<'static> {
    ("sans-serif", size).into_font().color(&colour).pos(Pos::new(across, down))
}

/// The picture with its name for those who do not see it.
fn labelled(svg: String, name: &str) -> String {
    svg.replacen("<svg ", &format!("<svg role=\"img\" aria-label=\"{name}\" "), 1)
}
