//! What seats say: whether it is allowed, who must agree, the work it takes, and what it changes.

pub mod allowed;
pub mod asking;
pub mod command;
pub mod effects;
pub mod injects;
pub mod planning;
pub mod proposals;
pub mod targets;
pub mod withdrawal;
pub mod work;

use crate::hospital::may_change::Orders;
use crate::hospital::site::HospitalMut;

/// A hospital in the hands of its seats.
pub type OrderSite<'a> = HospitalMut<'a, Orders>;
