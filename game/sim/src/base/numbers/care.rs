//! Numbers of services and patients.

use crate::base::number::numbers;
use crate::base::time::{DAY, Minute};

numbers! {
    /// What a service can do on paper, tired, and checked twice.
    Capacity in "care: capacity" {
        /// Practice until a paper procedure works as well as it can.
        learned_after: Minute = 3 * DAY, DAY..=10 * DAY, "minutes", "assumption: each shift has worked so once; manual capacity rose for about five days at most";
        /// Work on paper after which exhaustion shows.
        tires_after: Minute = 5 * DAY, 3 * DAY..=9 * DAY, "minutes", "derived from California 2014 to 2020 (JAMA 2024): emergency visits 8.1 % fewer in week 1 and 16.2 % in week 2, so the second week is the worse one";
        /// Work on paper after which exhaustion is complete.
        tired_after: Minute = 14 * DAY, 10 * DAY..=60 * DAY, "minutes", "assumption: with the second week; back within eight weeks (JAMA 2024) is with computers";
        /// Pace of exhaustion while people work to a rota with rest.
        rested_tires: f64 = 0.3, 0.1..=0.8, "factor", "assumption: a rota with rest gives back most of it";
        /// Pace of exhaustion while more people were called in.
        called_in_tires: f64 = 0.5, 0.2..=0.9, "factor", "assumption: the same work on twice as many shoulders";
        /// Pace at which exhaustion passes once the paper is put away.
        recovers: f64 = 2.0, 0.5..=4.0, "factor", "assumption: two weeks' exhaustion passes in one";
        /// Work on paper that people who rested before it bear without tiring.
        reserve: Minute = 2 * DAY, 0..=5 * DAY, "minutes", "assumption: nights off beforehand are worth two long days";
        /// What a practised service reaches on paper, against one that learns it in the emergency.
        drilled_level: f64 = 1.1, 1.0..=1.3, "factor", "assumption: Neuss kept 80 % of operations where AZ Monica had 70 % in week 3";
        /// Share of the first paper capacity that is left where nobody declared a downtime and everybody helps themselves.
        improvised: f64 = 0.54, 0.43..=0.65, "share", "JAMIA: in 46 % of 76 downtime events procedures were absent or not followed; derived";
        /// Share of what a partner can take over that it does on the first day.
        partner_first: f64 = 0.1, 0.0..=1.0, "share", "assumption: forms, couriers and accounts come first, and not every test is taken over";
        /// Time until it does all that it can.
        partner_grown: Minute = 14 * DAY, DAY..=28 * DAY, "minutes", "assumption, fitted to laboratories below 20 % on day 12 and pathology at 35 to 45 % on day 21 (Ireland): test by test, each with its own forms and couriers";
        /// What remains of outsiders' help while partners have closed their links.
        without_links: f64 = 0.5, 0.2..=0.9, "share", "assumption: samples, pictures and letters go by car";
        /// What typing paper back in leaves of a service's capacity.
        back_loading_share: f64 = 0.85, 0.7..=1.0, "share", "assumption: UVM typed in a month of data beside the work";
        /// What a second check leaves of capacity.
        second_check_capacity: f64 = 0.93, 0.8..=1.0, "share", "assumption: one in fourteen is at the second check";
    }
}

numbers! {
    /// Waits, diversions, and what goes wrong.
    Flow in "care: flow" {
        /// Wait after which patients who cannot wait are taken to another hospital.
        immediate_patience: f64 = 60.0, 15.0..=180.0, "minutes", "assumption: nobody lets them wait longer than an hour";
        /// Days of planned patients that can wait; who comes after them is put off.
        planned_wait_max: f64 = 5.0 * DAY as f64, 1.0 * DAY as f64..=15.0 * DAY as f64, "minutes", "assumption: a working week";
        /// Longest wait for a new appointment that a patient who was put off is counted with.
        put_off_max: f64 = 21.0 * DAY as f64, 5.0 * DAY as f64..=90.0 * DAY as f64, "minutes", "assumption after Neprash 2026: volumes are back within three weeks";
        /// Time for which a service cannot do its list until it calls off ahead what it cannot do.
        gone_through: Minute = DAY / 2, DAY / 6..=2 * DAY, "minutes", "assumption: the next lists are gone through within a shift; Kettering 2025 and UMMC 2026 called off on the first day";
        /// Share of its list that a service must be able to do, so that it calls nobody off.
        short_below: f64 = 0.9, 0.7..=1.0, "share", "assumption: a tenth is made up by working longer";
        /// Work in extra hours for those who were put off, once the computers are back, against a normal day.
        extra_hours: f64 = 0.1, 0.0..=0.4, "share", "assumption: UMMC 2026 opened its clinics with longer hours and extra days, how many is not published";
        /// Share of diversion that works when dispatch was not told.
        untold_divert: f64 = 0.3, 0.1..=0.8, "share", "assumption: crews learn it at the door";
        /// Factor on the wait of cancelled patients who were not told.
        cancelled_untold: f64 = 1.25, 1.0..=2.0, "factor", "assumption: they make the journey, and ask again";
        /// Minutes that an urgent order waits which a short list turned down.
        turned_down_min: f64 = 120.0, 30.0..=480.0, "minutes", "assumption: it is asked again, or done without, within a shift";
        /// How much longer work takes by hand than on computers.
        by_hand: f64 = 0.62, 0.4..=1.0, "share", "Larsen 2019: laboratory results delayed by 62 % in record downtimes; other services assumption";
        /// Share of the computers' help that is lost where all goes by hand.
        all_by_hand: f64 = 0.5, 0.2..=0.9, "share", "assumption: no way through half-dead computers is whole";
        /// Share of a normal day's patients whose paper is typed in during a day, beside the work.
        typed_in: f64 = 0.5, 0.2..=1.5, "share", "assumption: a day on paper takes two days to type in; UVM typed in a month of data";
        /// What is left of a pile of paper after people were set to typing it in: one part of so many.
        typed_in_at_once: i64 = 4, 2..=10, "parts", "assumption: three quarters are in when the order is done";
        /// Share of a diversion from which on a followed patient is taken elsewhere.
        followed_diverted_from: u32 = 50, 10..=100, "percent", "assumption: who is followed stands for most";
        /// Unsafe events that a second check leaves.
        second_check_unsafe: f64 = 0.5, 0.2..=0.9, "share", "assumption: it finds every second mistake";
        /// Unsafe events where altered values are believed, against those of a service without computers.
        misled_unsafe: f64 = 2.5, 1.0..=5.0, "factor", "assumption: a false value that is acted on does more harm than none; nobody published a rate";
        /// Share of what a false screen hides that people at the bedside see all the same.
        seen_at_bedside: f64 = 0.6, 0.3..=0.9, "share", "Sci Rep 2021: 12 of 20 intensive care nurses noticed a manipulated monitor; that it holds for every patient is assumption";
        /// Unsafe events when staff were not told what to do.
        untold_unsafe: f64 = 1.4, 1.0..=2.5, "factor", "assumption after JAMIA: procedures absent or not followed in 46 % of downtime events";
        /// Unsafe events where nobody declared a downtime and people go on with half-dead computers.
        undeclared_unsafe: f64 = 1.3, 1.0..=2.5, "factor", "assumption: worse than paper";
        /// Unsafe events where the downtime procedure was practised.
        drilled_unsafe: f64 = 0.7, 0.4..=1.0, "factor", "assumption: procedures were carried out well in 27.6 % of events only (JAMIA)";
    }
}

numbers! {
    /// How the neighbours bear the load.
    Neighbours in "care: neighbours" {
        /// How busy the neighbours are on a normal day: their waits grow as in a queue.
        normal_load: f64 = 0.6, 0.5..=0.8, "share", "derived from Dameff 2023: 15.1 % more patients, waits longer by 47.6 %";
        /// The busiest that they can be.
        load_max: f64 = 0.95, 0.85..=0.99, "share", "assumption: beyond it patients go farther away";
        /// How the share of people who leave unseen follows the wait.
        left_exponent: f64 = 1.75, 1.0..=3.0, "exponent", "derived from Dameff 2023: waits longer by 47.6 %, left unseen 127.8 % more";
        /// Wait at the neighbours on a normal day.
        normal_wait: f64 = 60.0, 15.0..=180.0, "minutes", "assumption: an hour until a doctor looks";
    }
}

numbers! {
    /// Journeys between hospitals.
    Transfer in "care: transfer" {
        /// Unsafe events on a journey between two hospitals.
        journey_unsafe: f64 = 0.05, 0.005..=0.2, "events a patient", "assumption: one journey in twenty has a mishap; AZ Monica moved only the seven whom it had to";
    }
}
