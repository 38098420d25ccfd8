//! Numbers of the network, the sensors, orders and money.

use crate::base::number::numbers;
use crate::base::time::{DAY, HOUR, Minute};

numbers! {
    /// What is left of devices and zones that are closed or distrusted.
    Network in "network" {
        /// What remains of a closed device's use when its zone is cut off: it works at the bedside, but nobody sees it from afar.
        local_share: f64 = 0.5, 0.2..=0.9, "share", "assumption: known is only that local function survives and the central view does not";
        /// What a service has of the work of others while one of the two is cut off: orders and results go by hand.
        carried_share: f64 = 0.62, 0.4..=0.9, "share", "derived from Larsen 2019: laboratory results took 62 % longer in record downtimes, 1 / 1.62";
        /// What remains of the outward-facing zones without the internet.
        offline_share: f64 = 0.2, 0.0..=0.5, "share", "assumption: telephone and fax replace a fifth";
        /// What remains of a zone's use while everything it shows is checked a second time by hand.
        distrusted_share: f64 = 0.5, 0.3..=0.9, "share", "assumption: every value is read twice";
    }
}

numbers! {
    /// Alerts, cases and hunts.
    Detection in "detection" {
        /// Minutes after which a case that nobody works is closed.
        case_life: Minute = 4 * DAY, DAY..=14 * DAY, "minutes", "assumption: overworked desks close what nobody works";
        /// Alerts of one kind in one zone within this time belong to one case.
        case_joins: Minute = 2 * DAY, HOUR..=7 * DAY, "minutes", "assumption";
        /// Chance that an investigation of a true case finds the intruder.
        finds: f64 = 0.85, 0.7..=0.95, "chance", "assumption: reviewed range 0.7 to 0.95";
        /// Chance that a hunt finds an intruder who is there.
        hunt_finds: f64 = 0.6, 0.4..=0.8, "chance", "assumption: reviewed range 0.4 to 0.8";
        /// Cases that one person at the desk can work at once without haste; beyond it, less is found.
        cases_each: f64 = 2.0, 1.0..=6.0, "cases", "assumption: an investigation takes three hours, most of it waiting for records";
        /// What a sensor hears whose console the intruder holds.
        silenced: f64 = 0.2, 0.0..=0.6, "share", "assumption: some devices still report";
        /// Noise of an intruder who knows that somebody is after it.
        wary: f64 = 0.5, 0.2..=1.0, "share", "assumption: it uses the hospital's own tools and moves less";
        /// Factor on the sensitivity of sensors in a zone that hunters watch.
        watched: f64 = 1.5, 1.0..=3.0, "factor", "assumption";
        /// How long hunters watch a zone.
        watch: Minute = 14 * DAY, 3 * DAY..=60 * DAY, "minutes", "assumption";
    }
}

numbers! {
    /// How long proposals wait.
    Joint in "joint" {
        /// How long a second role has to answer a proposal, and then the commander.
        proposal_min: Minute = 2 * HOUR, 30..=12 * HOUR, "minutes", "assumption";
        /// How long a tabled proposal waits for money: a prevention phase of four weeks holds three budget rounds, so what the
        /// round after it was tabled did not fund is not funded.
        round_min: Minute = 10 * DAY, 5 * DAY..=28 * DAY, "minutes", "assumption";
    }
}

numbers! {
    /// When responders come.
    Effects in "effects" {
        /// From a request to responders at work: the national CSIRT passes it on, contracts and travel follow.
        responders_after: u64 = 3 * DAY, DAY..=10 * DAY, "minutes", "assumption; the route through the CSIRT: ENISA on the EU Cybersecurity Reserve";
        /// The same when the early warning came in time.
        responders_warned: u64 = DAY, 12 * HOUR..=3 * DAY, "minutes", "assumption";
        /// How much longer it takes an authority that has lost all trust: it sends its own people to look first.
        responders_distrusted: u64 = 7 * DAY, DAY..=21 * DAY, "minutes", "assumption";
    }
}

numbers! {
    /// What hours, material and lost patients cost.
    Money in "money" {
        /// Pay of an hour of work outside office hours, with its supplement.
        overtime_cents: i64 = 5_000, 2_500..=12_000, "cents", "assumption: EUR 50 an hour";
        /// Material for a server that is rebuilt: disks, licences, somebody from the maker.
        server_cents: i64 = 150_000, 0..=1_000_000, "cents", "assumption: EUR 1,500";
        /// Material for another device that is rebuilt.
        device_cents: i64 = 20_000, 0..=120_000, "cents", "assumption: EUR 200; Sky Lakes replaced more than 2,000 computers outright";
        /// What a loan for the ransom costs, as a share of it.
        loan_price: f64 = 0.05, 0.01..=0.15, "share", "assumption: fees and a year's interest of a house that a bank doubts";
        /// Income lost with a patient who was cancelled or sent elsewhere.
        lost_income_cents: i64 = 60_000, 10_000..=300_000, "cents", "assumption: EUR 600 for the mean of a visit and an operation; a day of downtime cost US houses $1.9 M (Comparitech)";
    }
}
