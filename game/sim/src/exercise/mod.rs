//! An exercise: the six verbs (build, submit, advance, view, hash, copy) and what is written against them.
//!
//! Phases, scores, stand-ins, records and replays live here, outside the world: the model never reads a phase.

mod build;
mod catalogue;
mod fork;
mod glance;
mod hands;
mod history;
mod mixture;
mod places;
mod play;
mod posture;
mod project;
mod rate;
mod record;
mod score;
mod services;
mod standin;
mod together;
mod truth;
mod waiting;
pub mod workload;

pub use crate::hospital::crew::Attack;
pub use crate::hospital::desk::{Case, Desk};
pub use crate::hospital::ledger::Account;
pub use crate::hospital::link::Exchanged;
pub use crate::hospital::recovery::Hours;
pub use crate::hospital::services::{Counts, ServiceState};
pub use crate::reading::books::Books;
pub use build::{Exercise, PROGRAM};
pub use catalogue::{cards, catalogue, words};
pub use glance::Glance;
pub use history::{Course, relive};
pub use mixture::{Hindrances, MIXTURE};
pub use places::{can_be_joint, region_of, teams_max};
pub use play::{Decision, Played, Policy, PolicyFile, Refused, Replay, ReplayError, StandIns, play, play_out};
pub use rate::{Forks, rate};
pub use record::*;
pub use standin::{StandIn, cued};
pub use together::REGION;
pub use waiting::Waiting;
