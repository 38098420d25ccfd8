//! The shipped exercises as they were when the last model was set, with the libraries they draw on: content may change without
//! moving a reference run. When the language changes, `codedark migrate` brings them along, and no hash may move; a new model,
//! whose block holds runs of its own, may bring the texts of its day.

use codedark_scenario::SourceFile;

macro_rules! texts {
    ($($name:literal,)*) => {
        &[$(($name, include_str!(concat!("../fixtures/frozen/", $name, ".ron")))),*]
    };
}

/// Each frozen file: its name without its ending, and its text.
static TEXTS: &[(&str, &str)] = texts![
    "bedside-alarms",
    "conti-friday",
    "hacktivist-wave",
    "imaging-extortion",
    "irish-health-service-2021",
    "lab-supplier",
    "library/actions",
    "library/adversaries/data-theft-extortion",
    "library/adversaries/denial-of-service",
    "library/adversaries/human-operated-ransomware",
    "library/adversaries/insider",
    "library/adversaries/medical-device-tampering",
    "library/adversaries/opportunistic-ransomware",
    "library/adversaries/supplier-compromise",
    "library/adversaries/worm",
    "library/calibration/phases",
    "library/calibration/recovery",
    "library/clocks",
    "library/cuts",
    "library/hospitals/regional-300",
    "library/hospitals/small-50",
    "library/hospitals/university-1000",
    "library/injects-without-encryption",
    "library/injects",
    "library/merges",
    "library/objectives-without-encryption",
    "library/objectives",
    "library/patients",
    "library/phases",
    "library/warm-up",
    "results-altered",
    "small-hospital-vouchers",
    "sud-francilien-2022",
    "worm-friday-2017",
];

/// A frozen file by its name.
pub fn frozen(name: &str) -> Option<SourceFile> {
    let (name, text) = TEXTS.iter().find(|(known, _)| *known == name.trim_end_matches(".ron"))?;
    Some(SourceFile { name: (*name).to_owned(), text: (*text).to_owned() })
}

/// Names of the exercises among them, sorted.
pub fn exercises() -> impl Iterator<Item = &'static str> {
    TEXTS.iter().map(|(name, _)| *name).filter(|name| !name.contains('/'))
}
