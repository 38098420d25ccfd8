//! The program's command line. Help texts are clap's, from the comments below; all else is in the Fluent file.

use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use codedark_authoring::ScenarioTask as AuthoringTask;
use codedark_authoring::bench::{Times, bench};
use codedark_authoring::calibrate;
use codedark_authoring::rating::{full, rated_json, rated_record, rated_text};
use codedark_authoring::report::Run;
use codedark_content::recorded::replay;
use codedark_content::terminal::{show, unreadable, write, write_private};
use codedark_content::words::{say, sentence};
use codedark_content::{Content, class, policy, random_seed, write_policy};
use codedark_protocol::Msg;
use codedark_scenario::Problem;
use codedark_server::http::{Access, Origin};
use codedark_server::serve::{DATA, Options, Tls, serve};
use codedark_server::store::KEEP_DAYS;
use codedark_sim::exercise::{Mode, Skill, play, rate};

use crate::keeping::{self, BackUp, Classes, Restore};
use crate::watch::{self, Watch};

/// Code Dark: a hospital under cyber attack, played by a class.
#[derive(Parser)]
#[command(name = "codedark", version)]
pub struct Program {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Host a class: people join with a browser and a code.
    Serve(Serve),
    /// Play an exercise by stand-ins or a policy file, and print the results.
    Run(RunExercise),
    /// Re-run a record, and check that it was not changed and gives the same state and results.
    Replay {
        /// The record; without it, that of a class.
        #[arg(required_unless_present = "class", conflicts_with_all = ["class", "data"])]
        file: Option<PathBuf>,
        /// Number of the class whose record it is.
        #[arg(long, value_name = "NUMBER")]
        class: Option<i64>,
        /// The file that holds classes.
        #[arg(long, default_value = DATA, value_name = "FILE")]
        data: PathBuf,
        /// Write the first region's orders as a policy file.
        #[arg(long, value_name = "FILE")]
        policy_out: Option<PathBuf>,
        /// Also rate the teams by what idle and competent play reach from the same states. Takes some seconds a team.
        #[arg(long)]
        rate: bool,
    },
    /// Measure how fast the simulation is on this machine, and print one table. Takes some seconds.
    Bench {
        /// Built-in name or file of the scenario, which is squeezed into four weeks.
        #[arg(long, default_value = "conti-friday")]
        scenario: String,
        /// Seeds of the first row; the others take fewer.
        #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u64).range(1..=10_000))]
        seeds: u64,
        /// Also draw cost per event over devices.
        #[arg(long, value_name = "FILE")]
        svg: Option<PathBuf>,
        /// Print what each row took when it was last run with this file, and keep what it takes now.
        #[arg(long, value_name = "FILE")]
        beside: Option<PathBuf>,
    },
    /// Hold the model against what was published about real incidents. Ends with 1 when a point is missed.
    Calibrate(calibrate::Calibrate),
    /// List classes, delete one, or erase a person.
    Classes(Classes),
    /// Copy the file with the classes, also while a server runs.
    Backup(BackUp),
    /// Put a backup in the place of the file with the classes. No server may run.
    Restore(Restore),
    /// Records of classes.
    #[command(subcommand)]
    Record(RecordTask),
    /// Scenario files: write, check and try them.
    #[command(subcommand)]
    Scenario(ScenarioTask),
}

#[derive(Args)]
struct Serve {
    /// Address and port of the page.
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// UDP port for native windows, where it is not to have the page's number.
    #[arg(long, value_name = "PORT")]
    udp: Option<u16>,
    /// No UDP: native windows use the page's port, as browsers do.
    #[arg(long, conflicts_with = "udp")]
    no_udp: bool,
    /// The file that holds classes and their records.
    #[arg(long, default_value = DATA)]
    data: PathBuf,
    /// Built-in name, name in the server's library, or file of the scenario.
    #[arg(long, default_value = "conti-friday")]
    scenario: String,
    /// Folder of the page, where it is not web/dist.
    #[arg(long)]
    page: Option<PathBuf>,
    /// File with the key that the facilitator logs in with, where it is not to be random. The variable CODEDARK_KEY may hold
    /// it instead.
    #[arg(long, value_name = "FILE")]
    key_file: Option<PathBuf>,
    /// Make another key, in the place of the one that was made or chosen before.
    #[arg(long, conflicts_with = "key_file")]
    new_key: bool,
    /// Gone: everybody on the computer can read a command line.
    #[arg(long, hide = true, num_args = 0..=1)]
    key: Option<Option<String>>,
    /// Where browsers find the page, when that is not this computer's address: https://class.example.org. May be said again.
    #[arg(long, value_name = "ORIGIN")]
    origin: Vec<Origin>,
    /// Address of a proxy before this server, whose X-Forwarded-For is believed. May be said again.
    #[arg(long, value_name = "ADDRESS")]
    trusted_proxy: Vec<IpAddr>,
    /// Certificate for https, as a PEM file.
    #[arg(long, value_name = "FILE", requires = "cert_key")]
    cert: Option<PathBuf>,
    /// The certificate's key, as a PEM file.
    #[arg(long, value_name = "FILE", requires = "cert")]
    cert_key: Option<PathBuf>,
    /// https with a certificate that the program makes itself, and of which browsers warn.
    #[arg(long, value_name = "self", value_parser = ["self"], conflicts_with = "cert")]
    tls: Option<String>,
    /// The server faces the internet: it does not start where that is not safe, and says why.
    #[arg(long)]
    public: bool,
    /// Teams, each with a hospital of its own.
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u32).range(1..=12))]
    teams: u32,
    /// All teams in one region, with one clock and one shared result. So it is without being asked for where the scenario
    /// describes a linked region.
    #[arg(long)]
    joint: bool,
    /// Each team in a region of its own, so that teams can be compared. So it is otherwise.
    #[arg(long, conflicts_with = "joint")]
    apart: bool,
    /// Seed of all dice, where it is not to be random.
    #[arg(long)]
    seed: Option<u64>,
    /// Begin a new class, even when the last one has not ended.
    #[arg(long)]
    new: bool,
    /// Days for which a class is kept after its end, with its debrief.
    #[arg(long, default_value_t = KEEP_DAYS, value_parser = clap::value_parser!(u32).range(1..=36_500))]
    keep_days: u32,
    /// Most bytes that the file may take, where it is not to fill the disk.
    #[arg(long, value_name = "BYTES")]
    store_limit: Option<u64>,
}

#[derive(Args)]
struct RunExercise {
    /// Built-in name or file of the scenario.
    scenario: String,
    /// Seed of all dice, where it is not to be random.
    #[arg(long)]
    seed: Option<u64>,
    /// idle, novice, competent, or a policy file: (version: 1, others: "idle", decisions: [(minute: 900, role:
    /// "security_lead", action: "isolate-clinical-zone", target: "imaging")]). The author's guide, scenarios/README.md, tells more.
    #[arg(long, default_value = "competent")]
    policy: String,
    /// Print one JSON object instead of text.
    #[arg(long)]
    json: bool,
    /// Write the record to this file.
    #[arg(long, value_name = "FILE")]
    record: Option<PathBuf>,
    /// Also rate it by what idle and competent play reach from the same states. Takes some seconds.
    #[arg(long)]
    rate: bool,
}

#[derive(Subcommand)]
enum RecordTask {
    /// Write a class's record to a file.
    Export {
        /// Number of the class; without it, the newest.
        #[arg(long, value_name = "NUMBER")]
        class: Option<i64>,
        /// The file that holds classes.
        #[arg(long, default_value = DATA)]
        data: PathBuf,
        /// The file to write.
        #[arg(long)]
        out: PathBuf,
    },
}

/// What can be done with a scenario file.
#[derive(Subcommand)]
enum ScenarioTask {
    #[command(flatten)]
    Authoring(AuthoringTask),
    /// Check a scenario whenever it is saved, and keep a preview of it open for the browser.
    Watch(Watch),
}

impl Program {
    /// Does what was asked.
    pub fn run(self) -> Result<ExitCode, String> {
        match self.task {
            Task::Serve(asked) => host(asked),
            Task::Run(asked) => run_exercise(&asked),
            Task::Replay { file, class, data, policy_out, rate } => {
                let record = match file {
                    Some(file) => std::fs::read_to_string(&file).map_err(|error| unreadable(&file, &error))?,
                    None => keeping::record(&data, class).map_err(|reason| sentence(&reason))?,
                };
                replay_record(&record, policy_out.as_deref(), rate)
            }
            Task::Bench { scenario, seeds, svg, beside } => {
                measure(&scenario, seeds, svg.as_deref(), beside.as_deref())
            }
            Task::Calibrate(asked) => calibrate::run(&asked),
            Task::Classes(asked) => asked.run().map(|()| ExitCode::SUCCESS),
            Task::Backup(asked) => asked.run().map(|()| ExitCode::SUCCESS),
            Task::Restore(asked) => asked.run().map(|()| ExitCode::SUCCESS),
            Task::Record(RecordTask::Export { class, data, out }) => export_record(&data, class, &out),
            Task::Scenario(ScenarioTask::Authoring(task)) => task.run(),
            Task::Scenario(ScenarioTask::Watch(asked)) => watch::run(&asked),
        }
    }
}

fn host(asked: Serve) -> Result<ExitCode, String> {
    if asked.key.is_some() {
        return Err(say("key-option-gone"));
    }
    let tls = match (asked.cert, asked.cert_key, asked.tls) {
        (Some(cert), Some(key), _) => Some(Tls::Files { cert, key }),
        (_, _, own) => own.map(|_| Tls::SelfMade),
    };
    let proxies = asked.trusted_proxy.iter().map(IpAddr::to_canonical).collect();
    let access = Access { origins: asked.origin, proxies };
    let Serve { listen, udp, no_udp, data, scenario, page, teams, joint, apart, seed, new, .. } = asked;
    let mode =
        [(joint, Mode::Joint), (apart, Mode::Parallel)].into_iter().find_map(|(asked, mode)| asked.then_some(mode));
    let udp_port = (!no_udp).then(|| udp.unwrap_or(listen.port()));
    let Serve { keep_days, store_limit, key_file, new_key, public, .. } = asked;
    serve(Options {
        listen,
        udp_port,
        data,
        scenario,
        page,
        key_file,
        new_key,
        access,
        tls,
        public,
        teams,
        mode,
        seed,
        new,
        keep_days,
        store_limit,
    })?;
    Ok(ExitCode::SUCCESS)
}

fn run_exercise(asked: &RunExercise) -> Result<ExitCode, String> {
    let content = load(&asked.scenario)?;
    let policy = policy(&asked.policy).map_err(|reason| sentence(&reason))?;
    let seed = asked.seed.unwrap_or_else(random_seed);
    let setup = class(&content.scenario, Mode::Parallel, 1, seed, Skill::Idle);
    let played = play(content.scenario.clone(), seed, &setup.regions[0], &policy);
    let rating = asked.rate.then(|| rate(&content.scenario, &setup, &played.entries, full(), &|_, _| {}));
    let mut run = Run { scenario: content.scenario.id.clone(), seed, policy: asked.policy.clone(), played };
    if let Some(file) = &asked.record {
        write_private(file, run.record(&content, &setup))?;
    }
    match asked.json {
        true => {
            let mut object = run.json();
            rating.iter().flatten().for_each(|outcome| object["rated"] = rated_json(outcome));
            show(&format!("{object:#}"));
        }
        false => {
            show(&run.text());
            rating.iter().flatten().for_each(|outcome| show(&rated_text("t1", outcome)));
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn replay_record(text: &str, policy_out: Option<&Path>, rate: bool) -> Result<ExitCode, String> {
    let found = replay(text).map_err(|reason| sentence(&reason))?;
    let msg = Msg::new(if found.finished { "replay-finished" } else { "replay-unfinished" });
    show(&sentence(&msg.number("lines", found.lines as i64).number("marks", found.marks as i64)));
    found.hashes.iter().for_each(|hash| show(&format!("{} {hash}", say("run-hash"))));
    if let Some(out) = policy_out {
        write(out, write_policy(&found.policy))?;
    }
    if rate {
        rated_record(text).map_err(|reason| sentence(&reason))?.iter().for_each(|team| show(team));
    }
    Ok(ExitCode::SUCCESS)
}

fn measure(scenario: &str, seeds: u64, svg: Option<&Path>, beside: Option<&Path>) -> Result<ExitCode, String> {
    let content = load(scenario)?;
    let before = beside.map(Times::read).transpose()?.unwrap_or_default();
    let progress = |row: &str| eprintln!("{}", sentence(&Msg::new("bench-running").word("row", row)));
    let report = bench(&content.scenario, seeds, &progress);
    show(&report.text(&before));
    if let Some(file) = svg {
        write(file, report.svg())?;
    }
    if let Some(file) = beside {
        report.times().keep(file)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn export_record(data: &Path, class: Option<i64>, out: &Path) -> Result<ExitCode, String> {
    let record = keeping::record(data, class).map_err(|reason| sentence(&reason))?;
    write_private(out, &record)?;
    let msg = Msg::new("exported").number("lines", record.lines().count() as i64);
    show(&sentence(&msg.word("file", out.display().to_string())));
    Ok(ExitCode::SUCCESS)
}

fn load(name: &str) -> Result<Content, String> {
    Content::named(name).map_err(|problems| Problem::lines(&problems))
}
