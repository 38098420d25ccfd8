//! `codedark scenario exchange`: injects as tables and exercises that other programs read and write.
//!
//! On the way in everything comes down to drafts of injects, which a [`plan`] holds against the scenario: what would change
//! is told first, then the scenario's text changes at those places. A scenario that would not load is never written.

pub mod cell;
pub mod cexf;
pub mod cexf_read;
pub mod clock;
pub mod inject;
pub mod msel;
pub mod navigator;
pub mod plan;
pub mod source;
pub mod table;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand, ValueEnum};
use codedark_content::terminal::show;
use codedark_content::words::{say, sentence};
use codedark_protocol::Msg;
use codedark_scenario::edit::quoted;
use codedark_scenario::{Role, SourceFile};
use plan::{Plan, Step};
use source::{Shelf, Source, folder_of, read, replace};

/// Most characters of the introduction that players read.
const BRIEF_CHARS_MAX: usize = 600;

/// What can be exchanged.
#[derive(Subcommand)]
pub enum Exchange {
    /// Write a scenario's injects as a table, its exercise as CEXF, or its attack as an ATT&CK Navigator layer.
    Export(Export),
    /// Take injects over from a table or a CEXF file.
    Import(Import),
}

/// What to write.
#[derive(Args)]
pub struct Export {
    /// Built-in name or file of the scenario.
    scenario: String,
    /// What to write it as.
    #[arg(long = "as", value_enum)]
    format: Format,
    /// The file to write. A table's ending says which kind it is: .csv or .xlsx.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

/// Formats of other programs.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Master Scenario Events List: a table of injects, as CSV or XLSX.
    Msel,
    /// The Common Exercise Format of the MISP project, as JSON.
    Cexf,
    /// A layer for the ATT&CK Navigator, as JSON.
    Navigator,
}

/// What to take over.
#[derive(Args)]
pub struct Import {
    /// A table (.csv or .xlsx) or a CEXF file (.json).
    table: PathBuf,
    /// The scenario that changes.
    #[arg(long, value_name = "FILE", required_unless_present = "new")]
    into: Option<PathBuf>,
    /// A new scenario to write; for CEXF only.
    #[arg(long, value_name = "FILE", conflicts_with = "into")]
    new: Option<PathBuf>,
    /// Only tell what would change.
    #[arg(long)]
    dry_run: bool,
    /// Who receives the injects of a CEXF file that does not say it.
    #[arg(long, default_value = "security_lead", value_parser = role)]
    role: Role,
}

fn role(id: &str) -> Result<Role, String> {
    let known = || Role::EIGHT.map(Role::id).join(", ");
    Role::from_id(id).ok_or_else(|| sentence(&Msg::new("row-role").word("role", id).word("known", known())))
}

impl Exchange {
    /// Does what was asked.
    ///
    /// # Errors
    /// One sentence, or a line for each thing that is wrong.
    pub fn run(&self) -> Result<ExitCode, String> {
        match self {
            Exchange::Export(asked) => export(asked),
            Exchange::Import(asked) => import(asked),
        }?;
        Ok(ExitCode::SUCCESS)
    }
}

fn export(asked: &Export) -> Result<(), String> {
    let source = Source::open(&asked.scenario)?;
    let ending = asked.out.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    let entries = inject::entries(&source);
    let table = || msel::table(&source.scenario, &entries);
    let pretty = |value: &serde_json::Value| format!("{value:#}\n").into_bytes();
    let bytes = match (asked.format, ending.as_str()) {
        (Format::Msel, "csv") => table::write_csv(&table()),
        (Format::Msel, "xlsx") => table::write_xlsx(&table(), &source.scenario.id, &msel::is_wide)
            .map_err(|error| sentence(&Msg::new("table-unwritable").word("reason", error.to_string())))?,
        (Format::Msel, _) => return Err(say("table-ending")),
        (Format::Cexf, _) => pretty(&cexf::exercise(&source, &entries)),
        (Format::Navigator, _) => pretty(&navigator::layers(&source.scenario)),
    };
    replace(&asked.out, &bytes)?;
    let msg = Msg::new(match asked.format {
        Format::Navigator => "exported-layer",
        _ => "exported-injects",
    });
    let count = match asked.format {
        Format::Navigator => source.scenario.adversary.steps.len(),
        _ => entries.len(),
    };
    show(&sentence(&msg.number("count", count as i64).word("file", asked.out.display().to_string())));
    Ok(())
}

fn import(asked: &Import) -> Result<(), String> {
    let bytes = read(&asked.table, table::file_bytes_max().max(cexf_read::FILE_MIB_MAX << 20))?;
    let is_json = bytes.trim_ascii_start().starts_with(b"{") || bytes.starts_with(b"\xef\xbb\xbf{");
    match (&asked.into, &asked.new) {
        (Some(file), _) => import_into(asked, file, &bytes, is_json),
        (None, Some(file)) if is_json => import_new(asked, file, &bytes),
        _ => Err(say("import-new-table")),
    }
}

fn import_into(asked: &Import, file: &Path, bytes: &[u8], is_json: bool) -> Result<(), String> {
    let source = Source::file(file)?;
    let refused = |why: Vec<String>| told_refusal(&why);
    let (drafts, notes) = if is_json {
        let taken = source.scenario.injects.iter().map(|inject| inject.id.clone()).collect();
        let read = cexf_read::read(bytes, &taken, asked.role).map_err(refused)?;
        (read.drafts, read.notes)
    } else {
        let table = table::read(bytes).map_err(|msg| sentence(&msg))?;
        (msel::drafts(&source.scenario, &table).map_err(refused)?, Vec::new())
    };
    let mut plan = Plan::new(&source, &drafts).map_err(refused)?;
    plan.notes.extend(notes);
    let after = finish(&source, &plan)?;
    write_unless_dry(asked, file, &after, &plan)
}

/// A CEXF file as a scenario of its own: of the text that came along, or over a built-in one.
fn import_new(asked: &Import, file: &Path, bytes: &[u8]) -> Result<(), String> {
    if file.exists() {
        return Err(sentence(&Msg::new("import-exists").word("file", file.display().to_string())));
    }
    let refused = |why: Vec<String>| told_refusal(&why);
    let mut read = cexf_read::read(bytes, &BTreeSet::new(), asked.role).map_err(refused)?;
    let ours = !read.files.is_empty();
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let text = if ours { read.files.remove(0).text } else { skeleton(&read) };
    for along in &read.files {
        let beside = folder_of(file).join(&along.name);
        if beside.exists() && std::fs::read_to_string(&beside).ok().as_ref() != Some(&along.text) {
            return Err(sentence(&Msg::new("import-exists").word("file", beside.display().to_string())));
        }
    }
    let along = std::mem::take(&mut read.files);
    let source = Source::new(SourceFile { name, text }, Shelf { along: along.clone(), folder: folder_of(file) })?;
    if !ours {
        // The scenario below has injects of its own: ids are given once more, beside theirs.
        let taken = source.scenario.injects.iter().map(|inject| inject.id.clone()).collect();
        read = cexf_read::read(bytes, &taken, asked.role).map_err(refused)?;
    }
    let mut plan = Plan::new(&source, &read.drafts).map_err(refused)?;
    plan.notes.extend(read.notes);
    if !ours {
        plan.kept.clear();
    }
    let after = finish(&source, &plan)?;
    if !asked.dry_run {
        for library in &along {
            let beside = folder_of(file).join(&library.name);
            std::fs::create_dir_all(folder_of(&beside))
                .map_err(|error| codedark_content::terminal::unreadable(&beside, &error))?;
            replace(&beside, library.text.as_bytes())?;
        }
    }
    write_unless_dry(asked, file, &after, &plan)
}

/// A scenario over a built-in one, for injects that come without a hospital. History and figures belong to the incident that
/// the built-in one is about.
fn skeleton(read: &cexf_read::Read) -> String {
    let id = plan::fresh_id(&read.name, &BTreeSet::new());
    let brief: String = read.description.chars().take(BRIEF_CHARS_MAX).collect();
    let or = |text: &str, other: &str| quoted(if text.trim().is_empty() { other } else { text });
    format!(
        "// {heading}\n(\n    from: \"conti-friday\",\n    version: 1,\n    id: {id},\n    calibration: [],\n    \
         history: (),\n    injects: (from: \"injects\"),\n    texts: {{\n        \"scenario.title\": {{ \"en\": {title} \
         }},\n        \"scenario.brief\": {{ \"en\": {brief} }},\n    }},\n)\n",
        heading = say("import-skeleton"),
        title = or(&read.name, &id),
        brief = or(&brief, &read.name),
        id = quoted(&id),
    )
}

fn finish(source: &Source, plan: &Plan) -> Result<Source, String> {
    plan.carried_out(source).map_err(|problems| sentence(&Msg::new("import-broken").word("problems", problems)))
}

fn write_unless_dry(asked: &Import, file: &Path, after: &Source, plan: &Plan) -> Result<(), String> {
    tell(plan);
    let shown = file.display().to_string();
    if asked.dry_run {
        show(&sentence(&Msg::new("import-dry").word("file", shown)));
    } else if asked.into.is_some() && plan.is_empty() {
        show(&sentence(&Msg::new("import-nothing").word("file", shown)));
    } else {
        replace(file, after.main.text.as_bytes())?;
        show(&sentence(&Msg::new("import-written").word("file", shown)));
    }
    Ok(())
}

/// Prints what changes.
fn tell(plan: &Plan) {
    for Step { id, title, is_new, changes } in &plan.steps {
        let msg = Msg::new(if *is_new { "import-adds" } else { "import-changes" });
        show(&sentence(&msg.word("id", id).word("title", title)));
        for change in changes {
            let msg = Msg::new("import-field").word("field", &change.field);
            show(&sentence(&msg.word("old", on_one_line(&change.old)).word("new", on_one_line(&change.new))));
        }
    }
    if !plan.kept.is_empty() {
        show(&sentence(&Msg::new("import-kept").word("ids", plan.kept.join(", "))));
    }
    plan.notes.iter().for_each(|note| show(note));
}

fn on_one_line(text: &str) -> String {
    if text.is_empty() { say("import-empty") } else { text.replace('\n', " / ") }
}

fn told_refusal(why: &[String]) -> String {
    let mut lines = why.to_vec();
    lines.push(say("import-refused"));
    lines.join("\n")
}
