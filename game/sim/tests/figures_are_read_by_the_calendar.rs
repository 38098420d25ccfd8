//! Figures of calibration by days, weeks and months of the calendar, by service, and of planned patients apart.

use std::sync::Arc;

use crate::common::*;
use codedark_scenario::{CalibrationMeasure as M, CalibrationPoint, MeasuredAt, Scenario};
use codedark_sim::exercise::{Course, relive};

/// The Irish history, struck on Sunday, 9 May 2021, at ten, and followed for eight weeks.
fn history() -> Arc<Scenario> {
    changed(|scenario| {
        let crew = &mut scenario.adversary;
        (crew.strikes_min, crew.strikes_exactly) = (119_640, true);
        let last = scenario.calibration[0].clone();
        scenario.calibration = vec![CalibrationPoint { measure: M::CancelledUntil, at: MeasuredAt::Day(56), ..last }];
    })
}

struct Read {
    scenario: Arc<Scenario>,
    course: Course,
}

impl Read {
    fn of(scenario: Arc<Scenario>) -> Read {
        let course = relive(&scenario, 1, &Arc::default());
        assert!(course.is_struck() && course.is_encrypted() && !course.is_stopped());
        Read { scenario, course }
    }

    fn at(&self, measure: M, at: MeasuredAt) -> Option<f64> {
        self.course.value(&self.scenario, &CalibrationPoint { measure, at, ..self.scenario.calibration[0].clone() })
    }

    fn sum(&self, measure: &M, of: impl IntoIterator<Item = MeasuredAt>) -> f64 {
        of.into_iter().map(|at| self.at(measure.clone(), at).expect("it was read")).sum()
    }
}

fn near(one: f64, other: f64, what: &str) {
    assert!((one - other).abs() < 1e-6, "{what}: {one} and {other}");
}

#[test]
fn days_weeks_and_months_count_the_same_patients() {
    let read = Read::of(history());
    let week = |week: u32| (week * 7 - 6..=week * 7).map(MeasuredAt::Day);
    for number in [1, 3, 8] {
        let of_week = read.sum(&M::Cancelled, [MeasuredAt::Week(number)]);
        near(of_week, read.sum(&M::Cancelled, week(number)), "a week is its seven days");
    }
    // 9 May is date 0 and 31 May date 22; the last of June is date 52.
    let may = read.sum(&M::Cancelled, (0..=22).map(MeasuredAt::CalendarDay));
    near(may, read.sum(&M::Cancelled, [MeasuredAt::Month(0)]), "the rest of May");
    let june = read.sum(&M::Cancelled, (23..=52).map(MeasuredAt::CalendarDay));
    near(june, read.sum(&M::Cancelled, [MeasuredAt::Month(1)]), "June");
    assert!(june > 0.0, "somebody was cancelled");
    assert_eq!(read.at(M::Cancelled, MeasuredAt::Month(2)), None, "July was not followed to its end");
    // Fourteen hours are left of the Sunday, on which no clinic is held.
    let clinics = M::CancelledIn("outpatients".to_owned());
    near(read.sum(&clinics, [MeasuredAt::CalendarDay(0)]), 0.0, "the Sunday of the strike");
    let monday = read.sum(&clinics, [MeasuredAt::CalendarDay(1)]);
    assert!(monday > read.sum(&clinics, [MeasuredAt::Day(1)]), "24 hours end on Monday morning: {monday}");
}

#[test]
fn services_cancel_together_what_the_house_does() {
    let read = Read::of(history());
    let each = read.scenario.hospital.services.iter().map(|service| M::CancelledIn(service.id.clone()));
    let sum: f64 = each.map(|service| read.sum(&service, [MeasuredAt::Week(1)])).sum();
    let all = read.sum(&M::Cancelled, [MeasuredAt::Week(1)]);
    assert!((sum - all).abs() < 0.01 && all > 100.0, "{sum} in all services, {all} in the house");
}

#[test]
fn planned_and_urgent_patients_make_up_a_services_activity() {
    let read = Read::of(history());
    for service in ["theatres", "outpatients", "emergency"] {
        let of = |measure: fn(String) -> M| read.at(measure(service.to_owned()), MeasuredAt::Week(2));
        let all = of(M::Activity).expect("somebody came");
        match (of(M::Planned), of(M::Urgent)) {
            (Some(planned), Some(urgent)) => {
                assert!(planned.min(urgent) <= all && all <= planned.max(urgent), "{planned}, {urgent}: {all}");
            }
            (Some(one), None) | (None, Some(one)) => near(one, all, service),
            (None, None) => panic!("{service}: somebody came"),
        }
    }
}

#[test]
fn it_is_clean_when_every_zone_is_signed_off() {
    let scenario = changed(|scenario| {
        let last = scenario.calibration[0].clone();
        let clean = CalibrationPoint { measure: M::DeclaredClean, at: MeasuredAt::Total, low: 1.0, high: 30.0, ..last };
        scenario.calibration = vec![clean];
    });
    let cleaned = Read::of(scenario.clone()).at(M::DeclaredClean, MeasuredAt::Total).expect("it was struck");
    assert!((1.0..60.0).contains(&cleaned), "competent people sign every zone off: day {cleaned}");
    let mut idle = Scenario::clone(&scenario);
    idle.history = Default::default();
    let never = Read::of(Arc::new(idle)).at(M::DeclaredClean, MeasuredAt::Total).expect("it was struck");
    assert_eq!(never, 61.0, "nobody does: the last day that is followed");
}
