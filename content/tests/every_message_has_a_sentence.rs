//! Each message id that the sources of the native programs name has a sentence, its own or the client's, and each of its own is used.

use std::collections::BTreeSet;
use std::path::Path;

const OWN: &str = include_str!("../../assets/locales/en/server.ftl");
const CLIENT: &str = include_str!("../../assets/locales/en/client.ftl");

fn sources(folder: &Path, all: &mut String) {
    for entry in std::fs::read_dir(folder).expect("the sources are there") {
        let path = entry.expect("a folder entry").path();
        if path.is_dir() {
            sources(&path, all);
        } else {
            *all += &std::fs::read_to_string(path).expect("a source file");
        }
    }
}

fn ids(sentences: &str) -> BTreeSet<&str> {
    let ids = sentences.lines().filter_map(|line| line.split_once(" = ")).map(|(id, _)| id);
    ids.filter(|id| !id.starts_with(['#', ' '])).collect()
}

#[test]
fn ids_and_sentences_match() {
    let mut all = String::new();
    for package in ["content", "server", "authoring", "program"] {
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(package).join("src"), &mut all);
    }
    let own = ids(OWN);
    for id in &own {
        assert!(all.contains(&format!("\"{id}\"")), "the sentence {id} is never used");
    }
    let known: BTreeSet<&str> = own.into_iter().chain(ids(CLIENT)).collect();
    for call in ["Msg::new(\"", "say(\"", "msg(\"", "self.dismiss(id, \"", "host.dismiss(id, \""] {
        for rest in all.split(call).skip(1) {
            let id = rest.split('"').next().unwrap_or_default();
            assert!(known.contains(id), "{id} has no sentence");
        }
    }
}
