//! Actions: what a role can do, what it costs, and what it changes in the model.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Condition, Role, limits};

/// Something a role can order.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Action {
    /// Kebab-case id; its name is the text `action.ID`, its explanation the text `action.ID.why`.
    pub id: String,
    /// The role that orders it.
    pub role: Role,
    /// The role that must agree, where it hurts care.
    #[serde(default)]
    pub second: Option<Role>,
    /// Whether ordering it tables it for the commander's budget round, who funds it or leaves it. The commander's own
    /// actions start at once.
    #[serde(default)]
    pub tabled: bool,
    /// Ids of the phases that offer it.
    #[schemars(length(max = limits::PHASES_MAX))]
    pub phases: Vec<String>,
    /// What it is done to.
    #[serde(default)]
    pub target: TargetKind,
    /// Only these ids may be its target; empty means any of its kind.
    #[serde(default)]
    #[schemars(length(max = limits::NAMES_MAX))]
    pub targets: Vec<String>,
    /// The largest hospital that it is there for, in beds; without it, any.
    #[serde(default)]
    #[schemars(range(min = 1, max = 10000))]
    pub beds_max: Option<u32>,
    /// Money, in euro cents, spent when it starts.
    #[serde(default)]
    #[schemars(range(min = 0, max = limits::CENTS_MAX))]
    pub cost_cents: i64,
    /// Work, in staff-minutes, taken from the role's hands.
    #[serde(default)]
    #[schemars(range(min = 0, max = limits::STAFF_MIN_MAX))]
    pub staff_min: u32,
    /// From order to effect, in minutes.
    #[schemars(range(min = 1, max = 200000))]
    pub duration_min: u64,
    /// Whether it can be done more than once on the same target.
    #[serde(default)]
    pub repeat: bool,
    /// What must hold to start it.
    #[serde(default)]
    pub requires: Option<Condition>,
    /// What it changes.
    #[schemars(length(max = limits::EFFECTS_MAX))]
    pub effects: Vec<Effect>,
    /// When it is best done: read by stand-ins, and sent to no player.
    pub cue: Cue,
    /// Among actions with the same cue, stand-ins take the highest first, 0 to 100.
    #[serde(default)]
    #[schemars(range(min = 0, max = 100))]
    pub weight: u32,
    /// NIST CSF 2.0 function.
    pub csf: Csf,
    /// ATT&CK mitigation, such as `M1032`, where one fits.
    #[serde(default)]
    pub mitigation: Option<String>,
    /// Where cost, time and effect come from: a citation, or the word assumption and a reason.
    pub source: String,
}

impl Action {
    /// Whether it pays the ransom.
    pub fn pays_ransom(&self) -> bool {
        self.effects.iter().any(|effect| matches!(effect, Effect::PayRansom))
    }
}

/// What an action is done to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum TargetKind {
    /// The hospital as a whole.
    #[default]
    Hospital,
    /// A network zone.
    Zone,
    /// A case of the security desk.
    Case,
    /// A clinical service.
    Service,
    /// A group of devices.
    Group,
}

/// NIST CSF 2.0 functions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Csf {
    /// Govern.
    Govern,
    /// Identify.
    Identify,
    /// Protect.
    Protect,
    /// Detect.
    Detect,
    /// Respond.
    Respond,
    /// Recover.
    Recover,
}

/// When an action is best done, in terms of what its seat can see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Cue {
    /// In preparation, as money allows.
    Prepare,
    /// On quiet days of the detection phase.
    Watch,
    /// A case is open (target: the case).
    CaseOpen,
    /// An intrusion is confirmed (target: the zone it was confirmed in).
    Confirmed,
    /// Devices are being encrypted (target: a zone that shows it).
    Encrypting,
    /// The encryption has been recognised, at any later time.
    Struck,
    /// A service works below half of its capacity (target: the service).
    ServiceDown,
    /// A service on paper or diverted could work digitally again (target: the service).
    ServiceBack,
    /// A service does less on paper than this share of a normal day, in percent (target: the service).
    CannotCope(#[schemars(range(min = 0, max = limits::DAY_PERCENT_MAX))] u32),
    /// A service does at least this share of a normal day, in percent, on computers or on paper (target: the service).
    Copes(#[schemars(range(min = 0, max = limits::DAY_PERCENT_MAX))] u32),
    /// A zone is cut off and its danger is over (target: the zone).
    ZoneClean,
    /// A zone is cut off, and was checked since (target: the zone).
    ZoneChecked,
    /// A group lies encrypted and could be brought back (target: the group).
    GroupDown,
    /// This duty's clock is running.
    Duty(String),
    /// Stand-ins never take it: a drastic or wrong way that must stay possible.
    Never,
}

/// What an action or an inject's option changes in the model. Closed, so that the checker knows everything it can do.
///
/// The target is the action's; an effect that names an id of its own ignores it.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub enum Effect {
    /// Puts a control in place: steps and sensors name it, and rules of the model look for some (see `Control`).
    DeployControl(String),
    /// Takes a control away.
    RemoveControl(String),
    /// Patches the target group or zone, or everything: the patch age becomes 0.
    Patch,
    /// Cuts the target zone off. What stands in it goes on for those who work there.
    Isolate,
    /// Cuts the target zone off and turns its computers off; closed devices go on. Without a target, all zones.
    PowerOff,
    /// Connects the target zone again.
    Reconnect,
    /// Cuts the hospital off from the internet.
    CutInternet,
    /// Connects the hospital to the internet again.
    OpenInternet,
    /// Closes one zone's way to the others, by id.
    BlockZone(String),
    /// Disables the accounts that look stolen: the attacker falls back to ordinary ones.
    DisableAccounts,
    /// Changes every privileged secret: the attacker's domain rights end. A ticket that it made for itself is good until
    /// they are changed once more.
    ResetCredentials,
    /// Works the target case until it is known to be true or false.
    Investigate,
    /// Looks for intruders in the target zone, alert or not.
    Hunt,
    /// Removes the attacker from the devices known to be compromised in the target zone.
    Evict,
    /// Keeps images and logs as evidence.
    PreserveEvidence,
    /// Tests the backups and mends what is found.
    TestRestore,
    /// Takes the backups out of the attacker's reach.
    ProtectBackups,
    /// Rebuilds the target group from clean media, in the background, as hands allow.
    Rebuild,
    /// Restores the target group from backup, in the background, as bandwidth allows.
    Restore,
    /// Checks the target zone and declares it clean.
    SignOff,
    /// Tells people what they must know and do.
    Inform(Audience),
    /// Tells them by this channel, whether or not another would reach more.
    InformBy(Audience, Channel),
    /// Writes a situation report: all leads know what any of them knows, and a handover loses nothing.
    SituationReport,
    /// Sends what is known for a duty, by its id: whole or in part, as the duty's content says.
    Notify(String),
    /// Tells nobody outside: clocks that run out from now on are concealed, until a report is sent after all.
    Conceal,
    /// Calls people of a role in, for the next days.
    CallIn(Role),
    /// Gives a role's people rest and a rota.
    Rest(Role),
    /// Gives a role deputies for good: its orders take no longer at night.
    Deputies(Role),
    /// Sends a share of the target service's urgent patients elsewhere, in percent; dispatch must know.
    Divert(#[schemars(range(min = 0, max = 100))] u32),
    /// Takes urgent patients again.
    StopDivert,
    /// Cancels a share of the target service's planned patients, in percent.
    CancelPlanned(#[schemars(range(min = 0, max = 100))] u32),
    /// Takes planned patients again.
    ResumePlanned,
    /// Puts the target service on its downtime procedure.
    SwitchToPaper,
    /// Takes the target service off paper; what was written must be typed in.
    BackToDigital,
    /// A second person checks results and drugs of the target service: slower, safer. Stays on until it is ended.
    SecondCheck,
    /// Ends the second check of the target service.
    EndSecondCheck,
    /// The target service does a short list only and turns this share of its urgent orders down, in percent; 0 ends it.
    ShortList(#[schemars(range(min = 0, max = 100))] u32),
    /// Outsiders do this share of the target service's normal work for some weeks, in percent.
    Outside(#[schemars(range(min = 0, max = 100))] u32),
    /// A partner outside takes over this share of it for some weeks, in percent: some of it at once, and all within days.
    Partner(#[schemars(range(min = 0, max = 100))] u32),
    /// Moves this share of the target service's inpatients to other hospitals for two weeks, in percent.
    Transfer(#[schemars(range(min = 0, max = 100))] u32),
    /// Practises the downtime procedure: of the target service, or of all.
    Drill,
    /// Takes devices of the target group off the network, to work locally.
    LocalMode,
    /// Puts devices of the target group back on the network.
    NetworkMode,
    /// Types what was written on paper into the records of the target service.
    BackLoad,
    /// Asks the outside responders, who come by way of the national CSIRT.
    RequestResponders,
    /// Has the owner or a bank lend what the crew asks for. The loan costs a share of it.
    BorrowRansom,
    /// Pays the ransom out of the money that is there; where that is too little, nothing is paid.
    PayRansom,
    /// Calls the insurer, who pays or refuses by the hospital's policy.
    ClaimInsurance,
    /// Refuses to pay, and says so.
    RefuseRansom,
    /// Adds money, in cents.
    Fund(#[schemars(range(min = -limits::CENTS_MAX, max = limits::CENTS_MAX))] i64),
    /// Reads the EU guidance: it names what to do first, and preparing goes faster.
    ReadGuidance,
    /// Assesses the risks: names the weak spots that nobody looked at.
    AssessRisks,
    /// Asks whether a key for this strain of ransomware is known.
    CheckDecryptor,
    /// Moves the target group to a supplier's data centre: out of the crew's reach, and gone without the internet.
    MoveToCloud,
    /// Shares indicators with other hospitals and the authorities.
    ShareIndicators,
}

/// People who know, or do not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// Everyone who works in the house.
    Staff,
    /// Patients and relatives.
    Patients,
    /// Ambulance dispatch.
    Dispatch,
    /// Neighbouring hospitals.
    Neighbours,
    /// Newspapers and broadcasters.
    Press,
    /// National CSIRT and health authority.
    Authority,
    /// Police and prosecutor.
    Police,
    /// Suppliers with access to the network.
    Suppliers,
}

/// How word travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// Phones and a chat that do not depend on the network.
    Apart,
    /// Email: needs sign-in and the mail servers, and whoever holds the domain reads it.
    Mail,
    /// Telephones: need the voice network and their exchange among the servers.
    Phones,
    /// Pagers: need the voice network.
    Pagers,
    /// People who carry it: slow, and always there.
    Runners,
    /// Announcements that everybody in the house hears.
    Loudspeakers,
    /// The hospital's website.
    WebPage,
}

impl Channel {
    /// All of them, in order.
    pub const ALL: [Channel; 7] = [
        Channel::Apart,
        Channel::Mail,
        Channel::Phones,
        Channel::Pagers,
        Channel::Runners,
        Channel::Loudspeakers,
        Channel::WebPage,
    ];

    /// Its name in text keys.
    pub fn id(self) -> &'static str {
        match self {
            Channel::Apart => "apart",
            Channel::Mail => "mail",
            Channel::Phones => "phones",
            Channel::Pagers => "pagers",
            Channel::Runners => "runners",
            Channel::Loudspeakers => "loudspeakers",
            Channel::WebPage => "web-page",
        }
    }
}

impl Audience {
    /// Its name in text keys.
    pub fn id(self) -> &'static str {
        match self {
            Audience::Staff => "staff",
            Audience::Patients => "patients",
            Audience::Dispatch => "dispatch",
            Audience::Neighbours => "neighbours",
            Audience::Press => "press",
            Audience::Authority => "authority",
            Audience::Police => "police",
            Audience::Suppliers => "suppliers",
        }
    }

    /// All of them, in order.
    pub const ALL: [Audience; 8] = [
        Audience::Staff,
        Audience::Patients,
        Audience::Dispatch,
        Audience::Neighbours,
        Audience::Press,
        Audience::Authority,
        Audience::Police,
        Audience::Suppliers,
    ];
}
