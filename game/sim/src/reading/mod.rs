//! Questions over a whole hospital. They change nothing.

pub mod aims;
pub mod books;
pub mod condition;
pub mod containment;
pub mod hands;
pub mod measure;
pub mod open_decisions;
pub mod pace_of_work;
pub mod people;
pub mod posture;
