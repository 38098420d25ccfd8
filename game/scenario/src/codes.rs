//! Codes: every kind of problem there is, with its number, its name, how grave it is, and what it says in a few words.
//!
//! The one list of them. A number is written into notes and filters, so it stays with its meaning for good: a code that
//! is no longer given leaves its number unused.
//!
//! CD00xx: the file and how it is written. CD01xx: fields and values. CD02xx: names and libraries. CD03xx: numbers, texts,
//! the exercise in the room. CD04xx: what cannot happen or cannot be played. CD05xx: what playing it showed. CD06xx:
//! exchange with other programs. CD07xx: edits and old versions.

use std::fmt;

/// How grave a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It is wrong for certain: the scenario is not played before it is mended.
    Error,
    /// It is doubtful: the scenario can be played, but somebody should look.
    Warning,
}

impl Severity {
    /// `error` or `warning`, as tools expect it.
    pub fn id(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}

/// A kind of problem.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// Its number, for good. Shown as `CD0042`.
    pub number: u16,
    /// Its name, kebab-case.
    pub name: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// What it says, in a few words.
    pub title: &'static str,
}

impl Code {
    /// The page about it, in Markdown: what it means, why it matters, a bad and a good example.
    pub fn page(&self) -> &'static str {
        PAGES.iter().find(|(number, _)| *number == self.number).map_or("", |(_, page)| page)
    }

    /// Why it matters: the paragraph of its page that begins so.
    pub fn why(&self) -> String {
        let mut paragraphs = self.page().split("\n\n");
        let why = paragraphs.find_map(|paragraph| paragraph.strip_prefix("Why it matters: "));
        why.unwrap_or(self.title).split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// Every page, by number.
static PAGES: &[(u16, &str)] = include!(concat!(env!("OUT_DIR"), "/pages.rs"));

impl fmt::Display for Code {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "CD{:04}", self.number)
    }
}

/// The code with this number (`CD0042`, `cd42`, `42`) or this name.
pub fn code(written: &str) -> Option<&'static Code> {
    let digits = written.strip_prefix("CD").or_else(|| written.strip_prefix("cd")).unwrap_or(written);
    let number = digits.parse::<u16>().ok();
    CODES.iter().copied().find(|code| code.name == written || Some(code.number) == number)
}

/// A constant for each code, and the list of all.
macro_rules! codes {
    ($($constant:ident = $number:literal $severity:ident $name:literal $title:literal;)*) => {
        $(
            #[doc = $title]
            pub static $constant: Code =
                Code { number: $number, name: $name, severity: Severity::$severity, title: $title };
        )*

        /// Every code, by number.
        pub static CODES: &[&Code] = &[$(&$constant),*];
    };
}

codes! {
    NO_FILE = 1 Error "no-file" "the file cannot be read";
    FILE_TOO_LARGE = 2 Error "file-too-large" "the file is larger than any scenario";
    NOT_UTF8 = 3 Error "not-utf8" "the file is not UTF-8 text";
    SYNTAX = 4 Error "syntax" "this is not how a scenario is written";
    UNCLOSED = 5 Error "unclosed" "a text or comment is never closed";
    TOO_DEEP = 6 Error "too-deep" "brackets are nested too deep";
    DUPLICATE_FIELD = 7 Error "duplicate-field" "a field is written twice";
    DUPLICATE_KEY = 8 Error "duplicate-key" "a key is written twice";
    TOO_MANY = 9 Error "too-many" "there are more problems than are listed";
    TOO_MANY_WARNINGS = 10 Warning "too-many-warnings" "there are more warnings than are listed";
    NOT_TEXT = 11 Error "not-text" "the file is of another type";
    OUTSIDE_FOLDER = 12 Error "outside-folder" "a library lies outside the scenario's folder";
    TOO_MUCH = 13 Error "too-much" "the file holds more than any scenario";

    WRONG_KIND = 101 Error "wrong-kind" "another kind of value belongs here";
    MISSING_FIELD = 102 Error "missing-field" "a field is missing";
    UNKNOWN_FIELD = 103 Error "unknown-field" "there is no such field";
    UNKNOWN_VARIANT = 104 Error "unknown-variant" "there is no such word for this field";
    WRONG_COUNT = 105 Error "wrong-count" "too many or too few values stand in brackets";
    OUT_OF_RANGE = 106 Error "out-of-range" "a number lies outside its range";
    UNREADABLE = 107 Error "unreadable" "the scenario cannot be read";
    WRONG_VERSION = 108 Error "wrong-version" "this version of the language is not known";
    LIST_LENGTH = 109 Error "list-length" "a list is too long or too short";

    ID_FORM = 201 Error "id-form" "an id has the wrong form";
    DUPLICATE_ID = 202 Error "duplicate-id" "an id is given twice";
    RESERVED_ID = 203 Error "reserved-id" "an id is taken by the language";
    UNKNOWN_REFERENCE = 204 Error "unknown-reference" "a name leads nowhere";
    CYCLE = 205 Error "cycle" "a thing needs itself";
    NEEDLESS_TARGETS = 206 Error "needless-targets" "an action without a target lists targets";
    NEEDLESS_TARGET = 207 Error "needless-target" "a decision names a target for an action without one";
    OTHER_ROLE = 208 Error "other-role" "another role orders this action";
    LIBRARY_PATH = 220 Error "library-path" "this is no name of a library";
    UNKNOWN_LIBRARY = 221 Error "unknown-library" "there is no such library";
    LIBRARY_CYCLE = 222 Error "library-cycle" "a library draws on itself";
    LIBRARY_SHAPE = 223 Error "library-shape" "the file is not written as a library";
    UNKNOWN_ID = 224 Error "unknown-id" "what shall be removed is not there";
    AMBIGUOUS_ID = 225 Error "ambiguous-id" "an id stands in two lists";
    EMPTY_OVERRIDE = 226 Error "empty-override" "an override changes nothing";
    LIBRARY_DEPTH = 227 Error "library-depth" "libraries draw on each other too deep";

    CIVIL_TIME = 301 Error "civil-time" "this is no date and time";
    DAY_SHARES = 302 Error "day-shares" "the shares of a day do not fit";
    K_OF = 303 Error "k-of" "`KOf` asks for a count that cannot be";
    LEAST = 304 Error "least" "`AtLeast` begins with no share";
    WEIGHT = 305 Error "weight" "a weight is not above 0";
    ORDER = 306 Error "order" "two numbers stand in the wrong order";
    NO_RANGE = 307 Error "no-range" "the worst is the best";
    REGION_SIZE = 308 Error "region-size" "the region has the wrong size";
    MEASURED_AT = 309 Error "measured-at" "this figure is not read at such a time";
    NO_SOURCE = 310 Error "no-source" "a figure has no source";
    SHARE = 311 Error "share" "a share or chance lies outside 0 to 1";
    DEVICES = 313 Error "devices" "there are more devices than can be played";
    MISSING_TEXT = 320 Error "missing-text" "words are missing";
    TEXT_LENGTH = 321 Error "text-length" "a text is empty or too long";
    UNTRANSLATED = 322 Warning "untranslated" "a language is missing in some texts";
    PLACEHOLDER = 323 Error "placeholder" "a text waits for words that never come";
    UNUSED_TEXT = 324 Warning "unused-text" "nothing shows a text";
    LANGUAGE = 325 Error "language" "this is no language";
    LONG_NAME = 326 Warning "long-name" "a name is longer than its card";
    STRIKE_HOUR = 330 Warning "strike-hour" "the crew does not strike at the minute that is given";
    PHASES = 340 Error "phases" "the four phases are not as they must be";
    CUT_SUM = 341 Error "cut-sum" "the parts of a cut take longer than it has";
    CUT_ORDER = 342 Error "cut-order" "a cut plays phases out of order";
    STOP_PLACE = 343 Error "stop-place" "a stop does not lie in its phase, or not in order";
    WARM_UP = 344 Error "warm-up" "a warm-up cannot be solved";
    MERGE = 345 Error "merge" "a team's roles do not come out right";
    CUT_GAP = 346 Warning "cut-gap" "a cut leaves time that nobody planned";

    IDLE_ROLE = 401 Error "idle-role" "a role has nothing to do in a phase";
    HIDDEN_REASON = 402 Error "hidden-reason" "nobody can see why they should act";
    HIDDEN_CONTENT = 403 Error "hidden-content" "nobody can know what must be reported";
    NEVER_FIRES = 404 Error "never-fires" "an inject can never fire by itself";
    DEAD_PART = 405 Warning "dead-part" "a condition, or a part of it, can never hold";
    NEVER_STARTS = 406 Error "never-starts" "a duty's clock never starts";
    NO_REPORT = 407 Warning "no-report" "nobody can report a duty";
    ENDLESS_PHASE = 408 Error "endless-phase" "a phase cannot end by its condition";
    PHASE_AT_ONCE = 409 Error "phase-at-once" "a phase ends as it begins";
    NOBODY_MAY = 410 Error "nobody-may" "nobody can ever take an action";
    NO_SEAT = 411 Error "no-seat" "nobody in the hospital has this role";
    NO_EVIDENCE = 412 Error "no-evidence" "nothing can show whether an objective was met";
    ALWAYS_CAPPED = 413 Error "always-capped" "an objective is capped whatever is done";
    SCORE_BOUNDS = 414 Error "score-bounds" "the end of a rating's range can never be reached";
    NOT_RATED = 415 Warning "not-rated" "an answer comes too late to be rated, or is none";
    NEEDS_NOTHING = 416 Error "needs-nothing" "a service depends on nothing";
    OUT_OF_REACH = 417 Warning "out-of-reach" "no intruder can come to a zone";
    NO_ENTRY = 418 Error "no-entry" "the attack has no way in";
    BEGINS_LATE = 419 Error "begins-late" "the attack begins after the exercise";
    QUIET_ROLE = 420 Warning "quiet-role" "a role sits idle";
    AT_ONCE = 421 Warning "at-once" "a seat is asked too much at once";
    NO_TIME = 422 Warning "no-time" "a question leaves no time";
    ONLY_BY_HAND = 423 Warning "only-by-hand" "an inject comes only by the facilitator's hand";
    IDLE_CONTROL = 424 Warning "idle-control" "a control protects nothing";
    ABSENT_CONTROL = 425 Warning "absent-control" "a control is never in place";
    NO_WAY = 426 Warning "no-way" "nothing carries to a service what it needs";
    IDLE_FLOW = 427 Warning "idle-flow" "a flow carries nothing";
    NO_HOST = 428 Error "no-host" "a group stands on what cannot carry it";

    NOT_WINNABLE = 501 Error "not-winnable" "nobody can win the exercise";
    NOT_LOSABLE = 502 Error "not-losable" "nobody can lose the exercise";
    NEVER_STRUCK = 503 Warning "never-struck" "the attack is not set off even when nobody does anything";
    NEVER_SEEN = 504 Warning "never-seen" "an inject never arrives";
    NEVER_BEGAN = 505 Warning "never-began" "a legal clock never begins";
    NEVER_OBSERVED = 506 Warning "never-observed" "an objective is never rated";
    TELLS_NOBODY_APART = 507 Warning "tells-nobody-apart" "an objective rates everybody alike";
    NEVER_TAKEN = 508 Warning "never-taken" "nobody ever takes an action";
    CHANGES_NOTHING = 509 Warning "changes-nothing" "an action changes nothing";
    IDLE_TOO_LONG = 510 Warning "idle-too-long" "a role has nothing to do for too long";
    OVERLOADED = 511 Warning "overloaded" "a role has too much to do";
    OVER_TIME = 512 Warning "over-time" "the class has no time for a stop";
    ONE_RULE_IS_ENOUGH = 513 Warning "one-rule-is-enough" "a simple policy does as well as knowing what to do";
}
