//! Leave one out: whether an incident's points hold only because the numbers were chosen by them.
//!
//! Nothing here is fitted by a program, so each incident is left out of a small choice that the spread has played already:
//! one number at a time is given the value with which most points of all *other* incidents hold, out of its value in use
//! and the two ends of its range. Where two do equally well, the value in use stays, and before the high end comes the low
//! one. Then the points of the incident that was left out are counted with that value.
//!
//! Where the others choose the value in use, the incident had no say in it. Where they choose another one and the
//! incident then holds fewer points, the value in use is owed to the incident's own points.

use std::cmp::Ordering;

/// A value of a number that was played.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// The one in use.
    InUse,
    /// The lower end of its range.
    Low,
    /// The upper end.
    High,
}

/// Points that hold in each incident with each value of one number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// With the value in use.
    pub in_use: Vec<usize>,
    /// With the lower end of its range.
    pub low: Vec<usize>,
    /// With the upper end.
    pub high: Vec<usize>,
}

impl Held {
    fn with(&self, value: Value) -> &[usize] {
        match value {
            Value::InUse => &self.in_use,
            Value::Low => &self.low,
            Value::High => &self.high,
        }
    }

    fn others(&self, value: Value, incident: usize) -> usize {
        let held = self.with(value);
        held.iter().sum::<usize>() - held[incident]
    }
}

/// What the other incidents choose for a number, and what comes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The place of the number in the list that was asked about.
    pub number: usize,
    /// The value that they choose.
    pub value: Value,
    /// Points of the others that hold with the value in use, and with this one.
    pub others: (usize, usize),
    /// The same of the incident that was left out.
    pub own: (usize, usize),
}

/// An incident that was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Its points that hold with all values in use.
    pub held: usize,
    /// Numbers for which the others choose another value.
    pub choices: Vec<Choice>,
    /// With how many of these it holds fewer points, as many, and more.
    pub fewer_same_more: [usize; 3],
    /// The fewest of its points that hold with a choice of the others.
    pub least: usize,
}

/// What the incidents but one choose for a number.
pub fn choose(number: usize, held: &Held, incident: usize) -> Choice {
    let mut value = Value::InUse;
    for other in [Value::Low, Value::High] {
        if held.others(other, incident) > held.others(value, incident) {
            value = other;
        }
    }
    Choice {
        number,
        value,
        others: (held.others(Value::InUse, incident), held.others(value, incident)),
        own: (held.in_use[incident], held.with(value)[incident]),
    }
}

/// Each incident left out in turn, over all numbers that were played.
pub fn left_out(numbers: &[Held]) -> Vec<LeftOut> {
    let incidents = numbers.first().map_or(0, |held| held.in_use.len());
    let leave = |incident: usize| {
        let choices = numbers.iter().enumerate().map(|(number, held)| choose(number, held, incident));
        let choices: Vec<Choice> = choices.filter(|choice| choice.value != Value::InUse).collect();
        let held = numbers[0].in_use[incident];
        let mut fewer_same_more = [0; 3];
        for choice in &choices {
            let (before, now) = choice.own;
            let place = match now.cmp(&before) {
                Ordering::Less => 0,
                Ordering::Equal => 1,
                Ordering::Greater => 2,
            };
            fewer_same_more[place] += 1;
        }
        let least = choices.iter().map(|choice| choice.own.1).fold(held, usize::min);
        LeftOut { held, choices, fewer_same_more, least }
    };
    (0..incidents).map(leave).collect()
}
