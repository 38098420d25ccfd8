//! The record: an exercise is its scenario texts, its seed and set-up, and the acts in order.
//!
//! A record is lines of JSON. Each line carries the SHA-256 of the line before it and itself, so a line that was
//! changed, dropped or moved breaks the chain. Names, chat and free text are never in it: entries hold participant ids.

use codedark_protocol::{Command, Outcome, Seat};
use codedark_scenario::{PLACES_MAX, Role, Scenario};
use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::base::time::{DAY, Minute};

pub use codedark_scenario::Skill;

/// Version of the lines below.
///
/// Version 2 tells the class's hour in its clock lines, and version 3 knows orders that are withdrawn. Nothing else changed, so
/// that all of them are read.
pub const RECORD_VERSION: u32 = 3;
/// Oldest version that is still read.
pub const RECORD_VERSION_OLDEST: u32 = 1;
/// Version of the model: raised by every change that alters a reference record's hashes.
pub const MODEL_VERSION: u32 = 9;

/// How far beyond the end of the last phase a record may tell minutes.
const SLACK_MIN: Minute = DAY;

/// What an exercise is built from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Setup {
    /// Seed of all dice.
    pub seed: u64,
    /// How the class plays.
    pub mode: Mode,
    /// Regions, each a world of its own.
    pub regions: Vec<RegionSetup>,
}

/// How a class plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Each team in its own copy of the region.
    Parallel,
    /// All teams in one region.
    Joint,
}

/// One region.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RegionSetup {
    /// Whether ambulances, warnings and suppliers pass between its hospitals.
    pub linked: bool,
    /// Hospitals, in order.
    pub hospitals: Vec<HospitalSetup>,
}

/// One hospital.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HospitalSetup {
    /// Id in its region: `h1`.
    pub id: String,
    /// Number that its dice are drawn with; equal for teams that are compared.
    pub luck: u64,
    /// The team that plays it; none for a stand-in.
    pub team: Option<String>,
    /// How well its stand-ins play.
    pub stand_in: Skill,
}

/// Something that is done to an exercise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// A seat speaks.
    Order {
        /// The seat.
        seat: Seat,
        /// What it says.
        command: Command,
    },
    /// A participant takes these seats of a hospital, and leaves all others.
    Hold {
        /// Hospital id.
        hospital: String,
        /// Roles held from now on.
        roles: Vec<Role>,
    },
    /// The facilitator hands out an inject; without a hospital, to all of the region.
    Inject {
        /// Inject id.
        inject: String,
        /// Hospital id.
        hospital: Option<String>,
    },
    /// A phase begins, by its index; for all regions.
    Phase(u32),
    /// The clocks stand or run; for all regions. The minutes of the class go on. The model does not see it.
    Pause(bool),
    /// The clocks stand, and the minutes of the class too, until `Pause(false)`: it goes on another day; for all regions.
    /// The model does not see it.
    Adjourn,
    /// A player says that something real has happened; for all regions. The model does not see it.
    Alarm,
    /// After an alarm: clocks and minutes of the class stand until `GoOn`; for all regions. The model does not see it.
    Halt,
    /// The alarm is over, and what it stopped goes on; for all regions. The model does not see it.
    GoOn,
    /// The server was away for so long before this entry; for all regions. The model does not see it.
    Resumed {
        /// Wall time without a server, in milliseconds, as far as the computer's clock can tell.
        away_ms: u64,
    },
    /// A participant is called away, or back: stand-ins play their seats meanwhile, which stay theirs; for all regions.
    /// The model does not see it.
    Away(bool),
    /// A participant settles the warm-up of a seat of theirs; for all regions. The model does not see it.
    WarmUp {
        /// The seat's role.
        role: Role,
        /// Option id.
        option: String,
    },
    /// An earlier entry is left out from now on, because the simulation cannot be built with it; for one region.
    SetAside {
        /// The entry's sequence.
        sequence: u64,
    },
    /// The class plays this cut of the scenario; for all regions. The model does not see it.
    Cut(String),
    /// The class begins, with role cards and warm-up; for all regions. The model does not see it.
    Brief,
    /// Play ends this many class minutes later, or earlier; for all regions. The model does not see it.
    Extend(i32),
    /// Whether teams see each other's results; for all regions. The model does not see it.
    Standings(bool),
    /// The clocks' speed in thousandths of the normal pace; for all regions. The model does not see it.
    Speed(u32),
    /// The exercise ends; for all regions.
    End,
}

/// An act at its place in the record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Position among the entries, from 0.
    pub sequence: u64,
    /// Region index; none for acts on the whole class.
    pub region: Option<u32>,
    /// Minute of each region the act applies at: one number, or one for each region when `region` is none.
    pub minutes: Vec<u64>,
    /// Participant id; 0 for the program itself and its stand-ins.
    pub participant: u32,
    /// What is done.
    pub act: Act,
    /// Wall clock in milliseconds since 1970. The simulation never reads it.
    pub wall_ms: u64,
    /// The number that the participant's page gave this act, so that it is done once, however often it arrives.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u64>,
}

impl Entry {
    /// The minute at which it is done in the region with this index; none where it is another region's, or has none.
    pub fn minute_in(&self, region: usize) -> Option<Minute> {
        match self.region {
            None => self.minutes.get(region).or(self.minutes.first()).copied(),
            Some(own) => self.minutes.first().filter(|_| own as usize == region).copied(),
        }
    }
}

/// How much of the class's hour has passed: a sum of what was lived through, never a difference of wall times.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hour {
    /// Milliseconds until play ends; none before the class began, or without a cut.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left_ms: Option<u64>,
    /// The same when the running phase began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phase_left_ms: Option<u64>,
    /// Class time used in the running phase, in milliseconds.
    pub phase_used_ms: u64,
    /// Class time since play began, in milliseconds.
    pub class_ms: u64,
}

/// A text the exercise was built from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SourceText {
    /// File name, as the scenario's `from` names it.
    pub name: String,
    /// SHA-256 of the text, in hexadecimal.
    pub sha256: String,
    /// The text.
    pub text: String,
}

/// One line of a record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecordLine {
    /// First line.
    Header {
        /// [`RECORD_VERSION`].
        record_version: u32,
        /// [`MODEL_VERSION`].
        model_version: u32,
        /// Scenario file first, then its libraries.
        sources: Vec<SourceText>,
        /// Seed, hospitals, teams.
        setup: Setup,
    },
    /// An act.
    Entry(Entry),
    /// Where the clocks stood. Recovery resumes at the last one.
    Clock {
        /// Minute of each region.
        minutes: Vec<u64>,
        /// The class's hour; none in records of version 1.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        hour: Option<Hour>,
    },
    /// What the state was.
    Mark {
        /// Minute of each region.
        minutes: Vec<u64>,
        /// State hash of each region, in hexadecimal.
        hashes: Vec<String>,
    },
    /// Last line of a finished exercise.
    Results {
        /// Outcomes, region by region, hospital by hospital.
        outcomes: Vec<Outcome>,
    },
}

impl RecordLine {
    /// The act of a line that holds one.
    pub fn entry(&self) -> Option<&Entry> {
        match self {
            RecordLine::Entry(entry) => Some(entry),
            _ => None,
        }
    }

    /// The minute at which the region with this index lives through it.
    pub fn minute_in(&self, region: usize) -> Option<Minute> {
        match self {
            RecordLine::Entry(entry) => entry.minute_in(region),
            RecordLine::Clock { minutes, .. } | RecordLine::Mark { minutes, .. } => minutes.get(region).copied(),
            RecordLine::Header { .. } | RecordLine::Results { .. } => None,
        }
    }
}

/// A line with its link in the chain, as it is stored.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Linked {
    chain: String,
    line: RecordLine,
}

/// Why a record cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecordError {
    /// Line number, from 1: it is not a line of a record.
    NotALine(usize),
    /// Line number: it, or one before it, was changed, dropped or moved.
    Changed(usize),
    /// The first line is not a header.
    NoHeader,
    /// Made by another version of the record or of the model.
    OtherVersion {
        /// Versions of the record: record, model.
        found: (u32, u32),
    },
    /// A source text does not have its hash.
    SourceChanged(String),
    /// Line number: its minute lies before that of a line before it, or after the end of all phases.
    OutsideTime(usize),
    /// A region holds more hospitals than any has.
    TooManyHospitals,
}

/// Writes lines, each linked to the one before.
#[derive(Clone, Debug, Default)]
pub struct Chain {
    last: String,
}

impl Chain {
    /// The text of the next line, without a line break.
    pub fn link(&mut self, line: &RecordLine) -> String {
        let body = serde_json::to_string(line).expect("lines hold plain data");
        self.last = sha256_hex(&[self.last.as_bytes(), body.as_bytes()]);
        format!("{{\"chain\":\"{}\",\"line\":{body}}}", self.last)
    }

    /// Whether this text is the next line, by its link alone: what the line holds is not read. Takes it in when it is.
    pub fn follows(&mut self, text: &str) -> bool {
        let linked = text.strip_prefix("{\"chain\":\"").and_then(|rest| rest.strip_suffix('}'));
        let Some((link, body)) = linked.and_then(|rest| rest.split_once("\",\"line\":")) else { return false };
        let follows = sha256_hex(&[self.last.as_bytes(), body.as_bytes()]) == link;
        if follows {
            self.last = link.to_owned();
        }
        follows
    }

    /// Reads the next line and checks its link. `number` counts from 1.
    pub fn read(&mut self, number: usize, text: &str) -> Result<RecordLine, RecordError> {
        let linked: Linked = serde_json::from_str(text).map_err(|_| RecordError::NotALine(number))?;
        if self.link(&linked.line) != text {
            return Err(RecordError::Changed(number));
        }
        Ok(linked.line)
    }
}

/// Whether this program can re-run a record of these versions.
pub fn is_playable(record_version: u32, model_version: u32) -> bool {
    (RECORD_VERSION_OLDEST..=RECORD_VERSION).contains(&record_version) && model_version == MODEL_VERSION
}

/// The entries without those that were set aside, in order: what an exercise is re-run from.
pub fn standing(entries: &[Entry]) -> Vec<Entry> {
    let aside = set_aside(entries);
    entries.iter().filter(|entry| !aside.contains(&entry.sequence)).cloned().collect()
}

/// The same for lines, each with its place from 0.
pub fn standing_lines(lines: &[RecordLine]) -> Vec<(usize, &RecordLine)> {
    let aside = set_aside(lines.iter().filter_map(RecordLine::entry));
    let stands = |line: &RecordLine| line.entry().is_none_or(|entry| !aside.contains(&entry.sequence));
    lines.iter().enumerate().filter(|(_, line)| stands(line)).collect()
}

/// Sequences of the entries that were set aside.
fn set_aside<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Vec<u64> {
    let aside = |entry: &Entry| match entry.act {
        Act::SetAside { sequence } => Some(sequence),
        _ => None,
    };
    entries.into_iter().filter_map(aside).collect()
}

/// Reads a whole record, checking the chain, the versions and the hashes of its texts.
pub fn read_record(text: &str) -> Result<Vec<RecordLine>, RecordError> {
    let mut chain = Chain::default();
    let lines: Vec<RecordLine> =
        text.lines().enumerate().map(|(at, line)| chain.read(at + 1, line)).collect::<Result<_, _>>()?;
    let Some(RecordLine::Header { record_version, model_version, sources, .. }) = lines.first() else {
        return Err(RecordError::NoHeader);
    };
    if !is_playable(*record_version, *model_version) {
        return Err(RecordError::OtherVersion { found: (*record_version, *model_version) });
    }
    match sources.iter().find(|source| sha256_hex(&[source.text.as_bytes()]) != source.sha256) {
        Some(source) => Err(RecordError::SourceChanged(source.name.clone())),
        None => Ok(lines),
    }
}

/// Whether a record asks this program for no more than an exercise of its scenario has: hospitals that a region can hold, and
/// minutes that go forward to the end of the last phase. The chain does not show it: it has no key, anybody can compute one.
///
/// # Errors
/// It asks for more.
pub fn fits(lines: &[RecordLine], scenario: &Scenario) -> Result<(), RecordError> {
    let Some(RecordLine::Header { setup, .. }) = lines.first() else {
        return Err(RecordError::NoHeader);
    };
    if setup.regions.iter().any(|region| region.hospitals.len() > PLACES_MAX as usize) {
        return Err(RecordError::TooManyHospitals);
    }
    let ends = scenario.phases.iter().map(|phase| phase.length_min).sum::<Minute>() + SLACK_MIN;
    for region in 0..setup.regions.len() {
        let mut now = 0;
        for (at, line) in lines.iter().enumerate() {
            let minute = line.minute_in(region).unwrap_or(now);
            if !(now..=ends).contains(&minute) {
                return Err(RecordError::OutsideTime(at + 1));
            }
            now = minute;
        }
    }
    Ok(())
}

/// SHA-256 of the parts, one after the other, in hexadecimal.
pub fn sha256_hex(parts: &[&[u8]]) -> String {
    let mut hash = Sha256::new();
    parts.iter().for_each(|part| hash.update(part));
    HEXLOWER.encode(&hash.finalize())
}
