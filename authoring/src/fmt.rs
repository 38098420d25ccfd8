//! `codedark scenario fmt`: the one layout of scenario files.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use codedark_content::terminal::show;
use codedark_content::words::sentence;
use codedark_protocol::Msg;
use codedark_scenario::{Problem, SourceFile, format};

use super::text_file::TextFile;

/// What to format.
#[derive(Args)]
pub struct Fmt {
    /// Scenarios and libraries.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Write nothing, name the files that are not formatted, and end with 1 when there are any.
    #[arg(long)]
    check: bool,
}

/// Formats each file, or tells which are not; one that cannot be read is told, and the others are done.
pub fn run(asked: &Fmt) -> Result<ExitCode, String> {
    let (mut refused, mut other) = (Vec::new(), false);
    for file in &asked.files {
        match formatted(file, asked.check) {
            Ok(same) => other |= asked.check && !same,
            Err(reason) => refused.push(reason),
        }
    }
    match refused.is_empty() {
        true => Ok(if other { ExitCode::FAILURE } else { ExitCode::SUCCESS }),
        false => Err(refused.join("\n")),
    }
}

/// Whether the file was formatted already; if not, it is now, or only named.
fn formatted(path: &Path, check: bool) -> Result<bool, String> {
    let file = TextFile::read(path)?;
    let source = SourceFile { name: path.display().to_string(), text: file.text.clone() };
    let text = format(&source).map_err(|problems| Problem::lines(&problems))?;
    let same = text == file.text;
    if !same {
        let message = if check { "scenario-not-formatted" } else { "scenario-formatted" };
        if !check {
            file.replace(&text)?;
        }
        show(&sentence(&Msg::new(message).word("file", source.name)));
    }
    Ok(same)
}
