//! Over 20 paired seeds a hospital that does nothing is struck, and one that does what is known to help is hurt less.
mod common;
use codedark_sim::exercise::Skill;
use common::*;

#[test]
fn competent_play_beats_doing_nothing() {
    let (mut struck, mut better) = (0, 0);
    let (mut encrypted_idle, mut encrypted_competent) = (Vec::new(), Vec::new());
    for seed in 1..=20 {
        let [idle, competent] = [Skill::Idle, Skill::Competent].map(|skill| played(skill, seed).exercise.outcome("h1"));
        struck += u32::from(idle.attack.detonated_at_min.is_some());
        better += u32::from(competent.score > idle.score);
        encrypted_idle.push(idle.attack.devices_encrypted);
        encrypted_competent.push(competent.attack.devices_encrypted);
        println!(
            "| {seed} | {} | {} | {} | {} | {} |",
            idle.score,
            competent.score,
            idle.attack.devices_encrypted,
            competent.attack.devices_encrypted,
            competent.attack.detonated_at_min.is_some()
        );
    }
    encrypted_idle.sort_unstable();
    encrypted_competent.sort_unstable();
    assert!(struck >= 18, "idle detonated on in {struck} of 20");
    assert!(better >= 18, "competent scores higher in {better} of 20");
    let (idle, competent) = (encrypted_idle[10], encrypted_competent[10]);
    assert!(competent * 2 <= idle, "median encrypted devices: competent {competent}, idle {idle}");
}
