//! The draws of devices under encryption: drawn once, since every wave asks for the same of thousands of devices.
//!
//! Reads the dice alone.

use codedark_scenario::AssetGroup;

use crate::base::dice::Dice;

/// Which wave's turn each device is, and how much luck it has: waves ask for the same of thousands of devices.
#[derive(Clone, Debug, Default)]
pub struct EncryptionDraws {
    /// Whose dice they are; other luck makes other draws.
    dice: Option<Dice>,
    /// Turn and draw of every device, group by group; empty for groups that no wave has reached.
    groups: Vec<Vec<(u32, f64)>>,
}

impl EncryptionDraws {
    /// The draws of a group's devices.
    pub fn of(&mut self, dice: Dice, group: usize, facts: &AssetGroup, waves: u32) -> &[(u32, f64)] {
        if self.dice != Some(dice) {
            (self.dice, self.groups) = (Some(dice), Vec::new());
        }
        if self.groups.len() <= group {
            self.groups.resize(group + 1, Vec::new());
        }
        let draws = &mut self.groups[group];
        if draws.is_empty() {
            let turn = |device| (dice.bits("encrypt-turn", &facts.id, device) % u64::from(waves)) as u32;
            let draw = |device| dice.share("encrypt", &facts.id, device);
            draws.extend((0..u64::from(facts.count)).map(|device| (turn(device), draw(device))));
        }
        draws
    }
}
