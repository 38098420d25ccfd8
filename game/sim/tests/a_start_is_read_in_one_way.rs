//! When an exercise begins is read in one way: what the checker passes is what the calendar counts from.

use codedark_scenario::{SourceFile, check_texts, codes};
use codedark_shipped::built_in;
use codedark_sim::base::time::{Calendar, DAY, Minute};

/// Whether the checker passes a start.
fn is_passed(starts: &str) -> bool {
    let mut main = built_in("worm-friday-2017").expect("a shipped scenario");
    let line = main.text.lines().find(|line| line.trim_start().starts_with("starts:")).expect("it begins").to_owned();
    main.text = main.text.replacen(&line, &format!("    starts: {starts:?},"), 1);
    let checked = check_texts(SourceFile { name: "worm.ron".to_owned(), ..main }, &|name| built_in(name));
    !checked.problems.iter().any(|problem| problem.code == &codes::CIVIL_TIME)
}

#[test]
fn the_checker_and_the_calendar_agree() {
    for (starts, sound, why) in [
        ("2021-02-15T08:00", true, "the one form"),
        ("2020-02-29T00:00", true, "a leap day"),
        ("2000-02-29T23:59", true, "a leap day of a fourth century"),
        ("2021-02-31T08:00", false, "February has 28 days"),
        ("2021-02-29T08:00", false, "no leap year"),
        ("1900-02-29T08:00", false, "no leap year, although four divides it"),
        ("2021-04-31T08:00", false, "April has 30 days"),
        ("2021-00-10T08:00", false, "no month"),
        ("2021-02-15T24:00", false, "the next day begins at 00:00"),
        ("2021-2-15T8:00", false, "digits are missing"),
        ("2021-02-15T08:00:00", false, "seconds, which nothing counts"),
        ("2021-02-15 08:00", false, "no T"),
        ("2021-02-15T08:00Z", false, "a time zone"),
        ("+2021-02-15T08:00", false, "a sign"),
        ("20210215T0800", false, "another form of ISO 8601"),
    ] {
        assert_eq!(is_passed(starts), sound, "the checker, {why}: {starts}");
        assert_eq!(Calendar::parse(starts).is_some(), sound, "the calendar, {why}: {starts}");
    }
}

#[test]
fn days_of_the_week_follow_the_calendar() {
    for (starts, days, weekday, why) in [
        ("1970-01-01T00:00", 0, 3, "a Thursday"),
        ("2017-05-12T08:00", 0, 4, "the Friday of the worm"),
        ("2024-02-28T08:30", 2, 4, "Wednesday, the leap day, and a Friday"),
        ("2023-12-31T23:59", 1, 0, "Sunday, and the Monday of another year"),
        ("1969-12-31T12:00", 0, 2, "before the count of days begins"),
    ] {
        let calendar = Calendar::parse(starts).expect(why);
        assert_eq!(calendar.weekday(days * DAY), weekday, "{why}");
        let minute_of_day: Minute = starts[11..13].parse::<Minute>().expect("an hour") * 60
            + starts[14..16].parse::<Minute>().expect("a minute");
        assert_eq!(calendar.minute_of_day(days * DAY), minute_of_day, "{why}");
    }
}
