//! Bounds: what a condition needs, and the proof that it can never hold.
//!
//! A condition is read from the outside in, and everything it asks for narrows what is left: the minutes of the clock, the
//! range of each measure, what was done, fired and chosen. Where nothing is left, it can never hold. The reading only ever
//! gives up what is impossible for certain; what it passes may still never happen, which only play can show.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use crate::tree::Node;
use crate::{Condition, Measure, Op, Scenario};

/// Most facts copied for a scenario: shipped ones need some ten thousand.
const COPIED_MAX: usize = 5_000_000;

/// What is known before any condition is read.
pub(super) struct World<'a> {
    pub scenario: &'a Scenario,
    /// Injects that nothing but the facilitator can bring; none where the facilitator's hand is counted on.
    pub silent: BTreeSet<&'a str>,
    /// Actions that nobody may ever take.
    pub barred: BTreeSet<&'a str>,
    /// Duties whose clock never starts.
    pub unstarted: BTreeSet<&'a str>,
    /// Duties that some action or answer reports.
    pub reported: BTreeSet<&'a str>,
    /// How much was copied to follow the parts of an `Any`: beyond [`COPIED_MAX`] nothing more is claimed about them.
    pub copied: Cell<usize>,
}

/// The proof that a condition can never hold: the part that cannot, and why.
#[derive(Clone)]
pub(super) struct Never<'a> {
    pub place: &'a Node,
    pub why: String,
}

/// What is left while a condition is read.
#[derive(Clone)]
pub(super) struct Left<'a> {
    /// First and last minute at which it may hold.
    pub clock: (u64, u64),
    measures: BTreeMap<Measure, (i64, i64)>,
    did: BTreeMap<&'a str, bool>,
    fired: BTreeMap<&'a str, bool>,
    chose: BTreeMap<&'a str, &'a str>,
    /// Parts of an `Any` that never hold, though the whole may.
    pub dead: Vec<Never<'a>>,
}

impl<'a> Left<'a> {
    /// Everything may be, between these minutes.
    pub fn between(first: u64, last: u64) -> Left<'a> {
        Left {
            clock: (first, last),
            measures: BTreeMap::new(),
            did: BTreeMap::new(),
            fired: BTreeMap::new(),
            chose: BTreeMap::new(),
            dead: Vec::new(),
        }
    }

    fn size(&self) -> usize {
        1 + self.measures.len() + self.did.len() + self.fired.len() + self.chose.len() + self.dead.len()
    }
}

type Read<'a> = Result<(), Never<'a>>;

impl<'a> World<'a> {
    /// How much cannot happen.
    pub fn cannot(&self) -> usize {
        self.silent.len() + self.barred.len() + self.unstarted.len()
    }

    /// Narrows what is left to where the condition holds (or, when not `wanted`, does not).
    pub fn narrow(&self, condition: &'a Condition, place: &'a Node, wanted: bool, left: &mut Left<'a>) -> Read<'a> {
        let never = |why: String| Err(Never { place, why });
        match condition {
            Condition::All(parts) => self.several(parts, place, wanted, wanted, left),
            Condition::Any(parts) => self.several(parts, place, !wanted, wanted, left),
            Condition::Not(part) => self.narrow(part, place.nth(0), !wanted, left),
            Condition::After(minute) if wanted => self.from(*minute, place, left),
            Condition::Within(minute) if !wanted => self.from(*minute, place, left),
            Condition::After(minute) | Condition::Within(minute) => self.before(*minute, place, left),
            Condition::Measure(measure, op, value) => self.measure(*measure, *op, *value, wanted, place, left),
            Condition::Did(id) if wanted && self.barred.contains(id.as_str()) => {
                never(format!("This waits for `{id}`, which nobody can ever do"))
            }
            Condition::Did(id) => settle(&mut left.did, id, wanted, place, "done"),
            Condition::NotDidBy(id, minute) if wanted => {
                self.from(*minute, place, left)?;
                settle(&mut left.did, id, false, place, "done")
            }
            Condition::NotDidBy(..) => Ok(()),
            Condition::Fired(id) if wanted && self.silent.contains(id.as_str()) => {
                never(format!("This waits for `{id}`, which only the facilitator can hand out"))
            }
            Condition::Fired(id) => settle(&mut left.fired, id, wanted, place, "fired"),
            Condition::Chose(id, option) if wanted => self.chose(id, option, place, left),
            Condition::Overdue(id) if wanted && self.unstarted.contains(id.as_str()) => {
                never(format!("The clock of `{id}` never starts"))
            }
            Condition::Reported(id) | Condition::ReportedInTime(id)
                if wanted && !self.reported.contains(id.as_str()) =>
            {
                never(format!("No action and no answer reports `{id}`"))
            }
            Condition::Chose(..)
            | Condition::Knows(..)
            | Condition::Reported(_)
            | Condition::ReportedInTime(_)
            | Condition::Overdue(_) => Ok(()),
        }
    }

    /// All of several parts, or any of them.
    fn several(
        &self,
        parts: &'a [Condition],
        place: &'a Node,
        all: bool,
        wanted: bool,
        left: &mut Left<'a>,
    ) -> Read<'a> {
        let list = place.nth(0);
        let branches = |part: &Condition| matches!(part, Condition::Any(_) | Condition::All(_) | Condition::Not(_));
        if all {
            // What is plain narrows first, so that what branches is read against it.
            for plain in [true, false] {
                for (index, part) in parts.iter().enumerate().filter(|(_, part)| branches(part) != plain) {
                    self.narrow(part, list.nth(index), wanted, left)?;
                }
            }
            return Ok(());
        }
        let copied = self.copied.get() + parts.len() * left.size();
        self.copied.set(copied);
        if copied > COPIED_MAX {
            return Ok(());
        }
        let mut dead = Vec::new();
        let mut alive = Vec::new();
        for (index, part) in parts.iter().enumerate() {
            let mut own = left.clone();
            match self.narrow(part, list.nth(index), wanted, &mut own) {
                Ok(()) => alive.push(own),
                Err(never) => dead.push(never),
            }
        }
        match (alive.len(), dead.len()) {
            (0, 0) => Err(Never { place, why: "None of no conditions ever holds".to_string() }),
            (0, 1) => Err(dead.remove(0)),
            (0, _) => {
                let why = format!("None of these {} can hold: {}", dead.len(), lower(&dead[0].why));
                Err(Never { place, why })
            }
            (1, _) => {
                *left = alive.remove(0);
                left.dead.extend(dead);
                Ok(())
            }
            _ => {
                left.dead.extend(dead);
                alive.into_iter().for_each(|own| left.dead.extend(own.dead));
                Ok(())
            }
        }
    }

    fn from(&self, minute: u64, place: &'a Node, left: &mut Left<'a>) -> Read<'a> {
        if minute > left.clock.1 {
            let last = left.clock.1;
            let why = if minute > self.scenario.end_min() {
                format!("The exercise ends at minute {}, before minute {minute}", self.scenario.end_min())
            } else {
                format!("This holds from minute {minute} on, and all must hold by minute {last}")
            };
            return Err(Never { place, why });
        }
        left.clock.0 = left.clock.0.max(minute);
        Ok(())
    }

    fn before(&self, minute: u64, place: &'a Node, left: &mut Left<'a>) -> Read<'a> {
        if minute <= left.clock.0 {
            let why = format!("This holds before minute {minute}, and the rest only from minute {} on", left.clock.0);
            return Err(Never { place, why });
        }
        left.clock.1 = left.clock.1.min(minute - 1);
        Ok(())
    }

    fn chose(&self, id: &'a str, option: &'a str, place: &'a Node, left: &mut Left<'a>) -> Read<'a> {
        if self.silent.contains(id) {
            return Err(Never {
                place,
                why: format!("This waits for `{id}`, which only the facilitator can hand out"),
            });
        }
        settle(&mut left.fired, id, true, place, "fired")?;
        match left.chose.insert(id, option) {
            Some(other) if other != option => {
                let why = format!("`{id}` has one answer: `{option}` or `{other}`, not both");
                Err(Never { place, why })
            }
            _ => Ok(()),
        }
    }

    fn measure(
        &self,
        measure: Measure,
        op: Op,
        value: i64,
        wanted: bool,
        place: &'a Node,
        left: &mut Left<'a>,
    ) -> Read<'a> {
        let (low, high) = match (op, wanted) {
            (Op::Lt, true) | (Op::Ge, false) => (i64::MIN, value.saturating_sub(1)),
            (Op::Le, true) | (Op::Gt, false) => (i64::MIN, value),
            (Op::Ge, true) | (Op::Lt, false) => (value, i64::MAX),
            (Op::Gt, true) | (Op::Le, false) => (value.saturating_add(1), i64::MAX),
            (Op::Eq, true) => (value, value),
            (Op::Eq, false) => return self.not_equal(measure, value, place, left),
        };
        self.keep(measure, low, high, place, left)?;
        // The strike ties three numbers to each other.
        let (struck_low, struck_high) = self.now(Measure::Detonated, left);
        let (since_low, since_high) = self.now(Measure::MinutesSinceStrike, left);
        if struck_high == 0 || since_high < 0 {
            self.keep(Measure::Detonated, 0, 0, place, left)?;
            self.keep(Measure::MinutesSinceStrike, -1, -1, place, left)?;
        } else if struck_low == 1 || since_low >= 0 {
            self.keep(Measure::Detonated, 1, 1, place, left)?;
            self.keep(Measure::MinutesSinceStrike, 0, i64::MAX, place, left)?;
            self.from(u64::try_from(since_low).unwrap_or_default(), place, left)?;
        }
        Ok(())
    }

    fn not_equal(&self, measure: Measure, value: i64, place: &'a Node, left: &mut Left<'a>) -> Read<'a> {
        match self.now(measure, left) {
            (low, high) if low == value && high == value => {
                let why = format!("`{}` is always {value} here", name(measure));
                Err(Never { place, why })
            }
            _ => Ok(()),
        }
    }

    /// The range of a measure as far as it is narrowed.
    fn now(&self, measure: Measure, left: &Left<'a>) -> (i64, i64) {
        left.measures.get(&measure).copied().unwrap_or_else(|| self.scenario.range(measure))
    }

    fn keep(&self, measure: Measure, low: i64, high: i64, place: &'a Node, left: &mut Left<'a>) -> Read<'a> {
        let (least, most) = self.now(measure, left);
        let (new_low, new_high) = (least.max(low), most.min(high));
        if new_low > new_high {
            let why =
                format!("`{}` is {} here, and this asks for {}", name(measure), span(least, most), span(low, high));
            return Err(Never { place, why });
        }
        left.measures.insert(measure, (new_low, new_high));
        Ok(())
    }
}

/// Notes that something must be, or must not be; both at once is impossible.
fn settle<'a>(known: &mut BTreeMap<&'a str, bool>, id: &'a str, wanted: bool, place: &'a Node, what: &str) -> Read<'a> {
    if known.insert(id, wanted) == Some(!wanted) {
        return Err(Never { place, why: format!("`{id}` cannot have been {what} and not {what} at once") });
    }
    Ok(())
}

/// A measure as authors write it.
pub(super) fn name(measure: Measure) -> String {
    serde_json::to_value(measure).ok().and_then(|name| name.as_str().map(str::to_string)).unwrap_or_default()
}

/// A range in words.
pub(super) fn span(low: i64, high: i64) -> String {
    match (low, high) {
        (i64::MIN, i64::MAX) => "any number".to_string(),
        (i64::MIN, high) => format!("at most {high}"),
        (low, i64::MAX) => format!("at least {low}"),
        (low, high) if low == high => format!("{low}"),
        (low, high) => format!("{low} to {high}"),
    }
}

/// A sentence's beginning in the middle of another one.
pub(super) fn lower(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}
