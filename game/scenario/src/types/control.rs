//! Controls that the model itself knows, beside those that only steps and sensors of a scenario name.

use schemars::JsonSchema;

/// A control that rules of the model look for. Authors put it in place by its id, as any other:
/// `DeployControl("segmentation")`. Any other control is there for the steps and sensors that name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, JsonSchema)]
#[schemars(rename_all = "kebab-case")]
pub enum Control {
    /// Telephone lists off the network: people are called in although the telephones are gone.
    ContactLists,
    /// Clinical devices in a network of their own: it shuts some of the ways to them.
    DeviceIsolation,
    /// An agreement on diversion: dispatch sends patients elsewhere without being told first.
    DiversionAgreement,
    /// The plan's early warning service: it warns of the strike before it falls.
    EarlyWarningService,
    /// A filter on what leaves the house: less can be stolen in an hour.
    EgressFilter,
    /// The list of flaws that are used by attackers: patching goes faster.
    ExploitedList,
    /// Guidance that was read: preparing goes faster. Put in place by the effect `ReadGuidance`.
    Guidance,
    /// Somebody watches the network at night too, so that a strike is understood outside office hours.
    NetworkMonitoring,
    /// Backups out of the crew's reach. Put in place by the effect `ProtectBackups`, too.
    OfflineBackups,
    /// Telephones and a chat that do not depend on the network.
    OutOfBandChannel,
    /// Written playbooks: the first orders after an alarm go faster.
    Playbooks,
    /// Privileged accounts apart from everyday ones: none lies about on ordinary computers.
    PrivilegedAccess,
    /// A subscription to help with recovery: people come once the hospital was struck.
    RecoverySubscription,
    /// A map of what the law wants to be told: no report waits until it was looked up.
    RegulatoryMap,
    /// A network divided into zones: it shuts some of the ways between them.
    Segmentation,
}

impl Control {
    /// All of them, in order.
    pub const ALL: [Control; 15] = [
        Control::ContactLists,
        Control::DeviceIsolation,
        Control::DiversionAgreement,
        Control::EarlyWarningService,
        Control::EgressFilter,
        Control::ExploitedList,
        Control::Guidance,
        Control::NetworkMonitoring,
        Control::OfflineBackups,
        Control::OutOfBandChannel,
        Control::Playbooks,
        Control::PrivilegedAccess,
        Control::RecoverySubscription,
        Control::RegulatoryMap,
        Control::Segmentation,
    ];

    /// Its id in scenarios, records and the state.
    pub fn id(self) -> &'static str {
        match self {
            Control::ContactLists => "contact-lists",
            Control::DeviceIsolation => "device-isolation",
            Control::DiversionAgreement => "diversion-agreement",
            Control::EarlyWarningService => "early-warning-service",
            Control::EgressFilter => "egress-filter",
            Control::ExploitedList => "exploited-list",
            Control::Guidance => "guidance",
            Control::NetworkMonitoring => "network-monitoring",
            Control::OfflineBackups => "offline-backups",
            Control::OutOfBandChannel => "out-of-band-channel",
            Control::Playbooks => "playbooks",
            Control::PrivilegedAccess => "privileged-access",
            Control::RecoverySubscription => "recovery-subscription",
            Control::RegulatoryMap => "regulatory-map",
            Control::Segmentation => "segmentation",
        }
    }
}
