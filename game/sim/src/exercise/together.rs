//! Together: the shared result of a region, as the debrief of a joint class tells it beside each team's own.
//!
//! What happened to patients and devices is summed over all hospitals, played or not. An objective counts as the mean of
//! the teams in which it counts. The timeline is the hospitals one by one: when each was struck, and what it came to.

use codedark_protocol::{CareResult, CurvePoint, Debrief, Msg, ObjectiveResult, Outcome, TimelineKind, TimelineRow};
use codedark_scenario::Region;

use crate::exercise::record::RegionSetup;
use crate::exercise::{Exercise, score};

/// Stands for the region where a team's id stands otherwise.
pub const REGION: &str = "region";

impl Exercise {
    /// The debrief of a whole region.
    pub fn debrief_together(&mut self, setup: &RegionSetup) -> Debrief {
        let each: Vec<Debrief> =
            setup.hospitals.iter().map(|hospital| self.debrief(&hospital.id, &hospital.id)).collect();
        let played = |one: &&Debrief| setup.hospitals.iter().any(|it| it.id == one.team && it.team.is_some());
        let teams: Vec<&Outcome> = each.iter().filter(played).map(|one| &one.outcome).collect();
        let rated = score::rated(shared(&teams));
        let mut outcome = Outcome {
            hospital: REGION.to_owned(),
            score: rated.score,
            process: rated.process,
            outcome: rated.outcome,
            objectives: rated.objectives,
            ..Outcome::default()
        };
        each.iter().for_each(|one| add(&mut outcome, &one.outcome));
        let region = self.scenario().region.clone();
        let now = self.now();
        let mut timeline = Vec::new();
        for one in &each {
            let taken_in = self.exchanged(&one.team).map_or(0, |link| link.received_milli / 1000);
            timeline.extend(one.outcome.attack.detonated_at_min.map(|at_min| {
                let what = named(Msg::new("history-region-struck"), region.as_ref(), &one.team);
                TimelineRow { at_min, kind: TimelineKind::Attack, role: None, what, result: None }
            }));
            let CareResult { minutes_delayed, cancelled, diverted, .. } = one.outcome.care;
            let what = named(Msg::new("history-region-hospital"), region.as_ref(), &one.team)
                .number("hours", minutes_delayed / 60)
                .number("cancelled", cancelled)
                .number("diverted", diverted)
                .number("received", taken_in)
                .number("encrypted", one.outcome.attack.devices_encrypted);
            timeline.push(TimelineRow { at_min: now, kind: TimelineKind::Event, role: None, what, result: None });
        }
        timeline.sort_by_key(|row| row.at_min);
        Debrief { team: REGION.to_owned(), outcome, timeline, curves: curves(&each) }
    }
}

/// Each objective as the mean of the teams in which it counts.
fn shared(teams: &[&Outcome]) -> Vec<ObjectiveResult> {
    let Some(first) = teams.first() else { return Vec::new() };
    let mean = |(index, objective): (usize, &ObjectiveResult)| {
        let each: Vec<&ObjectiveResult> = teams.iter().filter_map(|team| team.objectives.get(index)).collect();
        let counted: Vec<f64> = each.iter().filter(|one| one.counts()).filter_map(|one| one.attainment).collect();
        let attainment = (!counted.is_empty()).then(|| counted.iter().sum::<f64>() / counted.len() as f64);
        ObjectiveResult {
            attainment,
            by_stand_in: false,
            // What a team's shortcut cost is in its attainment already.
            capped: false,
            span: None,
            ..objective.clone()
        }
    };
    first.objectives.iter().enumerate().map(mean).collect()
}

/// Adds a hospital's care and attack to the region's; a first minute is the first anywhere.
fn add(region: &mut Outcome, hospital: &Outcome) {
    let (care, more) = (&mut region.care, &hospital.care);
    care.minutes_delayed += more.minutes_delayed;
    care.unsafe_events += more.unsafe_events;
    care.cancelled += more.cancelled;
    care.diverted += more.diverted;
    let (attack, more) = (&mut region.attack, &hospital.attack);
    attack.devices_total += more.devices_total;
    attack.devices_compromised_max += more.devices_compromised_max;
    attack.devices_encrypted += more.devices_encrypted;
    attack.data_stolen_gb += more.data_stolen_gb;
    let earlier = |one: Option<u64>, other: Option<u64>| one.into_iter().chain(other).min();
    attack.detonated_at_min = earlier(attack.detonated_at_min, more.detonated_at_min);
    attack.detected_at_min = earlier(attack.detected_at_min, more.detected_at_min);
}

/// Day by day: the mean of the hospitals' capacity, the sum of their devices.
fn curves(each: &[Debrief]) -> Vec<CurvePoint> {
    let days = each.iter().map(|one| one.curves.len()).min().unwrap_or_default();
    let day = |day: usize| {
        let points = || each.iter().map(move |one| &one.curves[day]);
        CurvePoint {
            at_min: points().map(|point| point.at_min).min().unwrap_or_default(),
            capacity_milli: points().map(|point| point.capacity_milli).sum::<i64>() / each.len() as i64,
            devices_down: points().map(|point| point.devices_down).sum(),
            devices_compromised: points().map(|point| point.devices_compromised).sum(),
        }
    };
    (0..days).map(day).collect()
}

/// Names a hospital: by its place, and its number among those alike, or 0.
fn named(msg: Msg, region: Option<&Region>, id: &str) -> Msg {
    let place = region.and_then(|region| region.place(id).map(|index| &region.hospitals[index]));
    let Some(place) = place else { return msg.word("hospital", id).number("number", 0) };
    let number = place.ids().position(|own| own == id).filter(|_| place.count > 1).map_or(0, |index| index as i64 + 1);
    msg.text("hospital", format!("place.{}", place.id)).number("number", number)
}
