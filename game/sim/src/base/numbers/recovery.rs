//! Numbers of rebuilding, restoring and keys.

use crate::base::number::numbers;
use crate::base::time::DAY;

numbers! {
    /// The work of recovery, and what holds it up.
    Recovery in "recovery" {
        /// Work to find how far the crew got and to copy evidence, before anything is declared clean, for each server of the zones in which it was.
        scope_min: i64 = 215, 60..=1_500, "staff-minutes", "assumption, fitted to the first hosts: UHS, not hit in its records, was back on day 8";
        /// The same more for each server that was encrypted.
        scope_server_min: i64 = 120, 15..=480, "staff-minutes", "assumption: an image and a look at its logs";
        /// The same more for each other device that was encrypted.
        scope_device_min: i64 = 6, 1..=30, "staff-minutes", "assumption: a tool looks, a person reads what it finds";
        /// Work to set up a clean sign-in, network and set of tools from which to rebuild, for each server of those zones.
        base_min: i64 = 340, 60..=1_200, "staff-minutes", "assumption, fitted: no server was back in Ireland on day 10";
        /// Share of that which is left where the sign-in was not lost, or a copy of it is there.
        base_kept: f64 = 0.8, 0.05..=1.0, "share", "assumption, fitted: a clean network and tools are built either way, and what is restored is checked; in Vermont, with good backups, the record was back on day 25";
        /// Work to declare a rebuilt host clean, as a share of its rebuild work.
        check_work: f64 = 0.2, 0.05..=0.6, "share", "assumption; Ireland: decrypting is not enough, each host must be declared clean";
        /// Work to declare a working host of a zone clean before the zone is connected, as a share of its rebuild work.
        zone_check_work: f64 = 0.15, 0.01..=0.2, "share", "assumption: a scan and a look; 80,000 devices were checked in Ireland";
        /// Share of the hands that go to computers and devices while servers are rebuilt too.
        field_share: f64 = 0.2, 0.1..=0.8, "share", "assumption: the people who go from desk to desk are not those who rebuild servers";
        /// Work on one of the house's own makes, as a multiple of its rebuild work.
        own_work: f64 = 3.0, 1.0..=5.0, "factor", "assumption: no media, no papers, and somebody must ask who built it; fitted: in Ireland the restart slowed down at three quarters of the servers, on day 40";
        /// Devices that an intruder holds in a group from which on it takes no further one there.
        retaken_below: u32 = 3, 1..=20, "devices", "assumption: it keeps a foothold, and stays quiet";
        /// Share of the devices of each group it needs that must work before a group is rebuilt.
        needs_ready: f64 = 0.5, 0.1..=1.0, "share", "assumption: half of them carry the first";
        /// What every service must have of its computers again for a hospital to count as recovered.
        recovered_from_milli: i64 = 950, 900..=1_000, "thousandths", "assumption: what is left is nobody's daily work; Ireland counted 95 % on day 90";
        /// Chance an hour that a device brought back next to a live intruder is taken again.
        retaken: f64 = 0.3, 0.05..=0.9, "chance", "assumption";
    }
}

numbers! {
    /// Who does it, and how long they last.
    Hands in "recovery: hands" {
        /// Share of an hour of IT's people which no order takes that goes into rebuilding.
        hands_share: f64 = 0.6, 0.3..=0.9, "share", "assumption: meetings, calls and meals take the rest";
        /// Share of the day's people who are there at night and at weekends while they are called in.
        called_in_share: f64 = 0.5, 0.2..=1.0, "share", "assumption: two shifts; at Rouen 20 to 30 people worked day and night";
        /// Share of their pace that people lose each day without a rota and rest.
        tires_by_day: f64 = 0.015, 0.0..=0.04, "share", "assumption: after three weeks a third is gone";
        /// Share of their pace that the most tired keep.
        tired_least: f64 = 0.65, 0.4..=0.9, "share", "assumption";
        /// Share of the hands for rebuilding that can be put on the house's own makes: its experts.
        experts: f64 = 0.217, 0.05..=0.5, "share", "assumption: about one in five knows systems that nobody else does";
        /// Suppliers' people for each group of devices that has own makes left, in a house with 300 beds.
        makers: f64 = 1.0, 0.0..=2.0, "people", "assumption, fitted: suppliers have other victims; one person comes for the working day; in Ireland the last fifth of the servers took four weeks";
        /// Days from the beginning of the work until suppliers' people come.
        makers_after: u64 = 21, 1..=30, "days", "assumption: somebody must find out whom to call, and they have other victims";
        /// Outside responders who come.
        responders: f64 = 6.0, 2.0..=30.0, "people", "assumption: one team, as the Reserve's providers send";
        /// Share of the hours of a day that they work.
        responders_hours: f64 = 0.5, 0.33..=1.0, "share", "assumption: twelve hours";
    }
}

numbers! {
    /// What backups give back.
    Backups in "recovery: backups" {
        /// Share of the data that scattered copies hold where the backups are lost.
        scraps_hold: f64 = 0.3, 0.1..=0.8, "share", "assumption: copies for tests, archives, mailboxes and suppliers";
        /// Pace at which they are collected, as a share of the bandwidth.
        scraps: f64 = 0.2, 0.05..=0.4, "share", "assumption: no faster than from a backup, host for host";
        /// Share of the rebuild work that a restore from backup still needs.
        restore_work: f64 = 0.95, 0.4..=1.0, "share", "assumption: the machine is set up from clean media all the same, only its data comes back by itself";
        /// The same where its data is collected from scattered copies.
        scraps_work: f64 = 1.1, 1.0..=2.0, "share", "assumption: a whole rebuild, and somebody looks for the copies";
        /// Pace of a restore from backups that nobody ever tested, as a share of the bandwidth.
        untested: f64 = 0.7, 0.2..=0.9, "share", "assumption: a third of the first tries fails";
        /// Work to find out which copy of what is where, where the catalogue went with the backup servers, or only scattered copies are left.
        catalogue: i64 = 1_440, 240..=14_400, "staff-minutes", "assumption: three days of one person";
        /// Days at most by which the last backup that turns out to be good is older than the newest, where nobody tested them.
        age_untested: u64 = 6, 1..=60, "days", "assumption: a week of failed runs goes unnoticed";
        /// Age of the copies from which data is collected where the backups are lost.
        age_scraps: u64 = 14, 3..=90, "days", "assumption";
        /// Chance that the untested backup of a host holds the intruder, where it was taken after the first foothold and the host's zone was not declared clean.
        infected: f64 = 0.04, 0.005..=0.3, "chance", "assumption: of the machines that backups are taken from the crew held few";
    }
}

numbers! {
    /// What a key gives back.
    Key in "recovery: key" {
        /// From the key to a tool that opens hosts with it.
        key_tried: u64 = 3 * DAY, DAY..=7 * DAY, "minutes", "Ireland: key on 20 to 21 May, a new decryptor built and tested on 22 to 24 May";
        /// Chance that a key opens everything.
        key_opens_all: f64 = 0.02, 0.0..=0.1, "chance", "Sophos 2022, health care: 2 % of payers got all their data back";
        /// Least share of the hosts that a key opens.
        key_least: f64 = 0.29, 0.1..=0.5, "share", "assumption: chosen so that the mean is 0.65 (Sophos 2022, health care)";
        /// Most that one opens which does not open everything.
        key_most: f64 = 0.99, 0.8..=1.0, "share", "assumption: chosen so that the mean is 0.65 (Sophos 2022, health care)";
        /// Work to decrypt a host, as a share of its rebuild work.
        key_work: f64 = 0.5, 0.2..=0.9, "share", "assumption, after Ireland: with a key from day 7, about half of the servers were decrypted by the third to fourth week (cambridge-risk)";
        /// Share of a decrypted host's use, until it is rebuilt.
        decrypted_share: f64 = 0.05, 0.0..=0.4, "share", "assumption: its data can be read, and nobody treats patients on it before it was rebuilt; Ireland: decrypting is not enough, systems came back 'not working as before' (Irish Examiner)";
    }
}
