//! How a point passes: one rule, told in the table, in the guide and by `--help` (`calibrate-rule`).

use codedark_scenario::CalibrationPoint;

use super::statistics::Spread;

/// How many times wider than the published range nine tenths of the runs may lie.
const WIDTH_MAX: f64 = 3.0;

/// What is said of a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// The model reproduces it.
    Pass,
    /// Its middle lies in the range, but the true one may lie outside.
    Unsure,
    /// Its middle lies in the range, but the runs are spread too wide.
    Wide,
    /// Its middle lies outside the range.
    Missed,
    /// Too few runs had such a figure.
    Few,
}

impl Verdict {
    /// What runs say of a point. With fewer of them no point passes more easily: limits lie further out.
    pub fn of(point: &CalibrationPoint, found: Option<&Spread>) -> Verdict {
        let Some((spread, sure)) = found.and_then(|spread| Some((spread, spread.sure?))) else { return Verdict::Few };
        let published = |value: f64| (point.low..=point.high).contains(&value);
        let [low, high] = sure.ends;
        if !published(spread.middle) {
            Verdict::Missed
        } else if high - low > WIDTH_MAX * (point.high - point.low) {
            Verdict::Wide
        } else if !sure.middle.into_iter().all(published) {
            Verdict::Unsure
        } else {
            Verdict::Pass
        }
    }

    /// `pass`, `unsure`, `wide`, `missed` or `few`, as data and sentences have it.
    pub fn id(self) -> &'static str {
        match self {
            Verdict::Pass => "pass",
            Verdict::Unsure => "unsure",
            Verdict::Wide => "wide",
            Verdict::Missed => "missed",
            Verdict::Few => "few",
        }
    }
}

/// Whether runs meet a point as they come, however few: for settings that are compared by the same seeds, not for a verdict.
pub(super) fn meets(point: &CalibrationPoint, found: Option<&Spread>) -> bool {
    let (low, high) = (point.low, point.high);
    found.is_some_and(|spread| {
        (low..=high).contains(&spread.middle) && spread.high - spread.low <= WIDTH_MAX * (high - low)
    })
}
