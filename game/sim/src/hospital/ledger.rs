//! Money: what an incident costs, kept by account.
//!
//! Orders, fines and a ransom come out of the money that is free for the exercise; overtime, the material of a rebuild
//! and the price of a loan are carried by the house's own accounts, and show in the cost alone. Lost income is told from
//! the patients who were not treated, whenever it is asked for, since nobody pays it out.

use serde::Serialize;

/// What money was spent on, or lost to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Account {
    /// Protection and preparation bought.
    Purchases,
    /// Own people's extra hours.
    Overtime,
    /// People and machines from outside.
    OutsideHelp,
    /// Other orders of response and recovery, and the material of rebuilt hosts.
    Rebuild,
    /// The ransom, and what it cost to borrow it.
    Ransom,
    /// Fines.
    Fines,
}
