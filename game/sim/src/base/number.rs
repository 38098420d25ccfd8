//! One number of the model, and the macro by which a domain declares its own.

/// One number of the model.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number {
    /// Its name within its domain.
    pub name: &'static str,
    /// Its value unless it is set.
    pub value: f64,
    /// Least value that can be defended.
    pub low: f64,
    /// Greatest value that can be defended.
    pub high: f64,
    /// Its unit: `minutes`, `share`, `factor`, `chance`, `1/h` and so on.
    pub unit: &'static str,
    /// What it means.
    pub what: &'static str,
    /// A citation, or the word assumption and a reason.
    pub source: &'static str,
}

impl Number {
    /// Whether nobody published it: it is free to be chosen, within its range, so that the published points are met.
    pub fn is_free(&self) -> bool {
        self.source.to_ascii_lowercase().contains("assumption")
    }
}

/// A type that a number has: whole ones are rounded.
pub(crate) trait Kind {
    /// The value as this type.
    fn of(value: f64) -> Self;
}

impl Kind for f64 {
    fn of(value: f64) -> f64 {
        value
    }
}

impl Kind for u64 {
    fn of(value: f64) -> u64 {
        value.round() as u64
    }
}

impl Kind for u32 {
    fn of(value: f64) -> u32 {
        value.round() as u32
    }
}

impl Kind for i64 {
    fn of(value: f64) -> i64 {
        value.round() as i64
    }
}

/// Makes the struct of a domain's numbers, with their values, and the list that tells unit, range and source of each:
///
/// ```text
/// numbers! {
///     /// What a service can do on paper.
///     Capacity in "care: capacity" {
///         /// Days after which exhaustion shows.
///         tires_after: Minute = 10 * DAY, 4 * DAY..=15 * DAY, "minutes", "assumption: manual capacity fell in week two";
///     }
/// }
/// ```
macro_rules! numbers {
    (
        $(#[doc = $about:literal])+
        $group:ident in $domain:literal {
            $($(#[doc = $what:literal])+ $name:ident: $kind:ty = $value:expr, $range:expr, $unit:literal, $source:literal;)+
        }
    ) => {
        $(#[doc = $about])+
        #[derive(Clone, Debug, PartialEq)]
        pub struct $group {
            $($(#[doc = $what])+ pub $name: $kind,)+
        }

        impl Default for $group {
            fn default() -> $group {
                $group { $($name: $value,)+ }
            }
        }

        #[allow(clippy::unnecessary_cast, reason = "numbers are of several types")]
        impl $group {
            /// The domain's name in lists.
            pub const DOMAIN: &str = $domain;

            /// The numbers of the domain.
            pub const LIST: &[$crate::base::number::Number] = &[$({
                const VALUE: $kind = $value;
                const RANGE: std::ops::RangeInclusive<$kind> = $range;
                $crate::base::number::Number {
                    name: stringify!($name),
                    value: VALUE as f64,
                    low: *RANGE.start() as f64,
                    high: *RANGE.end() as f64,
                    unit: $unit,
                    what: concat!($($what),+),
                    source: $source,
                }
            }),+];

            /// A number by its name.
            pub fn value(&self, name: &str) -> Option<f64> {
                match name {
                    $(stringify!($name) => Some(self.$name as f64),)+
                    _ => None,
                }
            }

            /// Sets a number that is there.
            pub(super) fn set(&mut self, name: &str, value: f64) {
                match name {
                    $(stringify!($name) => self.$name = $crate::base::number::Kind::of(value),)+
                    _ => {}
                }
            }
        }
    };
}
pub(crate) use numbers;
