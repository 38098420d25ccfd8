//! What happens by itself.

pub mod attack;
pub mod care;
pub mod detection;
pub mod duty;
pub mod eu_services;
pub mod insurance;
pub mod people;
pub mod recovery;
