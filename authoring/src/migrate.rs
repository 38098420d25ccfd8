//! `codedark scenario migrate`: files of earlier versions, rewritten for this one.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use codedark_content::terminal::show;
use codedark_content::words::sentence;
use codedark_protocol::Msg;
use codedark_scenario::{Problem, SourceFile, migrate};

use super::text_file::TextFile;

/// What to migrate.
#[derive(Args)]
pub struct Migrate {
    /// Scenarios, and the libraries beside them.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Only tell what would be changed.
    #[arg(long)]
    dry_run: bool,
}

/// Migrates each file; one that cannot be read is told, and the others are done.
pub fn run(asked: &Migrate) -> Result<ExitCode, String> {
    let refused: Vec<String> = asked.files.iter().filter_map(|file| one(file, asked.dry_run).err()).collect();
    if refused.is_empty() { Ok(ExitCode::SUCCESS) } else { Err(refused.join("\n")) }
}

fn one(path: &Path, dry_run: bool) -> Result<(), String> {
    let file = TextFile::read(path)?;
    let name = path.display().to_string();
    let source = SourceFile { name: name.clone(), text: file.text.clone() };
    let migrated = migrate(&source).map_err(|problems| Problem::lines(&problems))?;
    for change in &migrated.changes {
        show(&format!("{name}:{}: {}", change.line, change.what));
    }
    if !dry_run && !migrated.changes.is_empty() {
        file.replace(&migrated.text)?;
    }
    let id = match (migrated.changes.is_empty(), dry_run) {
        (true, _) => "migrate-nothing",
        (false, true) => "migrate-would",
        (false, false) => "migrate-done",
    };
    show(&sentence(&Msg::new(id).word("file", name).number("changes", migrated.changes.len() as i64)));
    Ok(())
}
