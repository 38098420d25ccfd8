//! Records read back: what they were made from, and the exercise re-run from their lines.
//!
//! Two ways: [`rerun`] checks every line and stops at the first that does not hold, for `codedark replay`; [`rerun_kept`] is
//! for taking a class up again, where all that stands counts more than what does not.

use std::panic::{AssertUnwindSafe, catch_unwind};

use codedark_protocol::Msg;
use codedark_scenario::PLACES_MAX;
use codedark_sim::exercise::{
    Act, Chain, Decision, Exercise, PolicyFile, RecordError, RecordLine, Replay, ReplayError, Setup, Skill, fits,
    is_playable, read_record, standing_lines,
};

use crate::Content;
use crate::words::sentence;

/// The lines of a record whose chain holds.
pub fn read(text: &str) -> Result<Vec<RecordLine>, Msg> {
    read_record(text).map_err(|error| record_refused(&error))
}

/// The lines of a record whose chain holds, whoever made it.
pub fn read_lines(text: &str) -> Result<Vec<RecordLine>, Msg> {
    let mut chain = Chain::default();
    let lines = text.lines().enumerate().map(|(at, line)| chain.read(at + 1, line));
    lines.collect::<Result<_, _>>().map_err(|error| record_refused(&error))
}

/// What a record was made from, when this program can re-run it.
pub fn opening(lines: &[RecordLine]) -> Result<(Content, Setup), Msg> {
    let Some(RecordLine::Header { record_version, model_version, .. }) = lines.first() else {
        return Err(Msg::new("record-no-header"));
    };
    if !is_playable(*record_version, *model_version) {
        return Err(record_refused(&RecordError::OtherVersion { found: (*record_version, *model_version) }));
    }
    let (content, setup) = recorded(lines)?;
    let content = content?;
    fits(lines, &content.scenario).map_err(|error| record_refused(&error))?;
    Ok((content, setup))
}

/// What a record was made from, whoever made it: the content where this program can still read it, and the set-up.
pub fn recorded(lines: &[RecordLine]) -> Result<(Result<Content, Msg>, Setup), Msg> {
    let Some(RecordLine::Header { sources, setup, .. }) = lines.first() else {
        return Err(Msg::new("record-no-header"));
    };
    let content = Content::recorded(sources).map_err(|problems| {
        let first = problems.first().map(ToString::to_string).unwrap_or_default();
        Msg::new("record-scenario").word("problem", first)
    });
    Ok((content, setup.clone()))
}

/// Re-runs the lines of a record. The sentence of a failure names the line.
pub fn rerun(content: &Content, setup: &Setup, lines: &[RecordLine]) -> Result<Replay, Msg> {
    let mut replay = Replay::start(&content.scenario, setup);
    for (at, line) in standing_lines(lines) {
        replay.apply(line).map_err(|error| replay_refused(at + 1, &error))?;
    }
    Ok(replay)
}

/// The regions of a class as far as they can be re-run, each with a region's own failures: none for one that panics.
/// Beside them, what did not agree with the record.
pub fn rerun_kept(content: &Content, setup: &Setup, lines: &[RecordLine]) -> (Vec<Option<Exercise>>, Vec<Msg>) {
    let lines = standing_lines(lines);
    let mut disagree = Vec::new();
    let regions = setup.regions.iter().enumerate().map(|(index, region)| {
        let rerun = catch_unwind(AssertUnwindSafe(|| {
            let mut exercise = Exercise::build(content.scenario.clone(), setup.seed, region);
            // What was accepted is accepted again: a refusal could only come from a changed program, and shows at a mark.
            let lived = lines.iter().map(|(_, line)| exercise.replay_line(index, line));
            let other = lived.filter(|lived| matches!(lived, Err(ReplayError::OtherState(_)))).count();
            (exercise, other)
        }));
        let (exercise, other) = rerun.ok()?;
        if other > 0 {
            disagree.push(Msg::new("marks-disagree").number("region", index as i64 + 1).number("marks", other as i64));
        }
        Some(exercise)
    });
    (regions.collect(), disagree)
}

/// What `codedark replay` found.
pub struct Replayed {
    /// Lines read.
    pub lines: usize,
    /// Hash marks that agreed.
    pub marks: usize,
    /// Whether the record ends with results, which agreed.
    pub finished: bool,
    /// State hash of each region at the end.
    pub hashes: Vec<String>,
    /// The orders in it, as a policy file.
    pub policy: PolicyFile,
}

/// Re-runs a record from its own texts, and checks every mark and the results on the way.
pub fn replay(text: &str) -> Result<Replayed, Msg> {
    let lines = read(text)?;
    let (content, setup) = opening(&lines)?;
    let replay = rerun(&content, &setup, &lines)?;
    Ok(Replayed {
        lines: lines.len(),
        marks: lines.iter().filter(|line| matches!(line, RecordLine::Mark { .. })).count(),
        finished: matches!(lines.last(), Some(RecordLine::Results { .. })),
        hashes: replay.regions.iter().map(Exercise::hash).collect(),
        policy: policy_of(&lines),
    })
}

/// The orders of the first region, to be played again by `codedark run --policy`.
fn policy_of(lines: &[RecordLine]) -> PolicyFile {
    let decision = |line: &RecordLine| match line {
        RecordLine::Entry(entry) if entry.region == Some(0) => match &entry.act {
            Act::Order { seat, command } => Some(Decision::of(*entry.minutes.first()?, seat, command)),
            _ => None,
        },
        _ => None,
    };
    PolicyFile { version: 1, others: Skill::Idle, decisions: lines.iter().filter_map(decision).collect() }
}

fn replay_refused(line: usize, error: &ReplayError) -> Msg {
    let msg = |id| Msg::new(id).number("line", line as i64);
    match error {
        ReplayError::Refused(_, reason) => msg("replay-refused").word("reason", sentence(reason)),
        ReplayError::OtherState(_) => msg("replay-other-state"),
        ReplayError::OtherResults => msg("replay-other-results"),
        ReplayError::NoRegion(_) => msg("replay-no-region"),
    }
}

/// The sentence for a record that cannot be used.
pub fn record_refused(error: &RecordError) -> Msg {
    match error {
        RecordError::NotALine(line) => Msg::new("record-not-a-line").number("line", *line as i64),
        RecordError::Changed(line) => Msg::new("record-changed").number("line", *line as i64),
        RecordError::NoHeader => Msg::new("record-no-header"),
        RecordError::OtherVersion { found } => {
            Msg::new("record-other-version").number("record", found.0.into()).number("model", found.1.into())
        }
        RecordError::SourceChanged(name) => Msg::new("record-source-changed").word("name", name.clone()),
        RecordError::OutsideTime(line) => Msg::new("record-outside-time").number("line", *line as i64),
        RecordError::TooManyHospitals => Msg::new("record-too-many-hospitals").number("most", PLACES_MAX.into()),
    }
}
