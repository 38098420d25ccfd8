//! The ground: what knows no hospital.

pub mod number;
pub mod numbers;
