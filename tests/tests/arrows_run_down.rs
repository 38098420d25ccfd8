//! Arrows run down: a crate stands on those below it and on no others, and no two files of a crate use each other.
//!
//! The files are read as text. Two modules beside each other, each with all that lies in it, may not use each other, be it by
//! way of a third. What a module uses of the one that it lies in is not looked at: files that add to one type share a room.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// What faces the network or lies below it, and what each may stand on.
const STANDS_ON: [(&str, &[&str]); 12] = [
    ("game/scenario", &[]),
    ("game/shipped", &["scenario"]),
    ("game/protocol", &["scenario"]),
    ("game/sim", &["scenario", "protocol"]),
    ("game/screens", &["scenario", "protocol"]),
    ("game/shell", &["screens"]),
    ("game/client", &["protocol", "screens", "shell"]),
    ("game/studio", &["scenario", "protocol", "sim", "screens", "shell"]),
    ("content", &["scenario", "shipped", "protocol", "sim"]),
    ("server", &["scenario", "shipped", "protocol", "sim", "content"]),
    ("authoring", &["scenario", "shipped", "protocol", "sim", "content"]),
    ("program", &["scenario", "shipped", "protocol", "sim", "content", "server", "authoring"]),
];
/// What only commands of authors need: the host has no business with it.
const NOT_IN_THE_HOST: [&str; 13] = [
    "annotate-snippets",
    "askama",
    "base64",
    "calamine",
    "clap",
    "csv",
    "encoding_rs",
    "indicatif",
    "layout-rs",
    "plotters",
    "rust_xlsxwriter",
    "uuid",
    "zip",
];
/// Crates whose files are looked at.
const LOOKED_AT: [&str; 10] = [
    "game/scenario",
    "game/sim",
    "content",
    "server",
    "authoring",
    "program",
    "game/screens",
    "game/shell",
    "game/client",
    "game/studio",
];

/// The floors of the simulation, from the ground.
const FLOORS: [&str; 7] = ["base", "hospital", "reading", "rules", "orders", "region", "exercise"];
fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The names under `[dependencies]`.
fn dependencies(package: &str) -> BTreeSet<String> {
    let manifest = fs::read_to_string(project().join(package).join("Cargo.toml")).expect("a manifest");
    let lines = manifest.lines().skip_while(|line| *line != "[dependencies]").skip(1);
    let lines = lines.take_while(|line| !line.starts_with('['));
    let name = |line: &str| Some(line.split_once(['.', ' '])?.0.to_owned());
    lines.filter(|line| line.contains('=') && !line.starts_with('#')).filter_map(name).collect()
}

#[test]
fn a_crate_stands_on_those_below_it() {
    for (package, below) in STANDS_ON {
        let stands_on = dependencies(package);
        for ours in stands_on.iter().filter_map(|name| name.strip_prefix("codedark-")) {
            assert!(below.contains(&ours), "{package} may not stand on codedark-{ours}");
        }
        if ["content", "server"].contains(&package) {
            let found: Vec<_> = NOT_IN_THE_HOST.iter().filter(|name| stands_on.contains(**name)).collect();
            assert!(found.is_empty(), "{package} has what only commands need: {found:?}");
        }
    }
}

/// The source files of a folder, by module: `session::region`.
fn modules(folder: &Path, at: &str, found: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let below = if at.is_empty() { name.clone() } else { format!("{at}::{name}") };
        if path.is_dir() {
            modules(&path, &below, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let module = if ["mod", "lib", "main"].contains(&name.as_str()) { at.to_owned() } else { below };
            found.insert(module, code(&fs::read_to_string(&path).expect("a source file")));
        }
    }
}

/// A file without its comments and its own tests, all on one line.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    text.lines().map(|line| line.split("//").next().unwrap_or_default().trim()).collect::<Vec<_>>().join(" ")
}

/// All paths that begin with `crate` or `super`, those in braces too.
fn paths(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for start in ["crate::", "super::"] {
        for (at, _) in code.match_indices(start) {
            let before = code[..at].chars().next_back();
            if !before.is_some_and(|before| before.is_alphanumeric() || before == '_' || before == ':') {
                unfold(&mut code[at..].chars().peekable(), "", &mut found);
            }
        }
    }
    found
}

/// Reads one path, and where it ends in braces, all that stand in them.
fn unfold(rest: &mut std::iter::Peekable<std::str::Chars>, before: &str, found: &mut Vec<String>) {
    let mut path = before.to_owned();
    while let Some(next) = rest.peek().copied() {
        match next {
            '{' if path.ends_with("::") => {
                while rest.next().is_some_and(|end| end != '}') {
                    while rest.next_if(|next| *next == ' ').is_some() {}
                    unfold(rest, &path, found);
                    while rest.next_if(|next| !",}".contains(*next)).is_some() {}
                    if rest.peek().is_none_or(|next| *next == '}') {
                        break;
                    }
                }
                rest.next();
                return;
            }
            ':' | '_' => path.push(next),
            letter if letter.is_alphanumeric() => path.push(letter),
            _ => break,
        }
        rest.next();
    }
    found.push(path);
}

/// A path seen from the crate's root.
fn absolute(module: &str, path: &str) -> Vec<String> {
    let mut at: Vec<String> = module.split("::").filter(|part| !part.is_empty()).map(str::to_owned).collect();
    for part in path.split("::").filter(|part| !part.is_empty()) {
        match part {
            "crate" => at.clear(),
            "super" => drop(at.pop()),
            part => at.push(part.to_owned()),
        }
    }
    at
}

/// Where the names lie that modules have from others (`pub use action::*`), by the path under which these are had.
fn had_from_others(all: &BTreeMap<String, String>) -> BTreeMap<Vec<String>, Vec<String>> {
    let mut found = BTreeMap::new();
    for (module, code) in all {
        for statement in code.split("use ").skip(1) {
            let mut names = Vec::new();
            unfold(&mut statement.chars().peekable(), "", &mut names);
            for name in names {
                let lies = absolute(module, &name);
                let all_of_it = name.ends_with("::").then(|| all.get(&lies.join("::"))).flatten();
                for item in all_of_it.map(|code| items(code)).unwrap_or_default() {
                    found.insert(absolute(module, item), lies.iter().cloned().chain([item.to_owned()]).collect());
                }
                let last = lies.last().cloned().unwrap_or_default();
                found.insert(absolute(module, &last), lies);
            }
        }
    }
    found.retain(|name, lies| name != lies);
    found
}

/// The names of what a module shows.
fn items(code: &str) -> Vec<&str> {
    let kinds = ["struct ", "enum ", "const fn ", "fn ", "const ", "static ", "type ", "trait "];
    let shown = code.split("pub ").skip(1);
    let begun = shown.filter_map(|item| kinds.iter().find_map(|kind| item.strip_prefix(kind)));
    begun.filter_map(|item| item.split(|letter: char| !letter.is_alphanumeric() && letter != '_').next()).collect()
}

/// Which modules beside them the modules of a crate use, each named from the root.
fn uses(package: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut all = BTreeMap::new();
    modules(&project().join(package).join("src"), "", &mut all);
    let had = had_from_others(&all);
    let mut uses: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (module, code) in &all {
        let own = absolute(module, "");
        for mut used in paths(code).iter().map(|path| absolute(module, path)) {
            // Names are followed to where they lie; a function with the name of its module leads back to it.
            let mut seen = BTreeSet::new();
            while let Some(lies) = had.get(&used).filter(|lies| seen.insert(lies.to_vec())) {
                used.clone_from(lies);
            }
            let shared = own.iter().zip(&used).take_while(|(own, used)| own == used).count();
            if let (Some(_), Some(_)) = (own.get(shared), used.get(shared)) {
                let (from, to) = (own[..=shared].join("::"), used[..=shared].join("::"));
                if all.keys().any(|one| *one == to || one.starts_with(&format!("{to}::"))) {
                    uses.entry(from).or_default().insert(to);
                }
            }
        }
    }
    uses
}

/// The way from a module back to itself, if there is one.
fn circle(uses: &BTreeMap<String, BTreeSet<String>>, way: &mut Vec<String>) -> bool {
    let last = way.last().expect("it began somewhere").clone();
    uses.get(&last).into_iter().flatten().any(|next| {
        let known = way.contains(next);
        if known && *next != way[0] {
            return false;
        }
        way.push(next.clone());
        if known || circle(uses, way) {
            return true;
        }
        way.pop();
        false
    })
}

#[test]
fn no_files_form_a_circle() {
    for package in LOOKED_AT {
        let uses = uses(package);
        for module in uses.keys() {
            let mut way = vec![module.clone()];
            assert!(!circle(&uses, &mut way), "{package}: {}", way.join(" -> "));
        }
    }
}

#[test]
fn the_simulation_has_floors() {
    let mut all = BTreeMap::new();
    modules(&project().join("game/sim/src"), "", &mut all);
    let floor = |path: &[String]| FLOORS.iter().position(|floor| path.first().is_some_and(|first| first == floor));
    for (module, code) in &all {
        let own = absolute(module, "");
        for used in paths(code).iter().map(|path| absolute(module, path)) {
            let (Some(here), Some(there)) = (floor(&own), floor(&used)) else { continue };
            assert!(there <= here, "{module} uses {}, which lies on a floor above it", used.join("::"));
            let rules = FLOORS[here] == "rules" && here == there && own.len() > 1 && used.len() > 1;
            assert!(!rules || own[1] == used[1], "the rules {module} use the rules {}", used.join("::"));
        }
    }
}
