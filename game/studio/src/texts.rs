//! The shipped scenarios and libraries, as the server handed them out.

use std::collections::BTreeMap;

use codedark_scenario::SourceFile;

/// Shipped files: their names below `scenarios/` with their endings, and their texts. Empty without a facilitator's session.
#[derive(Default)]
pub struct Texts(BTreeMap<String, String>);

impl Texts {
    /// The texts in an answer of the server; none when it is something else.
    pub fn read(answer: &str) -> Texts {
        Texts(serde_json::from_str(answer).unwrap_or_default())
    }

    /// A file by its name, whose ending `.ron` may stand or not.
    pub fn file(&self, name: &str) -> Option<SourceFile> {
        let name = format!("{}.ron", name.strip_suffix(".ron").unwrap_or(name));
        let text = self.0.get(&name)?.clone();
        Some(SourceFile { name, text })
    }

    /// Names of the scenarios, sorted, each with what its file says of it first.
    pub fn scenarios(&self) -> Vec<(String, String)> {
        let scenarios = self.0.iter().filter_map(|(name, text)| Some((name.strip_suffix(".ron")?, text)));
        let scenarios = scenarios.filter(|(name, _)| !name.contains('/'));
        scenarios.map(|(name, text)| (name.to_owned(), first_sentence(text))).collect()
    }
}

/// The first sentence of the comment that a file begins with.
fn first_sentence(text: &str) -> String {
    let comment = text.lines().map_while(|line| line.strip_prefix("//")).map(str::trim);
    let all = comment.collect::<Vec<_>>().join(" ");
    all.find(". ").map_or(all.clone(), |end| all[..=end].to_owned())
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// The shipped texts as a server hands them out.
    pub fn shipped() -> Texts {
        let names = codedark_shipped::built_in_file_names();
        let files = names.filter_map(|name| Some((name, codedark_shipped::built_in(name)?.text)));
        let answer = serde_json::to_string(&files.collect::<BTreeMap<_, _>>()).expect("texts");
        Texts::read(&answer)
    }

    #[test]
    fn scenarios_are_listed_and_libraries_found() {
        let texts = shipped();
        let listed: Vec<String> = texts.scenarios().into_iter().map(|(name, _)| name).collect();
        assert_eq!(listed, codedark_shipped::built_in_names());
        assert!(texts.scenarios().iter().all(|(_, about)| about.ends_with('.')), "each says what it is about");
        assert_eq!(texts.file("library/actions.ron").map(|file| file.name), Some("library/actions.ron".to_owned()));
        assert!(texts.file("library/actions").is_some() && texts.file("library/nothing").is_none());
    }

    #[test]
    fn what_is_no_list_of_texts_holds_none() {
        for answer in ["", "{\"error\": 7}", "[]", "<html>"] {
            assert!(Texts::read(answer).scenarios().is_empty(), "{answer}");
        }
    }
}
