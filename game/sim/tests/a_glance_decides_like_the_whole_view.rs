//! Stand-ins read their views piece by piece; they decide what they would decide from the whole view.

use crate::common::*;
use codedark_sim::exercise::*;

#[test]
fn stand_ins_decide_the_same_from_a_glance_and_from_the_whole_view() {
    for (seed, skill) in [(1, Skill::Competent), (2, Skill::Competent), (3, Skill::Novice)] {
        let scenario = scenario();
        let actions = scenario.actions.clone();
        let mut players: Vec<StandIn> =
            codedark_protocol::Role::EIGHT.into_iter().map(|role| StandIn::new(seat(role), skill, seed)).collect();
        let entries = played(skill, seed).entries;
        let mut orders = entries.iter().filter(|entry| matches!(entry.act, Act::Order { .. })).peekable();
        let mut exercise = Exercise::build(scenario, seed, &one_hospital());
        let (mut seen, mut compared) = (u64::MAX, 0);
        for act in entries.iter().filter(|entry| !matches!(entry.act, Act::Order { .. })) {
            loop {
                let now = exercise.now();
                let news = std::mem::replace(&mut seen, exercise.revision("h1")) != seen;
                for player in &mut players {
                    if news {
                        player.notice(now);
                    }
                    if exercise.phase().is_none() || player.wakes_at().is_none_or(|at| at > now) {
                        continue;
                    }
                    let view = exercise.view(player.seat());
                    for command in player.decide(now, &view, &actions) {
                        let order = Act::Order { seat: player.seat().clone(), command };
                        if exercise.submit(now, &order).is_ok() {
                            let glanced = orders.next_if(|entry| entry.minutes[0] == now && entry.act == order);
                            assert!(
                                glanced.is_some(),
                                "seed {seed}, minute {now}: {order:?} from the whole view alone"
                            );
                            compared += 1;
                        }
                    }
                }
                if now >= act.minutes[0] && (exercise.phase().is_none() || exercise.phase_done()) {
                    break;
                }
                let wake = players.iter().filter_map(StandIn::wakes_at).min().map(|minute| minute.max(now + 1));
                let next = [exercise.next_due(), wake].into_iter().flatten().min();
                exercise.advance_in_phase(next.expect("the care blocks go on"));
            }
            exercise.submit(exercise.now(), &act.act).expect("what was accepted is accepted again");
        }
        assert!(orders.next().is_none(), "seed {seed}: decided at a glance alone");
        assert!(compared > 50, "seed {seed}: {compared} decisions say little");
    }
}
