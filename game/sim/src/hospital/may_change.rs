//! Who may change what of a hospital: the one table of it, held by the compiler.
//!
//! Whoever works on a hospital holds it in the hands of a domain ([`HospitalMut`](crate::hospital::site::HospitalMut)): every
//! part is there to be read, and to be changed those that the domain's row names. Anything else does not compile, and each
//! name in the table is there because something does not compile without it. What all may do (book an item, tell seats,
//! note the truth, report news) needs no row.
//!
//! Nobody widens what they hold: a hospital goes from one domain to another only where the row says so, after the arrow. No
//! row of a rule has one, and no row stands in another file. What crosses between hospitals does not go this way: `region::exchange` holds the world.

use crate::hospital::clocks::Duties;
use crate::hospital::crew::Attack;
use crate::hospital::desk::Desk;
use crate::hospital::knowledge::People;
use crate::hospital::link::Link;
use crate::hospital::log::Log;
use crate::hospital::network::Network;
use crate::hospital::orders::Defence;
use crate::hospital::questions::Story;
use crate::hospital::recovery::Recovery;
use crate::hospital::services::Care;

/// Implemented by a domain for each part that it may change.
pub trait MayChange<C>: row::Names<C> {}

/// Implemented by a domain for each other to which it hands a hospital on.
pub trait HandsTo<D>: row::Names<D> {}

/// Out of reach of all other files, so that no row stands elsewhere.
mod row {
    /// What a domain's row names.
    pub trait Names<T> {}
}

/// Reads rows of a domain, the parts that it may change, and the domains to which it hands a hospital on.
macro_rules! table {
    ($($(#[$doc:meta])* $domain:ident: $($part:ty),+ $(=> $($to:ident),+)?;)*) => {$(
        $(#[$doc])*
        pub enum $domain {}
        $(impl row::Names<$part> for $domain {}
        impl MayChange<$part> for $domain {})+
        $($(impl row::Names<$to> for $domain {}
        impl HandsTo<$to> for $domain {})+)?
    )*};
}

table! {
    /// The crew: its own position, devices and zones, and how often it took restored devices again.
    AttackRules: Attack, Network, Recovery;
    /// Sensors and the desk: cases, what is known and watched of the network, and the first sign of the attack.
    DetectionRules: Desk, Network, Attack;
    /// Services and patients, and who leaves for other hospitals.
    CareRules: Care, Link;
    /// Rebuilding: its jobs and hours, devices and zones, and what it costs.
    RecoveryRules: Recovery, Network, Defence;
    /// Who knows what, and whether partners keep their links.
    PeopleRules: People, Network;
    /// Legal clocks, the fines for them, and the trust that they cost.
    DutyRules: Duties, Defence, People;
    /// The EU plan's services: controls, what is remembered of them, and the first sign of the attack.
    EuServices: Network, Defence, Attack;
    /// The ransom, the loan for it, and what an insurer pays.
    Insurance: Defence;
    /// What seats say: orders, questions, the clocks' beginnings, and what an order does that no rule does for it.
    Orders: Defence, Story, Duties, Log, Network, Attack, People, Recovery
        => DetectionRules, CareRules, RecoveryRules, PeopleRules, DutyRules, EuServices, Insurance;
    /// What passes between hospitals, and everybody's turn.
    Region: Link, Care
        => AttackRules, DetectionRules, CareRules, RecoveryRules, PeopleRules, DutyRules, EuServices, Orders;
}
