//! How a row of the table is printed.

use std::time::Duration;

/// A row: its name, and its cells to the right.
pub fn line(name: &str, cells: &[String]) -> String {
    let cells = cells.iter().map(|cell| format!("{cell:>10}")).collect::<String>();
    format!("{name:<28}{cells}")
}

/// A time in milliseconds, to the hundredth.
pub fn milliseconds(time: Duration) -> String {
    format!("{:.2}", time.as_secs_f64() * 1e3)
}
