//! The ground: what knows no hospital.

pub mod dice;
pub mod number;
pub mod numbers;
pub mod roles;
pub mod rounding;
pub mod time;
