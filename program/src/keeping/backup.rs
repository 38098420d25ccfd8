//! `codedark backup` and `codedark restore`.

use std::path::PathBuf;

use clap::Args;
use codedark_content::terminal::show;
use codedark_content::words::sentence;
use codedark_protocol::Msg;
use codedark_server::serve::DATA;
use codedark_server::store::{FolderLock, Store, restore};

/// What is backed up.
#[derive(Args)]
pub struct BackUp {
    /// The file to write.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// The file that holds classes.
    #[arg(long, default_value = DATA, value_name = "FILE")]
    data: PathBuf,
    /// Only the class of this number, without the facilitator's key.
    #[arg(long, value_name = "NUMBER")]
    class: Option<i64>,
}

impl BackUp {
    /// Writes the copy.
    ///
    /// # Errors
    /// One sentence. Nothing was written then.
    pub fn run(&self) -> Result<(), String> {
        let store = Store::read_only(&self.data).map_err(|problem| sentence(&problem.msg()))?;
        store.back_up(&self.out, self.class).map_err(|reason| sentence(&reason))?;
        show(&sentence(&Msg::new("backed-up").word("file", self.out.display().to_string())));
        Ok(())
    }
}

/// What is restored.
#[derive(Args)]
pub struct Restore {
    /// The backup.
    file: PathBuf,
    /// The file that holds classes, which lies beside it afterwards under another name.
    #[arg(long, default_value = DATA, value_name = "FILE")]
    data: PathBuf,
}

impl Restore {
    /// Puts the backup in the store's place.
    ///
    /// # Errors
    /// One sentence. Nothing was changed then.
    pub fn run(&self) -> Result<(), String> {
        // Before the folder is made and locked: a backup that is none changes nothing.
        Store::read_only(&self.file).map_err(|problem| sentence(&problem.msg()))?;
        let _lock = FolderLock::take(&self.data, "").map_err(|reason| sentence(&reason))?;
        let old = restore(&self.file, &self.data).map_err(|reason| sentence(&reason))?;
        let told = Msg::new(if old.is_some() { "restored-over" } else { "restored" });
        let told = told.word("file", self.data.display().to_string());
        show(&sentence(&told.word("old", old.unwrap_or_default().display().to_string())));
        Ok(())
    }
}
