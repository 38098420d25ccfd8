//! The model held against published figures: the same table on any number of threads, and enough published points from
//! enough incidents.

use std::sync::Arc;

use codedark_authoring::calibrate::named::Setting;
use codedark_authoring::calibrate::{calibrate, html, json, scenarios, text};

/// The tables of some scenarios on one thread and on three.
fn same_on_any_number_of_threads(asked: Option<&str>) {
    for scenario in scenarios(asked).expect("all shipped scenarios load") {
        let table = |threads| {
            let found = [calibrate(&scenario, &Arc::default(), 3, threads, &|| {})];
            (text(&found, &Setting::default()), json(&found, &Setting::default()))
        };
        assert_eq!(table(1), table(3), "{}", scenario.id);
    }
}

#[test]
fn the_table_is_the_same_on_any_number_of_threads() {
    same_on_any_number_of_threads(Some("conti-friday"));
}

#[test]
#[ignore = "long: every incident with published figures"]
fn every_table_is_the_same_on_any_number_of_threads() {
    same_on_any_number_of_threads(None);
}

#[test]
fn thirty_points_come_from_more_than_six_incidents() {
    let all = scenarios(None).expect("all shipped scenarios load");
    let points: usize = all.iter().map(|scenario| scenario.calibration.len()).sum();
    assert!(points >= 30 && all.len() > 6, "{points} points in {} scenarios", all.len());
}

#[test]
fn the_page_draws_each_measure_of_days_once_with_its_ranges() {
    let scenario = scenarios(Some("conti-friday")).expect("it is shipped").remove(0);
    let page = html(&[calibrate(&scenario, &Arc::default(), 2, 2, &|| {})], &Setting::default());
    let daily: Vec<_> = scenario.calibration.iter().filter(|point| point.measure.is_daily()).collect();
    let measures = daily.iter().enumerate().filter(|(index, point)| {
        let before = &daily[..*index];
        !before.iter().any(|other| other.measure == point.measure)
    });
    assert_eq!(page.matches("<svg").count(), measures.count());
    for point in daily {
        assert!(page.contains(&format!("<li>{}: ", point.id)), "{} stands under its picture", point.id);
    }
}
