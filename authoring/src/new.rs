//! `codedark scenario new`: writes a whole scenario to begin with; what is in it, `codedark_scenario::begin` knows.

use std::io::{self, BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use codedark_content::terminal::{show, unreadable};
use codedark_content::words::{say, sentence};
use codedark_protocol::Msg;
use codedark_scenario::begin::{Beds, Choice, Family, Language, Length, Wishes, scenario};

/// Longest name of a scenario.
const NAME_CHARS_MAX: usize = 60;

/// What to write. On a terminal, what is not given is asked for; elsewhere it is the first choice.
#[derive(Args)]
pub struct New {
    /// Name of the scenario and its file: small letters, digits and hyphens.
    name: String,
    /// Beds of the hospital.
    #[arg(long, value_parser = choices::<Beds>())]
    beds: Option<Beds>,
    /// What kind of attack it is.
    #[arg(long, value_parser = choices::<Family>())]
    family: Option<Family>,
    /// Minutes of the class, joining and debrief included.
    #[arg(long, value_parser = choices::<Length>())]
    length: Option<Length>,
    /// Language of its own words; English always stands beside it.
    #[arg(long, value_parser = choices::<Language>())]
    language: Option<Language>,
    /// Folder for the file, where it is not this one.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// Writes the file; one that is there already stays.
pub fn run(asked: &New) -> Result<ExitCode, String> {
    if !is_name(&asked.name) {
        let msg = Msg::new("new-name").word("name", asked.name.as_str());
        return Err(sentence(&msg.number("most", NAME_CHARS_MAX as i64)));
    }
    let file = asked.out.as_deref().unwrap_or(Path::new("")).join(format!("{}.ron", asked.name));
    if file.exists() {
        return Err(sentence(&Msg::new("new-exists").word("file", file.display().to_string())));
    }
    let stdin = io::stdin();
    let mut desk = stdin.is_terminal().then(|| (stdin.lock(), io::stderr()));
    let wishes = Wishes {
        beds: choose(asked.beds, "new-beds", &mut desk)?,
        family: choose(asked.family, "new-family", &mut desk)?,
        length: choose(asked.length, "new-length", &mut desk)?,
        language: choose(asked.language, "new-language", &mut desk)?,
    };
    let text = scenario(&asked.name, &file.display().to_string(), wishes);
    let written = std::fs::File::create_new(&file).and_then(|mut new| new.write_all(text.as_bytes()));
    written.map_err(|error| unreadable(&file, &error))?;
    show(&sentence(&Msg::new("new-written").word("file", file.display().to_string())));
    Ok(ExitCode::SUCCESS)
}

/// Reads a choice by its name.
fn choices<T: Choice>() -> impl TypedValueParser<Value = T> {
    let names = T::ALL.iter().map(|choice| choice.name());
    PossibleValuesParser::new(names).map(|name| T::named(&name).expect("it is one of the possible values"))
}

/// Whether a name can be the id of a scenario: kebab-case.
fn is_name(name: &str) -> bool {
    let plain = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit();
    name.len() <= NAME_CHARS_MAX
        && name.starts_with(|letter: char| letter.is_ascii_lowercase())
        && name.split('-').all(|part| !part.is_empty() && part.chars().all(plain))
}

/// What was given, or what the person at the terminal picks, or the first choice where nobody can be asked.
fn choose<T: Choice>(
    given: Option<T>,
    question: &str,
    desk: &mut Option<(impl BufRead, impl Write)>,
) -> Result<T, String> {
    match (given, desk) {
        (Some(given), _) => Ok(given),
        (None, Some((input, output))) => ask(question, input, output).map_err(|error| error.to_string()),
        (None, None) => Ok(T::ALL[0]),
    }
}

/// Asks until one of the choices is picked, by number or by name; an empty line picks the first.
pub fn ask<T: Choice>(question: &str, input: &mut impl BufRead, output: &mut impl Write) -> io::Result<T> {
    loop {
        writeln!(output, "{}", say(question))?;
        for (index, variant) in T::ALL.iter().enumerate() {
            writeln!(output, "  {}  {}", index + 1, variant.name())?;
        }
        let mut line = String::new();
        if input.read_line(&mut line)? == 0 {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, say("new-no-answer")));
        }
        let answer = line.trim();
        let by_number = answer.parse::<usize>().ok().and_then(|number| T::ALL.get(number.wrapping_sub(1)).copied());
        let picked = T::named(answer).or(by_number);
        match picked.or_else(|| answer.is_empty().then_some(T::ALL[0])) {
            Some(choice) => return Ok(choice),
            None => writeln!(output, "{}", say("new-not-a-choice"))?,
        }
    }
}
