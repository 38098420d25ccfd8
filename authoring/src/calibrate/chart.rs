//! One measure as a picture: the model's median day by day, and each published range as a bar, green where it is met.

use std::error::Error;

use codedark_content::words::say;
use codedark_scenario::MeasuredAt;
use plotters::prelude::*;

use super::PointResult;

/// Size of a picture, in pixels.
const SIZE: (u32, u32) = (520, 260);
/// Colours of the model's curve, of a range that is met, and of one that is missed.
const CURVE: RGBColor = RGBColor(0, 96, 192);
const MET: RGBColor = RGBColor(32, 128, 48);
const MISSED: RGBColor = RGBColor(192, 48, 0);

/// The picture as SVG: the curve of one point, and the ranges of all points of its measure.
pub fn drawing(name: &str, result: &PointResult, points: &[&PointResult]) -> String {
    let mut svg = String::new();
    draw(&mut svg, name, result, points).expect("a picture is drawn into a text, which takes it");
    svg
}

fn draw(svg: &mut String, name: &str, result: &PointResult, points: &[&PointResult]) -> Result<(), Box<dyn Error>> {
    let values = result.curve.iter().flatten().copied().chain(points.iter().map(|other| other.point.high));
    let top = values.fold(1.0_f64, f64::max);
    let days = (result.curve.len().max(2) - 1) as f64;
    let area = SVGBackend::with_string(svg, SIZE).into_drawing_area();
    let mut chart = ChartBuilder::on(&area)
        .caption(name, ("sans-serif", 16))
        .margin(10)
        .x_label_area_size(40)
        .y_label_area_size(45)
        .build_cartesian_2d(0.0..days, 0.0..top)?;
    chart.configure_mesh().disable_mesh().x_desc(say("calibrate-day")).draw()?;
    let along = result.curve.iter().enumerate().filter_map(|(day, value)| value.map(|value| (day as f64, value)));
    chart.draw_series(LineSeries::new(along, CURVE.stroke_width(2)))?;
    let bar = |other: &&PointResult| {
        let MeasuredAt::Day(day) = other.point.at else { return None };
        let ends = vec![(f64::from(day), other.point.low), (f64::from(day), other.point.high)];
        let colour = if other.passes() { MET } else { MISSED };
        Some(PathElement::new(ends, colour.stroke_width(5)))
    };
    chart.draw_series(points.iter().filter_map(bar))?;
    area.present()?;
    Ok(())
}
