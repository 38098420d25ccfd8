//! The programs for the browser are made of what people may read: cargo's own tree of crates says so.

use std::path::Path;

use codedark_web::cargo;

/// The crates that a package is linked from in a browser.
fn crates(package: &str) -> Vec<String> {
    let mut tree = cargo::program(env!("CARGO"), &Path::new(env!("CARGO_MANIFEST_DIR")).join(".."));
    tree.args(["tree", "--locked", "--package", package, "--target", "wasm32-unknown-unknown"]);
    tree.args(["--edges", "normal", "--prefix", "none", "--format", "{p}"]);
    let told = cargo::output(tree).expect("cargo knows its tree");
    told.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect()
}

#[test]
fn no_program_for_the_browser_links_the_answers() {
    const PLAYER: [&str; 4] = ["codedark-sim", "codedark-shipped", "codedark-studio", "codedark-server"];
    const AUTHOR: [&str; 4] = ["codedark-shipped", "codedark-server", "calamine", "rust_xlsxwriter"];
    for (package, has, never) in
        [("codedark-client", "codedark-screens", PLAYER), ("codedark-studio", "codedark-sim", AUTHOR)]
    {
        let linked = crates(package);
        assert!(linked.iter().any(|one| one == has), "{package} is made of {has}");
        let found: Vec<&str> = never.into_iter().filter(|never| linked.iter().any(|one| one == never)).collect();
        assert_eq!(found, [""; 0], "{package}");
    }
}

#[test]
fn the_screens_know_no_engine() {
    let linked = crates("codedark-screens");
    assert!(linked.iter().any(|one| one == "egui"));
    assert!(!linked.iter().any(|one| one.starts_with("bevy") || one == "codedark-sim"), "{linked:?}");
}
