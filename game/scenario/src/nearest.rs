//! "Did you mean": the known word nearest to a mistyped one.

/// Most known words that are looked at.
const KNOWN_MAX: usize = 1000;

/// `Did you mean `word`?`, where a known word is near.
pub(crate) fn did_you_mean<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(written, known).map(|word| format!("Did you mean `{word}`?"))
}

/// The nearest of the known words, if it is near enough to be meant.
pub(crate) fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let plain = fold(written);
    // A third of the letters may differ: `zome` means `zone`, but `lab` does not mean `imaging`.
    let distance_max = (plain.len() / 3).max(1);
    known
        .into_iter()
        .take(KNOWN_MAX)
        .map(|word| (distance(&plain, &fold(word)), word))
        .filter(|(distance, _)| *distance <= distance_max)
        .min()
        .map(|(_, word)| word)
}

/// Letters and digits only, in lower case, so that `MedicalLead` is near `medical_lead`.
fn fold(word: &str) -> Vec<char> {
    word.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).take(64).collect()
}

/// Letters to add, drop, change or swap with their neighbour to make one word of the other.
fn distance(from: &[char], to: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for i in 0..from.len() {
        let mut next = vec![i + 1];
        for j in 0..to.len() {
            let mut least = (row[j] + usize::from(from[i] != to[j])).min(row[j + 1] + 1).min(next[j] + 1);
            if i > 0 && j > 0 && from[i] == to[j - 1] && from[i - 1] == to[j] {
                least = least.min(before[j - 1] + 1);
            }
            next.push(least);
        }
        before = std::mem::replace(&mut row, next);
    }
    row[to.len()]
}

/// The sentence about a field nobody knows, and what was meant.
pub(crate) fn unknown_field<'a>(name: &str, known: impl Iterator<Item = &'a str> + Clone) -> (String, Option<String>) {
    match did_you_mean(name, known.clone()) {
        Some(meant) => (format!("There is no field `{name}` here."), Some(meant)),
        None => (format!("There is no field `{name}` here; known are {}.", known.collect::<Vec<_>>().join(", ")), None),
    }
}
