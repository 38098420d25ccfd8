//! Who reacts to what: the one table of what a domain's news leads to in others.

use crate::hospital::link::Outgoing;
use crate::hospital::news::{Heard, News};
use crate::hospital::site::HospitalMut;
use crate::rules::{attack, care, detection, eu_services, people, recovery};

/// Pieces of news that one item may lead to at most. A chain of answers never comes near it.
const NEWS_MAX: usize = 10_000;

/// Answers what was told, in the order it was told; answers may tell more.
pub fn react_to_all(at: &mut HospitalMut) {
    let mut answered = 0;
    while let Some(news) = at.news.pop_front() {
        answer(at, news);
        answered += 1;
        assert!(answered < NEWS_MAX, "answers tell each other news without end");
    }
}

fn answer(at: &mut HospitalMut, news: News) {
    match news {
        News::StepDone { step, zone, attempt, works } => detection::hear(at, step, zone, attempt, works),
        News::StrikePlanned(minute) => eu_services::foresee(at, minute),
        News::Struck(heard) => {
            care::expect_patients(at, at.minute);
            // The next hospital is a team's second try, not a fact of the region.
            if heard == Heard::InTheRegion && at.attack.next_hospital_min.is_none() {
                pass_on(at, Outgoing::Struck);
            }
        }
        News::Understood => {
            detection::understand(at);
            people::learn_ransomware(at);
        }
        News::Noticed { zone, sensor, step, times } => detection::notice(at, zone, sensor, step, times),
        News::SignInTaken => pass_on(at, Outgoing::SignInTaken),
        News::SupplierLost(kind, hours) => pass_on(at, Outgoing::SupplierLost(kind, hours)),
        News::IntrusionConfirmed => people::learn_intrusion(at),
        News::DefendersActed => attack::react_to_defenders(at),
        News::SignedOff => attack::lose_way_back(at),
        News::HourRebuilt => attack::retake(at),
        News::BackupHeldIntruder { group, device } => attack::come_back_with_backup(at, group, device),
        News::DataLost { group, days } => care::lose_data(at, group, days),
        News::KeyReceived => recovery::receive_key(at),
        News::Rested(role) => care::rest(at, role),
        News::IndicatorsShared => pass_on(at, Outgoing::Warning),
        News::RespondersAsked(from) => pass_on(at, Outgoing::AskResponders(from)),
    }
}

/// Puts something into the outbox of a hospital of a linked region.
fn pass_on(at: &mut HospitalMut, outgoing: Outgoing) {
    at.link.iter_mut().for_each(|link| link.outbox.push(outgoing.clone()));
}
