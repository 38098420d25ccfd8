//! Parameters: the model's own numbers, each with its unit and its source, in the file of the domain that uses it.
//!
//! [`parameters!`] makes the constants and the list of them at once, so that MODEL.md and `codedark calibrate` can tell
//! every number the model rests on, and none can be added without saying where it comes from. Numbers of a hospital, an
//! adversary or an action are not here: they are data, in the libraries under `scenarios`.

/// One number of the model.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// Name of the constant.
    pub name: &'static str,
    /// Its value.
    pub value: f64,
    /// Its unit: `minutes`, `share`, `factor`, `chance`, `1/h` and so on.
    pub unit: &'static str,
    /// What it means.
    pub what: &'static str,
    /// A citation, or the word assumption and a reason.
    pub source: &'static str,
}

impl Parameter {
    /// Whether nobody published it: it is free to be chosen, within reason, so that the published points are met.
    pub fn is_free(&self) -> bool {
        self.source.to_ascii_lowercase().contains("assumption")
    }
}

/// Makes constants, and `PARAMETERS`, the list of them:
///
/// ```text
/// parameters! {
///     /// Days after which exhaustion shows.
///     TIRES_AFTER: Minute = 10 * DAY, "minutes", "assumption: manual capacity fell in the second week";
/// }
/// ```
macro_rules! parameters {
    ($($(#[doc = $what:literal])+ $sight:vis $name:ident: $kind:ty = $value:expr, $unit:literal, $source:literal;)+) => {
        $($(#[doc = $what])+ $sight const $name: $kind = $value;)+

        /// The numbers of this domain.
        pub const PARAMETERS: &[$crate::parameter::Parameter] = &[$(
            #[allow(clippy::unnecessary_cast, reason = "the constants are of several types")]
            $crate::parameter::Parameter {
                name: stringify!($name),
                value: $value as f64,
                unit: $unit,
                what: concat!($($what),+),
                source: $source,
            }
        ),+];
    };
}
pub(crate) use parameters;

/// All numbers of the model, by domain.
pub fn all() -> Vec<(&'static str, &'static [Parameter])> {
    vec![
        ("network", crate::network::PARAMETERS),
        ("attack", crate::attack::PARAMETERS),
        ("attack: tempo", crate::attack::TEMPO),
        ("attack: reach", crate::attack::REACH),
        ("attack: theft", crate::attack::THEFT),
        ("attack: strike", crate::attack::STRIKE),
        ("impact", crate::attack::IMPACT),
        ("detection", crate::detection::PARAMETERS),
        ("defence", crate::defence::PARAMETERS),
        ("joint", crate::joint::PARAMETERS),
        ("effects", crate::effects::PARAMETERS),
        ("money", crate::money::PARAMETERS),
        ("recovery", crate::recovery::PARAMETERS),
        ("recovery: hands", crate::recovery::HANDS),
        ("recovery: backups", crate::recovery::BACKUP),
        ("recovery: key", crate::recovery::KEY),
        ("care: capacity", crate::care::capacity::PARAMETERS),
        ("care: flow", crate::care::flow::PARAMETERS),
        ("care: neighbours", crate::care::neighbours::PARAMETERS),
        ("care: transfer", crate::care::transfer::PARAMETERS),
        ("exchange", crate::exchange::PARAMETERS),
        ("people", crate::people::PARAMETERS),
        ("people: word", crate::people::word::PARAMETERS),
        ("people: shifts", crate::people::shifts::PARAMETERS),
        ("duty", crate::duty::PARAMETERS),
        ("plan", crate::plan::PARAMETERS),
    ]
}
