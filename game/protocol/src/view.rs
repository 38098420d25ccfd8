//! Views: what a seat sees, as lists of rows sorted by a stable key, and the change from one view to the next.
//!
//! A change is computed from two projected views, never from changes in the world, so that it cannot carry what a view
//! does not show. `apply(old, diff(old, new)) == new` holds for any two views.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::Msg;

/// A row of a list: found again by its key.
pub trait Row: Clone + PartialEq + Serialize + DeserializeOwned {
    /// What names the row within its list.
    type Key: Ord + Clone + PartialEq + std::fmt::Debug + Serialize + DeserializeOwned;
    /// The row's key.
    fn key(&self) -> &Self::Key;
}

/// What turns one list into another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct ListChange<R: Row> {
    /// Rows that are new or differ.
    pub set: Vec<R>,
    /// Keys of rows that are gone.
    pub gone: Vec<R::Key>,
}

impl<R: Row> Default for ListChange<R> {
    fn default() -> Self {
        ListChange { set: Vec::new(), gone: Vec::new() }
    }
}

impl<R: Row> ListChange<R> {
    /// Whether it changes nothing.
    pub fn is_empty(&self) -> bool {
        self.set.is_empty() && self.gone.is_empty()
    }

    /// The change from `old` to `new`. Both are sorted by key.
    pub fn between(old: &[R], new: &[R]) -> Self {
        debug_assert!(new.is_sorted_by_key(R::key), "views are sorted by key");
        let mut change = ListChange::default();
        let mut before = old.iter().peekable();
        for row in new {
            while let Some(gone) = before.next_if(|o| o.key() < row.key()) {
                change.gone.push(gone.key().clone());
            }
            match before.next_if(|o| o.key() == row.key()) {
                Some(same) if same == row => {}
                _ => change.set.push(row.clone()),
            }
        }
        change.gone.extend(before.map(R::key).cloned());
        change
    }

    /// Applies the change to a sorted list.
    pub fn apply(&self, list: &mut Vec<R>) {
        for key in &self.gone {
            if let Ok(at) = list.binary_search_by(|row| row.key().cmp(key)) {
                list.remove(at);
            }
        }
        for row in &self.set {
            match list.binary_search_by(|r| r.key().cmp(row.key())) {
                Ok(at) => list[at] = row.clone(),
                Err(at) => list.insert(at, row.clone()),
            }
        }
    }
}

/// Declares a view: a struct of lists, its change, and the two laws between them.
macro_rules! view {
    ($(#[$doc:meta])* $view:ident, $change:ident { $($(#[$field_doc:meta])* $field:ident: $row:ty,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
        pub struct $view { $($(#[$field_doc])* pub $field: Vec<$row>,)* }

        /// What turns one view of this kind into the next.
        #[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
        pub struct $change { $($(#[$field_doc])* pub $field: $crate::ListChange<$row>,)* }

        impl $view {
            /// The change from `old` to this view.
            pub fn change_since(&self, old: &$view) -> $change {
                $change { $($field: $crate::ListChange::between(&old.$field, &self.$field),)* }
            }

            /// Applies a change.
            pub fn apply(&mut self, change: &$change) {
                $(change.$field.apply(&mut self.$field);)*
            }

            /// Adds the rows of another seat's view: what one person with several seats sees.
            pub fn merge(&mut self, other: &$view) {
                $(for row in &other.$field {
                    if let Err(at) = self.$field.binary_search_by(|r| $crate::Row::key(r).cmp($crate::Row::key(row))) {
                        self.$field.insert(at, row.clone());
                    }
                })*
            }
        }

        impl $change {
            /// Whether it changes nothing.
            pub fn is_empty(&self) -> bool { true $(&& self.$field.is_empty())* }
        }
    };
}
pub(crate) use view;

/// Declares a row type with its key.
macro_rules! row {
    ($(#[$doc:meta])* $name:ident by $key:ident: $key_type:ty { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        pub struct $name { $($(#[$field_doc])* pub $field: $type,)* }

        impl $crate::Row for $name {
            type Key = $key_type;
            fn key(&self) -> &$key_type { &self.$key }
        }
    };
}
pub(crate) use row;

/// New questions, proposals and cases that a seat is shown in a minute of class, at most.
pub const NEW_ITEMS_PER_MINUTE_MAX: usize = 4;

view! {
    /// What one seat sees of its hospital.
    View, ViewChange {
        /// Numbers at the top of the screen.
        figures: Figure,
        /// Network zones, as far as this seat knows.
        zones: ZoneRow,
        /// Groups of devices this seat answers for or may see.
        groups: GroupRow,
        /// Clinical services.
        services: ServiceRow,
        /// Patients the class follows.
        patients: PatientRow,
        /// Cases of the security desk.
        cases: CaseRow,
        /// Work under way.
        tasks: TaskRow,
        /// What this seat may order now.
        offers: OfferRow,
        /// Joint actions that wait for an agreement.
        proposals: ProposalRow,
        /// What people outside sent to this seat.
        injects: InjectRow,
        /// Legal clocks that run.
        duties: DutyRow,
        /// What happened, as this seat learned it.
        log: LogRow,
    }
}

row! {
    /// A number at the top of the screen.
    Figure by id: String {
        /// What it is: `minute`, `budget_cents`, `posture_milli`, `devices_down`, `know_intrusion_min`,
        /// `know_ransomware_min` and `know_data_theft_min` for everybody, `cases_open` and `cases_with_staff` for the desk,
        /// `care_minutes_delayed`, `unsafe_events_milli`, `cancelled` and `diverted` for who sees the services.
        id: String,
        /// Its value, in the unit its id ends in.
        value: i64,
    }
}

row! {
    /// A zone on the map.
    ZoneRow by id: String {
        /// Zone id.
        id: String,
        /// What is known of it.
        state: ZoneState,
        /// Devices in it.
        devices: u32,
        /// Devices known to be under the attacker's control.
        compromised: u32,
        /// Devices seen encrypted.
        encrypted: u32,
        /// Devices being brought back.
        restoring: u32,
        /// Whether it was checked since it was cut off.
        checked: bool,
    }
}

/// What is known of a zone. The worst that applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ZoneState {
    /// Nothing unusual is known.
    Normal,
    /// A case is open in it.
    Suspect,
    /// An intruder was confirmed in it.
    Compromised,
    /// Devices in it are encrypted.
    Encrypted,
    /// It is cut off.
    Isolated,
    /// It is being brought back.
    Restoring,
}

row! {
    /// A group of devices.
    GroupRow by id: String {
        /// Group id.
        id: String,
        /// Zone id.
        zone: String,
        /// Devices in it.
        devices: u32,
        /// Devices that work and can be reached.
        working: u32,
        /// Devices seen encrypted.
        encrypted: u32,
        /// Devices being brought back.
        restoring: u32,
    }
}

row! {
    /// A clinical service.
    ServiceRow by id: String {
        /// Service id.
        id: String,
        /// Capacity now against a normal day, in thousandths.
        capacity_milli: i64,
        /// What the computers alone would allow, in thousandths.
        digital_milli: i64,
        /// Patients or orders waiting beyond the normal.
        waiting: i64,
        /// How it is run.
        mode: ServiceMode,
        /// Share of urgent patients sent elsewhere, in percent.
        diverted_percent: u32,
        /// Share of planned patients cancelled, in percent.
        cancelled_percent: u32,
        /// Share of inpatients who are in other hospitals, in percent.
        moved_percent: u32,
        /// Whether a second person checks.
        second_check: bool,
        /// Unsafe events so far, in thousandths.
        unsafe_milli: i64,
    }
}

/// How a service is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ServiceMode {
    /// On its computers.
    Digital,
    /// On its downtime procedure.
    Paper,
    /// Back on its computers, paper still to be typed in.
    BackLoading,
}

row! {
    /// A patient the class follows.
    PatientRow by id: String {
        /// Patient id.
        id: String,
        /// Service they need.
        service: String,
        /// Where they stand.
        state: PatientState,
        /// Minutes since they arrived.
        since_min: u64,
        /// Minutes within which they should be treated.
        window_min: u64,
    }
}

/// Where a patient stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PatientState {
    /// Waits for treatment.
    Waiting,
    /// Treated in time.
    Treated,
    /// Treated, or still waiting, past the window.
    Late,
    /// Sent to another hospital.
    Diverted,
}

row! {
    /// A case: alerts that belong together.
    CaseRow by id: String {
        /// Case id, such as `case-0012`.
        id: String,
        /// Zone id.
        zone: String,
        /// Kind of sensor that reported first: `endpoint`.
        sensor: String,
        /// What was reported: a text key, such as `step.kerberoast.alert`; false alarms use the same keys as true ones.
        report: String,
        /// Minute it was opened.
        opened_min: u64,
        /// Alerts in it.
        alerts: u32,
        /// Where the work on it stands.
        state: CaseState,
    }
}

/// Where the work on a case stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaseState {
    /// Nobody looked at it.
    Open,
    /// Somebody investigates.
    Investigating,
    /// Found to be an intrusion.
    Confirmed,
    /// Found, rightly or wrongly, to be nothing.
    Dismissed,
}

row! {
    /// Work under way.
    TaskRow by id: u32 {
        /// Task id.
        id: u32,
        /// Action id.
        action: String,
        /// Target id.
        target: Option<String>,
        /// Who ordered it.
        role: codedark_scenario::Role,
        /// Minute it takes effect.
        due_min: u64,
        /// Who ordered it and can still withdraw it; none once its work has begun.
        withdrawable_by: Option<codedark_scenario::Role>,
    }
}

row! {
    /// An action of this seat's role in the running phase.
    OfferRow by action: String {
        /// Action id.
        action: String,
        /// Targets it can take now as far as this seat knows, by id; empty for the whole hospital.
        targets: Vec<String>,
        /// Why it cannot be ordered now.
        refused: Option<Msg>,
        /// What it will touch: services that lose something, by id and thousandths, for the first targets.
        touches: Vec<Touch>,
    }
}

/// What an order on a target would take away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Touch {
    /// Target id.
    pub target: String,
    /// Services that lose capacity: id and thousandths lost.
    pub services: Vec<(String, i64)>,
}

row! {
    /// A joint action that waits for an agreement.
    ProposalRow by id: u32 {
        /// Proposal id.
        id: u32,
        /// Action id.
        action: String,
        /// Target id.
        target: Option<String>,
        /// Who proposed it.
        by: codedark_scenario::Role,
        /// Who must agree.
        asked: codedark_scenario::Role,
        /// Minute it was proposed.
        proposed_min: u64,
        /// Minute at which silence passes it on.
        deadline_min: u64,
        /// Where it stands.
        state: ProposalState,
        /// A refusal that was taken to the commander: whose, and why.
        refusal: Option<(codedark_scenario::Role, crate::RefusalReason)>,
        /// Minute it was settled.
        settled_min: Option<u64>,
        /// Who settled it; none when it lapsed.
        settled_by: Option<codedark_scenario::Role>,
        /// Its clinical price while it is open: services that would lose something, by id and thousandths.
        touches: Vec<(String, i64)>,
        /// Who proposed it and can still withdraw it; none once it is settled.
        withdrawable_by: Option<codedark_scenario::Role>,
    }
}

/// Where a proposal stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ProposalState {
    /// Waits for the second role.
    Waiting,
    /// Passed to the commander: nobody answered, the second role had no room, or a refusal was taken there.
    Escalated,
    /// Agreed, and under way.
    Agreed,
    /// Refused.
    Refused(crate::RefusalReason),
    /// Nobody answered in time.
    Lapsed,
    /// Waits for the commander's budget round.
    Tabled,
    /// Taken back by who proposed it, before anybody answered.
    Withdrawn,
}

impl ProposalState {
    /// Whether somebody is asked about this proposal by itself.
    pub fn waits(self) -> bool {
        matches!(self, ProposalState::Waiting | ProposalState::Escalated)
    }

    /// Whether it is not settled yet.
    pub fn is_open(self) -> bool {
        self.waits() || self == ProposalState::Tabled
    }
}

row! {
    /// Something people outside sent.
    InjectRow by id: String {
        /// Inject id.
        id: String,
        /// To whom.
        role: codedark_scenario::Role,
        /// Minute it arrived.
        at_min: u64,
        /// Option ids to choose from.
        options: Vec<String>,
        /// Minute by which to answer.
        deadline_min: u64,
        /// The answer given.
        answer: Option<String>,
        /// Whether it is marked as distressing.
        distressing: bool,
        /// Whether it was left unanswered on purpose.
        skipped: bool,
    }
}

row! {
    /// A legal clock.
    DutyRow by id: String {
        /// Duty id.
        id: String,
        /// Minute the clock started.
        started_min: u64,
        /// Minute the report is due, or its rest.
        due_min: u64,
        /// Minute something was first sent.
        met_min: Option<u64>,
        /// Whether a report in part was sent in time, and the rest is due.
        in_part: bool,
    }
}

row! {
    /// A line of the seat's log.
    LogRow by id: LogId {
        /// What names the line, its minute first.
        id: LogId,
        /// What happened.
        what: Msg,
    }
}

/// What names a line of the log: made of what those read who read the line, so that no gap tells of lines for others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct LogId {
    /// Minute.
    pub at_min: u64,
    /// Earlier lines of that minute that everybody read who reads this one.
    pub place: u32,
    /// Digest of what the line says, between lines of the same minute and place.
    pub digest: u32,
}
