//! Cost per event over devices as a picture: flat where a large hospital's event costs what a small one's does.

use std::error::Error;

use codedark_content::words::say;
use plotters::prelude::*;

/// Size of the picture, in pixels.
const SIZE: (u32, u32) = (640, 320);
/// How far the dearest event may lie above the cheapest.
const FLAT: f64 = 1.3;
/// Colours of the curve, and of where it must stay below.
const CURVE: RGBColor = RGBColor(0, 96, 192);
const LIMIT: RGBColor = RGBColor(192, 48, 0);

/// The picture as SVG, of devices and microseconds per event; sizes double from one mark of its axis to the next.
pub fn drawing(costs: &[(u64, f64)]) -> String {
    let mut svg = String::new();
    draw(&mut svg, costs).expect("a picture is drawn into a text, which takes it");
    svg
}

fn draw(svg: &mut String, costs: &[(u64, f64)]) -> Result<(), Box<dyn Error>> {
    let points: Vec<(f64, f64)> = costs.iter().map(|(devices, cost)| (*devices as f64, *cost)).collect();
    let cheapest = points.iter().map(|(_, cost)| *cost).fold(f64::INFINITY, f64::min);
    let top = points.iter().map(|(_, cost)| *cost).fold(cheapest * FLAT, f64::max) * 1.1;
    let (first, last) = (points.first().map_or(1.0, |point| point.0), points.last().map_or(2.0, |point| point.0));
    let area = SVGBackend::with_string(svg, SIZE).into_drawing_area();
    let mut chart = ChartBuilder::on(&area)
        .caption(say("bench-chart"), ("sans-serif", 16))
        .margin(10)
        .x_label_area_size(40)
        .y_label_area_size(55)
        .build_cartesian_2d((first..last).log_scale(), 0.0..top)?;
    chart.configure_mesh().disable_mesh().x_desc(say("bench-devices")).y_desc(say("bench-event")).draw()?;
    chart.draw_series(LineSeries::new([(first, cheapest * FLAT), (last, cheapest * FLAT)], LIMIT.stroke_width(1)))?;
    chart.draw_series(LineSeries::new(points.iter().copied(), CURVE.stroke_width(2)))?;
    chart.draw_series(points.iter().map(|point| Circle::new(*point, 3, CURVE.filled())))?;
    area.present()?;
    Ok(())
}
