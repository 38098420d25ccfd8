//! The draws of devices under encryption: drawn once, since every wave asks for the same of thousands of devices.
//!
//! Reads the dice alone.

use codedark_scenario::AssetGroup;

use crate::base::dice::Dice;

/// How much luck each device has, and which wave's turn it is: waves ask for the same of thousands of devices.
#[derive(Clone, Debug, Default)]
pub struct EncryptionDraws {
    /// Whose dice they are; other luck makes other draws.
    dice: Option<Dice>,
    /// Draw and turn of every device, group by group; empty for groups that no wave has reached. Many are spared by their
    /// draw: the turn is drawn for the others alone.
    groups: Vec<Vec<(f64, Option<u32>)>>,
}

impl EncryptionDraws {
    /// The devices of a group of which this share is struck, each with its turn among so many waves, in order.
    pub fn struck<'d>(
        &'d mut self,
        dice: Dice,
        group: usize,
        facts: &'d AssetGroup,
        share: f64,
        waves: u32,
    ) -> impl Iterator<Item = (usize, u32)> + use<'d> {
        if self.dice != Some(dice) {
            (self.dice, self.groups) = (Some(dice), Vec::new());
        }
        if self.groups.len() <= group {
            self.groups.resize(group + 1, Vec::new());
        }
        let draws = &mut self.groups[group];
        if draws.is_empty() {
            let draw = |device| (dice.share("encrypt", &facts.id, device), None);
            draws.extend((0..u64::from(facts.count)).map(draw));
        }
        let turn = move |device: usize| (dice.bits("encrypt-turn", &facts.id, device as u64) % u64::from(waves)) as u32;
        let struck = draws.iter_mut().enumerate().filter(move |(_, (draw, _))| *draw < share);
        struck.map(move |(device, (_, known))| (device, *known.get_or_insert_with(|| turn(device))))
    }
}
