//! "Did you mean": the known word nearest to a mistyped one, by letters to add, drop, change or swap with their neighbour.

use strsim::osa_distance;

/// Most known words that are looked at.
const KNOWN_MAX: usize = 1000;

/// `Did you mean `word`?`, where a known word is near.
pub(crate) fn did_you_mean<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(written, known).map(|word| format!("Did you mean `{word}`?"))
}

/// The nearest of the known words, if it is near enough to be meant.
pub fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let plain = fold(written);
    // A third of the letters may differ: `zome` means `zone`, but `lab` does not mean `imaging`.
    let distance_max = (plain.chars().count() / 3).max(1);
    known
        .into_iter()
        .take(KNOWN_MAX)
        .map(|word| (osa_distance(&plain, &fold(word)), word))
        .filter(|(distance, _)| *distance <= distance_max)
        .min()
        .map(|(_, word)| word)
}

/// Letters and digits only, in lower case, so that `MedicalLead` is near `medical_lead`.
fn fold(word: &str) -> String {
    word.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).take(64).collect()
}

/// The sentence about a field nobody knows, and what was meant.
pub(crate) fn unknown_field<'a>(name: &str, known: impl Iterator<Item = &'a str> + Clone) -> (String, Option<String>) {
    match did_you_mean(name, known.clone()) {
        Some(meant) => (format!("There is no field `{name}` here."), Some(meant)),
        None => (format!("There is no field `{name}` here; known are {}.", known.collect::<Vec<_>>().join(", ")), None),
    }
}
