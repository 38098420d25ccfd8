//! Every file of a package's `tests` folder is named in its `main.rs`: one that is not would never run.

use std::fs;
use std::path::Path;

#[test]
fn no_file_is_forgotten() {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let packages =
        ["game/scenario", "game/protocol", "game/sim", "content", "server", "authoring", "program", "web", "tests"];
    for package in packages {
        let folder = project.join(package).join("tests");
        let main = fs::read_to_string(folder.join("main.rs")).expect("the package's one test program");
        for entry in fs::read_dir(&folder).expect("the folder is there") {
            let name = entry.expect("an entry").file_name().into_string().expect("a name");
            let Some(name) = name.strip_suffix(".rs").filter(|name| *name != "main") else { continue };
            assert!(main.contains(&format!("mod {name};")), "{package}/tests/{name}.rs is not named in main.rs");
        }
    }
}
