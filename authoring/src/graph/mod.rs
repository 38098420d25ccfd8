//! `codedark scenario graph`: a scenario as pictures. The network, what care depends on, the storyline.

mod care;
mod drawing;
mod network;
mod storyline;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use codedark_content::Content;
use codedark_content::terminal::{show, write};
use codedark_content::words::sentence;
use codedark_protocol::Msg;
use codedark_scenario::{Problem, Scenario};

/// What to draw.
#[derive(Args)]
pub struct Graph {
    /// Built-in name or file of the scenario.
    #[arg(value_name = "FILE")]
    scenario: String,
    /// Which picture; all three without it.
    #[arg(long)]
    view: Option<View>,
    /// The picture, an SVG file; ID-VIEW.svg without it. Takes one --view.
    #[arg(long, value_name = "FILE", requires = "view")]
    out: Option<PathBuf>,
}

/// A picture.
#[derive(Clone, Copy, ValueEnum)]
enum View {
    /// Zones with their devices and sensors, and the ways between them.
    Network,
    /// What each service needs.
    Care,
    /// Phases, stops, injects and objectives.
    Storyline,
}

impl View {
    fn name(self) -> &'static str {
        match self {
            View::Network => "network",
            View::Care => "care",
            View::Storyline => "storyline",
        }
    }

    fn draw(self, scenario: &Scenario) -> String {
        match self {
            View::Network => network::draw(scenario),
            View::Care => care::draw(scenario),
            View::Storyline => storyline::draw(scenario),
        }
    }
}

/// Draws the pictures.
///
/// # Errors
/// One sentence for the person at the terminal.
pub fn run(asked: &Graph) -> Result<ExitCode, String> {
    let Content { scenario, .. } = Content::named(&asked.scenario).map_err(|problems| Problem::lines(&problems))?;
    let views = asked.view.map_or(vec![View::Network, View::Care, View::Storyline], |view| vec![view]);
    for view in views {
        let usual = || PathBuf::from(format!("{}-{}.svg", scenario.id, view.name()));
        let out = asked.out.clone().unwrap_or_else(usual);
        write(&out, view.draw(&scenario))?;
        show(&sentence(&Msg::new("graph-written").word("file", out.display().to_string())));
    }
    Ok(ExitCode::SUCCESS)
}
