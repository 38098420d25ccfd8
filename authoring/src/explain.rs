//! `codedark scenario explain`: what a code of the checker means, why it matters, and an example of each kind.

use std::process::ExitCode;

use clap::Args;
use codedark_content::terminal::show;
use codedark_content::words::sentence;
use codedark_protocol::Msg;
use codedark_scenario::code;
use codedark_scenario::codes::CODES;

/// What to explain.
#[derive(Args)]
pub struct Explain {
    /// A code such as CD0204, or its name; without one, all codes are listed.
    code: Option<String>,
}

/// Prints a code's page, or the list of codes.
///
/// # Errors
/// One sentence for a code that there is not.
pub fn run(asked: &Explain) -> Result<ExitCode, String> {
    match &asked.code {
        None => {
            for code in CODES {
                show(&format!("{code}  {:7}  {:18}  {}", code.severity.id(), code.name, code.title));
            }
        }
        Some(written) => {
            let known = code(written);
            let known = known.ok_or_else(|| sentence(&Msg::new("scenario-no-code").word("code", written.as_str())))?;
            show(known.page().trim_end());
        }
    }
    Ok(ExitCode::SUCCESS)
}
