//! Who reacts to what: the one table of what a domain's news leads to in others.

use crate::hospital::link::Outgoing;
use crate::hospital::news::{Heard, News};
use crate::region::RegionSite;
use crate::rules::{attack, care, detection, eu_services, people, recovery};

/// Pieces of news that one item may lead to at most. A chain of answers never comes near it.
const NEWS_MAX: usize = 10_000;

/// Answers what was told, in the order it was told; answers may tell more.
pub fn react_to_all(at: &mut RegionSite) {
    let mut answered = 0;
    while let Some(news) = at.next_news() {
        answer(at, news);
        answered += 1;
        assert!(answered < NEWS_MAX, "answers tell each other news without end");
    }
}

fn answer(at: &mut RegionSite, news: News) {
    match news {
        News::StepDone { step, zone, attempt, works } => detection::hear(&mut at.hand_on(), step, zone, attempt, works),
        News::StrikePlanned(minute) => eu_services::foresee(&mut at.hand_on(), minute),
        News::Struck(heard) => {
            let strike = at.minute;
            care::expect_patients(&mut at.hand_on(), strike);
            // The next hospital is a team's second try, not a fact of the region.
            if heard == Heard::InTheRegion && at.attack.next_hospital_min.is_none() {
                pass_on(at, Outgoing::Struck);
            }
        }
        News::Understood => {
            detection::understand(&mut at.hand_on());
            people::learn_ransomware(&mut at.hand_on());
        }
        News::Noticed { zone, sensor, step, times } => detection::notice(&mut at.hand_on(), zone, sensor, step, times),
        News::SignInTaken => pass_on(at, Outgoing::SignInTaken),
        News::SupplierLost(kind, hours) => pass_on(at, Outgoing::SupplierLost(kind, hours)),
        News::IntrusionConfirmed => people::learn_intrusion(&mut at.hand_on()),
        News::DefendersActed => attack::react_to_defenders(&mut at.hand_on()),
        News::SignedOff => attack::lose_way_back(&mut at.hand_on()),
        News::HourRebuilt => attack::retake(&mut at.hand_on()),
        News::BackupHeldIntruder { group, device } => attack::come_back_with_backup(&mut at.hand_on(), group, device),
        News::DataLost { group, days } => care::lose_data(&mut at.hand_on(), group, days),
        News::KeyReceived => recovery::receive_key(&mut at.hand_on()),
        News::Rested(role) => care::rest(&mut at.hand_on(), role),
        News::IndicatorsShared => pass_on(at, Outgoing::Warning),
        News::RespondersAsked(from) => pass_on(at, Outgoing::AskResponders(from)),
    }
}

/// Puts something into the outbox of a hospital of a linked region.
fn pass_on(at: &mut RegionSite, outgoing: Outgoing) {
    at.link.iter_mut().for_each(|link| link.outbox.push(outgoing.clone()));
}
