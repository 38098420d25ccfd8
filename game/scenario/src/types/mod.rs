//! What a scenario can say: plain data, one module for each file an author writes.
//!
//! Nothing here holds a sentence for people. A thing named `imaging` finds its words in the texts under a key made
//! from its kind and id (`zone.imaging`), so that a translation never touches the model.

mod action;
mod adversary;
mod calibration;
mod condition;
mod control;
mod duty;
mod exercise;
mod hospital;
pub mod limits;
mod lookup;
mod measure;
mod phase;
mod region;
mod role;
mod room;
mod size;

pub use action::*;
pub use adversary::*;
pub use calibration::*;
pub use condition::*;
pub use control::Control;
pub use duty::*;
pub use exercise::*;
pub use hospital::*;
pub use limits::PLACES_MAX;
pub use measure::Measure;
pub use phase::*;
pub use region::*;
pub use role::*;
pub use room::*;

/// Words for people: text key, then language code, then the text.
pub type Texts = std::collections::BTreeMap<String, std::collections::BTreeMap<String, String>>;
