//! What a new scenario can be: each choice, and the parts of the libraries that it needs.

/// Something that can be chosen for a new scenario.
pub trait Choice: Copy + PartialEq + Send + Sync + 'static {
    /// All there is to choose from, the usual one first.
    const ALL: &'static [Self];
    /// The name of a choice, as people type it.
    fn name(self) -> &'static str;
    /// The choice with this name.
    fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|choice| choice.name() == name)
    }
}

/// The enum, and its choices with their names.
macro_rules! choices {
    ($(#[$doc:meta])* $name:ident { $($(#[$what:meta])* $variant:ident = $words:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name {
            $($(#[$what])* $variant,)*
        }

        impl Choice for $name {
            const ALL: &'static [Self] = &[$($name::$variant),*];

            fn name(self) -> &'static str {
                match self {
                    $($name::$variant => $words,)*
                }
            }
        }
    };
}

choices! {
    /// Beds of the hospital.
    Beds {
        /// A regional hospital.
        Regional = "300",
        /// A small hospital: three people for all computers, nobody at night.
        Small = "50",
        /// A university hospital.
        University = "1000",
    }
}

choices! {
    /// What kind of attack it is.
    Family {
        /// People at a keyboard who end with encryption.
        HumanOperatedRansomware = "human-operated-ransomware",
        /// A program that spreads by itself.
        Worm = "worm",
        /// Data is taken and money asked for; nothing is encrypted.
        DataTheftExtortion = "data-theft-extortion",
        /// The crew comes through a supplier, or the supplier is lost.
        SupplierCompromise = "supplier-compromise",
        /// Outward-facing services are flooded.
        DenialOfService = "denial-of-service",
        /// Somebody with a valid account of the hospital.
        Insider = "insider",
        /// Devices at the bedside show, sound or do something else than they should.
        MedicalDeviceTampering = "medical-device-tampering",
    }
}

choices! {
    /// Minutes of the class.
    Length {
        /// All four phases.
        Ninety = "90",
        /// The second half, from a prepared start.
        Short = "45",
        /// All four phases, with a break and a long debrief.
        HalfDay = "180",
    }
}

choices! {
    /// Language of the scenario's own words.
    Language {
        /// English.
        En = "en",
        /// German.
        De = "de",
        /// French.
        Fr = "fr",
    }
}

impl Beds {
    /// The number as a sentence of any language has it.
    pub(super) fn shown(self) -> String {
        if self == Beds::University { "1 000".to_owned() } else { self.name().to_owned() }
    }

    pub(super) fn library(self) -> &'static str {
        match self {
            Beds::Small => "small-50",
            Beds::Regional => "regional-300",
            Beds::University => "university-1000",
        }
    }

    /// What the library's house has otherwise.
    pub(super) fn with(self) -> &'static str {
        match self {
            // Prices are those of a house with 300 beds, so the money is too: a third of what can be tabled.
            Beds::University => ", with: (budget_cents: 64_000_000)",
            Beds::Small | Beds::Regional => "",
        }
    }

    /// Ranges of outcomes, which grow with the house: devices that become unreadable, then minutes of care delayed in detection
    /// and in response, then cancellations. Those of the shipped exercises at this size.
    pub(super) fn ranges(self, family: Family) -> Vec<(&'static str, &'static str)> {
        let (lost, kept, strike, planned) = match self {
            Beds::Regional => return Vec::new(),
            Beds::Small => (
                "Level(measure: devices_encrypted, worst: 180, best: 10)",
                "Growth(measure: care_minutes_delayed, worst: 150000, best: 5000)",
                "Growth(measure: care_minutes_delayed, worst: 60000, best: 20000)",
                "Growth(measure: cancelled, worst: 3000, best: 60)",
            ),
            Beds::University => (
                "Level(measure: devices_encrypted, worst: 5000, best: 220)",
                "Growth(measure: care_minutes_delayed, worst: 2700000, best: 45000)",
                "Growth(measure: care_minutes_delayed, worst: 600000, best: 200000)",
                "Growth(measure: cancelled, worst: 70000, best: 1000)",
            ),
        };
        let all =
            [("little-was-lost", lost), ("care-kept", kept), ("strike-care", strike), ("planned-care-kept", planned)];
        all.into_iter().filter(|(id, _)| family.encrypts() || *id != "little-was-lost").collect()
    }

    /// Patients whom this house sends elsewhere.
    pub(super) fn removed_patients(self) -> &'static [&'static str] {
        if self == Beds::Small { &["stroke-night", "breast-cancer", "dialysis-day"] } else { &[] }
    }
}

impl Family {
    /// Whether computers become unreadable.
    fn encrypts(self) -> bool {
        matches!(self, Family::HumanOperatedRansomware | Family::Worm)
    }

    /// The libraries of its questions and of its objectives.
    pub(super) fn libraries(self) -> (&'static str, &'static str) {
        match self.encrypts() {
            true => ("injects", "objectives"),
            false => ("injects-without-encryption", "objectives-without-encryption"),
        }
    }

    /// What its crew does otherwise than in the library: which step counts as the strike, where nothing is encrypted.
    pub(super) fn steps(self) -> &'static str {
        match self {
            Family::HumanOperatedRansomware | Family::Worm => "",
            Family::DataTheftExtortion => r#"(id: "ask-for-money", strikes: true)"#,
            Family::SupplierCompromise => {
                r#"(id: "supplier-lost", odds: 1, strikes: true, gives: Disrupt(Lab, 1_440))"#
            }
            Family::DenialOfService => r#"(id: "first-wave", odds: 0.9, tries: 6, strikes: true)"#,
            Family::Insider => r#"(id: "change-results", odds: 0.85, tries: 12, strikes: true)"#,
            Family::MedicalDeviceTampering => r#"(id: "silence-alarms", odds: 0.95, tries: 12, strikes: true)"#,
        }
    }

    /// Where response opens for a team that stopped the attack.
    pub(super) fn strike_state(self) -> &'static str {
        match self {
            Family::HumanOperatedRansomware => {
                r#"zones: ["office", "servers", "wards", "imaging", "lab", "bedside"], share_percent: 60, steals_gb: 100"#
            }
            Family::Worm => r#"zones: ["office", "wards", "imaging", "lab"], share_percent: 40"#,
            Family::DataTheftExtortion => r#"zones: ["office", "servers"], steals_gb: 100, steps: ["ask-for-money"]"#,
            Family::SupplierCompromise => r#"steps: ["supplier-lost"]"#,
            Family::DenialOfService => r#"steps: ["first-wave"]"#,
            Family::Insider => r#"zones: ["wards"], steps: ["change-results"]"#,
            Family::MedicalDeviceTampering => r#"zones: ["bedside"], steps: ["silence-alarms"]"#,
        }
    }

    /// Orders that make no sense: where nobody asks for money, none is paid.
    pub(super) fn removed_actions(self) -> &'static [&'static str] {
        if self.asks_for_money() { &[] } else { &["pay-ransom", "borrow-the-ransom"] }
    }

    /// Objectives that nobody could meet.
    pub(super) fn removed_objectives(self) -> &'static [&'static str] {
        if self.asks_for_money() { &[] } else { &["no-money-for-crime"] }
    }

    fn asks_for_money(self) -> bool {
        !matches!(self, Family::DenialOfService | Family::Insider)
    }

    /// Questions of a lost laboratory, where it is not lost.
    pub(super) fn removed_injects(self) -> &'static [&'static str] {
        let spared = !self.encrypts() && self != Family::SupplierCompromise;
        if spared { LABORATORY } else { &[] }
    }

    /// The questions whose answers are rated in response and in recovery, where they are not those of `objectives`.
    pub(super) fn answers(self) -> Option<[Vec<&'static str>; 2]> {
        let left = |all: &[&'static str]| -> Vec<&'static str> {
            all.iter().filter(|id| !self.removed_injects().contains(*id)).copied().collect()
        };
        (!self.encrypts()).then(|| [left(RESPONSE), left(RECOVERY)])
    }
}

const LABORATORY: &[&str] = &["which-samples", "blood-for-two", "results-by-phone", "two-values"];

const RESPONSE: &[&str] = &[
    "which-samples",
    "cut-off-by-partners",
    "blood-for-two",
    "records-overwritten",
    "unplug-it-all",
    "first-words",
    "go-on-operating",
    "neighbour-wants-to-know",
    "is-she-safe-here",
    "second-looks",
    "everybody-calls",
    "complaint-or-quiet",
    "phones-jammed",
    "pharmacy-order",
    "restart-helps",
    "who-goes-home",
    "maker-wants-in",
    "post-shared",
];

const RECOVERY: &[&str] = &[
    "results-by-phone",
    "family-asks",
    "two-values",
    "stand-down-day",
    "how-honest",
    "keep-watching",
    "two-who-leave",
    "two-gaps",
    "is-it-over",
    "sixty-unknown",
    "was-it-me",
    "drop-the-checks",
    "look-back",
    "late-alarm",
    "old-account-back",
    "five-weeks-late",
    "another-is-hit",
    "partner-once-a-year",
    "who-was-late",
    "makers-laptops",
];

impl Length {
    /// The cuts of the library that the class is not played in.
    pub(super) fn other_cuts(self) -> [&'static str; 2] {
        match self {
            Length::Short => ["ninety", "half-day"],
            Length::Ninety => ["half-day", "short"],
            Length::HalfDay => ["ninety", "short"],
        }
    }
}

impl Language {
    /// Whether a line of the template is written: one of words in a language only where it was chosen, or is English.
    pub(super) fn keeps(self, line: &str) -> bool {
        let of = |language: Language| line.trim_start().starts_with(&format!("\"{}\": \"", language.name()));
        Language::ALL.iter().all(|language| *language == self || *language == Language::En || !of(*language))
    }
}
