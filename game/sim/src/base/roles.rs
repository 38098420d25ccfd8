//! Lists of roles that are told together.

use codedark_scenario::Role;

/// The roles that are told of what the desk confirms.
pub const DESK: [Role; 4] = [Role::IncidentCommander, Role::SecurityLead, Role::SocAnalyst, Role::ItOperations];

/// The roles that see the clocks.
pub const READERS: [Role; 3] = [Role::IncidentCommander, Role::SecurityLead, Role::CommunicationsLegal];
