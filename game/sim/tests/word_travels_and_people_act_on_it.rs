//! Word takes a channel, and channels fail with the network; who did not hear goes on as before; an intruder reads email.

use std::sync::Arc;

use crate::common::*;
use codedark_protocol::{Arg, Role, TimelineRow};
use codedark_scenario::{Gain, Measure, Scenario};
use codedark_sim::base::numbers::Numbers;
use codedark_sim::exercise::*;

const HOUR: u64 = 60;
const DAY: u64 = 1_440;
/// A Tuesday at noon.
const NOON: u64 = 1_680;

/// The shipped scenario in which every action is offered while watching, and whatever else.
fn all_offered(change: impl FnOnce(&mut Scenario)) -> Arc<Scenario> {
    changed(|scenario| {
        for action in &mut scenario.actions {
            action.phases.extend(["detection".into(), "response".into()]);
            action.tabled = false;
        }
        change(scenario);
    })
}

fn quiet(change: impl FnOnce(&mut Scenario)) -> Exercise {
    let scenario = all_offered(|scenario| {
        scenario.adversary.begins_min = NEVER_MIN;
        change(scenario);
    });
    watching(scenario, SEED)
}

fn watching(scenario: Arc<Scenario>, seed: u64) -> Exercise {
    watching_with(scenario, seed, Numbers::default())
}

fn watching_with(scenario: Arc<Scenario>, seed: u64, numbers: Numbers) -> Exercise {
    let mut exercise = Exercise::build_with(scenario, seed, &one_hospital(), &Arc::new(numbers));
    exercise.submit(0, &Act::Phase(0)).expect("preparing begins");
    exercise.submit(0, &Act::Phase(1)).expect("watching begins");
    exercise
}

/// A quiet house until the next hospital is struck, and then as long again.
fn struck(more: u64) -> Exercise {
    let mut exercise = quiet(|_| {});
    exercise.advance(NOON);
    exercise.submit(NOON, &Act::Phase(2)).expect("responding begins");
    exercise.advance(NOON + more);
    exercise
}

/// The last line of a kind in a role's log: minute and arguments.
fn line(exercise: &mut Exercise, role: Role, id: &str) -> Option<(u64, Vec<(String, Arg)>)> {
    let log = exercise.view(&seat(role)).log;
    log.into_iter().rfind(|row| row.what.id == id).map(|row| (row.id.at_min, row.what.args))
}

#[test]
fn word_takes_the_channel_that_works() {
    for (apart, cut, how, minutes, reached, why) in [
        (false, &[][..], "mail", 60, 90, "on a normal day"),
        (false, &["office"][..], "pagers", 10, 60, "without email"),
        (false, &["identity"][..], "pagers", 10, 60, "without sign-in"),
        (false, &["office", "voice"][..], "runners", 120, 60, "without the network"),
        (true, &["office", "voice"][..], "apart", 20, 90, "with phones of its own"),
    ] {
        let mut exercise = quiet(|scenario| {
            if apart {
                scenario.hospital.controls.push("out-of-band-channel".into());
            }
        });
        exercise.advance(NOON);
        for zone in cut {
            let (role, action) = match *zone {
                "identity" => (Role::ItOperations, "isolate-core-zone"),
                _ => (Role::SecurityLead, "isolate-technical-zone"),
            };
            let due = does(&mut exercise, role, action, Some(zone));
            exercise.advance(due);
        }
        let sent = does(&mut exercise, Role::CommunicationsLegal, "inform-staff", None);
        exercise.advance(sent + 3 * HOUR);
        let (minute, args) = line(&mut exercise, Role::CommunicationsLegal, "log-word").expect("it arrives");
        let told = [("who", "staff"), ("how", how)].map(|(name, word)| (name.to_owned(), Arg::Word(word.into())));
        assert_eq!((minute - sent, &args[..2]), (minutes, &told[..]), "{why}");
        assert_eq!(args[2], ("reached".to_owned(), Arg::Number(reached)), "{why}");
    }
}

#[test]
fn an_intruder_with_domain_rights_reads_email_but_no_paper() {
    // When it strikes; none where it had struck before word went out.
    let strikes_at = |seed: u64, action: Option<&str>| {
        let scenario = all_offered(|scenario| scenario.adversary.watchful = 1.0);
        let steps = scenario.adversary.steps.iter().filter(|step| step.gives == Gain::DomainAdmin);
        let steps: Vec<String> = steps.map(|step| format!("step.{}", step.id)).collect();
        // Who notices and is ready does not hide.
        let mut numbers = Numbers::default();
        numbers.attack.strikes_early = 1.0;
        let mut exercise = watching_with(scenario, seed, numbers);
        for hour in 1..2_000 {
            exercise.advance(hour * HOUR);
            let taken = |row: &TimelineRow| {
                row.what.args.iter().any(|(_, arg)| matches!(arg, Arg::Text(step) if steps.contains(step)))
            };
            let struck = exercise.attacker("h1").expect("the hospital").detonated_min.is_some();
            let domain = struck || exercise.events("h1").iter().any(taken);
            if struck || (domain && line(&mut exercise, Role::SecurityLead, "log-hunt-found").is_some()) {
                break;
            }
            for zone in ["office", "identity", "servers"] {
                // Refused while the last hunt goes on.
                let _ = exercise.submit(hour * HOUR, &order(Role::SecurityLead, "hunt-zone", Some(zone)));
            }
        }
        if exercise.outcome("h1").attack.detonated_at_min.is_some() {
            return None;
        }
        if let Some(action) = action {
            does(&mut exercise, Role::CommunicationsLegal, action, None);
        }
        exercise.advance(90 * DAY);
        Some(exercise.outcome("h1").attack.detonated_at_min.unwrap_or(NEVER_MIN))
    };
    let mut read = 0;
    for seed in 1..=6 {
        let [nothing, paper, email] =
            [None, Some("notes-to-every-ward"), Some("inform-staff")].map(|action| strikes_at(seed, action));
        assert_eq!(paper, nothing, "seed {seed}: paper tells the intruder nothing");
        assert!(email < nothing || nothing.is_none(), "seed {seed}: {email:?} after email, {nothing:?} without");
        read += usize::from(nothing.is_some());
    }
    assert!(read >= 3, "in {read} of 6 seeds word could still reach an intruder");
}

#[test]
fn staff_who_were_told_switch_computers_off() {
    let lost = |tell: bool| {
        // By day it is understood within an hour and a half.
        let mut exercise = struck(90);
        if tell {
            does(&mut exercise, Role::CommunicationsLegal, "loudspeakers", None);
        }
        exercise.advance(NOON + DAY);
        figure(&mut exercise, Measure::DevicesEncrypted)
    };
    let (told, untold) = (lost(true), lost(false));
    assert!(told * 10 < untold * 9, "{told} devices are lost when staff were told, {untold} when not");
}

#[test]
fn partners_stay_away_until_somebody_assures_them() {
    let links = |told_after: Option<u64>| {
        let mut exercise = struck(HOUR);
        let mut left = [false; 3];
        for day in 0..=6 {
            if told_after.is_some_and(|after| after == day) {
                does(&mut exercise, Role::BiomedicalEngineer, "warn-suppliers", None);
            }
            exercise.advance(NOON + HOUR + (day + 1) * DAY - 2 * HOUR);
            let gone = line(&mut exercise, Role::IncidentCommander, "log-partners-gone").is_some();
            let back = line(&mut exercise, Role::IncidentCommander, "log-partners-back").is_some();
            left = [gone, back, left[2] || (gone && !back)];
        }
        left
    };
    assert_eq!(links(Some(0)), [false, false, false], "told in the first hours, they never closed");
    assert_eq!(links(Some(2)), [true, true, true], "told on the third day, they came back");
    assert_eq!(links(None), [true, false, true], "never told, they stay away");
}

#[test]
fn outsiders_help_is_worth_half_while_partners_stay_away() {
    let gain = |assured: bool| {
        let capacity = |helped: bool| {
            let mut exercise = struck(HOUR);
            if assured {
                does(&mut exercise, Role::BiomedicalEngineer, "warn-suppliers", None);
            }
            if helped {
                does(&mut exercise, Role::NursingLead, "agency-nurses", Some("dialysis"));
            }
            exercise.advance(NOON + 4 * DAY);
            let view = exercise.view(&seat(Role::MedicalLead));
            view.services.into_iter().find(|row| row.id == "dialysis").expect("it is seen").capacity_milli
        };
        capacity(true) - capacity(false)
    };
    assert_eq!((gain(true), gain(false)), (150, 75), "thousandths of a normal day");
}

#[test]
fn who_was_not_told_has_it_from_others() {
    let trust = |tell: &[&str]| {
        let mut exercise = struck(2 * HOUR);
        for action in tell {
            does(&mut exercise, Role::CommunicationsLegal, action, None);
        }
        exercise.advance(NOON + DAY);
        figure(&mut exercise, Measure::TrustMilli)
    };
    let told = trust(&["loudspeakers"]);
    assert_eq!((told, trust(&[])), (1000, 975), "patients and newspapers trust the hospital less by a tenth");
}

#[test]
fn calling_people_in_takes_time_and_a_way_to_reach_them() {
    // Whether an order of the evening takes no longer than by day, so many hours after people were called.
    let here = |phones: bool, lists: bool, hours: u64| {
        let mut exercise = quiet(|scenario| {
            if lists {
                scenario.hospital.controls.push("contact-lists".into());
            }
            let backups = scenario.actions.iter_mut().find(|action| action.id == "protect-backups");
            // Nearly all that half of the day's people can do in its two hours.
            backups.expect("it is shipped").staff_min = 800;
        });
        // Eight in the evening, outside office hours.
        exercise.advance(NOON + 8 * HOUR);
        if !phones {
            let due = does(&mut exercise, Role::SecurityLead, "isolate-technical-zone", Some("voice"));
            exercise.advance(due);
        }
        let called = does(&mut exercise, Role::ItOperations, "call-in-it", None);
        exercise.advance(called + hours * HOUR);
        does(&mut exercise, Role::ItOperations, "protect-backups", None) - (called + hours * HOUR) == 120
    };
    let here_after = |phones, lists| (0..10).find(|hours| here(phones, lists, *hours));
    let hours = [(true, false), (false, true), (false, false)].map(|(phones, lists)| here_after(phones, lists));
    assert_eq!(hours, [Some(2), Some(3), Some(6)], "by telephone, from paper, by car");
}

#[test]
fn a_lead_without_relief_tires_and_takes_what_was_not_written_home() {
    let after = |acts: &[(Role, &str)]| {
        let mut exercise = struck(HOUR);
        for (role, action) in acts {
            let due = does(&mut exercise, *role, action, None);
            exercise.advance(due);
        }
        // Two days later, at ten in the morning.
        exercise.advance(NOON + 46 * HOUR);
        let lost = line(&mut exercise, Role::IncidentCommander, "log-handover-lost").is_some();
        let now = exercise.now();
        (lost, does(&mut exercise, Role::IncidentCommander, "refuse-ransom", None) - now)
    };
    const COMMANDER: Role = Role::IncidentCommander;
    assert_eq!(after(&[]), (true, 75), "nobody relieved the commander: an hour's work takes longer");
    assert_eq!(after(&[(COMMANDER, "rest-crisis-team")]), (true, 60), "relieved, and nothing was written down");
    let report = [(COMMANDER, "situation-report"), (COMMANDER, "rest-crisis-team")];
    assert_eq!(after(&report), (false, 60), "relieved, with a situation report");
}

#[test]
fn a_situation_report_tells_every_lead_what_one_of_them_knows() {
    let mut exercise = struck(HOUR);
    let due = does(&mut exercise, Role::IncidentCommander, "rest-crisis-team", None);
    let known = |exercise: &mut Exercise, minute| {
        exercise.advance(minute);
        let figures = exercise.view(&seat(Role::IncidentCommander)).figures;
        figures.into_iter().find(|figure| figure.id == "know_data_theft_min").expect("it is shown").value >= 0
    };
    assert!(known(&mut exercise, due - 1), "everybody saw the note");
    assert!(!known(&mut exercise, due), "the next shift does not know about the stolen data");
    let due = does(&mut exercise, Role::IncidentCommander, "situation-report", None);
    assert!(known(&mut exercise, due), "the others still did");
}
