//! `codedark scenario watch`: checks a scenario whenever it is saved, and keeps a preview class of its last sound state.
//!
//! The file and its libraries are looked at a few times a second rather than waited for: network drives tell nobody about
//! changes, and editors replace files in many ways. The preview is the server of `serve` with a store in memory, on a port that
//! stays; a save without errors begins a new class there, and the pages, which ask for the class's number, load themselves anew.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::thread::JoinHandle;
use std::time::{Duration, SystemTime};

use axum::Router;
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::get;
use clap::Args;
use codedark_content::Content;
use codedark_content::terminal::show;
use codedark_content::words::{say, sentence};
use codedark_protocol::Msg;
use codedark_scenario::Checked;
use codedark_server::http::Access;
use codedark_server::key::KeyHash;
use codedark_server::library::Library;
use codedark_server::secrets;
use codedark_server::serve::{DATA, Opening, announce, clock, host, listen, page_folder, pages};
use codedark_server::session::Session;
use codedark_server::store::{KEEP_DAYS, Store, Writer};
use codedark_shipped::check_file;
use tokio::sync::oneshot;

/// Time between two looks at the files: shorter than anybody waits for, longer than an editor needs to write one.
const LOOK_EVERY: Duration = Duration::from_millis(250);
/// Teams of the preview.
const TEAMS: u32 = 1;

/// What to watch.
#[derive(Args)]
pub struct Watch {
    /// The scenario.
    file: PathBuf,
    /// Port of the preview on this computer, where it is not to be any free one.
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// Folder of the page, where it is not web/dist.
    #[arg(long)]
    page: Option<PathBuf>,
    /// Only check; no preview.
    #[arg(long)]
    no_preview: bool,
}

/// Checks and serves until the program is ended.
pub fn run(asked: &Watch) -> Result<ExitCode, String> {
    let listener = listen(SocketAddr::from((Ipv4Addr::LOCALHOST, asked.port)))?;
    let mut preview =
        Preview { listener, page: page_folder(asked.page.clone()), key: secrets::key(), number: 0, running: None };
    loop {
        // What is saved while it is checked counts as changed.
        let main = written(&asked.file);
        let checked = check_file(&asked.file);
        let folder = asked.file.parent().unwrap_or(Path::new(""));
        let libraries: Vec<PathBuf> = checked.sources.iter().skip(1).map(|source| folder.join(&source.name)).collect();
        let beside: Vec<_> = libraries.iter().map(|path| written(path)).collect();
        tell(&asked.file, &checked);
        if let Ok(loaded) = checked.loaded()
            && !asked.no_preview
        {
            preview.begin(&Content::from(loaded))?;
        }
        let now = || (written(&asked.file), libraries.iter().map(|path| written(path)).collect());
        wait_for_change((main, beside), now);
    }
}

/// When a file was last written, and how long it is.
type Stamp = Option<(SystemTime, u64)>;

fn written(path: &Path) -> Stamp {
    let known = path.metadata().ok()?;
    Some((known.modified().ok()?, known.len()))
}

/// Returns when a file has changed, and whoever writes it has finished.
fn wait_for_change(before: (Stamp, Vec<Stamp>), now: impl Fn() -> (Stamp, Vec<Stamp>)) {
    let mut last = now();
    loop {
        std::thread::sleep(LOOK_EVERY);
        let next = now();
        if next != before && next == last {
            return;
        }
        last = next;
    }
}

fn tell(file: &Path, checked: &Checked) {
    checked.problems.iter().for_each(|problem| show(&problem.to_string()));
    let errors = checked.problems.iter().filter(|problem| problem.is_error()).count();
    let msg = Msg::new("watch-checked").word("file", file.display().to_string()).number("errors", errors as i64);
    show(&sentence(&msg.number("warnings", (checked.problems.len() - errors) as i64)));
}

/// The class that shows the last sound state.
struct Preview {
    listener: TcpListener,
    page: Option<PathBuf>,
    /// What the facilitator logs in with: the same for all classes.
    key: String,
    /// How many classes there were.
    number: u32,
    running: Option<(oneshot::Sender<()>, JoinHandle<Result<(), String>>)>,
}

impl Preview {
    /// Ends the running class, and begins one with this content at the same address.
    fn begin(&mut self, content: &Content) -> Result<(), String> {
        if let Some((end, thread)) = self.running.take() {
            let _ = end.send(());
            thread.join().map_err(|_| say("hub-gone"))??;
        }
        self.number += 1;
        let failed = |error: std::io::Error| error.to_string();
        let store = Store::in_memory().map_err(|error| sentence(&error.msg()))?;
        let setup = content.set_up(TEAMS, None, None);
        let writer = Writer::start(store);
        let clock = clock();
        Session::create(&writer, content, &setup, KEEP_DAYS, clock()).map_err(|reason| sentence(&reason))?;
        let address = self.listener.local_addr().map_err(failed)?;
        let told = Msg::new("serve-key").word("key", self.key.as_str());
        announce(&pages(address, false, &[]), address, &told, &writer)?;
        let (page, number) = (self.page.clone(), self.number);
        let extra = move |routes| with_reload(routes, page.as_deref(), number);
        let listener = self.listener.try_clone().map_err(failed)?;
        // What is saved from the preview lies where `serve` finds it.
        let library = Library::beside(Path::new(DATA));
        let (key, page, access) = (KeyHash::of_made(&self.key), self.page.clone(), Access::default());
        let forks = codedark_server::serve::beside_classes();
        let (keep_days, tls, udp) = (KEEP_DAYS, None, None);
        let opening =
            Opening { writer, key, access, tls, forks, keep_days, clock, listener, udp, page, library, extra };
        let (end, ended) = oneshot::channel();
        let until = async {
            let _ = ended.await;
        };
        self.running = Some((end, std::thread::spawn(|| host(opening, until))));
        Ok(())
    }
}

/// Adds the class's number to what is served, and to the page a script that loads it anew when another class is there.
fn with_reload(routes: Router, page: Option<&Path>, number: u32) -> Router {
    let fresh = |body: String, kind: &'static str| {
        ([(header::CACHE_CONTROL, "no-store"), (header::CONTENT_TYPE, kind)], body).into_response()
    };
    let routes = routes.route("/preview", get(move || async move { fresh(number.to_string(), "text/plain") }));
    let Some(index) = page.and_then(|folder| std::fs::read_to_string(folder.join("index.html")).ok()) else {
        return routes;
    };
    let script = format!(
        r#"setInterval(async () => {{
  try {{
    const answer = await fetch("/preview", {{ cache: "no-store" }});
    if (answer.ok && (await answer.text()) !== "{number}") location.reload();
  }} catch {{ /* between two classes nobody answers */ }}
}}, 1000);
"#
    );
    // A page of ours holds no script itself.
    let index = index.replacen("</body>", "<script src=\"/preview.js\"></script>\n</body>", 1);
    let routes = routes.route("/preview.js", get(move || async move { fresh(script, "text/javascript") }));
    routes.route("/", get(move || async move { fresh(index, "text/html; charset=utf-8") }))
}
