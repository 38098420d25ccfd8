//! The roles of a hospital's crisis team, and how well the program plays one that nobody holds.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Who decides: a role of the hospital's crisis team.
///
/// The order is the order of seats on every screen and in every record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Leads the response; settles what others cannot.
    IncidentCommander,
    /// Alerts, investigation, containment.
    SecurityLead,
    /// Triage, only where the hospital has one.
    SocAnalyst,
    /// Servers, networks, backups, rebuilding.
    ItOperations,
    /// Doctors: priorities, diversion, transfer.
    MedicalLead,
    /// Wards: downtime procedures, rotas, back-loading.
    NursingLead,
    /// Laboratory, imaging, pharmacy.
    DiagnosticsPharmacy,
    /// Connected medical devices.
    BiomedicalEngineer,
    /// Staff, press, patients, authorities, data protection.
    CommunicationsLegal,
}

impl Role {
    /// The eight roles that every hospital has, in order. The separate analyst is not among them.
    pub const EIGHT: [Role; 8] = [
        Role::IncidentCommander,
        Role::SecurityLead,
        Role::ItOperations,
        Role::MedicalLead,
        Role::NursingLead,
        Role::DiagnosticsPharmacy,
        Role::BiomedicalEngineer,
        Role::CommunicationsLegal,
    ];

    /// The id used in files, records and views: `incident_commander`.
    pub fn id(self) -> &'static str {
        match self {
            Role::IncidentCommander => "incident_commander",
            Role::SecurityLead => "security_lead",
            Role::SocAnalyst => "soc_analyst",
            Role::ItOperations => "it_operations",
            Role::MedicalLead => "medical_lead",
            Role::NursingLead => "nursing_lead",
            Role::DiagnosticsPharmacy => "diagnostics_pharmacy",
            Role::BiomedicalEngineer => "biomedical_engineer",
            Role::CommunicationsLegal => "communications_legal",
        }
    }

    /// The role with this id.
    pub fn from_id(id: &str) -> Option<Role> {
        Self::EIGHT.into_iter().chain([Role::SocAnalyst]).find(|role| role.id() == id)
    }
}

/// How well a stand-in plays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Skill {
    /// Does nothing.
    #[default]
    Idle,
    /// Does some of what is needed, late.
    Novice,
    /// Does what is needed, in a sensible order.
    Competent,
}
